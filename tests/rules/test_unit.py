"""Status follows assignment: what a unit may do, in which order, and why not."""

from __future__ import annotations

import pytest

from console.desk import verbs as v
from console.rules import facts as f
from console.rules.status import STATUSES, StatusName
from tests.rules.factory import Floor, active, closed, on_duty, pending, place, taken

STEPS: tuple[StatusName, ...] = ("acknowledged", "en_route", "on_scene", "transporting", "at_destination")


def reached(*statuses: StatusName) -> Floor:
    floor = active()
    for status in statuses:
        floor.later(10).do(v.Report("12", status))
    return floor


def out() -> Floor:
    floor = on_duty()
    floor.do(v.TakeOut("12", "meal"))
    return floor


def twice() -> Floor:
    """12 works on incident 1 and is told of incident 2."""
    floor = pending("UNK", active())
    floor.do(v.Report("12", "on_scene"))
    floor.do(v.Dispatch(("12",), 2))
    return floor


def test_a_whole_job_moves_unit_assignment_incident_and_clocks_together() -> None:
    """Every step is stamped on the assignment, the first ones on the incident, and clearing frees the unit."""
    floor = reached(*STEPS)
    floor.later(10).do(v.Clear("12", "rpt"))
    stamps = list(floor.job().stamps.values())
    assert list(floor.job().stamps) == [status.name for status in STATUSES]
    assert stamps == sorted(stamps)
    incident = floor.incident()
    assert incident.first_dispatched == floor.job().stamps["dispatched"]
    assert incident.first_en_route == floor.job().stamps["en_route"]
    assert incident.first_on_scene == floor.job().stamps["on_scene"]
    assert (incident.state, incident.disposition, incident.outcome) == ("closed", "RPT", "dispatched")
    assert floor.unit("12").available


@pytest.mark.parametrize("status", STEPS)
def test_a_step_may_be_left_out(status: StatusName) -> None:
    """A crew that says only the later status has it at once."""
    floor = reached(status)
    assert floor.job().status == status
    assert floor.board.current(floor.unit("12")) == floor.job()


@pytest.mark.parametrize(
    ("floor", "verb", "part"),
    [
        (reached("en_route"), v.Report("12", "en_route"), "12 is en route already on #1."),
        (reached("on_scene"), v.Report("12", "en_route"), "12 is on scene on #1 and can't go back to en route"),
        (reached("on_scene"), v.Report("12", "acknowledged"), "z undoes a slip."),
        (active(), v.Report("12", "cleared"), "Clearing says how it ended, as in  c12 rpt"),
        (on_duty(), v.Report("12", "en_route"), "12 is not on any incident; send it first, as in  d12"),
        (active(), v.Report("14", "en_route", 1), "14 is not on #1"),
        (active(), v.Report("12", "en_route", 99), "12 is not on any incident"),
        (on_duty(), v.Report("99", "en_route"), "No unit 99 is on duty; near it: "),
        (active(), v.Dispatch(("12",), 1), "12 is on #1 already."),
        (pending(), v.Dispatch((), 1), "Name the units to send, as in  d12 14"),
        (pending(), v.Dispatch(("12",), 1, "cleared"), "done already need no sending"),
        (out(), v.Dispatch(("12",), 1), "no open incident of that number"),
        (pending(floor=out()), v.Dispatch(("14", "12"), 1), "12 is out of service: meal; on12 brings it back."),
        (closed(), v.Dispatch(("12",), 1), "#1 is closed"),
        (active(), v.Clear("12"), "12 is the last on #1: say how it ended, as in  c12 rpt"),
        (on_duty(), v.Clear("12", "rpt"), "12 is not on any incident"),
        (on_duty(), v.Free("12"), "12 is not on any incident"),
        (active(), v.TakeOut("12", "meal"), "12 is on #1; clear it before it goes out of service."),
        (out(), v.TakeOut("12", "fuel"), "12 is out of service already: meal."),
        (on_duty(), v.TakeOut("12", " "), "Say why, as in  off12 meal"),
        (on_duty(), v.BringBack("12"), "12 is in service already."),
        (active(), v.SignOff("12"), "12 is still on #1; clear it first, as in  c12 rpt"),
        (on_duty(), v.SignOff("X9"), "No unit X9 is on duty"),
        (on_duty(), v.SignOn(f.UnitSignedOn("e1", "engine")), "E1 is on duty already."),
        (on_duty(), v.MakeContact("*"), "No unit is on a job, so there is nobody to check."),
        (on_duty(), v.MakeContact("X9"), "No unit X9 is on duty"),
    ],
)
def test_a_wrong_move_is_refused_and_says_why(floor: Floor, verb: v.Verb, part: str) -> None:
    """What a unit cannot do now is refused in a sentence with the reason and the remedy."""
    floor.refuses(verb, part)


@pytest.mark.parametrize("callsign", ["m3", "M3"])
def test_callsigns_are_case_blind(callsign: str) -> None:
    """A unit is found however its callsign is typed, and the log has it as it is called."""
    floor = pending()
    assert floor.do(v.Dispatch((callsign, "M3"), 1)) == (f.UnitDispatched(1, "M3", 1),)


def test_a_refusal_in_the_middle_sends_nobody() -> None:
    """Units are sent together or not at all."""
    floor = pending()
    floor.refuses(v.Dispatch(("12", "99"), 1), "No unit 99")
    assert floor.unit("12").available


@pytest.mark.parametrize("reached_at", ["en_route", "on_scene"])
def test_a_unit_may_be_sent_that_is_there_already(reached_at: StatusName) -> None:
    """One command dispatches and stamps the status it has come to."""
    floor = pending()
    floor.do(v.Dispatch(("12",), 1, reached_at))
    assert floor.job().status == reached_at
    assert floor.incident().first_dispatched == floor.now


def test_a_second_job_never_loses_the_first() -> None:
    """A unit that is told of another incident keeps the status of the one it works on, and both are on the board."""
    floor = twice()
    unit = floor.unit("12")
    assert unit.assignments == (1, 2)
    assert (floor.job(1).status, floor.job(2).status) == ("on_scene", "dispatched")
    assert [floor.incident(id).state for id in (1, 2)] == ["active", "active"]


def test_a_report_goes_to_the_job_it_works_on_unless_another_is_named() -> None:
    """A status without an incident is the first job's; with one it is that one's and leaves the first as it was."""
    floor = twice()
    floor.do(v.Report("12", "transporting", note="mercy"))
    floor.do(v.Report("12", "acknowledged", 2))
    assert [(floor.job(id).status, floor.job(id).destination) for id in (1, 2)] == [
        ("transporting", "mercy"),
        ("acknowledged", ""),
    ]


def test_clearing_the_first_job_takes_up_the_second() -> None:
    """The unit is not available in between, and its time on the board starts anew."""
    floor = twice().later(60)
    floor.do(v.Clear("12", "rpt"))
    unit = floor.unit("12")
    assert (unit.assignments, unit.available, unit.since) == ((2,), False, floor.now)
    assert [floor.incident(id).state for id in (1, 2)] == ["closed", "active"]


def test_clearing_the_second_job_leaves_the_first_alone() -> None:
    """Diverted back: the incident it never reached closes or is freed, the first goes on with its time."""
    floor = twice()
    since = floor.unit("12").since
    floor.later(60).do(v.Free("12", 2))
    assert (floor.unit("12").assignments, floor.unit("12").since) == ((1,), since)
    assert [floor.incident(id).state for id in (1, 2)] == ["active", "pending"]


def test_only_the_last_unit_to_clear_closes_the_incident() -> None:
    """The others clear with or without a disposition; the last one says how it ended."""
    floor = active("12", "14")
    floor.do(v.Clear("12"))
    assert floor.incident().state == "active"
    floor.refuses(v.Clear("14"), "14 is the last on #1")
    floor.do(v.Clear("14", "goa"))
    assert (floor.incident().state, floor.job(2).disposition) == ("closed", "GOA")


def test_the_last_unit_may_clear_and_leave_the_incident_open() -> None:
    """Asked not to close, the incident goes back to the queue."""
    floor = active()
    floor.do(v.Clear("12", closes=False))
    assert floor.incident().state == "pending"


def test_out_of_service_keeps_a_unit_from_being_sent_until_it_is_back() -> None:
    """The reason and the time stand on the board; back in service it can be sent again."""
    floor = pending()
    floor.do(v.TakeOut("12", "meal", floor.now + 1_800_000))
    assert (floor.unit("12").out, floor.unit("12").out_until) == ("meal", floor.now + 1_800_000)
    assert not floor.unit("12").available
    floor.do(v.BringBack("12"))
    assert floor.do(v.Dispatch(("12",), 1))


def test_signing_off_and_on_again() -> None:
    """A unit that went home is not on the board and not brought back by itself; it can sign on anew."""
    floor = on_duty()
    floor.do(v.SignOff("m3"))
    assert "M3" not in floor.board.units
    assert floor.board.off_duty == {"M3"}
    floor.do(v.SignOn(f.UnitSignedOn("M3", "medic")))
    assert floor.board.off_duty == frozenset()


def test_contact_is_one_unit_or_every_unit_on_a_job() -> None:
    """`*` checks those at work and leaves the idle ones."""
    floor = active("12", "14").later(900)
    floor.do(v.MakeContact("*"))
    assert [floor.unit(name).contact == floor.now for name in ("12", "14", "21")] == [True, True, False]


def test_late_entries_fill_in_stamps_in_any_order() -> None:
    """After paper work the earlier stamps are typed later: the furthest status stays, the first times are right."""
    floor = active()
    began = floor.now
    floor.later(600).do(v.Report("12", "on_scene"))
    floor.do(v.Report("12", "en_route"), happened=began + 40_000)
    floor.do(v.Report("12", "acknowledged"), happened=began + 9_000)
    assert floor.job().status == "on_scene"
    assert floor.incident().first_en_route == began + 40_000
    assert floor.unit("12").contact == floor.now, "hearing of the past is no newer and no older contact"


def test_a_late_entry_after_the_end_changes_the_past_only() -> None:
    """A stamp for a closed job is filled in; the unit stays free, where it is, and as recently heard of."""
    floor = closed().later(60)
    before = floor.unit("12")
    floor.do(v.Report("12", "on_scene", 1), happened=floor.now - 90_000)
    assert floor.job().stamps["on_scene"] == floor.incident().first_on_scene == floor.now - 90_000
    assert (floor.job().status, floor.incident().state) == ("cleared", "closed")
    assert floor.unit("12") == before


def test_a_late_entry_never_speaks_about_a_dispatch_that_was_taken_back() -> None:
    """An undone job has no past to fill in."""
    floor = active()
    floor.do(v.Undo())
    floor.refuses(v.Report("12", "on_scene", 1), "12 is not on #1", happened=floor.now - 1000)


def test_a_unit_on_scene_is_where_the_incident_is() -> None:
    """From then on distances are reckoned from there; a place that matches nothing moves nobody."""
    floor = reached("on_scene")
    assert (floor.unit("12").lat, floor.unit("12").zone) == (35.80, "12")
    elsewhere = taken()
    for verb in (place(lat=None), v.SetType(1, "unk"), v.Send(1), v.Dispatch(("14",), 1), v.Report("14", "on_scene")):
        elsewhere.do(verb)
    assert elsewhere.unit("14").lat == 35.79


def test_a_unit_off_duty_is_named_with_the_way_back() -> None:
    """It is not told as if nobody knew it."""
    floor = on_duty()
    floor.do(v.SignOff("12"))
    floor.refuses(v.BringBack("12"), "12 is off duty; sign it on, as in  so12")
