"""Several calls about one thing."""

from __future__ import annotations

import pytest

from console.desk import verbs as v
from tests.rules.factory import Floor, active, pending


def two() -> Floor:
    """Two incidents wait."""
    return pending("MED-U", pending())


def test_split_off_it_is_as_it_was() -> None:
    """Merged and split, an incident waits again with all that was its own."""
    floor = two()
    before = floor.incident(2)
    floor.do(v.Merge(2, 1))
    assert (floor.incident(2).state, floor.incident(2).into) == ("merged", 1)
    floor.do(v.Split(2))
    assert (floor.incident(2).state, floor.incident(2).into) == ("pending", None)
    assert floor.incident(2).remarks == before.remarks


def test_they_close_together() -> None:
    """What was merged has the same end as what it was merged into."""
    floor = two()
    floor.do(v.Merge(2, 1))
    floor.do(v.Dispatch(("12",), 1))
    floor.do(v.Clear("12", "rpt"))
    assert [(floor.incident(id).state, floor.incident(id).disposition) for id in (1, 2)] == [("closed", "RPT")] * 2


def test_what_was_merged_follows_where_its_own_is_merged_into() -> None:
    """There are no chains: all point at the one that units go to."""
    floor = pending("MED-U", two())
    floor.do(v.Merge(3, 2))
    floor.do(v.Merge(2, 1))
    assert [floor.incident(id).into for id in (2, 3)] == [1, 1]


@pytest.mark.parametrize(
    ("verb", "part"),
    [
        (v.Merge(1, 2), "12 went to #1"),
        (v.Merge(1, 1), "are one already"),
        (v.Split(2), "only one that was merged"),
    ],
)
def test_what_cannot_be_merged_says_why(verb: v.Verb, part: str) -> None:
    """Units stay with the incident that they went to."""
    pending(floor=active("12")).refuses(verb, part)


@pytest.mark.parametrize("verb", [v.Dispatch(("14",), 2), v.Send(2)])
def test_units_go_to_the_one_it_is_the_same_as(verb: v.Verb) -> None:
    """Never to what was merged into it."""
    floor = two()
    floor.do(v.Merge(2, 1))
    floor.refuses(verb, "#2 is the same as #1")
