"""What the law wants erased is erased for a reason, once it is over, and leaves the board with every copy."""

from __future__ import annotations

import pytest

from console.desk import verbs as v
from console.rules import facts as f
from console.rules.board import Board
from console.rules.fold.board import fold
from tests.rules.factory import START, Floor, on_duty, place


def closed() -> Floor:
    """An incident that a call was about, closed."""
    floor = on_duty()
    for verb in (v.TakeCall(), place(), v.SetDetail(1, "name", "Ann Lee"), v.EndCall(1), v.Close(1, "rpt")):
        floor.later(1).do(verb)
    return floor


def erase(*belonging: str, why: str = "on request", entries: tuple[int, ...] = (7,)) -> v.Erase:
    return v.Erase("incident:1", why, entries, belonging)


def test_what_is_erased_leaves_the_board_with_every_copy() -> None:
    """The closed incident, and the command that could bring its details back; folding the log does the same."""
    floor = closed()
    assert 1 in floor.board.recent
    floor.do(erase("incident:1", "call:1"), at="P2")
    assert 1 not in floor.board.recent
    assert "Ann Lee" not in repr(floor.board)
    floor.refuses(v.Undo(), "nothing")
    floor.refuses(v.Reopen(1), "")
    assert fold(Board(), floor.log) == floor.board


@pytest.mark.parametrize(
    ("verbs", "thing", "says"),
    [
        ((v.OpenIncident(),), "incident:2", "still open: #2"),
        ((v.Ring("L2"),), "call:2", "the call on L2"),
        (
            (v.MakePromise(f.PromiseMade(0, "message", "", to="WORKS", text="x")),),
            "promise:1",
            "promised to the caller",
        ),
        ((v.RaiseDanger("12"),), "danger:1", "danger D1"),
        ((v.PostBulletin("closed", START + 9_000_000),), "bulletin:1", "bulletin B1"),
    ],
)
def test_what_is_open_is_not_erased(verbs: tuple[v.Verb, ...], thing: str, says: str) -> None:
    """Somebody still works with it; the refusal names it."""
    floor = closed()
    for verb in verbs:
        floor.do(verb)
    floor.refuses(erase("incident:1", thing), says)


def test_it_takes_a_reason_and_something_to_erase() -> None:
    """A blank reason, or nothing left to empty."""
    floor = closed()
    floor.refuses(erase("incident:1", why=" "), "Say why")
    floor.refuses(erase("incident:1", entries=()), "nothing of")


def test_noting_views_and_exports_stands_in_nobodys_way() -> None:
    """They are no commands that an undo takes back, and nothing on the board changes by them."""
    floor = closed()
    floor.do(v.OpenIncident())
    before = floor.board
    floor.do(v.NoteView(1))
    floor.do(v.NoteExport("log", 5, "log.csv"))
    assert floor.board.last == before.last
    floor.refuses(v.NoteView(9), "There is no such incident")
