"""Alarms, danger and bulletins at a console: one line, one key, a bell that is never alone, and nothing that moves."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from console.app import ConsoleApp
from console.desk import verbs as v
from console.desk.desk import NotSaved, Receipt
from tests.console.driver import Seat, seat
from tests.rules.factory import place

pytestmark = pytest.mark.slow


@asynccontextmanager
async def heard(store: Path, patch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Seat, list[str]]]:
    """A console, and every byte that rings of what it writes to its terminal."""
    written: list[str] = []
    async with seat(store) as kim:
        patch.setattr(ConsoleApp, "is_headless", False)
        assert kim.app._driver is not None
        patch.setattr(kim.app._driver, "write", lambda data: written.extend(data.count("\a") * "\a"))
        yield kim, written
        patch.undo()


async def waiting(kim: Seat, type: str = "MED-U", count: int = 1) -> None:
    """Calls that others took wait for a unit."""
    for _ in range(count):
        board = kim.app.shift.board
        incident, call = board.next_incident, board.next_call
        await kim.colleague(
            v.TakeCall(channel="email"), place(incident), v.SetType(incident, type), v.Send(incident), v.EndCall(call)
        )
        await kim.until(lambda was=incident: kim.app.shift.board.next_incident > was, "the call on the board")  # type: ignore[misc]
        await kim.at_rest()


async def test_the_bell_sounds_for_a_high_alarm_and_once_more(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One BEL with the line, one twenty seconds later while nobody has seen it, and then no more."""
    async with heard(store, monkeypatch) as (kim, bells):
        await waiting(kim)
        await kim.later(49)
        assert bells == []
        await kim.later(2)
        await kim.shows("!! #1 MED-U", "P1 has no unit", "F8 Ack")
        assert len(bells) == 1
        await kim.later(19)
        assert len(bells) == 1
        await kim.later(1)
        assert len(bells) == 2
        await kim.later(600)
        assert len(bells) == 2


async def test_what_was_seen_does_not_sound(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """F8 says so on the log; the alarm leaves the line, and its second sound never comes."""
    async with heard(store, monkeypatch) as (kim, bells):
        await waiting(kim)
        await kim.later(51)
        await kim.do("alarm.see")
        await kim.shows("ok  seen: #1 MED-U", "ALARM 0")
        await kim.later(60)
        assert len(bells) == 1


async def test_a_bell_that_is_off_is_said_and_brings_no_late_sounds(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The top line says BELL OFF; what came meanwhile does not sound when it is on again, what comes next does."""
    async with heard(store, monkeypatch) as (kim, bells):
        await kim.do("bell.mute")
        await kim.shows("BELL OFF")
        await waiting(kim, "MED-U")
        await kim.later(80)
        await kim.later(80)
        await kim.do("bell.mute")
        await kim.until(lambda: "BELL OFF" not in kim.text, "the bell on again")
        await kim.later(30)
        assert bells == []
        await waiting(kim, "MED-U")
        await kim.later(51)
        assert len(bells) == 1


async def test_a_high_alarm_stands_above_any_answer_and_a_medium_one_waits(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bell is never alone: while an answer has the line a medium alarm is silent, a high one has its own line."""
    async with heard(store, monkeypatch) as (kim, bells):
        await waiting(kim, "THEFT")
        await kim.ask(v.SetPriority(1, 2))
        kim.app.shift.say("an answer that was given")
        await kim.later(5)
        kim.clock.now += 610_000
        kim.app.shift.say("an answer that was given")
        await kim.later(0)
        await kim.shows("an answer that was given")
        assert "has no unit" not in kim.text and bells == []
        await kim.ask(v.SetPriority(1, 1))
        await kim.shows("an answer that was given", "P1 has no unit")
        await kim.later(1)
        assert len(bells) == 1


async def test_an_alarm_mid_word_moves_nothing(store: Path) -> None:
    """While one types, an alarm and a danger appear; field, text, cursor and its place stay as they were."""
    async with seat(store) as kim:
        await kim.do("call.take")
        await kim.shows("L1 TALK")
        await kim.type("185 n o")
        await kim.press("left", "left")
        before, at = kim.field, kim.app.cursor_position
        await waiting(kim)
        await kim.later(60)
        await kim.shows("P1 has no unit")
        await kim.colleague(v.RaiseDanger("12", None, "shots fired"))
        await kim.shows("DANGER D1 12: shots fired")
        assert (kim.field, kim.app.cursor_position) == (before, at)
        await kim.type("x")
        assert kim.field == ("location", "185 nx o", 6)


async def test_an_alarm_that_was_shown_is_on_record_once(store: Path) -> None:
    """One entry an alarm and position; while nothing changes nothing is written; undo is not disturbed by it."""
    async with seat(store) as kim:
        await waiting(kim)
        await kim.ask(v.Defer(1, "rain", kim.clock.now + 5_000))
        await kim.later(16)
        await kim.at_rest()
        await kim.until(lambda: len(kim.app.shift.board.rung) == 1, "the alarm on record")
        (rung,) = kim.app.shift.board.rung
        assert (rung.position, rung.level) == ("C04", 1)
        number = kim.app.shift.board.number
        await kim.ask(v.SetPriority(1, 2))
        await kim.at_rest()
        for _ in range(5):
            await kim.later(1)
        await kim.at_rest()
        assert kim.app.shift.board.number == number + 1 + (len(kim.app.shift.board.rung) - 1)
        await kim.do("desk.undo")
        await kim.shows("taken back: the priority")


async def test_a_flood_is_one_line_and_ten_rows(store: Path) -> None:
    """Twelve that are late share a line and a row, which one key acknowledges; each is on record."""
    async with seat(store) as kim:
        await waiting(kim, "MED-U", 12)
        await kim.later(60)
        await kim.shows("ALARM 12", "12 P1 late, oldest ")
        await kim.until(lambda: len(kim.app.shift.board.rung) == 12, "twelve on record")
        await kim.do("line.command")
        await kim.type("alarms")
        await kim.press("enter")
        await kim.shows("ALARMS 12", "!! 12 P1 late")
        await kim.press("enter")
        await kim.shows("ok  seen: 12 P1 late", "ALARM 0")


async def test_the_top_alarm_is_put_aside_with_a_reason(store: Path) -> None:
    """The key begins the words; what is aside is counted, and comes back by itself."""
    async with seat(store) as kim:
        await waiting(kim)
        await kim.later(60)
        await kim.do("alarm.shelve")
        await kim.shows("CMD> sh ")
        await kim.type("crew is on foot 5")
        await kim.shows("= put aside for 5 min: #1 MED-U")
        await kim.press("enter")
        await kim.shows("ALARM 0")
        await kim.later(299)
        await kim.shows("ALARM 0", "1 put aside, back at 14:38 (crew is on foot): #1 MED-U")
        await kim.later(1)
        await kim.shows("ALARM 1")


async def test_a_check_that_is_overdue_names_the_key_that_answers_it(store: Path) -> None:
    """From the board and from a call's form alike, one key says that the unit of the top alarm is all right."""
    async with seat(store) as kim:
        await waiting(kim, "THEFT")
        await kim.colleague(v.Dispatch(("12",), 1, "on_scene"), v.MakeContact("12", 1))
        await kim.later(130)
        await kim.shows("! 12 is silent for 2:10", "^O Y 12 is OK  F8 Ack")
        await kim.do("unit.contact")
        await kim.shows("ok  12 is all right", "ALARM 0")
        await kim.do("call.take")
        await kim.shows("L1 TALK")
        await kim.later(130)
        await kim.shows("12 is silent")
        await kim.do("unit.contact")
        await kim.shows("ok  12 is all right", "ALARM 0")


async def test_a_desk_that_takes_nothing_is_a_high_alarm(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From ten seconds after the first thing it did not take, whatever else is said, until it takes something again."""
    async with heard(store, monkeypatch) as (kim, bells):
        desk = kim.app.shift.desk
        assert desk is not None
        taking = desk.ask

        async def taken_by_nobody(*_: object, **__: object) -> Receipt:
            raise NotSaved("The desk is closed; nothing more can be written.")

        desk.ask = taken_by_nobody  # type: ignore[method-assign]
        await kim.do("call.take")
        await kim.shows("NOT SAVED")
        await kim.later(9)
        assert "CAN'T BE REACHED" not in kim.text
        await kim.later(1)
        await kim.shows("!! THE DESK CAN'T BE REACHED: nothing is saved")
        assert len(bells) == 1
        desk.ask = taking  # type: ignore[method-assign]
        await kim.do("call.take")
        await kim.shows("L1 TALK", "ALARM 0")


async def test_danger_goes_to_every_screen_until_its_sender_ends_it(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two keys tell everybody who and where; whoever pressed them hears no bell, and the line goes with the danger."""
    async with heard(store, monkeypatch) as (kim, bells):
        await waiting(kim)
        await kim.do("danger.raise")
        for screen in ("screen.board", "screen.call", "screen.promises", "screen.requests", "screen.catalogue"):
            await kim.do(screen)
            await kim.until(lambda name=screen: kim.app.screen.name == name.partition(".")[2], "the screen")  # type: ignore[misc]
            await kim.until(
                lambda: any(
                    line.startswith(" !! DANGER D1 #1 MED-U 1200 N OAK ST") and line.endswith("  !- D1 ends it ")
                    for line in kim.lines
                ),
                "the danger from edge to edge",
            )
        await kim.do("help.open")
        await kim.shows("COMMANDS", "!- D1 ends it")
        await kim.do("screen.back")
        await kim.later(30)
        assert bells == []
        await kim.colleague(v.RaiseDanger("12"))
        await kim.shows("DANGER D2 12", "LEE D02")
        await kim.later(0)
        assert len(bells) == 1
        for word in ("!- d1", "!- d2"):
            await kim.do("line.command")
            await kim.type(word)
            await kim.press("enter")
        await kim.until(lambda: set(kim.app.shift.board.dangers) == {2}, "one's own danger ended, the other's not")


async def test_a_bulletin_is_read_by_each_for_himself(store: Path) -> None:
    """Its line stands while nothing is more urgent; Enter in the list marks it, and everybody sees who has read it."""
    async with seat(store) as kim:
        await kim.colleague(v.PostBulletin("Mill Rd is closed", kim.clock.now + 3_600_000))
        await kim.shows("BULLETIN 1", "B1 Mill Rd is closed", "until 15:32 (LEE)")
        await kim.do("bulletin.list")
        await kim.shows("* B1 14:32-15:32 LEE D02  Mill Rd is closed   read by nobody yet")
        await kim.press("enter")
        await kim.shows("ok  B1 read")
        await kim.until(lambda: "BULLETIN 1" not in kim.text, "nothing left to read")
        await kim.do("bulletin.list")
        await kim.shows("read by KIM")
