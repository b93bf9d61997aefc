"""A call rings, is answered, may be held or parked, ends or is abandoned; a wrong move says why."""

from __future__ import annotations

import pytest

from console.desk import verbs as v
from tests.rules.factory import START, Floor, on_duty, pending, taken


def ringing() -> Floor:
    floor = on_duty()
    floor.do(v.Ring("L2", "555-0101"))
    return floor


def after(*verbs: v.Verb) -> Floor:
    floor = taken()
    for verb in verbs:
        floor.do(verb)
    return floor


@pytest.mark.parametrize(
    ("floor", "verb", "state"),
    [
        (on_duty(), v.Ring("L1"), "ringing"),
        (ringing(), v.TakeCall(), "answered"),
        (taken(), v.Hold(1), "held"),
        (taken(), v.Park(1), "parked"),
        (after(v.Hold(1)), v.Resume(1), "answered"),
        (after(v.Park(1)), v.Resume(1), "answered"),
    ],
)
def test_each_move_leads_to_its_state_and_starts_its_time(floor: Floor, verb: v.Verb, state: str) -> None:
    """A call's state is the one the move names, since the moment of the move."""
    floor.later(3).do(verb)
    assert (floor.call().state, floor.call().since) == (state, floor.now)


@pytest.mark.parametrize("before", [(), (v.Hold(1),), (v.Park(1),)])
def test_an_answered_call_can_always_be_ended(before: tuple[v.Verb, ...]) -> None:
    """Talking, held or parked, a call ends; it leaves the board and its row says when."""
    floor = after(*before).later(60)
    floor.do(v.EndCall(1))
    row = floor.records["call", 1].values
    assert floor.board.calls == {}
    assert (row["ended"], row["abandoned"]) == (floor.now, False)


def test_a_line_that_stops_ringing_is_abandoned() -> None:
    """A caller who was gone before anyone answered is counted as that."""
    floor = ringing().later(9)
    floor.do(v.EndCall(1))
    row = floor.records["call", 1].values
    assert (row["answered"], row["ended"], row["abandoned"]) == (None, floor.now, True)


@pytest.mark.parametrize(
    ("floor", "verb", "part"),
    [
        (ringing(), v.Ring("L2"), "L2 is in use (ringing)"),
        (ringing(), v.Hold(1), "L2 is ringing; only a caller you talk to can be put on hold"),
        (ringing(), v.Park(1), "L2 is ringing; only a caller you talk to can be parked"),
        (ringing(), v.Resume(1), "nobody waiting on it"),
        (taken(), v.Resume(1), "L1 is answered; there is nobody waiting on it"),
        (after(v.Hold(1)), v.Hold(1), "L1 is held"),
        (after(v.Hold(1)), v.Park(1), "L1 is held"),
        (after(v.Park(1)), v.Hold(1), "L1 is parked"),
        (after(v.EndCall(1)), v.EndCall(1), "ended already"),
        (taken(), v.LinkCall(1, 1), "linked to that incident already"),
        (taken(), v.LinkCall(1, 9), "incident is closed"),
        (taken(), v.TakeCall("L1"), "L1 is in use; end a call first."),
        (taken(), v.TakeCall("L9"), "There is no free line L9; the lines are L1, L2 and L3."),
        (after(v.SetPriority(1, 1)), v.Hold(1), "priority 1 call: say why it must hold, as in  h other line"),
        (after(v.SetPriority(1, 2)), v.Hold(1, "  "), "priority 2 call: say why"),
    ],
)
def test_a_wrong_move_is_refused_and_says_why(floor: Floor, verb: v.Verb, part: str) -> None:
    """What a call cannot do now is refused in a sentence with the reason."""
    floor.refuses(verb, part)


def test_the_line_that_rings_longest_is_answered_first() -> None:
    """Of several ringing lines the oldest is taken, and a named one when it is named."""
    floor = on_duty()
    for line in ("L3", "L1", "L2"):
        floor.do(v.Ring(line))
        floor.later(1)
    floor.do(v.TakeCall())
    floor.do(v.TakeCall("L2"))
    assert [call.line for call in floor.board.calls.values() if call.state == "answered"] == ["L2"]


def test_one_talks_on_one_line() -> None:
    """Taking or resuming a call parks the one in hand in the same command; another position's is left alone."""
    floor = on_duty()
    floor.do(v.TakeCall(), at="P2")
    floor.do(v.TakeCall())
    floor.do(v.TakeCall())
    assert [call.state for call in floor.board.calls.values()] == ["answered", "parked", "answered"]
    floor.do(v.Resume(2))
    assert [call.state for call in floor.board.calls.values()] == ["answered", "answered", "parked"]


def test_with_nobody_ringing_a_free_line_is_opened_and_without_one_it_says_so() -> None:
    """A new call uses a free line; when all are in use the sentence says what makes one free."""
    floor = on_duty()
    for _ in range(3):
        floor.do(v.TakeCall())
    assert [call.line for call in floor.board.calls.values()] == ["L1", "L2", "L3"]
    floor.do(v.Park(3))
    floor.refuses(v.TakeCall(), "all 3 lines are in use; end a call first.")


def test_taking_a_call_begins_its_form_with_the_times_of_the_call() -> None:
    """The incident counts from when the line rang, and knows who answered it when."""
    floor = ringing().later(4)
    floor.do(v.TakeCall(), at="P2")
    incident = floor.incident()
    assert (incident.received, incident.answered, incident.calls) == (START, floor.now, (1,))
    assert (floor.call().incident, floor.call().position, floor.call().phone) == (1, "P2", "555-0101")


def test_a_priority_1_caller_can_be_held_with_a_reason() -> None:
    """The reason stands on the board while they wait, and is gone when they are spoken to again."""
    floor = after(v.SetPriority(1, 1), v.Hold(1, "other line"))
    assert floor.call().reason == "other line"
    floor.do(v.Resume(1))
    assert floor.call().reason == ""


def test_whoever_resumes_a_call_has_it() -> None:
    """A parked line that another position takes is theirs from then on."""
    floor = after(v.Park(1))
    floor.do(v.Resume(1), at="P2")
    assert floor.call().position == "P2"
    assert floor.board.calls_of("P1") == ()


def test_a_call_is_about_one_incident_at_most() -> None:
    """A caller whose incident is closed leaves it for another; they are counted once."""
    floor = pending(floor=taken())
    floor.do(v.Close(1, "can"))
    floor.do(v.LinkCall(1, 2))
    assert (floor.incident(1).calls, floor.incident(2).calls) == ((), (2, 1))
    assert floor.call(1).incident == 2
    assert [floor.records["incident", id].values["callers"] for id in (1, 2)] == [0, 2]


def test_another_caller_keeps_the_form_that_was_begun_for_them() -> None:
    """One more caller about an incident: both keep their numbers, lines and clocks, and are counted together."""
    floor = pending(floor=taken())
    floor.do(v.AddRemark(1, "blue car left"))
    floor.do(v.LinkCall(1, 2))
    assert (floor.incident(1).state, floor.incident(1).into, floor.incident(1).calls) == ("merged", 2, (1,))
    assert floor.incident(1).remarks[0].text == "blue car left"
    assert floor.board.callers(floor.incident(2)) == 2


def test_another_caller_does_not_move_the_first_ones_clock() -> None:
    """An incident counts from its first caller, however many come after."""
    floor = pending()
    received, answered = floor.incident().received, floor.incident().answered
    floor.later(30).do(v.TakeCall())
    floor.do(v.LinkCall(2, 1))
    assert (floor.incident().received, floor.incident().answered) == (received, answered)
