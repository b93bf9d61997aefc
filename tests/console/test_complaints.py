"""What people who do this work complain about, one test each: the console is how they asked for it to be."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from console.commands import COMMANDS
from console.desk import verbs as v
from console.rules.check import check_minutes
from console.rules.facts import PlaceSet, PromiseMade
from console.rules.refused import Refused
from console.rules.review import Handled, draw
from tests.console.driver import default_keymap, seat
from tests.console.real_console import RealConsole
from tests.console.test_board import queue, waiting
from tests.console.test_budget import Counted
from tests.console.test_lines import half_typed
from tests.console.test_outcome import calling
from tests.console.test_promises import line, sent

pytestmark = [pytest.mark.slow, pytest.mark.both_ways]

HOUR = 3_600_000


async def test_complaint_01_the_board_is_stale_until_it_is_reloaded(store: Path) -> None:
    """What another position does stands on the board without a key."""
    async with seat(store) as kim:
        await kim.colleague(v.OpenIncident(), v.SetPlace(PlaceSet(1, "88 RIVER RD")), v.SetType(1, "UNK"), v.Send(1))
        await kim.shows("PENDING 1", "88 RIVER RD", "D02")
        await kim.colleague(v.Dispatch(("12",), 1))
        await kim.shows("ACTIVE 1", "? 12")


async def test_complaint_02_many_callers_one_fire(store: Path) -> None:
    """A second caller is added in one step, both are kept, and two that were merged come apart again."""
    async with seat(store) as kim:
        await calling(kim, "NOISE")
        await kim.do("call.send", "call.end")
        await kim.until(lambda: not kim.app.shift.board.calls, "a call that is over")
        await calling(kim, "NOISE", phone="919-555-0177")
        await kim.do("call.link")
        await kim.press("enter")
        await kim.shows("ok  your caller is about #1")
        await kim.do("screen.board")
        await kim.shows("=2")
        await line(kim, "k- #2")
        assert kim.app.shift.board.incidents[2].into is None


async def test_complaint_03_a_mouse_where_a_key_would_do(store: Path) -> None:
    """Every command has a key, and a call goes from the ring to the closing without another hand movement."""
    keymap = default_keymap()
    assert [command.id for command in COMMANDS if not keymap.keys_of(command.id) and command.id != "menu.open"] == []
    async with seat(store) as kim:
        await kim.press("f2", *"185", "space", "n", "space", *"oak", "space", *"st", "enter", *"theft", "f5")
        await kim.shows("ok  SENT #1")
        await kim.press("f7", "f7")
        await kim.shows("ok  dispatch")
        (job,) = kim.app.shift.board.on(1)
        await kim.press("f9", *f"c{job.unit}".lower(), "space", *"rpt", "enter")
        await kim.until(lambda: 1 in kim.app.shift.board.recent, "a closed incident")


async def test_complaint_04_a_second_call_arrives_in_the_middle_of_the_form(store: Path) -> None:
    """The focus stays, the text stays; the other line is on top of the stack and is reached by one key."""
    async with seat(store) as kim:
        before = await half_typed(kim)
        await kim.ask(v.Ring("L3", "919-555-0199"))
        await kim.shows("L3 RING")
        assert kim.field == before
        await kim.do("call.next")
        await kim.shows("L3 TALK", "L1 PARK")
        await kim.do("call.next")
        await kim.shows("L1 TALK")
        assert kim.field == before


async def test_complaint_05_a_second_assignment_overwrites_the_first(store: Path) -> None:
    """A unit on scene that gets another job is still on scene at the first, and says how many wait behind it."""
    async with seat(store) as kim:
        await waiting(kim, "NOISE", "THEFT")
        await kim.ask(v.Dispatch(("12",), 1, "on_scene"), v.Dispatch(("12",), 2))
        await kim.shows("+1 more")
        unit = kim.app.shift.board.units["12"]
        first, second = (kim.app.shift.board.assignments[id] for id in unit.assignments)
        assert (first.incident, first.status, second.incident, second.status) == (1, "on_scene", 2, "dispatched")
        (row,) = [row for row in kim.lines if " @ 12" in row or "@ 12 " in row]
        assert kim.app.shift.board.incidents[1].number in row


async def test_complaint_06_status_does_not_follow_assignment(store: Path) -> None:
    """Sending, reporting and clearing change the unit's row, the incident's row and the story in the same moment."""
    async with seat(store) as kim:
        await waiting(kim, "NOISE")
        await kim.ask(v.Dispatch(("12",), 1))
        await kim.shows("ACTIVE 1", "?12", "DP no ack", "12 dispatched")
        await kim.ask(v.Report("12", "on_scene"))
        await kim.shows("@12", "OS ", "on scene")
        await kim.ask(v.Clear("12", "rpt"))
        await kim.shows("ACTIVE 0", "+ 12")


async def test_complaint_07_the_wrong_row_gets_the_change_because_rows_moved(store: Path) -> None:
    """A worse incident comes in above the cursor: the cursor stays on its own, and so does what is sent."""
    async with seat(store) as kim:
        await waiting(kim, "NOISE", "THEFT")
        await kim.do("screen.board")
        queue(kim).go(2)
        await kim.do("incident.dispatch")
        await kim.colleague(v.OpenIncident(), v.SetPlace(PlaceSet(3, "88 RIVER RD")), v.SetType(3, "UNK"))
        await kim.colleague(v.SetPriority(3, 1), v.Send(3))
        await kim.shows("PENDING 3")
        assert queue(kim).at == 2
        await kim.do("incident.dispatch")
        await kim.until(lambda: bool(kim.app.shift.board.assignments), "a dispatch")
        assert [job.incident for job in kim.app.shift.board.assignments.values()] == [2]


async def test_complaint_08_work_booked_for_later_makes_a_unit_look_busy_now(store: Path) -> None:
    """A unit that is booked for the evening is available until then, and can be sent."""
    async with seat(store) as kim:
        await waiting(kim, "NOISE", "THEFT")
        await kim.ask(v.Plan(1, kim.clock.now + 3 * HOUR, ("12",)))
        await kim.shows("17:32")
        assert kim.app.shift.board.units["12"].available
        await kim.shows("22/22 AV")
        await kim.ask(v.Dispatch(("12",), 2))
        await kim.until(lambda: bool(kim.app.shift.board.on(2)), "12 sent to another incident")


async def test_complaint_09_rules_are_shown_but_not_enforced(store: Path) -> None:
    """What a screen would refuse the desk refuses too, whoever asks: blank safety answers, units still there."""
    async with seat(store) as kim:
        await waiting(kim, "NOISE", "THEFT")
        await kim.ask(v.Dispatch(("12",), 2))
        with pytest.raises(Refused, match="still to ask"):
            await kim.ask(v.Refer(1, "TOWING", {"hurt": "N"}))
        with pytest.raises(Refused, match="still on #2"):
            await kim.ask(v.Close(2, "RPT"))
        with pytest.raises(Refused, match="Say why"):
            await kim.ask(v.TakeOut("14", " "))
        assert set(kim.app.shift.board.incidents) == {1, 2}


async def test_complaint_10_one_timer_length_for_everything(store: Path) -> None:
    """How long an incident may wait follows its priority; how long a unit may be silent its status and kind."""
    async with seat(store) as kim:
        await waiting(kim, "NOISE", "THEFT")
        standard = kim.app.shift.centre.standard
        assert len({standard.seconds("pending", priority) for priority in (1, 2, 4)}) == 3
        await kim.ask(v.Dispatch(("12",), 1, "on_scene"), v.Dispatch(("M3",), 2, "en_route"))
        await kim.until(lambda: len(kim.app.shift.board.assignments) == 2, "two jobs")
        board, centre = kim.app.shift.board, kim.app.shift.centre
        lengths = {name: check_minutes(board, centre, board.units[name]) for name in ("12", "M3", "14")}
        assert lengths["12"] != lengths["M3"] and lengths["14"] is None
        await line(kim, "y12 25")
        assert check_minutes(kim.app.shift.board, centre, kim.app.shift.board.units["12"]) == 25


async def test_complaint_11_the_top_emergency_does_not_stand_out(store: Path) -> None:
    """The latest P1 is the first row, its priority in reverse, and no filter hides it."""
    async with seat(store) as kim:
        await waiting(kim, "PARK", "NOISE", "UNK")
        await kim.ask(v.SetPriority(3, 1))
        await kim.later(60)
        await kim.do("screen.board")
        await kim.do("incident.oldest")
        first = next(row for row in kim.lines if row.startswith(">"))
        assert "P1" in first and "! +0:20" in first
        await line(kim, "f type=noise", "")
        await kim.shows("filter: type=noise", "P1")


async def test_complaint_12_nobody_tells_units_and_colleagues_that_their_incident_changed(store: Path) -> None:
    """Who took it reads who changed what; the unit's row says what its crew has to be told until it was."""
    async with seat(store, size=(120, 40)) as kim:
        await waiting(kim, "NOISE")
        await kim.ask(v.Dispatch(("12",), 1))
        await kim.later(30)
        await kim.colleague(v.SetPlace(PlaceSet(1, "88 RIVER RD")))
        await kim.shows("LEE", "place", "tell")
        await line(kim, "tl12")
        await kim.until(lambda: not any("tell" in row and " 12 " in row for row in kim.lines), "a crew that was told")


async def test_complaint_13_system_lines_drown_the_story(store: Path) -> None:
    """The desk's own lines can be hidden, and a line that is wrong is struck out and stays to be read."""
    async with seat(store, size=(120, 40)) as kim:
        await waiting(kim, "NOISE")
        await kim.ask(v.AddRemark(1, "red door"), v.Dispatch(("12",), 1, "on_scene"))
        await kim.shows("red door", "on scene")
        await kim.do("story.system")
        await kim.until(lambda: not any(" SYS " in row for row in kim.lines), "no lines of the desk")
        await line(kim, "r- 1 blue door")
        await kim.shows("struck", "blue door", "red door")


async def test_complaint_14_two_editors_one_update_lost(store: Path) -> None:
    """Who is second is told who was first and what they wrote; both texts are still there."""
    async with seat(store) as kim:
        await calling(kim, "NOISE")
        await kim.do("call.phone")
        await kim.type("919-555-0142")
        await kim.colleague(v.SetDetail(1, "phone", "919-555-0177"))
        await kim.until(lambda: kim.app.shift.board.incidents[1].details.get("phone") == "919-555-0177", "their number")
        await kim.press("enter")
        await kim.shows("LEE (D02) changed the phone of #1 to 919-555-0177")
        assert kim.value("phone") == "919-555-0142"


async def test_complaint_15_information_is_missing_at_close(store: Path) -> None:
    """Closing names what is missing and leaves the line to be mended; a follow-up outlives the incident."""
    async with seat(store) as kim:
        await waiting(kim, "NOISE")
        await kim.ask(v.Dispatch(("12",), 1, "on_scene"))
        await line(kim, "c12 arr", "it lacks a remark")
        assert kim.app.shift.board.on(1)
        await kim.do("screen.back")
        await line(kim, "fu the key of the gate is with us")
        await line(kim, "c12 arr; taken to county", "ok  ")
        await kim.until(lambda: 1 in kim.app.shift.board.recent, "a closed incident")
        await kim.do("screen.promises")
        await kim.shows("follow-up")


@pytest.mark.parametrize("words", ["26-0001", "185 n oak", "919-555-0188", "osei", "red door"])
async def test_complaint_16_records_cannot_be_found_again(store: Path, words: str) -> None:
    """A closed incident is found by its number, place, phone, name or a word of it, with two keys beside the words."""
    async with seat(store) as kim:
        await sent(kim, "NOISE")
        await kim.ask(v.AddRemark(1, "red door"), v.Close(1, "GOA"))
        await kim.until(lambda: 1 in kim.app.shift.board.recent, "a closed incident")
        await kim.press("/")
        await kim.type(words)
        await kim.press("enter")
        await kim.shows("FOUND", "26-0001", "closed")


def test_complaint_17_when_it_goes_down_paper_runs_across_the_room(store: Path) -> None:
    """Killed in the middle of a word, the next start goes on with the call and the word."""
    with RealConsole(store) as console:
        console.ready()
        console.do("call.take", "185 n oak st", "<enter>", "theft", "<enter>")
        console.until_shows("Milltown zone 10")
        console.do("call.remarks", "he went north on")
        console.until_shows("he went north on")
        console.until(lambda: _draft_has(store, "north on"), "the word in the draft")
        console.kill()
    with RealConsole(store) as console:
        console.ready()
        console.do("screen.call")
        console.until_shows("> he went north on")
        console.until_shows("185 N OAK ST")


def _draft_has(store: Path, words: str) -> bool:
    with suppress(sqlite3.OperationalError), closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as reader:
        return any(words in body for (body,) in reader.execute("select body from draft"))
    return False


async def test_complaint_18_the_new_system_is_slower_than_the_old_one(store: Path) -> None:
    """A crew en route is a key less than in the command line that people know, a recommended pair twelve less."""
    async with seat(store) as kim:
        await waiting(kim, "DIST-V")
        counted = Counted(kim)
        await counted.press("f7", "f7")
        await kim.shows("ok  dispatch")
        assert counted.keys <= len("MD.1043.12.14") + 1 - 12
        job = kim.app.shift.board.on(1)[0]
        await counted.press("f9", *f"e{job.unit}".lower(), "enter")
        await kim.shows(f"ok  {job.unit} en route")
        assert counted.keys - 2 <= len("EN.12") + 1 - 1


async def test_complaint_19_nobody_told_the_caller_the_wait(store: Path) -> None:
    """What was told is a promise: before it breaks somebody is asked to ring with the new time."""
    async with seat(store) as kim:
        await sent(kim, "NOISE")
        await line(kim, "wt 30")
        await kim.later(25 * 60)
        await kim.shows("PROMISES 1", "call back Sam Osei")
        (told,) = kim.app.shift.board.promises.values()
        assert (told.kind, told.minutes) == ("wait", 30)
        await kim.ask(v.MakePromise(PromiseMade(0, "wait", "", incident=1, minutes=20)))
        await kim.until(lambda: [p.minutes for p in kim.app.shift.board.promises.values()] == [20], "told anew")


def test_complaint_20_review_picks_the_bad_calls() -> None:
    """Who is reviewed, and for what, is drawn by lot: the late calls of a week are no likelier than the others."""
    work = tuple(Handled(f"call:{n}", f"P{n % 9}") for n in range(1, 901))
    late = {one.id for one in work if int(one.id[5:]) % 10 == 0}
    drawn = [one for week in range(300) for one in draw(work, str(week))]
    assert 0.08 < sum(one.id in late for one in drawn) / len(drawn) < 0.12
    assert {one.who for one in draw(work, "any")} == {one.who for one in work}
