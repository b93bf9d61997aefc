"""One's own last command can be taken back for ten seconds, unless somebody has built on it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from console.desk import verbs as v
from console.desk.codec import encode
from console.rules.facts import PromiseMade
from console.rules.status import UNDONE
from tests.rules.factory import Floor, active, closed, on_duty, pending, place, taken


def out() -> Floor:
    floor = on_duty()
    floor.do(v.TakeOut("12", "meal"))
    return floor


def deferred() -> Floor:
    floor = pending()
    floor.do(v.Defer(1, "rain"))
    return floor


UNDOABLE = [
    (pending(), v.SetType(1, "UNK"), "the type"),
    (pending(), place(text="5 ELM ST"), "the place"),
    (pending(), v.SetPriority(1, 1), "the priority"),
    (pending(), v.SetDetail(1, "weapon", "Y"), "the answer"),
    (pending(), v.Defer(1, "rain"), "the wait"),
    (deferred(), v.Release(1), "the release"),
    (pending(), v.Close(1, "goa"), "the closing"),
    (closed(), v.Reopen(1), "the reopening"),
    (pending(), v.Dispatch(("12", "14"), 1), "the dispatch"),
    (pending(), v.Dispatch(("12",), 1, "on_scene"), "the dispatch"),
    (active(), v.Dispatch(("14",), 1), "the dispatch"),
    (active(), v.Report("12", "on_scene"), "the status"),
    (active(), v.Clear("12", "rpt"), "the clearing"),
    (active("12", "14"), v.Clear("12"), "the clearing"),
    (active(), v.Free("12"), "the freeing"),
    (pending("UNK", active()), v.Divert("12", 2), "the divert"),
    (on_duty(), v.TakeOut("12", "meal"), "out of service"),
    (out(), v.BringBack("12"), "in service"),
]


@pytest.mark.parametrize(("floor", "verb", "what"), UNDOABLE)
def test_undo_puts_everything_back(floor: Floor, verb: v.Verb, what: str) -> None:
    """Incidents, units and open assignments are as they were, and so are the record rows of what was there before."""
    before, rows_before = floor.board, dict(floor.records)
    floor.later(1).do(verb, at="P2")
    (undone,) = floor.later(9).do(v.Undo(), at="P2")
    assert getattr(undone, "what", "") == what
    assert (floor.board.incidents, floor.board.recent) == (before.incidents, before.recent)
    assert floor.board.units == before.units
    made = {id: job for id, job in floor.board.assignments.items() if id not in before.assignments}
    assert {id: job for id, job in floor.board.assignments.items() if id not in made} == before.assignments
    assert all((job.status, job.disposition) == ("cleared", UNDONE) for job in made.values())
    assert {key: floor.records[key] for key in rows_before} == rows_before


@pytest.mark.parametrize(
    ("floor", "verb"),
    [
        (on_duty(), v.TakeCall()),
        (on_duty(), v.Ring("L1")),
        (taken(), v.Hold(1)),
        (taken(), v.EndCall(1)),
        (on_duty(), v.OpenIncident()),
        (pending(), v.AddRemark(1, "said")),
        (on_duty(), v.SignOff("12")),
        (on_duty(), v.MakeContact("12")),
    ],
)
def test_what_was_said_stays_said(floor: Floor, verb: v.Verb) -> None:
    """Calls, remarks and contacts are corrected, not taken back."""
    floor.do(verb, at="P2")
    floor.refuses(v.Undo(), "can't be undone", at="P2")


def test_ten_seconds_and_no_longer() -> None:
    """The eleventh second is too late."""
    floor = active().later(10.001)
    floor.refuses(v.Undo(), "more than 10 seconds old")


def test_only_ones_own_and_only_once() -> None:
    """Another position has nothing to undo, and what was taken back is not taken back again."""
    floor = active()
    floor.refuses(v.Undo(), "nothing of yours", at="P2")
    floor.do(v.Undo())
    floor.refuses(v.Undo(), "nothing of yours")


@pytest.mark.parametrize(
    ("floor", "mine", "theirs", "part"),
    [
        (pending(), v.SetPriority(1, 1), v.SetType(1, "UNK"), "#1 has changed since"),
        (pending(), v.SetPriority(1, 1), v.Close(1, "goa"), "#1 has changed since"),
        (pending(), v.Dispatch(("12",), 1), v.Report("12", "en_route"), "has changed since"),
        (active("12", "14"), v.Report("12", "en_route"), v.Clear("12"), "12 has reported since"),
        (on_duty(), v.TakeOut("12", "meal"), v.BringBack("12"), "12 has changed since"),
        (on_duty(), v.TakeOut("12", "meal"), v.SignOff("12"), "12 has changed since"),
    ],
)
def test_what_others_built_on_stays(floor: Floor, mine: v.Verb, theirs: v.Verb, part: str) -> None:
    """An undo never takes away what somebody else has done since."""
    floor.do(mine)
    floor.do(theirs, at="P2")
    floor.refuses(v.Undo(), part)


@pytest.mark.parametrize("status", ["dispatched", "en_route", "on_scene"])
def test_taking_back_the_first_unit_keeps_the_stamps_of_the_second(status: str) -> None:
    """Two positions sent a unit each; when the first takes its own back, the clocks go by the other one."""
    floor = pending()
    reached: v.Verb = v.Dispatch(("12",), 1, status)  # type: ignore[arg-type]  # one of the three above
    floor.do(reached)
    second = floor.later(5).now
    floor.do(v.Dispatch(("14",), 1, status), at="P2")  # type: ignore[arg-type]  # one of the three above
    floor.do(v.Undo())
    incident = floor.incident()
    stamps = {
        "dispatched": incident.first_dispatched,
        "en_route": incident.first_en_route,
        "on_scene": incident.first_on_scene,
    }
    assert (incident.state, stamps[status]) == ("active", second)
    assert floor.unit("12").available


def test_remarks_written_since_stay() -> None:
    """A remark does not stand in the way of an undo, and is not lost by it."""
    floor = active()
    floor.do(v.AddRemark(1, "dog in the yard"), at="P2")
    floor.do(v.Undo())
    assert [remark.text for remark in floor.incident().remarks] == ["dog in the yard"]


def test_what_the_law_lets_be_erased_is_apart_from_what_holds_the_board_together() -> None:
    """With the answers erased an undone closing is still undone; only the answers are gone."""
    floor = pending()
    floor.do(v.SetDetail(1, "name", "osei"))
    floor.do(v.Close(1, "goa"))
    (undone,) = floor.do(v.Undo())
    assert getattr(undone, "details", None) == ((1, {"name": "osei"}),)
    assert floor.incident().details == {"name": "osei"}
    incidents = getattr(undone, "incidents", ())
    assert [replace(floor.incident(), details={}, remarks=())] == list(incidents)


@pytest.mark.parametrize(
    ("floor", "ends"),
    [(pending(), v.Close(1, "goa")), (active(), v.Report("12", "on_scene")), (active(), v.Clear("12", "rpt"))],
)
def test_a_wait_that_a_slip_ended_is_owed_again(floor: Floor, ends: v.Verb) -> None:
    """Whoever was told a time is still rung with a new one, though the incident was closed by mistake in between."""
    floor.do(v.MakePromise(PromiseMade(0, "wait", "", incident=1, minutes=15, name="Osei", phone="919-555-0188")))
    told, row = dict(floor.board.promises), floor.records["promise", 1]
    floor.do(ends, at="P2")
    assert not floor.board.promises
    floor.do(v.Undo(), at="P2")
    assert (floor.board.promises, floor.records["promise", 1]) == (told, row)


def test_what_a_caller_was_told_is_not_written_where_it_cannot_be_erased() -> None:
    """An undo neither takes it back nor says it once more."""
    floor = pending("PARK")
    floor.do(v.Inform(1, "osei may park there until ten"))
    floor.do(v.Reopen(1))
    floor.do(v.SetPriority(1, 1))
    (undone,) = floor.do(v.Undo())
    assert "osei" not in encode(undone)[1]
    assert floor.incident().told == "osei may park there until ten"
