"""Promises: what each must say, how each ends, and that none vanishes."""

from __future__ import annotations

from typing import Any

import pytest

from console.desk import verbs as v
from console.rules.facts import CallEnded, PromiseEnded, PromiseMade
from tests.rules.factory import Floor, active, closed, on_duty, pending, taken


def promise(kind: Any, **said: Any) -> v.MakePromise:
    """Something is promised."""
    return v.MakePromise(PromiseMade(0, kind, "", **said))


def soon(floor: Floor, minutes: int = 15) -> int:
    """A time still to come, ms UTC."""
    return floor.now + minutes * 60_000


def calling_back() -> Floor:
    """P1 has promised to ring somebody back in a quarter of an hour."""
    floor = on_duty()
    floor.do(promise("callback", name="Osei", phone="919-555-0188", due=soon(floor), text="the dog"))
    return floor


def ended(floor: Floor, id: int = 1) -> tuple[object, object]:
    """How a promise ended by its row."""
    assert id not in floor.board.promises
    values = floor.records["promise", id].values
    return values["state"], values["note"]


@pytest.mark.parametrize(
    ("verb", "part"),
    [
        (promise("callback", phone="1", due=1 << 60), "name, or the word unknown"),
        (promise("callback", name="Osei", due=1 << 60), "the number to ring"),
        (promise("callback", name="Osei", phone="1"), "a time"),
        (promise("callback", name="Osei", phone="1", due=1), "still to come"),
        (promise("message", text="gate"), "whom it goes to"),
        (promise("escalation", to="supervisor"), "what it is about"),
        (promise("wait", incident=1), "how many minutes"),
        (promise("follow-up", incident=9, due=1 << 60, text="x"), "no longer in view"),
        (promise("doubt", service="NOSUCH", text="x"), "no service NOSUCH"),
    ],
)
def test_a_promise_says_what_its_keeper_needs(verb: v.MakePromise, part: str) -> None:
    """Without it the sentence names what is missing, with an example."""
    pending().refuses(verb, part)


@pytest.mark.parametrize(
    ("verb", "owner"),
    [
        (promise("message", to="park", text="gate open"), "park"),
        (promise("escalation", to="supervisor", text="wants a unit"), "supervisor"),
        (promise("doubt", service="pothole", text="alleys?"), "WORKS"),
        (promise("callback", name="unknown", phone="1", due=1 << 60), "P1"),
    ],
)
def test_everything_promised_has_an_owner(verb: v.MakePromise, owner: str) -> None:
    """A message and an escalation belong to whom they go to, a doubt to the department, a call back to the desk."""
    floor = on_duty()
    floor.do(verb)
    assert floor.board.promises[1].owner == owner


def test_kept_in_time_is_kept_and_kept_late_is_broken() -> None:
    """The clock says which; nobody can call a broken one kept."""
    floor, other = calling_back(), calling_back()
    floor.later(60).do(v.EndPromise(1))
    other.later(16 * 60).do(v.EndPromise(1))
    assert ended(floor) == ("kept", "")
    assert ended(other) == ("broken", "kept late")


def test_a_call_back_is_tried_before_it_is_given_up() -> None:
    """One attempt at least, and the reason."""
    floor = calling_back()
    floor.refuses(v.EndPromise(1, "withdrawn", "no need"), "one more attempt is owed")
    floor.do(v.TryPromise(1, "no answer"))
    floor.refuses(v.EndPromise(1, "withdrawn"), "Say why")
    floor.do(v.EndPromise(1, "withdrawn", "rang in again"))
    assert ended(floor) == ("withdrawn", "rang in again")


def test_a_promise_can_be_handed_over() -> None:
    """To the position that takes it, or to one that is named; not to the one that has it."""
    floor = calling_back()
    floor.do(v.TakePromise(1), at="P2")
    assert floor.board.promises[1].owner == "P2"
    floor.refuses(v.TakePromise(1), "has that promise already", at="P2")
    floor.do(v.TakePromise(1, "park"))
    assert floor.board.promises[1].owner == "park"


@pytest.mark.parametrize(("seconds", "end"), [(59, "kept"), (61, "broken")])
def test_who_holds_is_promised_to_be_spoken_to_within_a_minute(seconds: int, end: str) -> None:
    """Coming back in time keeps it."""
    floor = taken()
    floor.do(v.Hold(1))
    assert floor.board.promises[1].kind == "hold"
    floor.later(seconds).do(v.Resume(1))
    assert ended(floor)[0] == end


def test_a_caller_who_hangs_up_on_hold_was_not_spoken_to() -> None:
    """The promise is broken, and says so."""
    floor = taken()
    floor.do(v.Hold(1))
    floor.do(v.EndCall(1))
    assert ended(floor) == ("broken", "the caller was gone")


@pytest.mark.parametrize(("noise", "tries"), [(False, 1), (True, 2)])
def test_a_caller_who_was_cut_off_is_rung_back(noise: bool, tries: int) -> None:
    """Within five minutes, twice where something was heard."""
    floor = taken()
    floor.do(v.SetDetail(1, "phone", "919-555-0188"))
    floor.do(v.EndCall(1, "dropped", noise))
    owed = floor.board.promises[1]
    assert (owed.kind, owed.phone, owed.tries, owed.due) == ("callback", "919-555-0188", tries, floor.now + 300_000)


def test_who_gave_up_before_anyone_answered_is_rung_back() -> None:
    """Where the number is known."""
    floor = on_duty()
    floor.do(v.Ring("L1", "919-555-0188"))
    floor.do(v.EndCall(1))
    assert floor.board.promises[1].phone == "919-555-0188"
    floor.do(v.Ring("L2"))
    floor.do(v.EndCall(2))
    assert len(floor.board.promises) == 1


def test_a_warm_transfer_stays_until_somebody_is_named() -> None:
    """Only then is the line let go of."""
    floor = taken()
    floor.do(v.Transfer(1, "fire"))
    assert 1 in floor.board.calls
    floor.refuses(v.Connect(1, " "), "Name who answered")
    facts = floor.do(v.Connect(1, "Lee"))
    assert CallEnded(1, "transferred") in facts
    assert ended(floor) == ("kept", "Lee answered")


def test_who_held_while_they_were_put_through_waits_no_longer() -> None:
    """The other side has them now: no promise to a caller on hold is left behind."""
    floor = taken()
    floor.do(v.Transfer(1, "fire"))
    floor.do(v.Hold(1))
    floor.do(v.Connect(1, "Lee"))
    assert not floor.board.promises
    assert ended(floor, 2) == ("kept", "")


def test_a_caller_is_put_through_to_one_place_at_a_time() -> None:
    """Where nobody answered, the next one is tried: the first is no longer owed, and its row says why."""
    floor = taken()
    floor.do(v.Transfer(1, "fire"))
    floor.do(v.Transfer(1, "police"))
    assert [promise.to for promise in floor.board.promises.values()] == ["police"]
    assert ended(floor) == ("withdrawn", "goes to police instead")


def test_a_cold_transfer_says_that_it_was_cold() -> None:
    """The record tells it apart."""
    floor = taken()
    floor.do(v.Transfer(1, "fire", warm=False))
    assert ended(floor)[1] == "cold, nobody's answer was waited for"
    assert floor.board.calls == {}


@pytest.mark.parametrize(("seconds", "end"), [(300, "kept"), (901, "broken")])
def test_a_wait_that_was_told_is_measured_by_what_came(seconds: int, end: str) -> None:
    """Help in time keeps it, later breaks it; nobody has to tick it off."""
    floor = active("12")
    floor.do(promise("wait", incident=1, minutes=15))
    floor.later(seconds).do(v.Report("12", "on_scene"))
    assert ended(floor) == (end, "help is there")


def test_a_wait_ends_with_its_incident() -> None:
    """Closed in time without anyone coming it is withdrawn, too late it is broken."""
    floor = pending()
    floor.do(promise("wait", incident=1, minutes=15))
    floor.do(v.Close(1, "can"))
    assert ended(floor) == ("withdrawn", "closed with CAN")


def test_a_wait_told_to_another_caller_of_the_same_thing_counts_too() -> None:
    """Help for the incident is help for those that were merged into it."""
    floor = pending(floor=active("12"))
    floor.do(promise("wait", incident=2, minutes=15))
    floor.do(v.Merge(2, 1))
    floor.do(v.Report("12", "on_scene"))
    assert ended(floor) == ("kept", "help is there")


def test_a_wait_told_anew_takes_the_place_of_the_old_one() -> None:
    """The first is withdrawn, or broken if its time had passed."""
    floor = pending()
    floor.do(promise("wait", incident=1, minutes=5))
    floor.later(301)
    facts = floor.do(promise("wait", incident=1, minutes=20))
    assert facts[0] == PromiseEnded(1, "broken", "told anew: 20 min")
    assert [p.minutes for p in floor.board.promises.values()] == [20]


def test_other_promises_outlive_their_incident() -> None:
    """A call back is owed although the incident is closed."""
    floor = closed()
    floor.do(promise("callback", name="Osei", phone="1", due=soon(floor), incident=1))
    assert floor.board.promises[1].incident == 1


def test_a_transfer_that_nobody_answered_is_broken_when_the_call_ends() -> None:
    """It does not stay open without a caller."""
    floor = taken()
    floor.do(v.Transfer(1, "fire"))
    floor.do(v.EndCall(1))
    assert ended(floor) == ("broken", "the call ended before anyone answered")
