"""An incident is a draft, pending, active, deferred, closed, and perhaps reopened; what it may not do it says."""

from __future__ import annotations

import pytest

from console.desk import verbs as v
from console.rules import facts as f
from console.rules.board import RECENT
from tests.rules.factory import Floor, active, closed, on_duty, pending, place, taken


def deferred() -> Floor:
    floor = pending()
    floor.do(v.Defer(1, "no unit free", floor.now + 60_000))
    return floor


def no_longer_deferred() -> Floor:
    floor = deferred()
    floor.do(v.Release(1))
    return floor


def reopened() -> Floor:
    floor = closed()
    floor.do(v.Reopen(1))
    return floor


def freed() -> Floor:
    floor = active()
    floor.do(v.Free("12"))
    return floor


def sent_while_deferred() -> Floor:
    floor = deferred()
    floor.do(v.Dispatch(("12",), 1))
    return floor


@pytest.mark.parametrize(
    ("floor", "state"),
    [
        (taken(), "draft"),
        (pending(), "pending"),
        (active(), "active"),
        (deferred(), "deferred"),
        (no_longer_deferred(), "pending"),
        (sent_while_deferred(), "active"),
        (freed(), "pending"),
        (closed(), "closed"),
        (reopened(), "pending"),
    ],
)
def test_every_state_is_reached_and_recorded(floor: Floor, state: str) -> None:
    """The board and the record row agree on the state that the moves lead to."""
    assert floor.incident().state == state
    assert floor.records["incident", 1].values["state"] == state


def test_a_unit_sent_to_a_deferred_incident_ends_its_wait() -> None:
    """Nobody is told that an incident waits while a unit drives to it."""
    incident = sent_while_deferred().incident()
    assert (incident.deferred_until, incident.reason) == (None, "")


def test_a_reopened_incident_does_not_wait_for_a_time_of_before() -> None:
    """What was deferred, closed and reopened is due by its own limit again."""
    floor = deferred()
    floor.do(v.Close(1, "goa"))
    floor.do(v.Reopen(1))
    assert (floor.incident().deferred_until, floor.incident().reason) == (None, "")


@pytest.mark.parametrize(
    ("floor", "verb", "part"),
    [
        (taken(), v.Send(1), "A place and a type must be known first"),
        (taken(), v.Defer(1, "x"), "#1 is draft; only a pending incident can wait."),
        (taken(), v.Release(1), "#1 is draft; it does not wait."),
        (taken(), v.Dispatch(("12",), 1), "#1 is not sent yet; send it from the form of its call first."),
        (taken(), place(1, "  "), "Type where it is"),
        (taken(), v.SetType(1, "NOI"), "There is no type NOI; near it: NOISE."),
        (taken(), v.SetType(1, ""), "There is no type (empty)"),
        (taken(), v.SetType(1, "Z" * 400), "near it: UNK."),
        (taken(), v.SetPriority(1, 6), "A priority is 1 to 5, not 6; as in  p2"),
        (taken(), v.AddRemark(1, " "), "An empty remark says nothing"),
        (taken(), v.SetDetail(1, "weapon", ""), "The answer to weapon is that already."),
        (pending(), v.Send(1), "#1 was sent already"),
        (pending(), v.SetPriority(1, 4), "#1 is priority 4 already."),
        (pending(), v.Defer(1, " "), "Say why it waits, as in  w #1 no unit free 30"),
        (pending(), v.Defer(1, "rain", 5), "must be still to come."),
        (pending(), v.Release(1), "#1 is pending; it does not wait."),
        (pending(), v.Close(1, ""), "Say how it ended, as in  c #1 rpt"),
        (pending(), v.Close(1, "rpt", "lost"), "An outcome is informed, referred, requested, dispatched or cancelled"),
        (pending(), v.Reopen(1), "#1 is pending; it is open already."),
        (active(), v.Defer(1, "x"), "#1 is active"),
        (active("12", "14"), v.Close(1, "rpt"), "12 and 14 are still on #1; clear first, as in  c12 rpt"),
        (closed(), v.SetPriority(1, 1), "#1 is closed; reopen it first, as in  ro #1"),
        (closed(), v.Close(1, "rpt"), "#1 is closed; reopen it first, as in  ro #1"),
        (closed(), v.Send(1), "#1 is closed"),
        (on_duty(), v.Send(7), "There is no open incident of that number"),
        (on_duty(), v.Reopen(7), "closed too long ago"),
    ],
)
def test_a_wrong_move_is_refused_and_says_why(floor: Floor, verb: v.Verb, part: str) -> None:
    """What an incident cannot do now is refused in a sentence with the reason and the remedy."""
    floor.refuses(verb, part)


def test_place_and_type_are_known_from_the_moment_the_second_one_is() -> None:
    """`located` is stamped once, when place and type are both there; a correction does not move it."""
    floor = taken()
    floor.later(5).do(place())
    assert floor.incident().located is None
    floor.later(5).do(v.SetType(1, "unk"))
    stamp = floor.now
    floor.later(5).do(place(text="1 MAIN ST"))
    assert floor.incident().located == stamp


@pytest.mark.parametrize(
    ("before", "code", "priority"),
    [((), "MED-U", 1), ((v.SetPriority(1, 3),), "PARK", 3), ((v.SetType(1, "NOISE"),), "MED-U", 1)],
)
def test_the_service_gives_the_priority_unless_a_person_did(
    before: tuple[v.Verb, ...], code: str, priority: int
) -> None:
    """A priority set by hand stays when the type changes to one that is less urgent."""
    floor = taken()
    for verb in before:
        floor.do(verb)
    floor.do(v.SetType(1, code))
    assert (floor.incident().type, floor.incident().priority) == (code, priority)


def test_another_systems_type_is_taken_as_it_is() -> None:
    """A type that the centre does not have keeps the words and the priority it came with."""
    floor = on_duty()
    floor.do(v.OpenIncident("CAD-77"))
    floor.do(v.NameType(1, "10-50", "crash, other system", 2))
    incident = floor.incident()
    assert (incident.ref, incident.type, incident.type_name, incident.priority) == (
        "CAD-77",
        "10-50",
        "crash, other system",
        2,
    )


def test_numbers_count_by_year_and_none_is_given_twice() -> None:
    """A late entry about last year takes a number of that year, and the running year goes on where it was."""
    floor = on_duty()
    for year in (25, 25, 26, 26, 25, 26):
        floor.do(v.OpenIncident(), year=year)
    numbers = [incident.number for incident in floor.board.incidents.values()]
    assert numbers == ["25-0001", "25-0002", "26-0001", "26-0002", "25-0003", "26-0003"]


def test_a_short_number_never_moves_and_is_not_used_again_while_visible() -> None:
    """Neither changing, closing nor reopening gives an incident another short number, or its number to another."""
    floor = on_duty()
    kept: dict[int, int] = {}
    for id in range(1, 231):
        floor.do(v.OpenIncident())
        if id % 2:
            floor.do(v.Close(id, "rpt"))
        shorts = {i.id: i.short for i in (*floor.board.incidents.values(), *floor.board.recent.values())}
        assert len(set(shorts.values())) == len(shorts)
        assert all(kept.get(known, short) == short for known, short in shorts.items())
        kept |= shorts


def test_short_numbers_go_round_before_one_comes_back() -> None:
    """A number that has just become free is the last to be given again."""
    floor = on_duty()
    for id in range(1, RECENT + 3):
        floor.do(v.OpenIncident())
        floor.do(v.Close(id, "rpt"))
    assert 1 not in floor.board.recent
    floor.do(v.OpenIncident())
    assert floor.incident(RECENT + 3).short <= 99


def test_only_the_newest_closed_incidents_stay_at_hand() -> None:
    """The oldest closed incident leaves with its assignments when there are too many; nobody can reopen it."""
    floor = closed()
    for id in range(2, RECENT + 2):
        floor.do(v.OpenIncident())
        floor.do(v.Close(id, "rpt"))
    assert (len(floor.board.recent), floor.board.assignments) == (RECENT, {})
    floor.refuses(v.Reopen(1), "closed too long ago")


def test_a_closed_incident_takes_late_remarks_while_at_hand() -> None:
    """The story may be finished after the end; a remark carries when its first key was pressed."""
    floor = closed()
    floor.do(v.AddRemark(1, "gate code 4411", typed=floor.now - 9000))
    assert [(remark.text, remark.when) for remark in floor.incident().remarks] == [("gate code 4411", floor.now - 9000)]


@pytest.mark.parametrize(("floor", "outcome"), [(pending(), "cancelled"), (freed(), "dispatched")])
def test_an_unsaid_outcome_follows_from_whether_anyone_was_sent(floor: Floor, outcome: str) -> None:
    """An incident closes as dispatched if a unit ever was, else as cancelled; the code is kept in capitals."""
    floor.do(v.Close(1, "goa"))
    assert (floor.incident().outcome, floor.incident().disposition) == (outcome, "GOA")


def test_answers_are_kept_by_field_and_may_be_taken_back() -> None:
    """The last answer counts, an empty one too."""
    floor = taken()
    for said in ("Y", "N", ""):
        floor.do(v.SetDetail(1, "weapon", said))
        assert floor.incident().details["weapon"] == said


def test_sending_needs_a_place_that_was_heard_not_one_that_is_known() -> None:
    """A place without coordinates is enough to send."""
    floor = taken()
    floor.do(place(lat=None))
    floor.do(v.SetType(1, "unk"))
    assert floor.do(v.Send(1)) == (f.IncidentSent(1),)
