"""Later work, another alarm, a major incident with its parts, and lines that were wrong."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from console.desk import verbs as v
from console.rules.alarm import at_hand
from console.rules.board import Board
from console.rules.catalogue import Card, Need
from console.rules.marks import waiting
from console.rules.recommend import recommend
from tests.rules.factory import CENTRE, Floor, active, closed, pending, taken

HOUR = 3_600_000


def planned(*units: str) -> Floor:
    """#1 is to begin in an hour."""
    floor = pending()
    floor.do(v.Plan(1, floor.now + HOUR, units))
    return floor


def three() -> Floor:
    """Three incidents wait."""
    return pending("UNK", pending("MED-U", pending("FIRE-B")))


def test_work_for_later_makes_nobody_look_busy_now() -> None:
    """Booked units can be sent elsewhere until it begins; the board says what they are booked for."""
    floor = pending(floor=planned("12", "14"))
    assert floor.unit("12").available
    assert [incident.id for incident in floor.board.booked("12")] == [1]
    floor.do(v.Dispatch(("12",), 2))
    assert floor.incident(2).state == "active"
    assert (floor.incident(1).state, floor.incident(1).booked) == ("deferred", ("12", "14"))


def test_it_is_planned_anew_or_done_at_once() -> None:
    """Another time and other units take the place of the first; a unit that is sent ends the waiting."""
    floor = planned("12")
    floor.do(v.Plan(1, floor.now + 2 * HOUR, ("M3",)))
    assert (floor.incident().planned, floor.incident().booked) == (floor.now + 2 * HOUR, ("M3",))
    floor.do(v.Dispatch(("14",), 1))
    assert (floor.incident().state, floor.board.booked("M3")) == ("active", ())


@pytest.mark.parametrize("verb", [v.Defer(1, "crew at lunch"), v.Release(1)])
def test_planned_work_that_is_put_off_or_begun_is_planned_no_more(verb: v.Verb) -> None:
    """It never begins a second time by its old plan, not even when it waits again; who was booked is kept."""
    floor = planned("12")
    floor.do(verb)
    if isinstance(verb, v.Release):
        floor.do(v.Defer(1, "crew at lunch"))
    floor.later(2 * HOUR // 1000)
    assert not [alarm for alarm in at_hand(floor.board, CENTRE, floor.now).alarms if alarm.kind == "planned"]
    assert (floor.board.booked("12"), floor.incident().booked) == ((), ("12",))
    assert waiting(floor.incident(), str) == "waits: crew at lunch"


def test_each_alarm_calls_for_what_its_card_adds() -> None:
    """A second alarm is one step; whom it adds is the recommendation's business, nobody is sent by it."""
    floor = active("12")
    floor.do(v.RaiseLevel(1))
    assert (floor.incident().level, len(floor.board.assignments)) == (2, 1)


def test_a_type_by_its_services_name_has_a_run_card_too() -> None:
    """What another system named as our service is named may have a second alarm."""
    floor = pending()
    floor.do(v.NameType(1, "building on fire", "building on fire", 1))
    floor.do(v.RaiseLevel(1))
    assert floor.incident().level == 2


def test_a_major_incident_has_its_parts_and_each_keeps_its_own() -> None:
    """Linked, each has its own units and clocks; what belonged to one that joins belongs to the major one."""
    floor = three()
    floor.do(v.LinkIncident(3, 2))
    floor.do(v.LinkIncident(2, 1))
    assert [floor.incident(id).parent for id in (2, 3)] == [1, 1]
    floor.do(v.Dispatch(("12",), 3))
    assert (floor.incident(3).state, floor.incident(1).state) == ("active", "pending")
    floor.do(v.UnlinkIncident(3))
    assert [child.id for child in floor.board.children(1)] == [2]


def test_what_joins_a_part_joins_the_major_incident() -> None:
    """There are no chains: all point at the one."""
    floor = three()
    floor.do(v.LinkIncident(2, 1))
    floor.do(v.LinkIncident(3, 2))
    assert floor.incident(3).parent == 1


def test_a_major_incident_does_not_close_over_its_parts() -> None:
    """Neither by its own closing nor by its last unit; parted, it does."""
    floor = three()
    floor.do(v.LinkIncident(2, 1))
    floor.do(v.Dispatch(("12",), 1))
    floor.refuses(v.Clear("12", "rpt"), "#2 still belongs to #1; close or part them first, as in  kp- #2")
    floor.do(v.Free("12"))
    floor.refuses(v.Close(1, "rpt"), "#2 still belongs to #1")
    floor.do(v.UnlinkIncident(2))
    floor.do(v.Close(1, "rpt"))
    assert floor.incident(1).state == "closed"


def test_a_major_incident_takes_its_parts_along_when_it_is_merged() -> None:
    """What turned out to be the same as another leaves its parts with that one; split off, they stay there."""
    floor = three()
    floor.do(v.LinkIncident(2, 1))
    floor.do(v.Merge(1, 3))
    assert floor.incident(2).parent == 3
    floor.do(v.Split(1))
    assert [child.id for child in floor.board.children(3)] == [2]


def test_a_wrong_line_is_struck_out_and_stays_to_be_read() -> None:
    """Who struck it and why stands with it; a second time is refused, an undo is not offered, closed ones take it."""
    floor = closed()
    floor.do(v.AddRemark(1, "flat 4"))
    floor.do(v.StrikeRemark(1, 0, "wrong flat"))
    (line,) = floor.incident().remarks
    assert (line.text, line.struck) == ("flat 4", "ann: wrong flat")
    floor.refuses(v.StrikeRemark(1, 0, "again"), 'The line "flat 4" is struck out already, by ann: wrong flat.')
    floor.refuses(v.Undo(), "what was said stays said")


@pytest.mark.parametrize(
    ("floor", "verb", "part"),
    [
        (taken(), v.Plan(1, 10**13), "#1 is draft; only what waits"),
        (active(), v.Plan(1, 10**13), "#1 is active; only what waits"),
        (pending(), v.Plan(1, 5), "must be still to come"),
        (pending(), v.Plan(1, 10**13, ("99",)), "No unit 99 is on duty"),
        (planned(), v.RaiseLevel(1), "#1 is deferred; another alarm"),
        (pending(), v.UnlinkIncident(1), "#1 belongs to no major incident."),
        (pending(), v.LinkIncident(1, 1), "can't belong to itself"),
        (pending(), v.LinkIncident(1, 9), "no open incident"),
        (pending(), v.StrikeRemark(1, 0, "x"), "#1 has 0 remarks"),
    ],
)
def test_what_cannot_be_arranged_says_why(floor: Floor, verb: v.Verb, part: str) -> None:
    """A sentence with the reason, and nothing is changed."""
    floor.refuses(verb, part)


@pytest.mark.parametrize(
    "verb",
    [v.Plan(1, 10**13, ("12",)), v.RaiseLevel(1), v.LinkIncident(1, 2), v.UnlinkIncident(3)],
    ids=lambda verb: type(verb).__name__,
)
def test_undo_takes_an_arrangement_back(verb: v.Verb) -> None:
    """Within ten seconds all is as it was before."""
    floor = three()
    floor.do(v.LinkIncident(3, 2), "P2")
    before: Board = floor.board
    floor.do(verb)
    floor.later(5).do(v.Undo())
    assert floor.board.incidents == before.incidents


def test_the_fifth_alarm_is_the_last() -> None:
    """A slip of the finger does not call for a sixth."""
    fires = replace(CENTRE.service_by_code["FIRE-B"], cards=(Card((Need("engine"),), level=2),))
    floor = pending("FIRE-B")
    floor.centre = replace(CENTRE, services=(fires,))
    for _ in range(4):
        floor.do(v.RaiseLevel(1))
    floor.refuses(v.RaiseLevel(1), "#1 is at alarm 5, the highest there is.")


def test_a_part_that_comes_back_joins_what_its_major_incident_joined() -> None:
    """Reopened, it belongs to the one above; stands alone where its major one is closed; nothing hangs in the air."""
    floor = three()
    floor.do(v.LinkIncident(3, 2))
    floor.do(v.Close(3, "goa"))
    floor.do(v.LinkIncident(2, 1))
    floor.do(v.Reopen(3))
    assert floor.incident(3).parent == 1
    floor.do(v.Close(3, "goa"))
    floor.do(v.Close(2, "goa"))
    floor.do(v.Close(1, "goa"))
    floor.do(v.Reopen(3))
    assert floor.incident(3).parent is None


def test_a_late_closing_leaves_the_parts_standing_alone() -> None:
    """What another system closed is closed, whatever belongs to it."""
    floor = three()
    floor.do(v.LinkIncident(2, 1))
    floor.do(v.Close(1, "rpt"), happened=floor.now - 5000)
    assert (floor.incident(1).state, floor.incident(2).parent) == ("closed", None)


def test_an_undo_never_makes_a_part_of_a_part() -> None:
    """When somebody has linked on what the undo would put back under another, it says so and changes nothing."""
    floor = three()
    floor.do(v.LinkIncident(1, 3))
    floor.do(v.UnlinkIncident(1))
    floor.do(v.LinkIncident(2, 1), "P2")
    floor.refuses(v.Undo(), "What #2 belongs to has changed since")
    floor.do(v.Close(3, "goa"), "P3")
    floor.do(v.Undo(), "P2")
    floor.refuses(v.Undo(), "What #1 belongs to has changed since")


def test_who_was_booked_is_whom_it_recommends() -> None:
    """When planned work begins its own units go; where none of them is free any more, whoever the run card names."""
    floor = planned("14", "M3")
    assert recommend(floor.board, CENTRE, floor.incident()).units == ("14", "M3")
    floor.do(v.TakeOut("M3", "fuel"))
    advice = recommend(floor.board, CENTRE, floor.incident())
    assert (advice.units, advice.brief, advice.why) == (("14",), "booked", "booked for it; M3 booked too, not free")
    floor.do(v.TakeOut("14", "fuel"))
    assert recommend(floor.board, CENTRE, floor.incident()).units == ("12",)
