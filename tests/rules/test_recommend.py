"""Whom to send: the nearest that are free, of the kinds the service names, with the reason."""

from __future__ import annotations

import pytest

from console.desk import verbs as v
from console.rules.recommend import Recommendation, recommend
from console.rules.travel import minutes_away
from tests.rules.factory import CENTRE, Floor, on_duty, pending, place, taken


def asked(floor: Floor) -> Recommendation:
    return recommend(floor.board, CENTRE, floor.incident())


def nowhere(zone: str = "30") -> Floor:
    """An incident whose place matches nothing but is known to be in a zone."""
    floor = taken()
    for verb in (place(lat=None, zone=zone), v.SetType(1, "NOISE"), v.Send(1)):
        floor.do(verb)
    return floor


def test_the_nearest_free_unit_of_each_kind_with_the_reason() -> None:
    """One of each kind that the service sends, and why in words."""
    found = asked(pending("MED-U"))
    assert found == Recommendation(("M3", "E1"), "nearest medic unit M3 ~5 min and nearest fire engine E1 ~5 min")


@pytest.mark.parametrize(
    "verb", [v.TakeOut("12", "meal"), v.SignOff("12"), v.Dispatch(("12",), 1)], ids=["out", "home", "busy"]
)
def test_who_cannot_go_is_not_recommended(verb: v.Verb) -> None:
    """Out of service, off duty or on a job: the next nearest is named."""
    floor = pending("UNK", pending())
    floor.do(verb)
    assert recommend(floor.board, CENTRE, floor.incident(2)).units == ("14",)


def test_who_is_on_it_is_not_sent_again() -> None:
    """Only what is still missing is recommended; when nothing is, it says who is there."""
    floor = pending("MED-U")
    floor.do(v.Dispatch(("M3",), 1))
    assert asked(floor).units == ("E1",)
    floor.do(v.Dispatch(("E1",), 1))
    assert asked(floor) == Recommendation((), "all that MED-U needs is on it: M3 and E1")


def test_what_is_short_is_said() -> None:
    """With fewer units than the service sends, those there are and the lack are both named."""
    found = asked(pending("FIRE-B"))
    assert (found.units, found.short) == (("E1",), ("engine",))
    assert found.why == "no other fire engine is free; nearest fire engine E1 ~5 min"


def test_nobody_at_all_is_said_as_well() -> None:
    """Only the lack is named when nobody is free."""
    floor = pending("FIRE-B")
    floor.do(v.TakeOut("E1", "repair"))
    assert asked(floor) == Recommendation((), "no fire engine is free", ("engine", "engine"))


@pytest.mark.parametrize(
    ("type", "why"), [("PARK", "PARK needs no unit: informed or referred"), ("", "no service is called (no type)")]
)
def test_where_no_unit_is_needed_it_says_why(type: str, why: str) -> None:
    """A service for information sends nobody; an unknown type is left to people."""
    floor = taken()
    floor.do(place())
    if type:
        floor.do(v.SetType(1, type))
    found = asked(floor)
    assert found.units == ()
    assert found.why.startswith(why)


@pytest.mark.parametrize(("zone", "callsign"), [("10", "14"), ("12", "12"), ("99", "12")])
def test_without_coordinates_zone_decides_then_town(zone: str, callsign: str) -> None:
    """A place that was only heard still gets a unit of its own zone, else of its own town, and no made-up minutes."""
    found = asked(nowhere(zone))
    assert found.units == (callsign,)
    assert "min" not in found.why


def test_minutes_are_whole_at_least_one_and_only_where_both_are_known() -> None:
    """An estimate, never nothing, and none without coordinates."""
    floor = pending()
    assert minutes_away(floor.unit("12"), floor.incident()) == 1
    assert minutes_away(floor.unit("21"), floor.incident()) == 18
    assert minutes_away(floor.unit("12"), nowhere().incident()) is None


def test_nobody_is_recommended_before_a_place_is_known_but_those_of_the_kind() -> None:
    """Without any place the longest idle unit of the kind is offered."""
    floor = on_duty()
    floor.do(v.OpenIncident())
    floor.do(v.SetType(1, "UNK"))
    assert asked(floor).units == ("12",)
