"""The floor's words as they are typed at the console: each does on the log what it says."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from console.desk import verbs as v
from console.rules.facts import PlaceSet
from tests.console.driver import Seat, seat
from tests.console.test_board import waiting

pytestmark = pytest.mark.slow


async def give(kim: Seat, *lines: str) -> None:
    """Type lines on the command line, each given with Enter."""
    for line in lines:
        await kim.do("line.command")
        await kim.type(line)
        await kim.press("enter")


def kinds(store: Path, after: int) -> list[str]:
    """The facts on the log behind an entry, by their names."""
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as log:
        return [kind for (kind,) in log.execute("SELECT kind FROM entry WHERE number > ? ORDER BY number", (after,))]


TABLE: list[tuple[str, list[str] | int]] = [
    ("d12 14", ["UnitDispatched", "UnitDispatched"]),
    ("d M3 #3", ["UnitDispatched"]),
    ("ak14", ["UnitReported"]),
    ("e12", ["UnitReported"]),
    ("o12; door is open", ["RemarkAdded", "UnitReported"]),
    ("tn12 #2", ["UnitTurned"]),
    ("tn12 #1", ["UnitTurned"]),
    ("y12", ["ContactMade"]),
    ("y12 20", ["ContactMade"]),
    ("y *", ["ContactMade"] * 3),
    ("t12 mercy", ["UnitReported"]),
    ("td12", ["UnitReported"]),
    ("x14 17", ["UnitDispatched", "UnitFreed"]),
    ("x17 #3", ["UnitFreed", "UnitDispatched"]),
    ("f17", ["UnitFreed"]),
    ("de21 #3", ["UnitDispatched", "UnitReported"]),
    ("do22 #3", ["UnitDispatched", "UnitReported"]),
    ("c21", ["UnitCleared"]),
    ("off21 meal 30", ["UnitOutOfService"]),
    ("on21", ["UnitInService"]),
    ("sf21", ["UnitSignedOff"]),
    ("so21 ann bo car 204 radio 4411", ["UnitSignedOn"]),
    ("ch21 crew lee", ["UnitChanged"]),
    ("fi21 stop 185 n oak st", 7),
    ("r gate code 4411", ["RemarkAdded"]),
    ("; second gate", ["RemarkAdded"]),
    ("p1", ["PrioritySet"]),
    ("p3 #3", ["PrioritySet"]),
    ("k #4 #3", ["IncidentMerged"]),
    ("k- #4", ["IncidentSplit"]),
    ("bb Mill Rd is closed until 18:00", ["BulletinPosted"]),
    ("n 185 n oak st/dist-v", 7),
    ("h other line", ["CallHeld", "PromiseMade"]),
    ("b 17:00 osei 919-555-0142", ["PromiseMade"]),
    ("m pol the gate is open", ["PromiseMade"]),
    ("e wants an officer", ["PromiseMade"]),
]
"""The table of the field, line by line on one floor, and what each leaves on the log (or how many facts)."""


async def test_every_word_of_the_floor_does_on_the_log_what_it_says(store: Path) -> None:
    """Each line is previewed, given, answered, and leaves just its own facts."""
    async with seat(store, size=(120, 40)) as kim:
        await waiting(kim, "DIST-V", "THEFT", "UNK", "PARK")
        for line, wanted in TABLE:
            if line.startswith("tn12 #2"):
                await kim.ask(v.Dispatch(("12",), 2))
            before = kim.app.shift.board.number
            await give(kim, line)
            last = before + (wanted if isinstance(wanted, int) else len(wanted))
            await kim.until(lambda last=last: kim.app.shift.board.number >= last, f"{line} on the log")  # type: ignore[misc]
            found = kinds(store, before)
            assert found == wanted or len(found) == wanted, line
            if line.startswith(("n ", "h ")):
                continue
            await kim.do("screen.board")


async def test_what_is_left_open_is_chosen_from_a_sheet(store: Path) -> None:
    """`c12` alone shows the codes with the line kept; one that lacks something says so and stays to be mended."""
    async with seat(store) as kim:
        await waiting(kim, "THEFT")
        await give(kim, "d12 #1", "c12")
        await kim.shows("How did #1 end", "c12 rpt", "report taken", "needs a remark")
        await kim.type("arr")
        await kim.shows("CMD> c12 arr", "it lacks a remark")
        await kim.press("enter")
        await kim.later(1)
        await kim.shows("CMD> c12 arr", " ? #1 can't close with ARR yet; it lacks a remark")
        await kim.type("; one in custody")
        await kim.press("enter")
        await kim.shows("ok  clear 12 with ARR", "PENDING 0  ACTIVE 0")


async def test_a_code_is_taken_with_enter(store: Path) -> None:
    """Arrows and Enter on the sheet do the same as the code typed out; those of the own department are the first."""
    async with seat(store) as kim:
        await waiting(kim, "THEFT")
        await give(kim, "d12 #1", "c12")
        await kim.shows("c12 rpt")
        await kim.press("down", "enter")
        await kim.shows("ok  clear 12 with NRP")


async def test_the_dispatch_key_gives_a_line_that_sends(store: Path) -> None:
    """F7 on a typed dispatch or divert is Enter, and the preview says so; on any other line it is what it always is."""
    async with seat(store) as kim:
        await waiting(kim, "THEFT", "DIST-V")
        await kim.do("line.command")
        await kim.type("d12 #1")
        await kim.shows("= dispatch 12 to #1 THEFT", "; F7 or Enter sends")
        await kim.press("f7")
        await kim.shows("ok  dispatch 12 to #1")
        await kim.do("line.command")
        await kim.type("x12 #2")
        await kim.shows("= takes 12 from #1, which goes back to the queue, for #2; F7 or Enter sends")
        await kim.press("f7")
        await kim.shows("ok  takes 12 from #1")
        assert [job.incident for job in kim.app.shift.board.assignments.values()] == [1, 2]


async def test_a_second_job_is_told_before_it_is_given(store: Path) -> None:
    """The preview says what waits behind what; the unit's row keeps the first status, and both rows show the unit."""
    async with seat(store) as kim:
        await waiting(kim, "THEFT", "DIST-V")
        await give(kim, "do12 #1")
        await kim.do("line.command")
        await kim.type("d12 #2")
        await kim.shows("= dispatch 12 to #2; 12 works on #1; #2 waits behind it")
        await kim.press("enter")
        await kim.shows("@ 12", "OS", "+1 more: #2", "@12", "?12")
        await give(kim, "e12 #2")
        await kim.shows("@ 12", ">12")


async def test_who_was_first_since_the_preview_is_named(store: Path) -> None:
    """Somebody else sends the unit between the preview and Enter: nobody goes twice, and the sentence says who."""
    async with seat(store) as kim:
        await waiting(kim, "THEFT", "DIST-V")
        await kim.do("line.command")
        await kim.type("d12 #1")
        await kim.shows("= dispatch 12 to #1")
        await kim.colleague(v.Dispatch(("12",), 2))
        await kim.until(lambda: bool(kim.app.shift.board.on(2)), "their dispatch in view")
        await kim.press("enter")
        await kim.shows("LEE sent 12 to #2", "send another, or again")
        assert not kim.app.shift.board.on(1)
        await give(kim, "d12 #1")
        await kim.until(lambda: bool(kim.app.shift.board.on(1)), "sent again, knowing it")


async def test_who_was_first_since_the_recommendation_is_named(store: Path) -> None:
    """The same between the two presses of the dispatch key."""
    async with seat(store) as kim:
        await waiting(kim, "DIST-V", "THEFT")
        await kim.do("incident.dispatch")
        armed = kim.app.shift.armed
        assert armed is not None
        other = 3 - armed.incident
        await kim.colleague(v.Dispatch(armed.units, other))
        await kim.until(lambda: bool(kim.app.shift.board.on(other)), "their dispatch in view")
        await kim.do("incident.dispatch")
        await kim.shows("LEE sent")
        assert not kim.app.shift.board.on(armed.incident)


async def test_a_line_that_was_left_is_read_anew(store: Path) -> None:
    """The same words typed again, with another incident selected, mean that one."""
    async with seat(store) as kim:
        await waiting(kim, "THEFT", "PARK")
        await kim.press("home")
        first = kim.app.board_screen.selected
        await kim.do("line.command")
        await kim.type("d12")
        await kim.press("escape")
        await kim.press("end")
        assert kim.app.board_screen.selected != first
        await kim.do("line.command")
        await kim.burst("d", "1", "2", "enter")
        await kim.until(lambda: bool(kim.app.shift.board.assignments), "a dispatch")
        assert not kim.app.shift.board.on(first or 0)


async def test_a_place_that_several_towns_have_is_chosen_by_its_number(store: Path) -> None:
    """What a unit came upon is looked up first; the choice is one key, and nothing is on the log before."""
    async with seat(store) as kim:
        await give(kim, "fi17 stop 1200 n oak; red car")
        await kim.shows("WHERE is 17?", "1  1200 N OAK ST", "2  1200 N OAK ST", "as it was heard")
        assert not kim.app.shift.board.incidents
        await kim.press("2")
        await kim.shows("ok  17 on scene of #1 STOP at 1200 N OAK ST", "Ridgeway", "@ 17")
        await kim.until(lambda: bool(kim.app.shift.board.incidents[1].remarks), "the remark")


async def test_the_units_key_shows_what_can_be_done_with_the_row(store: Path) -> None:
    """U on a unit's row lays its ways over the screen; Enter does one, or begins the line that needs more words."""
    async with seat(store) as kim:
        await waiting(kim, "THEFT")
        await kim.ask(v.Dispatch(("12",), 1))
        await kim.shows("? 12")
        await kim.do("list.units", "unit.status")
        await kim.shows("12 dispatched #1", "it is all right", "en route #1")
        await kim.press("down", "down", "enter")
        await kim.shows("ok  12 en route", "> 12")
        await kim.do("unit.status")
        await kim.shows("with a code")
        await kim.press("escape")
        await give(kim, "u21")
        await kim.shows("21 available", "off21")
        await kim.press("end", "up", "up", "enter")
        await kim.until(lambda: kim.field[1] == "off21 ", "the line that it begins")


async def test_a_roll_call_goes_on_to_the_next_unit(store: Path) -> None:
    """Enter on a row says that the unit is all right and goes on; what was answered is marked."""
    async with seat(store) as kim:
        await waiting(kim, "THEFT")
        await kim.ask(v.Dispatch(("12", "14"), 1))
        await kim.later(120)
        await give(kim, "rc")
        await kim.shows("ROLL CALL 22 on duty", "12     heard of   2:00 ago")
        await kim.press("enter", "enter")
        await kim.until(lambda: kim.app.shift.board.units["14"].contact == kim.clock.now, "both heard of")
        assert kim.app.shift.board.units["12"].contact == kim.clock.now
        await kim.shows(" ok y12", " ok y14")


async def test_the_unit_board_says_what_is_due_and_what_to_tell(store: Path) -> None:
    """Acknowledgement and check count down, then say DUE; a change says what the crew has to be told."""
    async with seat(store) as kim:
        await waiting(kim, "THEFT")
        await give(kim, "d12 #1")
        await kim.shows("NEXT CHECK", "ack by 0:20")
        await kim.later(25)
        await kim.shows("NO ACK +0:05")
        await give(kim, "o12")
        await kim.shows("@ 12", "10:00")
        await kim.later(570)
        await kim.shows("0:30 DUE")
        await kim.later(60)
        await kim.shows("DUE +0:30")
        await kim.do("list.queue", "unit.contact")
        await kim.shows("ok  12 is all right", "10:00")
        await kim.colleague(v.SetPlace(PlaceSet(1, "9 ELM ST")))
        await kim.shows("tell: place changed")
        await give(kim, "tl12")
        await kim.until(lambda: "tell: place" not in kim.text, "told")


async def test_the_unit_board_says_what_is_booked_out_and_busy(store: Path) -> None:
    """Booked work leaves the unit available; a reason says until when; busy is not out of service."""
    async with seat(store) as kim:
        await waiting(kim, "PARK")
        await kim.ask(v.Plan(1, kim.clock.now + 3_600_000, ("12",)))
        await give(kim, "off14 pump test until 16:00", "off17 court")
        await kim.do("list.units")
        await kim.shows("+ 12", "booked 15:32 #1")
        await kim.press("end")
        await kim.shows("- 14", "OOS", "pump test until 16:00", "= 17", "BY", "court")


@pytest.mark.parametrize(
    ("size", "columns"), [((60, 20), ()), ((80, 24), ("NEXT CHECK",)), ((200, 60), ("CREW", "CAR"))]
)
async def test_wide_screens_have_more_of_a_unit(store: Path, size: tuple[int, int], columns: tuple[str, ...]) -> None:
    """Crew and car where there is room; below 80 columns the check goes, and the row still fits."""
    async with seat(store, size=size) as kim:
        await give(kim, "ch12 crew ann bo car 204")
        await kim.until(lambda: kim.app.shift.board.units["12"].vehicle == "204", "the change")
        kim.app.redraw()
        head = next(line for line in kim.lines if "UNIT  STATUS" in line)
        assert all(column in head for column in columns)
        assert ("NEXT CHECK" in head) == (size[0] >= 80)
        if "CREW" in columns:
            await kim.shows("ann bo", "204")


async def test_the_story_of_a_moved_unit_is_on_both_incidents(store: Path) -> None:
    """Status follows assignment on every screen: the board, the queue's row and the call's form say the same."""
    async with seat(store, size=(120, 40)) as kim:
        await waiting(kim, "THEFT", "DIST-V")
        await give(kim, "do12 #1", "x12 #2")
        await kim.shows("? 12", "DP no ack", "?12")
        await give(kim, "#1")
        await kim.press("enter")
        await kim.shows("freed")
