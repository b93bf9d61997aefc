"""Alarms are few, in words, worst first, and come again when the condition does."""

from __future__ import annotations

from console.desk import verbs as v
from console.rules.alarm import HOLD_S, UNACKNOWLEDGED_S, Alarm, alarms
from tests.rules.factory import FIRSTLINE, Floor, pending, taken


def heard(floor: Floor) -> tuple[Alarm, ...]:
    return alarms(floor.board, FIRSTLINE, floor.now)


def test_a_priority_1_or_2_that_has_no_unit_in_time_is_an_alarm() -> None:
    """From the second after its limit, with how late it is; lower priorities only sort the queue."""
    floor = pending("NOISE", pending("MED-U")).later(40)
    assert heard(floor) == ()
    (alarm,) = heard(floor.later(52))
    assert (alarm.level, alarm.text) == (1, "#1 MED-U 1200 N OAK ST P1 has no unit, late +0:52")
    assert heard(floor.later(9000))[0].level == 1
    assert len(heard(floor)) == 1


def test_a_unit_that_does_not_acknowledge_a_priority_1_is_an_alarm() -> None:
    """After twenty seconds, until it says something; not for lesser calls."""
    floor = pending("UNK", pending("MED-U"))
    floor.do(v.Dispatch(("M3",), 1))
    floor.do(v.Dispatch(("12",), 2))
    assert heard(floor.later(UNACKNOWLEDGED_S)) == ()
    (alarm,) = heard(floor.later(5))
    assert alarm.text == "M3 has not acknowledged #1, 0:25"
    floor.do(v.Report("M3", "acknowledged"))
    assert heard(floor) == ()


def test_a_caller_on_hold_for_a_minute_is_an_alarm() -> None:
    """Somebody must speak to them; a second hold counts anew."""
    floor = taken()
    floor.do(v.Hold(1))
    assert heard(floor.later(HOLD_S - 1)) == ()
    (first,) = heard(floor.later(1))
    assert (first.level, first.text) == (2, "L1 on hold 1:00: speak to them")
    floor.do(v.SeeAlarm(first.id))
    assert heard(floor) == ()
    floor.do(v.Resume(1))
    floor.do(v.Hold(1))
    assert len(heard(floor.later(HOLD_S))) == 1


def test_what_was_seen_is_quiet_while_it_lasts() -> None:
    """The same condition keeps its id, so an alarm that was seen does not ring again each second."""
    floor = pending("MED-U").later(60)
    floor.do(v.SeeAlarm(heard(floor)[0].id))
    assert heard(floor.later(600)) == ()


def test_the_same_incident_late_anew_is_heard_anew() -> None:
    """After a crew came and left, or a wait ran out, a priority 1 without a unit is an alarm again."""
    floor = pending("MED-U").later(60)
    floor.do(v.SeeAlarm(heard(floor)[0].id))
    floor.do(v.Dispatch(("M3",), 1))
    floor.do(v.Free("M3"))
    assert len(heard(floor)) == 1
    floor.do(v.SeeAlarm(heard(floor)[0].id))
    floor.do(v.Defer(1, "rain", floor.now + 60_000))
    assert heard(floor) == ()
    assert len(heard(floor.later(61))) == 1


def test_a_unit_on_a_deferred_incident_is_a_unit() -> None:
    """Nobody is told that it has no unit while one is on it."""
    floor = pending("MED-U")
    floor.do(v.Defer(1, "rain", floor.now + 10_000))
    floor.do(v.Dispatch(("M3",), 1, "on_scene"))
    assert heard(floor.later(3600)) == ()


def test_the_worst_and_oldest_stands_first() -> None:
    """High before medium, then by age."""
    floor = pending("MED-U", pending("UNK"))
    pending("MED-U", floor.later(5))
    found = heard(floor.later(4000))
    assert [(alarm.level, alarm.id.split(":")[1]) for alarm in found] == [(1, "2"), (1, "3"), (2, "1")]
