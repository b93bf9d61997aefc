"""What is typed ahead lands where it belongs, whatever happens on the board meanwhile."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from console.desk import verbs as v
from console.widgets.field import Field
from tests.console.driver import Seat, seat
from tests.console.real_console import RealConsole

pytestmark = pytest.mark.slow

CALL = ("call.take", "1200 n oak st", "<enter>", "2", "theft", "<enter>", "919-555-0142", "<enter>", "Dana Ruiz")


def remark_of(kim: Seat) -> str:
    """What stands in the remark's field."""
    return kim.app.intake.query_one("#remark", Field).value


@pytest.mark.slow
def test_two_hundred_keys_in_one_write_land_in_order(store: Path) -> None:
    """One burst across F2, Enter, a choice, F4 and F5 fills the form, adds the remarks in order, and sends once."""
    words = [f"line {number} the gate is locked" for number in range(1, 7)]
    remarks = [part for line in words for part in (line, "<enter>")]
    with RealConsole(store, size=(120, 40)) as console:
        console.ready()
        burst = console.sequence(*CALL, "call.remarks", *remarks, "call.send")
        assert len(burst) >= 200
        console.type(burst)
        console.until_shows("ok  SENT #1 THEFT 1200 N OAK ST")
        shown = "\n".join(console.lines())
        assert "Ridgeway zone 31" in shown
        assert "Dana Ruiz" in shown and "919-555-0142" in shown
        places = [shown.index(line) for line in words]
        assert places == sorted(places)


@pytest.mark.slow
def test_keys_pressed_before_the_first_frame_are_not_lost(store: Path) -> None:
    """Whoever presses F2 and types while the console still starts finds it all in the form."""
    with RealConsole(store) as console:
        console.until(lambda: b"\x1b[?1049h" in console.raw, "the alternate screen")
        console.do("call.take", "185 n oak st", "<enter>", "theft")
        console.until_shows("Milltown zone 10")
        console.until_shows("TYPE     >theft")


@pytest.mark.slow
def test_no_control_key_closes_or_freezes(store: Path) -> None:
    """Ctrl+Q, Ctrl+C, Ctrl+D, Ctrl+Z, Ctrl+S and Ctrl+\\ leave the console running, on the board and in a field."""
    with RealConsole(store) as console:
        console.ready()
        for place in ((), ("call.take", "185 n oak")):
            console.do(*place)
            console.type("\x11\x03\x04\x1a\x13\x1c" * 3)
            console.do("call.remarks" if place else "call.take", "still here")
            console.until_shows("still here")
            assert console.child.poll() is None
        state = Path(f"/proc/{console.child.pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        assert state != "T"


@pytest.mark.slow
def test_a_paste_of_three_lines_keeps_all_and_sends_nothing(store: Path) -> None:
    """Three pasted lines stand in the field as one; no Enter among them accepts or sends anything."""
    with RealConsole(store) as console:
        console.ready()
        console.do("call.take", "call.remarks")
        console.type("\x1b[200~male in a red hood\ron foot\r\ntowards Pine\x1b[201~")
        console.until_shows("> male in a red hood on foot towards Pine")
        console.do("call.location", "185 n oak st", "<enter>")
        console.until_shows("Milltown zone 10")
        assert "SENT" not in "\n".join(console.lines())


async def test_f9_in_the_middle_of_a_field_leaves_text_and_cursor(store: Path) -> None:
    """The command line borrows the keys; after Enter, Escape or a mistake, text and cursor are as they were."""
    async with seat(store) as kim:
        await kim.do("call.take")
        await kim.type("185 oak st")
        await kim.press(*["left"] * 6)
        before = kim.field
        assert before == ("location", "185 oak st", 4)
        await kim.do("line.command")
        await kim.type("off12 meal")
        await kim.press("enter")
        await kim.shows("ok  12 out of service")
        assert kim.field == before
        await kim.do("line.command")
        await kim.type("zzz")
        await kim.do("screen.back")
        assert kim.field == before
        await kim.type("n ")
        assert kim.field == ("location", "185 n oak st", 6)


async def test_an_alarm_or_a_change_on_the_board_moves_no_cursor(store: Path) -> None:
    """In the middle of a word, an alarm, a ringing line and a unit's status leave text, field and cursor alone."""
    async with seat(store) as kim:
        await kim.do("call.take")
        await kim.type("185 n oak st")
        await kim.press("enter")
        await kim.type("theft")
        await kim.do("call.send")
        await kim.shows("ok  SENT")
        await kim.do("call.remarks")
        await kim.type("male in red hod")
        await kim.press("left")
        before = kim.field
        await kim.ask(v.SetPriority(1, 1), v.Ring("L2"), v.TakeOut("12", "meal"))
        await kim.later(600)
        await kim.shows("L2 RING", "ALARM 1", "F8 Ack")
        assert kim.field == before == ("remark", "male in red hod", 14)
        await kim.type("o")
        assert kim.field == ("remark", "male in red hood", 15)


async def test_caps_lock_changes_no_key(store: Path) -> None:
    """With Caps Lock on, letters after the leader and bare letters in lists mean what they mean without it."""
    async with seat(store) as kim:
        await kim.press("ctrl+o", "N")
        await kim.shows("L1 TALK")
        await kim.type("185 N OAK ST/THEFT")
        await kim.press("enter")
        await kim.press("ctrl+o", "S")
        await kim.shows("ok  SENT #1 THEFT 185 N OAK ST")
        await kim.press("ctrl+o", "G", "2")
        await kim.press("D")
        await kim.shows("F7 sends")
        await kim.press("D")
        await kim.shows("ok  dispatch")
        await kim.press("U")
        crew = kim.app.shift.board.on(1)[0].unit
        await kim.type(f"E{crew}")
        await kim.press("enter")
        await kim.shows(f"ok  {crew} en route")


async def test_a_burst_with_a_new_call_in_its_middle_keeps_both_forms_apart(store: Path) -> None:
    """What was typed before the new call stays in the first form, to the last letter; the rest is in the second."""
    async with seat(store) as kim:
        await kim.do("call.take")
        await kim.shows("L1 TALK")
        await kim.burst(*"abc", "ctrl+o", "n", *"def")
        await kim.shows("L2 TALK", "L1 PARK")
        assert kim.field == ("location", "def", 3)
        await kim.do("call.next")
        await kim.shows("L1 TALK", "L2 PARK")
        assert kim.field == ("location", "abc", 3)


async def test_a_burst_around_a_remark_loses_none_of_it_and_says_none_of_it_twice(store: Path) -> None:
    """What is given with F5 leaves the field for good; what is typed behind it stays there while one is elsewhere."""
    async with seat(store) as kim:
        await kim.do("call.take")
        await kim.type("185 n oak st/theft")
        await kim.press("enter")
        await kim.do("call.send")
        await kim.shows("ok  SENT")
        await kim.burst("f4", *"it", "f5", *"was a", "f2")
        await kim.at_rest()
        incident = kim.app.intake.incident
        assert incident is not None
        assert [line.text for line in incident.remarks if line.who == "KIM"] == ["it"]
        assert remark_of(kim) == "was a"
        await kim.burst("f4", *" knife", "ctrl+o", "n")
        await kim.shows("L2 TALK", "L1 PARK")
        assert remark_of(kim) == ""
        await kim.do("call.next")
        await kim.shows("L1 TALK", "L2 PARK")
        assert remark_of(kim) == "was a knife"


async def test_after_sending_the_remarks_key_stays_in_the_remarks(store: Path) -> None:
    """The next line that is typed behind F5 and F4 is a remark, not the end of a type."""
    async with seat(store) as kim:
        await kim.do("call.take")
        await kim.type("185 n oak st")
        await kim.press("enter")
        await kim.type("theft")
        await kim.do("call.remarks")
        await kim.type("red door")
        await kim.do("call.send", "call.remarks")
        await kim.type("and a dog")
        await kim.until(lambda: kim.field == ("remark", "and a dog", 9), "the words among the remarks")


async def test_a_flood_of_keys_leaves_the_loop_its_turn(store: Path) -> None:
    """Four hundred keys in one packet, as a paste without brackets is: after each of them the clock may go on."""
    async with seat(store) as kim:
        await kim.do("call.take", "call.remarks")
        most, over = 0, asyncio.Event()

        async def watch() -> None:
            nonlocal most
            while not over.is_set():
                before = len(remark_of(kim))
                await asyncio.sleep(0)
                most = max(most, len(remark_of(kim)) - before)

        watching = asyncio.create_task(watch())
        await kim.burst(*["x"] * 400)
        over.set()
        await watching
        assert len(remark_of(kim)) == 400
        assert most <= 2
