"""Sight: the lists sort, filter and grow, what was recorded is found, and nothing that changes waits for a key."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.desk import verbs as v
from console.keymap import Keymap
from console.rules.facts import PlaceSet
from console.widgets.queue import Queue
from console.widgets.units import Units
from tests.console.driver import Seat, seat

pytestmark = pytest.mark.slow


async def open_one(kim: Seat, code: str, place: str, zone: str = "12", phone: str = "") -> int:
    """An incident in the queue, at a place of Milltown."""
    number = kim.app.shift.board.next_incident
    spot = PlaceSet(number, place, "Milltown", zone, 35.80, -78.85)
    await kim.ask(v.OpenIncident(), v.SetPlace(spot), v.SetType(number, code))
    if phone:
        await kim.ask(v.SetDetail(number, "phone", phone))
    await kim.ask(v.Send(number))
    await kim.until(lambda: number in {i.id for i in kim.app.shift.sight.pending}, "the incident in the queue")
    return number


async def order(kim: Seat, line: str) -> None:
    """Type a line on the command line and give it."""
    await kim.do("line.command")
    await kim.type(line)
    await kim.press("enter")


def queue(kim: Seat) -> Queue:
    """The pending queue."""
    return kim.app.board_screen.query_one(Queue)


def units(kim: Seat) -> Units:
    """The unit board."""
    return kim.app.board_screen.query_one(Units)


async def test_the_list_with_the_keys_is_sorted_by_the_next_column_and_back(store: Path, keymap: Keymap) -> None:
    """The title says by what; the cursor stays on its incident, whichever row that is now."""
    async with seat(store, keymap=keymap) as kim:
        for code, place in (("PARK", "7 ASH ST"), ("THEFT", "5 ELM ST"), ("DIST-V", "9 BAY ST")):
            await open_one(kim, code, place)
        await kim.shows("sort: lateness")
        await kim.until(lambda: queue(kim).keys == (2, 3, 1), "all three by lateness")
        await kim.do("list.last")
        for sort, keys in (("priority", (3, 2, 1)), ("age", (1, 2, 3)), ("type", (3, 1, 2)), ("place", (2, 1, 3))):
            await kim.do("list.sort_next")
            await kim.shows(f"sort: {sort}")
            assert (queue(kim).keys, queue(kim).at) == (keys, 1), sort
        await kim.do("list.sort_before", "list.sort_before")
        await kim.shows("sort: age")
        await kim.do("list.units", "list.sort_next")
        await kim.shows("sort: unit", "sort: age")
        assert units(kim).keys[:2] == ("12", "14")


async def test_a_filter_hides_rows_and_says_how_many(store: Path) -> None:
    """It goes on the lists that have its columns, the title counts what is hidden, and F alone shows all again."""
    async with seat(store) as kim:
        await open_one(kim, "PARK", "7 ASH ST", "12")
        await open_one(kim, "THEFT", "5 ELM ST", "31")
        await kim.do("list.filter")
        await kim.type("p<4 zone=31")
        await kim.shows("= show only p<4 zone=31 of the queue")
        await kim.press("enter")
        await kim.shows("filter: p<4 zone=31 (1 hidden)", "PENDING 2")
        assert queue(kim).keys == (2,) and not units(kim).filter.conditions
        await order(kim, "#1")
        await kim.shows("The filter hides #1;  f  shows every row again.")
        await order(kim, "f free")
        await kim.shows("filter: free (0 hidden)")
        await kim.ask(v.Dispatch(("12",), 2))
        await kim.shows("filter: free (1 hidden)")
        await kim.do("list.filter")
        await kim.press("enter")
        await kim.until(lambda: "filter" not in kim.text and "hidden" not in kim.text, "no filter")
        assert set(queue(kim).keys) == {1, 2} and "12" in units(kim).keys


async def test_life_at_risk_is_never_hidden(store: Path) -> None:
    """A priority 1 that the filter would hide stays in view, and the title says so."""
    async with seat(store) as kim:
        await open_one(kim, "PARK", "7 ASH ST", "12")
        await order(kim, "f zone=12")
        await open_one(kim, "DIST-P", "5 ELM ST", "31")
        await open_one(kim, "THEFT", "6 ELM ST", "31")
        await kim.shows("filter: zone=12 (1 hidden)", "+1 P1 kept", "DIST-P")
        assert queue(kim).keys == (2, 1)


async def test_a_filter_follows_the_clock(store: Path) -> None:
    """What is asked for by its age comes into view when it is old enough, with no change on the board."""
    async with seat(store) as kim:
        await open_one(kim, "PARK", "7 ASH ST")
        await order(kim, "f age>10")
        await kim.shows("(1 hidden)")
        await kim.later(660)
        await kim.shows("(0 hidden)", "PARK")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("f q<3", "There is no column q"),
        ("f zone=", "is no condition"),
        ("f p<3 kind=patrol", "p is for the queue, kind for the units; filter by one"),
        ("f", "Name the unit to free, as in  f12"),
        ("f oak", "No unit OAK is on duty"),
    ],
)
async def test_what_is_no_filter_stays_on_the_line_to_be_mended(store: Path, line: str, said: str) -> None:
    """The sentence names what is wrong, the line is kept, and no row is hidden."""
    async with seat(store) as kim:
        await order(kim, line)
        await kim.shows(said)
        assert kim.field[1] == line
        assert not queue(kim).filter.conditions


async def test_a_pane_takes_the_whole_screen_and_gives_it_back(store: Path, keymap: Keymap) -> None:
    """The list that has the keys fills the screen; going to the other one shows that one whole."""
    async with seat(store, keymap=keymap) as kim:
        await open_one(kim, "PARK", "7 ASH ST")
        both = queue(kim).size.height
        await kim.do("list.zoom")
        await kim.until(lambda: queue(kim).size.height > 15, "a tall queue")
        assert "UNITS" not in "\n".join(kim.lines[2:])
        await kim.do("list.units")
        await kim.until(lambda: units(kim).size.height > 15, "tall units")
        assert "PENDING 1  ACTIVE" not in kim.text
        await kim.do("list.zoom")
        await kim.until(lambda: queue(kim).size.height == both, "both panes")


async def test_what_is_over_is_found_and_read_whole(store: Path) -> None:
    """By its unit or its number: the card has what was written, the unit with its times, and leads back to the list."""
    async with seat(store) as kim:
        number = await open_one(kim, "THEFT", "5 ELM ST")
        await kim.ask(v.AddRemark(number, "red bicycle, gone since noon"), v.Dispatch(("12",), number))
        await kim.ask(v.Report("12", "on_scene"), v.Clear("12", "RPT"))
        name = kim.app.shift.board.recent[number].number
        for text in ("bicycle", name, "12 rpt"):
            await order(kim, f"/{text}")
            await kim.shows("FOUND 1 with", name, "THEFT")
            await kim.press("enter")
            await kim.shows(
                "CLOSED", f"ro {name} reopens it", "red bicycle", "12     DP 14:32", "OS 14:32 AV 14:32 RPT"
            )
            await kim.press("enter")
            await kim.shows("FOUND 1 with")
            await kim.press("escape")


async def test_a_unit_is_found_by_its_callsign(store: Path) -> None:
    """The unit on duty stands first with what it works on; Enter shows what it did."""
    async with seat(store) as kim:
        await open_one(kim, "THEFT", "5 ELM ST")
        await kim.ask(v.Dispatch(("12",), 1))
        await order(kim, "/12")
        await kim.shows("12       on duty, patrol: dispatched #1")
        await kim.press("enter")
        await kim.shows("FOUND", "of UNIT 12", "on it", "DP 14:32")


async def test_histories_of_a_unit_a_place_and_a_caller(store: Path) -> None:
    """hu, hp and hc lay them over the screen; what is still open is gone to by Enter."""
    async with seat(store) as kim:
        await open_one(kim, "THEFT", "185 N OAK ST", phone="919-555-0142")
        await kim.ask(v.Dispatch(("12",), 1), v.Clear("12", "RPT"))
        await open_one(kim, "PARK", "185 N OAK ST", phone="919-555-0142")
        first = kim.app.shift.board.recent[1].number
        await order(kim, "hu12")
        await kim.shows("of UNIT 12", first, "AV 14:32 RPT", "signed on as patrol")
        await kim.press("escape")
        for line in ("hp", "hp 185 n oak st milltown", "hc", "hc (919) 5550142"):
            await order(kim, line)
            await kim.shows("FOUND 2 of", "THEFT, 185 N OAK ST", "PARK, 185 N OAK ST")
            await kim.press("escape")
        await order(kim, "hc")
        await kim.shows("FOUND 2")
        await kim.press("enter")
        await kim.until(lambda: not kim.app.board_screen.sheet_up, "the sheet gone")
        assert queue(kim).at == 2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("hu", "Name one unit, as in  hu12"),
        ("hc oak", "oak is no telephone number; type one, as in  hc 919-555-0142"),
        ("hc", "No number is known of this caller; type it, as in  hc 919-555-0142"),
        ("hp #9", "There is no incident #9"),
    ],
)
async def test_a_look_back_that_lacks_something_says_what(store: Path, line: str, said: str) -> None:
    """One sentence with one correct example."""
    async with seat(store) as kim:
        await open_one(kim, "THEFT", "5 ELM ST")
        await order(kim, line)
        await kim.shows(said)


async def test_ones_last_actions_are_there_again_after_a_restart(store: Path) -> None:
    """With when and who, on tall screens always and elsewhere on a sheet; what others did is not among them."""
    async with seat(store) as kim:
        await open_one(kim, "THEFT", "5 ELM ST")
        await kim.colleague(v.AddRemark(1, "from another position"))
        await order(kim, "d12 #1")
        await kim.shows("ok  dispatch 12")
        number = kim.app.shift.board.incidents[1].number
    async with seat(store, size=(120, 40)) as kim:
        await kim.shows(f"14:32:07 KIM 12 dispatched {number}")
        await order(kim, "r gate code 4411")
        await kim.shows("14:32:07 KIM remark on #1")
    async with seat(store) as kim:
        await order(kim, "la")
        await kim.shows("of LAST ACTIONS of C04", "KIM 12 dispatched", "KIM remark added gate code 4411")
        assert "another position" not in kim.text


async def test_what_others_do_is_seen_without_a_key(store: Path) -> None:
    """The board is never stale: another position's incident, unit and priority are in view by themselves."""
    async with seat(store) as kim:
        await kim.colleague(
            v.OpenIncident(),
            v.SetPlace(PlaceSet(1, "5 ELM ST", "Milltown", "12", 35.8, -78.85)),
            v.SetType(1, "THEFT"),
            v.Send(1),
        )
        await kim.shows("PENDING 1", "THEFT", "5 ELM ST")
        await kim.colleague(v.SetPriority(1, 2, "threats"))
        await kim.shows("P2")
        await kim.colleague(v.Dispatch(("12",), 1))
        await kim.shows("ACTIVE 1", "DP no ack")
        await kim.colleague(v.Clear("12", "RPT"))
        await kim.shows("PENDING 0  ACTIVE 0", "UNITS 22/22 AV")


async def test_a_row_that_moves_takes_the_cursor_with_it(store: Path) -> None:
    """A colleague's change re-sorts the list; what is done next is done to the incident that was chosen."""
    async with seat(store) as kim:
        await open_one(kim, "PARK", "7 ASH ST")
        await open_one(kim, "PARK", "8 ASH ST")
        await kim.press("down")
        assert queue(kim).at == 2
        await kim.colleague(v.SetPriority(1, 5, ""), v.SetPriority(2, 1, "fire"))
        await kim.later(11)
        assert queue(kim).keys == (2, 1) and queue(kim).at == 2
        await order(kim, "r still here")
        await kim.shows("ok  remark on #2")


@pytest.mark.parametrize("size", [(60, 20), (80, 23), (80, 24), (120, 40), (200, 60)])
async def test_every_size_says_how_it_is_sorted_and_what_is_hidden(store: Path, size: tuple[int, int]) -> None:
    """From 60 by 20 to 200 by 60 no line is wider than the window, and what is hidden is told."""
    async with seat(store, size=size) as kim:
        await open_one(kim, "DIST-P", "1200 N OAK ST", "31")
        await open_one(kim, "THEFT", "185 N OAK ST", "31")
        await order(kim, "f zone=12")
        await kim.shows("filter: zone=12 (1 hidden)", "DIST-P", "1200 N", "UNITS")
        heads = ["RECOMMEND"] + (["TOWN", "BY"] if size[0] >= 80 else []) + (["ZONE", "WHY"] if size[0] >= 110 else [])
        assert all(head in kim.text for head in heads)
        assert {len(line) for line in kim.lines} == {size[0]}
