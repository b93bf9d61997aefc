"""Alarms are few, in words, worst first, and come again when the condition does."""

from __future__ import annotations

from console.desk import verbs as v
from console.rules import facts as f
from console.rules.alarm import HOLD_S, UNACKNOWLEDGED_S, Alarm, alarms
from console.rules.promise_facts import PromiseKind
from tests.rules.factory import FIRSTLINE, Floor, pending, place, taken


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


def test_a_call_that_ended_unsent_is_an_alarm() -> None:
    """No queue has a draft: once its caller is gone, what was begun says so until it is sent; an empty one is quiet."""
    floor = taken()
    floor.do(v.SetType(1, "NOISE"))
    assert heard(floor) == ()
    floor.do(v.EndCall(1))
    (alarm,) = heard(floor)
    assert (alarm.level, alarm.incident) == (2, 1)
    assert "NOISE" in alarm.text and "was never sent" in alarm.text and "#1" in alarm.text
    floor.do(place(1))
    floor.do(v.Send(1))
    assert heard(floor) == ()
    floor.do(v.TakeCall())
    floor.do(v.EndCall(2))
    assert heard(floor) == ()


def test_the_worst_and_oldest_stands_first() -> None:
    """High before medium, then by age."""
    floor = pending("MED-U", pending("UNK"))
    pending("MED-U", floor.later(5))
    found = heard(floor.later(4000))
    assert [(alarm.level, alarm.id.split(":")[1]) for alarm in found] == [(1, "2"), (1, "3"), (2, "1")]


def promise(floor: Floor, kind: PromiseKind, minutes: int, incident: int | None = None) -> None:
    """Something is promised in so many minutes."""
    due = floor.now + minutes * 60_000
    made = f.PromiseMade(0, kind, "", due, None, incident, "", "Sam Osei", "919-555-0188", "result", minutes)
    floor.do(v.MakePromise(made))


def test_a_promise_is_an_alarm_two_minutes_before_its_time() -> None:
    """Call backs and follow-ups, with whom and where; the same alarm says so when it is broken."""
    floor = taken()
    promise(floor, "callback", 15)
    assert heard(floor.later(12 * 60 + 59)) == ()
    (due,) = heard(floor.later(61))
    assert (due.level, due.text) == (2, "P1 callback Sam Osei on 919-555-0188, in 1:00")
    (broken,) = heard(floor.later(72))
    assert (broken.id, broken.level) == (due.id, 2)
    assert broken.text == "P1 callback Sam Osei on 919-555-0188, BROKEN +0:12"
    floor.do(v.EndPromise(1))
    assert heard(floor) == ()


def test_a_wait_that_was_told_is_an_alarm_at_80_percent() -> None:
    """The caller is to be rung with a new time before the old one has passed; help on scene ends it."""
    floor = pending("NOISE")
    promise(floor, "wait", 10, 1)
    assert heard(floor.later(479)) == ()
    (alarm,) = heard(floor.later(1))
    text = "W2: call back Sam Osei on 919-555-0188: say the new time; told 10 min, in 2:00 for #1 NOISE 1200 N OAK ST"
    assert (alarm.level, alarm.text) == (2, text)
    floor.do(v.Dispatch(("12",), 1, "on_scene"))
    assert heard(floor) == ()


def test_a_promise_that_was_seen_is_quiet_and_another_is_not() -> None:
    """One alarm a promise: seen before its time it does not ring again when that has passed."""
    floor = taken()
    promise(floor, "callback", 2)
    (first,) = heard(floor.later(1))
    floor.do(v.SeeAlarm(first.id))
    assert heard(floor.later(300)) == ()
    promise(floor, "follow-up", 1)
    assert [alarm.id for alarm in heard(floor)] == ["promise:2"]


def test_an_incident_has_one_alarm_at_a_time() -> None:
    """The worst comes first; what is less is told once that was seen, never beside it."""
    floor = pending("MED-U")
    promise(floor, "wait", 1, 1)
    (worst,) = heard(floor.later(90))
    assert worst.level == 1
    floor.do(v.SeeAlarm(worst.id))
    assert [alarm.id for alarm in heard(floor)] == ["promise:1"]


def test_a_caller_on_hold_has_one_alarm() -> None:
    """The promise to speak to them is not a second one."""
    floor = taken()
    floor.do(v.Hold(1))
    assert [alarm.id.split(":")[0] for alarm in heard(floor.later(90))] == ["hold"]
