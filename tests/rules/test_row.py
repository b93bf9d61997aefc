"""The searchable past: a row per call, incident and assignment, the same whether written on the way or made anew."""

from __future__ import annotations

from console.desk import verbs as v
from console.rules.board import Board
from console.rules.facts import UnitSignedOn
from console.rules.fold.board import apply
from console.rules.record import RecordRow
from console.rules.row import rows
from db.tables import RECORDS
from tests.rules.factory import Floor, active, closed, on_duty, taken


def rebuilt(floor: Floor) -> dict[tuple[str, object], RecordRow]:
    """The rows that the log alone makes."""
    board = Board()
    found: dict[tuple[str, object], RecordRow] = {}
    for entry in floor.log:
        after = apply(board, entry)
        found |= {(row.table, row.values["id"]): row for row in rows(board, after, entry)}
        board = after
    return found


def test_rows_name_the_columns_of_the_store() -> None:
    """Every row fills exactly the columns that its table has."""
    for (table, _), row in closed().records.items():
        assert set(row.values) == set(RECORDS[table].columns.keys())


def test_a_closed_incident_leaves_whole_rows() -> None:
    """Call, incident and assignment rows carry every stamp of the story."""
    floor = closed()
    assert floor.records["incident", 1].values["state"] == "closed"
    assert floor.records["assignment", 1].values["cleared"] == floor.incident().closed
    assert floor.records["call", 1].values["incident"] == 1
    assert rebuilt(floor) == floor.records


def test_an_undo_rewrites_the_rows_it_takes_back() -> None:
    """The incident's row is as before, and the assignment's says that it was undone."""
    floor = active()
    floor.do(v.Undo())
    assert floor.records["incident", 1].values["first_dispatched"] is None
    assert floor.records["assignment", 1].values["disposition"] == "undone"


def test_facts_about_units_alone_change_no_row() -> None:
    """Signing on, going out and checking are on the log, not among the records."""
    floor = on_duty()
    for verb in (v.TakeOut("12", "meal"), v.BringBack("12"), v.MakeContact("12"), v.SignOff("12")):
        floor.do(verb)
    floor.do(v.SignOn(UnitSignedOn("12", "patrol")))
    assert floor.records == {}


def test_the_row_of_an_ended_call_keeps_who_answered() -> None:
    """What the board lets go of is in the row."""
    floor = taken()
    floor.do(v.EndCall(1))
    row = floor.records["call", 1].values
    assert (row["answered_by"], row["position"], row["incident"]) == ("ann", "P1", 1)
