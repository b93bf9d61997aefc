"""What is half-typed survives whatever happens to the console."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.console.driver import Clock, seat
from tests.console.real_console import RealConsole

pytestmark = [pytest.mark.slow, pytest.mark.both_ways]


async def test_a_console_that_is_left_and_opened_again_goes_on(store: Path) -> None:
    """Every half-typed form comes back with its field and cursor; the one in hand is in view."""
    clock = Clock()
    async with seat(store, clock=clock) as kim:
        await kim.do("call.take")
        await kim.type("185 n oak st")
        await kim.press("enter")
        await kim.type("the")
        await kim.press("left")
        await kim.do("desk.leave", "desk.leave")
        await kim.until(lambda: kim.app.return_value == 0, "the end")
    async with seat(store, clock=clock) as kim:
        await kim.shows("LOCATION  185 N OAK ST", "L1 TALK")
        assert kim.field == ("type", "the", 2)


async def test_a_draft_is_kept_within_a_second_and_says_when(store: Path) -> None:
    """The title says when the draft was saved; what is on the log already needs none."""
    async with seat(store) as kim:
        await kim.do("call.take")
        await kim.type("185 n oak")
        await kim.later(1)
        await kim.shows("draft saved 14:32:08")
        await kim.press("ctrl+u")
        await kim.type("185 n oak st")
        await kim.press("enter")
        await kim.at_rest()
        await kim.later(1)
        await kim.at_rest()
        await kim.until(lambda: "draft saved" not in kim.text, "no draft any more")


async def test_a_form_that_was_left_for_another_is_kept_too(store: Path) -> None:
    """Text typed just before going to another line is kept although its form is not in view any more."""
    async with seat(store) as kim:
        await kim.do("call.take")
        await kim.shows("L1 TALK")
        await kim.type("185 n oak")
        await kim.do("call.new")
        await kim.shows("L2 TALK")
        await kim.later(1)
        await kim.at_rest()
        assert kim.app.shift.desk is not None
        drafts = {draft.slot: draft.body for draft in await kim.app.shift.desk.drafts()}
        assert "185 n oak" in drafts.get("incident:1", "")


@pytest.mark.slow
def test_kill_minus_nine_while_typing(store: Path) -> None:
    """After kill -9 the form is back with its cursor and no more than the last two seconds of typing are missing."""
    with RealConsole(store) as console:
        console.ready()
        console.do("call.take", "185 n oak st", "<enter>")
        console.until_shows("Milltown zone 10")
        console.do("call.remarks", "male in a red hood")
        console.until_shows("male in a red hood")
        seen = _clock(console)
        console.until(lambda: _clock(console) >= seen + 2, "two seconds more")
        console.do(" on fo")
        console.until_shows("hood on fo")
        console.kill()
    with RealConsole(store) as console:
        console.ready()
        console.do("screen.call")
        console.until_shows("> male in a red hood")
        console.until_shows("185 N OAK ST")
        console.do("!")
        console.until(
            lambda: re.search(r"red hood( on fo)?!", "\n".join(console.lines())) is not None, "the cursor back"
        )


def _clock(console: RealConsole) -> int:
    found = re.search(r"(\d\d):(\d\d):(\d\d)", console.lines()[0])
    assert found is not None
    hours, minutes, seconds = map(int, found.groups())
    return hours * 3600 + minutes * 60 + seconds
