"""A filter says exactly what it was told, or which part of it means nothing."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from console.desk import verbs as v
from console.rules.board import Spot
from console.rules.cells import QUEUE_SORTS, UNIT_SORTS, incident_cells, sorted_queue, sorted_units, unit_cells
from console.rules.filter import INCIDENTS, STATES, UNITS, Cells, Filter, is_filter
from console.rules.refused import Refused
from tests.rules.factory import CENTRE, Floor, on_duty, pending

ROW = Cells(
    {"p": 2, "age": 11.5},
    {"type": ("dist-v",), "zone": ("12",), "town": ("milltown",), "place": ("1200 n oak st",), "dept": ("pol", "ems")},
    frozenset(("pending", "late")),
    "dist-v 12 milltown 1200 n oak st 26-0418",
)


@pytest.mark.parametrize(
    "text",
    [
        "p<3",
        "p=2",
        "p <= 2",
        "P>1 p>=2",
        "age>11",
        "zone=12",
        "zone=10,12",
        "type=dist",
        "dept=EMS",
        "town=Milltown",
        "place=1200",
        "late",
        "pending late",
        "p<3 zone=12 oak",
        "late 0418",
        "",
        "none",
    ],
)
def test_a_row_that_meets_every_condition_is_shown(text: str) -> None:
    """Numbers compare, words are equal whatever their capitals, types and places begin so, and words stand anywhere."""
    assert Filter.parse(text).fits(ROW)


@pytest.mark.parametrize(
    "text",
    ["p<2", "p>2", "age<11", "age=11", "zone=1", "zone=10,13", "type=noise", "dept=fire", "town=mill", "active",
     "late active", "p<3 zone=13", "late elm", "kind=patrol"],
)  # fmt: skip
def test_a_row_that_fails_one_condition_is_not(text: str) -> None:
    """One condition that does not hold is enough, and what a row has no column for never holds."""
    assert not Filter.parse(text).fits(ROW)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("q<3", "There is no column q; near it: "),
        ("p<high", "p is a number, not high; as in  f p<3"),
        ("zone>3", "zone has no order; ask for one or more by =, as in  f zone=3"),
        ("p=", "p= is no condition"),
        ("zone=12 <3", "no condition; a column, < > or = and a value are, as in  f p<3 zone=12"),
    ],
)
def test_what_means_nothing_is_named_with_an_example(text: str, said: str) -> None:
    """The sentence holds the part that failed and one correct line."""
    with pytest.raises(Refused, match="as in  f ") as refusal:
        Filter.parse(text)
    assert said in str(refusal.value)


def test_a_filter_goes_on_the_lists_that_have_all_its_columns() -> None:
    """Zones are both lists' own, priorities the queue's, kinds the units'; what asks for both of these is refused."""
    assert Filter.parse("zone=12").lists == (True, True)
    assert Filter.parse("p<3 zone=12").lists == (True, False)
    assert Filter.parse("free kind=patrol").lists == (False, True)
    with pytest.raises(Refused, match="p is for the queue, kind for the units"):
        _ = Filter.parse("p<3 kind=patrol").lists


def test_f_frees_units_and_filters_rows() -> None:
    """A condition or a state is a filter; a callsign, or a word that is neither, names a unit."""
    for line in ("p<3", "p < 3", "zone=12", "pending", "LATE p<3", "free", "none", "q<3"):
        assert is_filter(line, ["12", "M3"]), line
    for line in ("12", "m3", "", "oak", "12 14", "12 #3", "Free"):
        assert not is_filter(line, ["12", "M3", "FREE"]), line


def floor_of_three() -> Floor:
    """A life at risk somewhere in zone 10, a noise in zone 12 that somebody is on, and a theft-like matter unplaced."""
    floor = pending("NOISE")
    floor.do(v.Dispatch(("12",), 1))
    for code in ("MED-U", "UNK"):
        incident = floor.board.next_incident
        floor.do(v.OpenIncident())
        floor.board = replace(
            floor.board,
            incidents={
                **floor.board.incidents,
                incident: replace(
                    floor.board.incidents[incident],
                    type=code,
                    priority=1 if code == "MED-U" else 2,
                    state="pending",
                    sent=floor.now,
                    place=Spot("9 ELM AVE", "Milltown", "10") if code == "MED-U" else None,
                ),
            },
        )
    return floor


def test_every_column_of_the_queue_can_be_asked_for() -> None:
    """What the sentences offer is there on a real row; the mine are those of one's own position or name."""
    floor = floor_of_three()
    cells = incident_cells(floor.board.incident(2), floor.board, CENTRE, floor.now + 60_000, ("P1", "ann"))
    assert {*cells.numbers, *cells.words} == INCIDENTS - {*STATES}
    assert {"pending", "late", "mine"} <= cells.states
    others = incident_cells(floor.board.incident(2), floor.board, CENTRE, floor.now, ("P9", "zoe"))
    assert not {"late", "mine"} & others.states
    shown = {text: Filter.parse(text).fits(cells) for text in ("zone=10", "place=9", "dept=EMS", "age>0", "mine")}
    assert all(shown.values()), shown
    on_it = incident_cells(floor.board.incident(1), floor.board, CENTRE, floor.now, ("P9", "zoe"))
    assert "active" in on_it.states and Filter.parse("active dept=pol 12").fits(on_it)


def test_every_column_of_the_units_can_be_asked_for() -> None:
    """A unit on a job is busy in its status, by code, word or name; the others are free or out."""
    floor = floor_of_three()
    floor.do(v.TakeOut("14", "meal"))
    cells = {name: unit_cells(unit, floor.board, floor.now) for name, unit in floor.board.units.items()}
    assert {*cells["12"].numbers, *cells["12"].words} == UNITS - {*STATES}
    for text, names in {
        "free": {"21", "M3", "E1"},
        "busy": {"12"},
        "status=dp": {"12"},
        "status=disp": {"12"},
        "out meal": {"14"},
        "kind=patrol town=milltown": {"12", "14"},
        "zone=30,12": {"12", "21"},
        "dept=fire,ems": {"M3", "E1"},
        "unit=m": {"M3"},
    }.items():
        assert {name for name in cells if Filter.parse(text).fits(cells[name])} == names, text


def test_what_waits_stands_above_what_is_worked_on_by_whatever_column() -> None:
    """Each sort orders the waiting ones by its column, and an active incident never comes before them."""
    floor = floor_of_three()
    orders = {sort: sorted_queue(floor.board, CENTRE, floor.now, sort) for sort in QUEUE_SORTS}
    assert all(order[-1] == 1 and sorted(order) == [1, 2, 3] for order in orders.values())
    assert {sort: order[0] for sort, order in orders.items()} == {
        "lateness": 2,
        "priority": 2,
        "age": 2,
        "type": 2,
        "place": 2,
        "zone": 2,
        "number": 2,
    }
    board = replace(floor.board, incidents={**floor.board.incidents})
    board.incidents[2] = replace(board.incidents[2], priority=5, type="ZZZ", place=None)  # type: ignore[index]
    assert [sorted_queue(board, CENTRE, floor.now, sort)[0] for sort in ("priority", "type", "lateness")] == [3, 3, 3]


def test_units_sort_by_each_of_their_columns() -> None:
    """By how far the job is, by number as people count, by kind, by time, by zone."""
    floor = floor_of_three()
    orders = {sort: sorted_units(floor.board, CENTRE, sort) for sort in UNIT_SORTS}
    assert orders["status"][0] == "12"
    assert orders["unit"] == ["12", "14", "21", "E1", "M3"]
    assert orders["kind"] == ["E1", "M3", "12", "14", "21"]
    assert orders["zone"][-1] == "21"
    assert sorted(orders["next check"]) == sorted(on_duty().board.units)
