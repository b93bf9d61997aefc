"""Units taken from one incident for another: nobody's work is lost, and who was first is told."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from console.desk import verbs as v
from console.rules.hands import jobs_seen
from console.rules.refused import Refused
from tests.rules.factory import Floor, active, closed, pending

Stands = Mapping[str, tuple[int, ...]]


def two(*second: str) -> Floor:
    """#1 has 12 on it and under way; #2 has these units."""
    floor = pending("UNK", active())
    floor.do(v.Report("12", "en_route"))
    if second:
        floor.do(v.Dispatch(second, 2))
    return floor.later(30)


def stands(floor: Floor) -> Stands:
    """The incidents that each busy unit is on, the one it works on first."""
    jobs = {unit.callsign: [floor.job(id).incident for id in unit.assignments] for unit in floor.board.units.values()}
    return {name: tuple(on) for name, on in jobs.items() if on}


def states(floor: Floor) -> list[str]:
    return [floor.incident(id).state for id in (1, 2)]


def test_a_second_assignment_never_overwrites_the_first() -> None:
    """Status, stamps and time of the first job stay as they are, and both incidents show the unit."""
    floor = two()
    first, since = floor.job(1), floor.unit("12").since
    floor.do(v.Dispatch(("12",), 2))
    assert (floor.job(1), floor.unit("12").since) == (first, since)
    assert [job.unit for id in (1, 2) for job in floor.board.on(id)] == ["12", "12"]
    floor.do(v.Report("12", "acknowledged", 2))
    assert floor.job(1) == first


def test_a_diverted_unit_leaves_and_its_incident_waits_again() -> None:
    """The unit works on the other incident at once; what nobody is on any more is pending."""
    floor = two()
    floor.do(v.Divert("12", 2))
    assert (stands(floor), states(floor)) == ({"12": (2,)}, ["pending", "active"])
    assert floor.job(2).status == "dispatched"


def test_a_diverted_unit_leaves_the_others_there() -> None:
    """Where somebody stays the incident is still worked on."""
    floor = two()
    floor.do(v.Dispatch(("14",), 1))
    floor.do(v.Divert("12", 2))
    assert (stands(floor), states(floor)) == ({"12": (2,), "14": (1,)}, ["active", "active"])


def test_a_unit_diverted_to_what_waits_for_it_goes_on_with_that_job() -> None:
    """The job that waited is taken up with its stamps, not made anew; others still wait behind it."""
    floor = two("12")
    floor.do(v.Divert("12", 2))
    assert stands(floor) == {"12": (2,)}
    assert len(floor.board.assignments) == 2


def test_an_undone_divert_is_as_if_it_had_never_been() -> None:
    """Unit, job and both incidents are as they were."""
    floor = two()
    before = stands(floor), states(floor), floor.job(1).status
    floor.do(v.Divert("12", 2))
    floor.do(v.Undo())
    assert (stands(floor), states(floor), floor.job(1).status) == before


@pytest.mark.parametrize(
    ("busy", "after"),
    [((), {"14": (1,)}), (("14",), {"12": (2,), "14": (1,)})],
    ids=["a free one takes over", "two change places"],
)
def test_an_exchange(busy: tuple[str, ...], after: Stands) -> None:
    """A free unit takes over; two that are both at work change places; no incident is left alone meanwhile."""
    floor = two(*busy)
    floor.do(v.Exchange("12", "14"))
    assert stands(floor) == after
    assert states(floor)[0] == "active"


def waiting(*jobs: tuple[str, int]) -> Floor:
    """12 on #1, 14 on #2, and what waits behind these."""
    floor = pending("UNK", two("14"))
    for unit, incident in jobs:
        floor.do(v.Dispatch((unit,), incident))
    return floor


@pytest.mark.parametrize(
    ("floor", "verb", "after"),
    [
        (waiting(("12", 3)), v.Divert("12", 2), {"12": (2, 3), "14": (2,)}),
        (waiting(("14", 3)), v.Exchange("12", "14"), {"12": (2,), "14": (1, 3)}),
        (waiting(("12", 3), ("14", 3)), v.Exchange("12", "14"), {"12": (2, 3), "14": (1, 3)}),
        (waiting(("12", 2), ("14", 1)), v.Exchange("12", "14"), {"12": (2,), "14": (1,)}),
    ],
    ids=["diverted", "taken over", "both changed places", "each waited for the other's"],
)
def test_a_unit_that_is_moved_works_on_that_and_not_on_what_waited(floor: Floor, verb: v.Verb, after: Stands) -> None:
    """What the line said is what it does first; what waited before waits behind it, and no job is made twice."""
    before = stands(floor)
    floor.do(verb)
    assert stands(floor) == after
    floor.do(v.Undo())
    assert stands(floor) == before


def test_of_several_jobs_the_one_it_turns_to_is_first() -> None:
    """The others wait behind it with their status; a report goes to the one in front."""
    floor = two("12")
    floor.do(v.Turn("12", 2))
    assert stands(floor) == {"12": (2, 1)}
    floor.do(v.Report("12", "on_scene"))
    assert (floor.job(2).status, floor.job(1).status) == ("on_scene", "en_route")
    assert states(floor) == ["active", "active"]


def test_booked_work_leaves_the_unit_available() -> None:
    """Until the time comes it can be sent elsewhere, and then still is booked."""
    floor = pending()
    floor.do(v.Plan(1, floor.now + 3_600_000, ("12",)))
    assert floor.unit("12").available
    assert [incident.id for incident in floor.board.booked("12")] == [1]
    pending("UNK", floor).do(v.Dispatch(("12",), 2))
    assert floor.board.booked("12") and stands(floor) == {"12": (2,)}


SEEN = {"12": (1,), "14": ()}
"""What one saw: 12 at work, 14 free."""


@pytest.mark.parametrize(
    "late", [v.Dispatch(("14",), 3, seen=SEEN), v.Divert("14", 3, SEEN), v.Exchange("12", "14", SEEN)], ids=repr
)
def test_who_is_later_is_told_who_was_first(late: v.Verb) -> None:
    """A unit that somebody sent elsewhere since one looked is not sent; the sentence says who, where and when."""
    floor = pending("UNK", two())
    assert jobs_seen(floor.board, ("12", "14")) == SEEN
    floor.later(3).do(v.Dispatch(("14",), 2), at="P2")
    with pytest.raises(Refused, match="ann sent 14 to #2 0:02 ago; send another, or again to let it wait for that"):
        floor.later(2).do(late)


@pytest.mark.parametrize(
    ("floor", "verb", "part"),
    [
        (two(), v.Divert("14", 2), "14 is not on any incident; send it first"),
        (two(), v.Divert("12", 1), "12 works on #1 already."),
        (two(), v.Divert("X9", 2), "No unit X9 is on duty"),
        (closed(), v.Divert("12", 1), "12 is not on any incident"),
        (two(), v.Exchange("12", "12"), "12 can't change places with itself; name two units, as in  x12 14"),
        (two(), v.Exchange("14", "12"), "14 is not on any incident"),
        (active("12", "14"), v.Exchange("12", "14"), "12 and 14 are on the same incident."),
        (two(), v.Turn("12", 1), "12 works on #1 already."),
        (two(), v.Turn("12", 2), "12 is not on #2"),
    ],
)
def test_a_wrong_move_is_refused_and_says_why(floor: Floor, verb: v.Verb, part: str) -> None:
    """A sentence with the reason; nobody leaves anything."""
    floor.refuses(verb, part)
