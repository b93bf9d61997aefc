"""A call whose words are kept: what is said stands on the screen, and a line to say something in is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.desk import verbs as v
from console.rules.told import Spoken
from console.screens.frame import Frame
from console.widgets.sight import Mode
from tests.console.driver import Seat, seat

pytestmark = [pytest.mark.slow, pytest.mark.both_ways]


def talk(kim: Seat) -> tuple[Spoken, ...]:
    """The words of the call in hand."""
    call = kim.app.shift.sight.call
    assert call is not None
    return call.talk


async def calling(kim: Seat) -> None:
    """A caller whose words are kept is on the line."""
    await kim.do("call.take")
    await kim.colleague(v.HearCaller(1, "It's my [b]wife[/b], she fell!"), who="CALLER", position="LINE")
    await kim.shows("caller  It's my [b]wife[/b], she fell!", "YOU SAY>")


async def test_what_is_typed_is_said(store: Path) -> None:
    """The phrase key goes to YOU SAY, Enter says it; the caller's words are never read as markup."""
    async with seat(store) as kim:
        await calling(kim)
        await kim.do("call.say")
        await kim.type("Where are you?")
        await kim.press("enter")
        await kim.shows("YOU     Where are you?")
        assert [(line.by, line.text) for line in talk(kim)][-1] == ("KIM", "Where are you?")
        assert kim.field[:2] == ("say", "")


async def test_the_phrase_key_again_shows_the_phrases_and_one_is_said(store: Path) -> None:
    """From YOU SAY the same key shows the phrases; the caller hears the one that is picked, with its gaps filled."""
    async with seat(store) as kim:
        await calling(kim)
        await kim.do("call.say", "call.say")
        await kim.shows("SAY   Enter marks it as said")
        await kim.press("home", "down", "enter")
        await kim.shows("YOU     Milltown service line, this is KIM.")
        assert talk(kim)[-1].phrase == "G2"
        incident = kim.app.shift.incident(1)
        assert incident is not None and [one.phrase for one in incident.said] == ["G2"]


async def test_where_no_words_are_kept_the_phrases_come_at_once(store: Path) -> None:
    """On an ordinary call nothing has changed: no line to say in, and the key shows the phrases."""
    async with seat(store) as kim:
        await kim.do("call.take")
        assert "YOU SAY>" not in kim.text
        await kim.do("call.say")
        await kim.shows("SAY   Enter marks it as said")


async def test_half_said_words_wait_with_their_line(store: Path) -> None:
    """Going to another line and back keeps what was half said, and Tab goes from there to the form."""
    async with seat(store) as kim:
        await calling(kim)
        await kim.do("call.say")
        await kim.type("Is she bre")
        await kim.press("tab")
        assert kim.field[0] == "location"
        await kim.do("call.new")
        await kim.until(lambda: "YOU SAY>" not in kim.text, "the other line's form")
        await kim.do("call.next")
        await kim.shows("YOU SAY>", "Is she bre")


async def test_a_caller_on_hold_hears_nothing(store: Path) -> None:
    """What cannot be said is told why, and stands there to be said later."""
    async with seat(store) as kim:
        await calling(kim)
        await kim.do("call.hold")
        await kim.do("call.say")
        await kim.type("Hello?")
        await kim.press("enter")
        await kim.shows("L1 is held; speak to the caller first")
        assert kim.field[:2] == ("say", "Hello?")


async def test_a_whisper_is_seen_by_its_position_alone(store: Path) -> None:
    """Whoever it is for sees it above the notice on every screen, with who whispers; it goes when it is taken back."""
    async with seat(store) as kim:
        await kim.colleague(v.Whisper("C05", "not for you"), who="HAYES", position="S01")
        await kim.colleague(v.Whisper("C04", "Ask for the town."), who="HAYES", position="S01")
        await kim.shows("HAYES whispers", "Ask for the town.")
        assert "not for you" not in kim.text
        await kim.do("screen.promises")
        await kim.shows("Ask for the town.")
        await kim.colleague(v.Whisper("C04", ""), who="HAYES", position="S01")
        await kim.until(lambda: "whispers" not in kim.text, "no whisper")


async def test_talking_takes_nothing_away_from_undo(store: Path) -> None:
    """What was said is nobody's last command: the type set before it can still be taken back."""
    async with seat(store) as kim:
        await calling(kim)
        await kim.ask(v.SetType(1, "NOISE"))
        await kim.do("call.say")
        await kim.type("Where?")
        await kim.press("enter")
        await kim.do("desk.undo")
        await kim.shows("taken back: the type")


@pytest.mark.parametrize("screen", ["board", "call", "outcome", "promises", "requests", "catalogue"])
async def test_what_kind_of_console_it_is_stands_on_every_screen(store: Path, screen: str) -> None:
    """The word that the entry point gives is in the top line and at the foot, at both ends of every screen."""
    async with seat(store) as kim:
        kim.app.shift.mode = Mode("*** PRACTICE - NOT REAL ***", "practice", " *** PRACTICE - NOT REAL *** ")
        await kim.do("call.take")
        kim.app.show_screen(screen)
        assert isinstance(kim.app.screen, Frame)
        await kim.until(lambda: kim.text.count("*** PRACTICE - NOT REAL ***") == 2, "both ends")
        lines = [n for n, line in enumerate(kim.lines) if "PRACTICE - NOT REAL" in line]
        assert lines == [0, len(kim.lines) - 2]
        assert "LIVE" not in kim.text
