"""Alarms are few, in words, worst first, and come again when the condition does."""

from __future__ import annotations

from msgspec.structs import replace

from console.desk import verbs as v
from console.rules import facts as f
from console.rules.alarm import at_hand
from console.rules.alarm_kinds import HOLD_S, UNACKNOWLEDGED_S, Alarm
from console.rules.centre import StatusCheck
from console.rules.promise_facts import PromiseKind
from tests.rules.factory import CENTRE, Floor, pending, place, taken

CHECKED = replace(CENTRE, checks=(StatusCheck("on_scene", 10),))


def heard(floor: Floor) -> tuple[Alarm, ...]:
    return at_hand(floor.board, CHECKED, floor.now).alarms


def test_a_priority_1_or_2_that_has_no_unit_in_time_is_an_alarm() -> None:
    """Once it has lasted ten seconds, with how late it is; lower priorities only sort the queue."""
    floor = pending("NOISE", pending("MED-U")).later(49)
    assert heard(floor) == ()
    assert len(heard(floor.later(1))) == 1
    (alarm,) = heard(floor.later(42))
    assert (alarm.level, alarm.text) == (1, "#1 MED-U 1200 N OAK ST P1 has no unit, late +0:52")
    assert heard(floor.later(9000))[0].level == 1
    assert len(heard(floor)) == 1


def test_a_unit_that_does_not_acknowledge_a_priority_1_is_an_alarm() -> None:
    """Ten seconds after its twenty, until it says something; not for lesser calls."""
    floor = pending("UNK", pending("MED-U"))
    floor.do(v.Dispatch(("M3",), 1))
    floor.do(v.Dispatch(("12",), 2))
    assert heard(floor.later(UNACKNOWLEDGED_S + 9)) == ()
    (alarm,) = heard(floor.later(1))
    assert (alarm.level, alarm.text) == (1, "M3 has not acknowledged #1, 0:30")
    floor.do(v.Report("M3", "acknowledged"))
    assert heard(floor) == ()


def test_a_caller_on_hold_for_a_minute_is_an_alarm() -> None:
    """Somebody must speak to them, ten seconds later; a second hold counts anew."""
    floor = taken()
    floor.do(v.Hold(1))
    assert heard(floor.later(HOLD_S + 9)) == ()
    (first,) = heard(floor.later(1))
    assert (first.level, first.text) == (2, "L1 on hold 1:10: speak to them")
    floor.do(v.SeeAlarm(first.id))
    assert heard(floor) == ()
    floor.do(v.Resume(1))
    floor.do(v.Hold(1))
    assert len(heard(floor.later(HOLD_S + 10))) == 1


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
    floor.later(15).do(v.Free("M3"))
    assert heard(floor.later(9)) == ()
    assert len(heard(floor.later(1))) == 1
    floor.do(v.SeeAlarm(heard(floor)[0].id))
    floor.do(v.Defer(1, "rain", floor.now + 60_000))
    assert heard(floor) == ()
    assert len(heard(floor.later(71))) == 1


def test_what_ends_and_comes_back_within_ten_seconds_is_the_same_alarm() -> None:
    """A crew sent by a slip, a dispatch undone, a priority changed and changed back: what was seen stays quiet."""
    floor = pending("MED-U").later(60)
    (first,) = heard(floor)
    floor.do(v.Dispatch(("M3",), 1))
    assert heard(floor) == ()
    floor.later(9).do(v.Free("M3"))
    assert [alarm.id for alarm in heard(floor)] == [first.id], "it stood all the while, so it needs no delay"
    floor.do(v.SeeAlarm(first.id))
    floor.do(v.Dispatch(("M3",), 1))
    floor.later(9).do(v.Undo())
    assert heard(floor) == ()
    floor.do(v.SetPriority(1, 3))
    floor.later(5).do(v.SetPriority(1, 1))
    assert heard(floor.later(60)) == ()


def test_an_alarm_that_was_seen_is_heard_anew_when_it_escalates() -> None:
    """A late priority 2 that becomes a priority 1 is another alarm, of the higher class, and still only one."""
    floor = pending("UNK").later(700)
    (medium,) = heard(floor)
    floor.do(v.SeeAlarm(medium.id))
    assert heard(floor) == ()
    floor.do(v.SetPriority(1, 1))
    (high,) = heard(floor)
    assert (medium.level, high.level) == (2, 1)


def test_a_priority_1_is_late_by_its_brief_clock_sent_or_not() -> None:
    """From place and type known to a unit on it there are 40 seconds, whoever still has to act."""
    floor = taken()
    floor.do(place(1))
    floor.do(v.SetType(1, "MED-U"))
    assert heard(floor.later(49)) == ()
    (alarm,) = heard(floor.later(1))
    assert (alarm.level, alarm.text) == (1, "#1 MED-U 1200 N OAK ST P1 is not sent, late +0:10")
    floor.do(v.SeeAlarm(alarm.id))
    floor.do(v.Send(1))
    assert heard(floor.later(60)) == (), "sending it does not make it another alarm"


def test_a_unit_that_is_silent_past_its_check_is_an_alarm() -> None:
    """Sixty seconds (and the delay) after its check was due, with whom to ask; contact ends it."""
    floor = pending()
    floor.do(v.Dispatch(("12",), 1, "on_scene"))
    assert heard(floor.later(10 * 60 + 69)) == ()
    (alarm,) = heard(floor.later(1))
    assert (alarm.level, alarm.unit, alarm.incident) == (2, "12", 1)
    assert alarm.text == "12 is silent for 11:10, on scene #1: ask if all is well"
    floor.do(v.MakeContact("12"))
    assert heard(floor.later(600)) == ()


def test_planned_work_that_begins_is_an_alarm() -> None:
    """Of any priority, with the units booked for it; a unit sent ends it. It is one alarm, not a late one beside it."""
    floor = pending("UNK", pending("NOISE"))
    for incident in (1, 2):
        floor.do(v.Plan(incident, floor.now + 600_000, ("12", "14")))
    assert heard(floor.later(609)) == ()
    found = heard(floor.later(1))
    assert [(alarm.level, alarm.kind) for alarm in found] == [(2, "planned")] * 2
    assert found[0].text.endswith("begins now with 12 and 14")
    for alarm in found:
        floor.do(v.SeeAlarm(alarm.id))
    assert heard(floor.later(3600)) == ()


def test_danger_is_an_alarm_at_once_and_first() -> None:
    """It waits for no delay, stands before all others, and says who is where; it is never put aside."""
    floor = pending("MED-U", pending("UNK"))
    floor.do(v.Dispatch(("12",), 1))
    floor.later(3600).do(v.RaiseDanger("12", None, "shots fired"))
    danger, *others = heard(floor)
    assert (danger.level, danger.kind, danger.by) == (1, "danger", "P1")
    assert danger.text == "DANGER D1 12 at #1 UNK 1200 N OAK ST: shots fired (ann P1)"
    assert others
    floor.refuses(v.ShelveAlarm(danger.id, "later", 5), "never put aside")


def test_an_alarm_put_aside_is_counted_and_comes_back() -> None:
    """Hidden for the time that was said, then there again by itself; what it escalates to is not hidden."""
    floor = pending("UNK").later(700)
    (alarm,) = heard(floor)
    floor.do(v.ShelveAlarm(alarm.id, "tow is on the way", 20))
    aside = at_hand(floor.board, CENTRE, floor.now)
    assert (aside.alarms, [one.id for one in aside.shelved]) == ((), [alarm.id])
    back = at_hand(floor.board, CENTRE, floor.later(20 * 60).now)
    assert ([one.id for one in back.alarms], back.shelved) == ([alarm.id], ())
    floor.do(v.ShelveAlarm(alarm.id, "tow is on the way", 20))
    floor.do(v.SetPriority(1, 1))
    assert [one.level for one in heard(floor)] == [1]


def test_a_unit_on_a_deferred_incident_is_a_unit() -> None:
    """Nobody is told that it has no unit while one is on it."""
    floor = pending("MED-U")
    floor.do(v.Defer(1, "rain", floor.now + 10_000))
    floor.do(v.Dispatch(("M3",), 1, "on_scene"))
    assert [alarm for alarm in heard(floor.later(3600)) if alarm.kind == "late"] == []


def test_a_call_that_ended_unsent_is_an_alarm() -> None:
    """Once its caller is gone, what was begun says so until it is sent; an empty one is quiet, as is one at work."""
    floor = taken()
    floor.do(v.SetType(1, "NOISE"))
    assert heard(floor.later(60)) == ()
    floor.do(v.EndCall(1))
    floor.do(v.SetDetail(1, "name", "Sam Osei"))
    assert heard(floor.later(9)) == ()
    (alarm,) = heard(floor.later(1))
    assert (alarm.level, alarm.incident) == (2, 1)
    assert "NOISE" in alarm.text and "was never sent" in alarm.text and alarm.text.endswith("#1 opens it")
    floor.do(place(1))
    floor.do(v.Send(1))
    assert heard(floor) == ()
    floor.do(v.TakeCall())
    floor.do(v.EndCall(2))
    assert heard(floor.later(60)) == ()


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
    """Call backs and follow-ups, with whom and where; it stands until the promise ends, and says when it is broken."""
    floor = taken()
    promise(floor, "callback", 15)
    assert heard(floor.later(12 * 60 + 59)) == ()
    (due,) = heard(floor.later(61))
    assert (due.level, due.text) == (2, "P1 callback Sam Osei on 919-555-0188, in 1:00")
    (broken,) = heard(floor.later(69))
    assert (broken.id, broken.level) == (due.id, 2)
    assert broken.text == "P1 callback Sam Osei on 919-555-0188, BROKEN +0:09"
    floor.do(v.EndPromise(1))
    assert heard(floor) == ()


def test_a_wait_that_was_told_is_an_alarm_at_80_percent() -> None:
    """The caller is to be rung with a new time before the old one has passed; help on scene ends it."""
    floor = pending("NOISE")
    promise(floor, "wait", 10, 1)
    assert heard(floor.later(489)) == ()
    (alarm,) = heard(floor.later(1))
    text = "W2: call back Sam Osei on 919-555-0188: say the new time; told 10 min, in 1:50 for #1 NOISE 1200 N OAK ST"
    assert (alarm.level, alarm.text) == (2, text)
    floor.do(v.Dispatch(("12",), 1, "on_scene"))
    assert heard(floor) == ()


def test_a_promise_that_was_seen_is_quiet_and_another_is_not() -> None:
    """Seen before its time it is quiet until that has passed; broken it is another alarm, and then quiet again."""
    floor = taken()
    promise(floor, "callback", 2)
    (first,) = heard(floor.later(10))
    floor.do(v.SeeAlarm(first.id))
    assert heard(floor.later(119)) == ()
    (broken,) = heard(floor.later(1))
    assert broken.id != first.id and "BROKEN +0:10" in broken.text
    floor.do(v.SeeAlarm(broken.id))
    promise(floor, "follow-up", 1)
    assert [alarm.id for alarm in heard(floor.later(10))] == ["promise:2"]


def test_an_incident_has_one_alarm_at_a_time() -> None:
    """The worst comes first; what is less is told once that was seen, never beside it."""
    floor = pending("MED-U")
    promise(floor, "wait", 1, 1)
    (worst,) = heard(floor.later(90))
    assert worst.level == 1
    floor.do(v.SeeAlarm(worst.id))
    assert [alarm.id for alarm in heard(floor)] == ["promise:1:broken"]


def test_a_caller_on_hold_has_one_alarm() -> None:
    """The promise to speak to them is not a second one."""
    floor = taken()
    floor.do(v.Hold(1))
    assert [alarm.id.split(":")[0] for alarm in heard(floor.later(90))] == ["hold"]
