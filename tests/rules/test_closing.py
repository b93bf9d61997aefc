"""An incident ends whole: what its disposition asks for is there, nobody is on it, and no part of it is open."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from console.desk import verbs as v
from console.rules.centre import Disposition
from console.rules.closing import missing
from console.rules.facts import PromiseMade
from tests.rules.factory import CENTRE, Floor, active, pending, place

STRICT = replace(
    CENTRE,
    dispositions=(
        Disposition("RPT", "report taken", ("remark", "caller", "place", "answers")),
        Disposition("REF", "refused", ("remark",)),
        Disposition("GOA", "gone on arrival", ("place",)),
        Disposition("CAN", "cancelled"),
    ),
)


def strict(type: str = "POTHOLE") -> Floor:
    """#1 has a caller without a name, a place that no gazetteer knows, no remark and open questions."""
    floor = pending(type)
    floor.centre = STRICT
    floor.do(place(lat=None))
    return floor


def test_what_is_missing_is_named_piece_by_piece() -> None:
    """One sentence names each of them, with what to do about it; a code that asks for nothing lacks nothing."""
    floor = strict()
    assert missing(floor.board, STRICT, floor.incident(), "rpt") == (
        "a remark on how it went (; words)",
        "a name or the word unknown",
        "a known place",
        'an answer to "How big?"',
    )
    assert missing(floor.board, STRICT, floor.incident(), "can") == ()


@pytest.mark.parametrize(
    ("code", "part"),
    [
        ("ref", "#1 can't close with REF yet; it lacks a remark on how it went"),
        ("goa", "it lacks a known place."),
        ("rpt", 'and an answer to "How big?".'),
    ],
)
def test_a_rule_that_is_shown_is_enforced(code: str, part: str) -> None:
    """Neither closing nor the last unit's clearing gets by what the disposition needs."""
    floor = strict()
    floor.refuses(v.Close(1, code), part)
    floor.do(v.Dispatch(("12",), 1))
    floor.refuses(v.Clear("12", code), part)
    assert (floor.incident().state, floor.unit("12").available) == ("active", False)


def test_each_piece_lets_it_close() -> None:
    """Once all that was asked for is noted, it closes; unknown and ? are answers."""
    floor = strict()
    floor.do(v.AddRemark(1, "filled"))
    floor.do(v.SetDetail(1, "name", "unknown"))
    floor.do(place())
    floor.do(v.SetDetail(1, "size", "?"))
    floor.do(v.Close(1, "rpt"))
    assert floor.incident().state == "closed"


def test_a_struck_remark_is_no_remark() -> None:
    """What was wrong does not say how it went."""
    floor = strict()
    floor.do(v.AddRemark(1, "refused by the neighbour"))
    floor.do(v.StrikeRemark(1, 0, "other incident"))
    floor.refuses(v.Close(1, "ref"), "lacks a remark")


def test_what_happened_elsewhere_is_closed_as_it_was() -> None:
    """A late entry is history: nothing is asked of it."""
    floor = strict()
    floor.do(v.Close(1, "ref"), happened=floor.now - 60_000)
    assert floor.incident().state == "closed"


def test_a_follow_up_outlives_the_end() -> None:
    """What is still to be seen to is not forgotten when the incident closes."""
    floor = active()
    floor.do(v.MakePromise(PromiseMade(0, "follow-up", "", incident=1, text="ask the neighbour")))
    floor.do(v.Clear("12", "rpt"))
    assert [promise.text for promise in floor.board.promises.values()] == ["ask the neighbour"]
