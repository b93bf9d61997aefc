"""An incident that waits has a reason and a time, and its caller is rung meanwhile until it waits no longer."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from console.desk import verbs as v
from console.rules.centre import Target
from console.rules.deferral import asleep, welfare_of
from console.rules.owed import Promise
from tests.rules.factory import CENTRE, FIRSTLINE, Floor, active, pending

RINGS_S = 900
CARING = replace(CENTRE, standard=replace(FIRSTLINE, targets=(*FIRSTLINE.targets, Target("welfare", RINGS_S))))
"""A centre that rings whoever waits every quarter of an hour."""


def waiting(phone: str = "919-555-0142") -> Floor:
    """#1 waits for half an hour; its caller gave a name and perhaps a number."""
    floor = pending()
    floor.centre = CARING
    floor.do(v.SetDetail(1, "name", "Sam Osei"))
    if phone:
        floor.do(v.SetDetail(1, "phone", phone))
    floor.do(v.Defer(1, "no unit free", floor.now + 1_800_000))
    return floor


def owed(floor: Floor) -> tuple[Promise, ...]:
    return welfare_of(floor.board, 1)


def test_who_waits_is_rung_to_hear_how_they_are() -> None:
    """Deferring owes one call, to the caller's name and number, by the centre's time, kept by who took the incident."""
    floor = waiting()
    (promise,) = owed(floor)
    assert (promise.name, promise.phone, promise.due) == ("Sam Osei", "919-555-0142", floor.now + RINGS_S * 1000)
    assert (promise.owner, promise.text) == ("P1", "how are they while #1 waits")


def test_one_call_follows_the_other_as_long_as_it_waits() -> None:
    """Kept is not the end of it: the next one is owed from then on."""
    floor = waiting()
    first = owed(floor)[0]
    floor.later(600).do(v.EndPromise(first.id))
    (second,) = owed(floor)
    assert (second.id, second.due) == (first.id + 1, floor.now + RINGS_S * 1000)


@pytest.mark.parametrize("verb", [v.Release(1), v.Close(1, "goa"), v.Dispatch(("12",), 1), v.Undo()])
def test_nobody_is_rung_who_waits_no_longer(verb: v.Verb) -> None:
    """Released, closed, with a unit on its way, or never meant to wait: the call is withdrawn, and none follows."""
    floor = waiting()
    floor.do(verb)
    assert not owed(floor)
    assert floor.records["promise", 1].values["state"] == "withdrawn"


def test_nobody_is_rung_whose_incident_is_the_same_as_one_with_a_unit() -> None:
    """A unit for the one is a unit for the other: its caller waits no longer, and undo owes the call again."""
    floor = pending("UNK", waiting())
    floor.do(v.Merge(1, 2))
    assert owed(floor)
    floor.do(v.Dispatch(("12",), 2))
    assert not owed(floor)
    floor.do(v.Undo())
    assert owed(floor)


def test_without_a_number_or_a_time_of_the_centre_nothing_is_promised() -> None:
    """What cannot be kept is not owed."""
    assert not owed(waiting(phone=""))
    floor = pending()
    floor.do(v.SetDetail(1, "phone", "919-555-0142"))
    floor.do(v.Defer(1, "rain"))
    assert not owed(floor)


def test_it_may_wait_on_with_another_reason_and_time() -> None:
    """Deferred again it has the new time and reason, and still owes one call only; undo takes that back."""
    floor = waiting()
    before = floor.incident()
    floor.later(1_700).do(v.Defer(1, "crew at lunch", floor.now + 600_000))
    assert (floor.incident().reason, floor.incident().deferred_until) == ("crew at lunch", floor.now + 600_000)
    assert len(owed(floor)) == 1
    floor.do(v.Undo())
    assert floor.incident() == before
    assert len(owed(floor)) == 1


def test_it_is_due_once_its_time_has_come() -> None:
    """Until then it sleeps; without a time it does until somebody wakes it; what is worked on never does."""
    floor = waiting()
    assert asleep(floor.incident(), floor.now + 1_799_999)
    assert not asleep(floor.incident(), floor.now + 1_800_000)
    floor.do(v.Defer(1, "rain"))
    assert asleep(floor.incident(), floor.now + 10**9)
    assert not asleep(active().incident(), floor.now)
