"""How sure a place is: heard, matched, verified; and what is never taken by accident."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from console.desk.enquiries import PlaceReading
from console.desk.verbs import Ring
from console.rules.board import Spot
from tests.console.driver import Seat, seat

pytestmark = pytest.mark.slow


def place(kim: Seat) -> Spot:
    """The place of the incident in view."""
    incident = kim.app.intake.incident
    assert incident is not None
    assert incident.place is not None
    return incident.place


async def located(kim: Seat, text: str) -> None:
    """A call is taken and this is typed for its place."""
    await kim.do("call.take")
    await kim.type(text)
    await kim.press("enter")
    await kim.at_rest()


async def test_a_place_that_fits_is_matched_until_it_is_said_again(store: Path) -> None:
    """Going back to the location and accepting it once more verifies it, and the log says how."""
    async with seat(store, size=(120, 40)) as kim:
        await located(kim, "185 n oak st")
        assert place(kim).state == "matched"
        await kim.shows("~MATCHED")
        await kim.do("call.take")
        await kim.press("enter")
        await kim.at_rest()
        assert (place(kim).state, place(kim).verified_by) == ("verified", "said again")
        await kim.shows("VERIFIED")


async def test_a_cross_street_named_with_it_verifies_a_place(store: Path) -> None:
    """In the same line, so that a verified place costs no key more."""
    async with seat(store) as kim:
        await located(kim, "185 n oak st x 2nd")
        assert (place(kim).text, place(kim).verified_by) == ("185 N OAK ST", "cross street 2ND")


async def test_what_the_gazetteer_does_not_know_is_kept_as_heard(store: Path) -> None:
    """It goes on the log, marked, and can be sent."""
    async with seat(store) as kim:
        await located(kim, "the old quarry behind the hill")
        assert place(kim).state == "heard"
        await kim.shows("~ UNVER")


async def test_enter_never_takes_a_place_that_is_only_like_what_was_typed(store: Path) -> None:
    """A slip brings choices; only a number takes one of them."""
    async with seat(store) as kim:
        await located(kim, "185 n oka st")
        await kim.press("enter", "enter")
        await kim.shows("CHOOSE: none is quite that", "~ 185 N OAK ST")
        assert kim.app.intake.incident is not None
        assert kim.app.intake.incident.place is None
        await kim.press("1")
        await kim.at_rest()
        assert place(kim).text == "185 N OAK ST"


async def test_a_stray_letter_is_no_place(store: Path) -> None:
    """A Y that was meant for another question is offered the one name that begins with it, and takes it by number."""
    async with seat(store) as kim:
        await located(kim, "y")
        await kim.shows("Which one? Press its number")
        incident = kim.app.intake.incident
        assert incident is not None and incident.place is None
        await kim.press("1")
        await kim.at_rest()
        assert (place(kim).text, place(kim).state) == ("300 QUARRY RD", "matched")


async def test_the_networks_place_is_offered_and_never_taken_by_itself(store: Path) -> None:
    """It stands under the empty field; typing goes on as if it were not there; Down and a number take it."""
    async with seat(store) as kim:
        await kim.ask(Ring("L1", "919-555-0142", near="185 N OAK ST", radius_m=30))
        await kim.do("call.take")
        await kim.shows("185 N OAK ST")
        await kim.press("enter", "enter")
        await kim.at_rest()
        assert kim.app.intake.incident is not None
        assert kim.app.intake.incident.place is None
        await kim.do("call.location")
        await kim.shows("1  185 N OAK ST")
        await kim.press("down", "1")
        await kim.at_rest()
        assert (place(kim).text, place(kim).state) == ("185 N OAK ST", "matched")


async def test_typing_ahead_of_the_networks_place_is_not_disturbed(store: Path) -> None:
    """A digit typed at once is the beginning of an address, not a choice."""
    async with seat(store) as kim:
        await kim.ask(Ring("L1", near="367 N OAK ST"))
        await kim.burst("f2", *"185")
        assert kim.field == ("location", "185", 3)


async def test_a_settled_place_is_replaced_and_never_added_to(store: Path) -> None:
    """Back at the location, what is typed takes the place of the whole; an arrow edits it instead."""
    async with seat(store) as kim:
        await located(kim, "185 n oak st")
        await kim.do("call.take")
        await kim.type("367 n oak st")
        assert kim.value("location") == "367 n oak st"
        await kim.press("enter")
        await kim.at_rest()
        assert place(kim).text == "367 N OAK ST"
        await kim.do("call.take")
        await kim.press("end")
        await kim.type(" apt 4")
        await kim.press("enter")
        await kim.at_rest()
        assert place(kim).text == "367 N OAK ST APT 4"


async def test_a_line_that_is_accepted_twice_is_put_on_the_log_once(store: Path) -> None:
    """Two towns: the parts after the place went where they belong at the first try."""
    async with seat(store) as kim:
        await located(kim, "1200 n oak st/dist-v/weapon n/gate is locked")
        await kim.do("call.send")
        await kim.do("call.send")
        await kim.at_rest()
        incident = kim.app.intake.incident
        assert incident is not None
        assert incident.sent is not None
        assert [remark.text for remark in incident.remarks] == ["gate is locked"]


async def test_another_call_that_comes_into_view_does_not_get_the_place(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a place is looked up for one form, another one is opened: the text stays with its own."""
    async with seat(store) as kim:
        await located(kim, "185 n oak st")
        await kim.do("call.new")
        await kim.at_rest()
        found, looked, real = asyncio.Event(), asyncio.Event(), kim.app.shift.enquiries.read_place

        async def slow(text: str, limit: int = 9) -> PlaceReading:
            looked.set()
            await found.wait()
            return await real(text, limit)

        monkeypatch.setattr(kim.app.shift.enquiries, "read_place", slow)
        accepting = asyncio.create_task(kim.app.intake.entry.accept("location", "367 n oak st"))
        await looked.wait()
        kim.app.intake.view(1)
        found.set()
        assert await accepting
        await kim.at_rest()
        assert place(kim).text == "185 N OAK ST"
