"""Several hands at one thing: who is second is told who was first, and nobody's text or cursor moves."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.desk import verbs as v
from console.rules.facts import PlaceSet
from tests.console.driver import Seat, seat

pytestmark = [pytest.mark.slow, pytest.mark.both_ways]


async def begun(desk: Seat) -> None:
    """A call is open, its place and type are on the log."""
    await desk.do("call.take")
    await desk.type("88 river rd")
    await desk.press("enter")
    await desk.type("unk")
    await desk.press("enter")
    await desk.until(lambda: bool(desk.app.shift.board.incidents[1].type), "a type on the log")


async def test_a_change_that_comes_in_the_middle_of_a_word_moves_nothing(store: Path) -> None:
    """Somebody else changes the place while one types: text and cursor stay, and the new place is on the board."""
    async with seat(store) as desk:
        await begun(desk)
        await desk.do("call.take")
        await desk.press("end")
        await desk.type(" ap")
        before = desk.field
        await desk.colleague(v.SetPlace(PlaceSet(1, "90 RIVER RD")), v.SetPriority(1, 1), v.AddRemark(1, "loud"))
        await desk.until(lambda: desk.app.shift.board.incidents[1].priority == 1, "their changes in view")
        assert desk.field == before
        await desk.type("t 4")
        assert desk.value("location").lower().endswith("river rd apt 4")


async def test_the_second_to_change_a_place_is_told_who_changed_it_and_may_insist(store: Path) -> None:
    """The first Enter names the other, what they wrote and when, and keeps one's own words; the second puts them."""
    async with seat(store) as desk:
        await begun(desk)
        await desk.do("call.take")
        await desk.press("end")
        await desk.type(" apt 4")
        typed = desk.value("location")
        await desk.colleague(v.SetPlace(PlaceSet(1, "90 RIVER RD")))
        await desk.later(7)
        await desk.do("call.take")
        await desk.press("enter")
        await desk.shows("LEE (D02) changed the place of #1 to 90 RIVER RD 0:07 ago")
        assert desk.app.shift.board.incidents[1].place.text == "90 RIVER RD"  # type: ignore[union-attr]
        assert desk.value("location").lower() == typed.lower()
        await desk.do("call.take")
        await desk.press("enter")
        await desk.until(lambda: "RIVER RD 4" not in desk.text and _place(desk) != "90 RIVER RD", "one's own place")


async def test_two_who_agree_are_not_in_each_others_way(store: Path) -> None:
    """The same word from two people is no conflict."""
    async with seat(store) as desk:
        await begun(desk)
        await desk.do("call.type")
        await desk.press("end", *["backspace"] * 3)
        await desk.type("noise")
        await desk.colleague(v.SetType(1, "NOISE"))
        await desk.press("enter")
        await desk.at_rest()
        assert "changed the type" not in desk.text
        assert desk.app.shift.board.incidents[1].type == "NOISE"


def _place(desk: Seat) -> str:
    place = desk.app.shift.board.incidents[1].place
    return place.text if place else ""


async def test_the_second_to_send_a_unit_is_told_who_sent_it_where(store: Path) -> None:
    """What F7 showed no longer holds when somebody else sends that unit first; nobody is sent then."""
    async with seat(store) as desk:
        await begun(desk)
        await desk.do("call.send")
        await desk.do("screen.board")
        await desk.do("incident.dispatch")
        assert desk.app.shift.armed is not None
        units = desk.app.shift.armed.units
        await desk.colleague(v.OpenIncident(), v.SetPlace(PlaceSet(2, "90 RIVER RD")), v.SetType(2, "UNK"), v.Send(2))
        await desk.colleague(v.Dispatch(units[:1], 2))
        await desk.until(lambda: not desk.app.shift.board.units[units[0]].available, "their dispatch")
        await desk.do("incident.dispatch")
        await desk.shows(f"LEE sent {units[0]} to #2")
        assert not desk.app.shift.board.on(1)
