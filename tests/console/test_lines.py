"""Going from line to line steals nothing from any form."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest

from console.desk import verbs as v
from console.desk.desk import Desk
from tests.console.driver import Seat, seat

pytestmark = pytest.mark.slow


async def half_typed(kim: Seat) -> tuple[str, str, int]:
    """A call with a place accepted, a phone half-typed, and the cursor in the middle of it."""
    await kim.do("call.take")
    await kim.shows("L1 TALK")
    await kim.type("185 n oak st")
    await kim.press("enter")
    await kim.type("theft")
    await kim.press("enter")
    await kim.shows("THEFT")
    await kim.type("919-555")
    await kim.press("left", "left")
    return kim.field


async def test_a_second_call_takes_nothing_from_the_first(store: Path) -> None:
    """A line that rings, is taken, and left again gives the first form back as it was, text and cursor."""
    async with seat(store) as kim:
        before = await half_typed(kim)
        assert before == ("phone", "919-555", 5)
        await kim.ask(v.Ring("L3", "919-555-0199"))
        await kim.shows("L3 RING")
        assert kim.field == before
        await kim.do("call.next")
        await kim.shows("L3 TALK", "L1 PARK")
        assert kim.field == ("location", "", 0)
        await kim.type("367 n oak")
        await kim.press("home", "right")
        await kim.do("call.next")
        await kim.shows("L1 TALK", "L3 PARK")
        assert kim.field == before
        await kim.do("call.next")
        await kim.shows("L3 TALK")
        assert kim.field == ("location", "367 n oak", 1)


async def test_hold_changes_the_line_and_not_the_form(store: Path) -> None:
    """Hold and speak again: the caller's state changes, the half-typed number and its cursor do not."""
    async with seat(store) as kim:
        before = await half_typed(kim)
        await kim.do("call.hold")
        await kim.shows("L1 HOLD", "ok  L1 on hold")
        assert kim.field == before
        await kim.do("call.hold")
        await kim.shows("L1 TALK", "ok  L1 is yours again")
        assert kim.field == before


async def test_an_urgent_caller_is_held_only_with_a_reason(store: Path) -> None:
    """On a priority 1 call Hold asks why on the command line; with the reason the line is held, the form untouched."""
    async with seat(store) as kim:
        before = await half_typed(kim)
        await kim.ask(v.SetPriority(1, 1))
        await kim.shows("PRIORITY 1")
        await kim.do("call.hold")
        await kim.shows("say why it must hold", "CMD> h ")
        await kim.type("other line")
        await kim.press("enter")
        await kim.shows("L1 HOLD")
        assert kim.field == before


async def test_a_held_caller_turns_urgent_to_the_eye(store: Path) -> None:
    """From 45 seconds on hold the line has its mark; an alarm at 60, once it has lasted, says whom to speak to."""
    async with seat(store) as kim:
        await half_typed(kim)
        await kim.do("call.hold")
        await kim.shows("L1 HOLD")
        await kim.later(46)
        await kim.shows("L1 HOLD 0:46!")
        await kim.later(24)
        await kim.shows("ALARM 1", "L1 on hold 1:10")


async def test_ending_a_call_offers_the_one_that_waits(store: Path) -> None:
    """The conversation is over, the incident stays, and the answer names the waiting line and its key."""
    async with seat(store) as kim:
        await half_typed(kim)
        await kim.do("call.new")
        await kim.shows("L2 TALK", "L1 PARK")
        await kim.do("call.end")
        await kim.shows("ok  L2 ended; L1 waits, ^O J goes there")
        await kim.do("call.next")
        await kim.shows("L1 TALK", "919-555")
        assert len(kim.app.shift.board.incidents) == 2


async def test_a_busy_switchboard_is_said(store: Path) -> None:
    """When all lines are in use, a new call is refused in a sentence and the form in hand is still there."""
    async with seat(store) as kim:
        await half_typed(kim)
        lines = kim.app.shift.centre.lines
        for line in lines[1:]:
            await kim.ask(v.Ring(line))
        for _ in lines[1:]:
            await kim.do("call.new")
            await kim.at_rest()
        await kim.do("call.new")
        await kim.shows("lines are in use")
        talking = [call for call in kim.app.shift.board.calls.values() if call.state == "answered"]
        assert len(talking) == 1, "refusing a call must not park the caller one talks to"


async def test_what_has_no_room_is_left_out_whole(store: Path) -> None:
    """Half a number misleads: a narrow top line drops what matters least and always has the alarms, in full."""
    async with seat(store, size=(60, 20)) as kim:
        for line in ("L5", "L6", "L7", "L8"):
            await kim.ask(v.Ring(line, "919-555-0199"))
        await kim.do("call.take")
        await kim.shows("L5 TALK")
        for screen in ("screen.call", "screen.board"):
            await kim.do(screen)
            await kim.until(lambda: " ALARM 0 " in kim.lines[0], "the alarms on the top line")
            assert re.search(r" \+[23] \|| \+[23] +(KEYS|TYPE)", kim.lines[0]), kim.lines[0]


async def test_a_late_clock_is_never_cut_off(store: Path) -> None:
    """When the five clocks have no room, those that are done or have not begun give way to those that are late."""
    async with seat(store) as kim:
        await half_typed(kim)
        await kim.later(900)
        await kim.shows("BRIEF 15:00/40 LATE +14:20 | ", "SCENE 15:00/8:00 LATE +7:00")


async def test_a_call_ended_before_it_is_on_the_log_is_over(store: Path) -> None:
    """Keys typed ahead of their call's own entry end it all the same; no line is left talking to nobody."""
    async with seat(store) as kim:
        shift, saved = kim.app.shift, asyncio.Event()

        async def slow(desk: Desk) -> None:
            await saved.wait()

        shift.hand(slow)
        await kim.app.action_do("call.take")
        await kim.app.intake.enter("location", "1457 mill rd/noise")
        await kim.app.intake.send()
        await kim.app.action_do("call.end")
        saved.set()
        await kim.shows("ok  L1 ended")
        assert shift.board.incidents[1].sent and not shift.board.calls


async def test_the_line_one_talks_on_is_always_in_view(store: Path) -> None:
    """Where the top line has no room for all lines, those that wait are counted, never the one in use."""
    async with seat(store) as kim:
        for _ in range(4):
            await kim.do("call.new")
        await kim.shows("L4 TALK", " +")


async def test_a_call_in_one_line_is_not_asked_for_its_place(store: Path) -> None:
    """Who typed the place with the call is told what sends it, and nobody else is."""
    async with seat(store) as kim:
        await kim.do("line.command")
        await kim.type("n 88 river rd/med-u")
        await kim.press("enter")
        await kim.shows("ok  you are on L1; F5 sends it")
