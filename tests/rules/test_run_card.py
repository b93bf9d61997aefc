"""Run cards: what goes beyond the first alarm, who stands in for whom, who is taken of many, who could come off."""

from __future__ import annotations

import pytest
from msgspec import json
from msgspec.structs import replace

from console.rules.board import Assignment, Board, Incident, Spot, Unit
from console.rules.catalogue import Card, Instead, Need, Service
from console.rules.centre import Centre
from console.rules.recommend import Recommendation, recommend
from console.rules.run_card import called_for
from console.rules.status import StatusName
from tests.rules.factory import CENTRE

DEGREES_A_SECOND = 700 / 60 / 1.4 / 111_195
"""What a unit that starts north of the scene comes nearer in an estimated second."""
SCENE = Spot("1 A ST", "Milltown", "10", 35.0, -78.0)
HOUR = 3_600_000


def unit(callsign: str, kind: str, seconds: float | None = None, **more: object) -> Unit:
    """A unit so many estimated seconds away, or nobody knows where."""
    known = {} if seconds is None else {"lat": 35.0 + seconds * DEGREES_A_SECOND, "lon": -78.0}
    return replace(Unit(callsign, kind, 0, town="Milltown", zone="11"), **known, **more)


def incident(**more: object) -> Incident:
    """Incident 1, which waits."""
    return replace(
        Incident(1, "26-0001", 1, "pending", 0, 0, "C1", "ann", place=SCENE, type="X", type_name="x", priority=2),
        **more,
    )


def centre(*sends: Need, cards: tuple[Card, ...] = (), **more: object) -> Centre:
    """A centre whose service X sends this."""
    return replace(CENTRE, services=(Service("X", "a thing", "POL", 2, ("dispatched",), sends, cards=cards),), **more)


def board(*units: Unit, **more: object) -> Board:
    """Units on duty."""
    return replace(Board(units={one.callsign: one for one in units}, incidents={1: incident()}), **more)


def on_the_way(board: Board, callsign: str, *, priority: int = 4, status: StatusName = "en_route") -> Board:
    """The board with a unit on incident 14, a minute north of incident 1."""
    north = replace(SCENE, lat=35.0 + 60 * DEGREES_A_SECOND)
    other = incident(id=14, short=14, priority=priority, place=north)
    job = Assignment(len(board.assignments) + 1, callsign, board.units[callsign].kind, 14, status, 0, {})
    busy = replace(board.units[callsign], assignments=(job.id,))
    return replace(
        board,
        incidents={**board.incidents, 14: other},
        assignments={**board.assignments, job.id: job},
        units={**board.units, callsign: busy},
    )


def test_what_a_unit_can_do_counts_not_what_it_is_called() -> None:
    """A kind, what every unit of a kind can do, and a unit's own skill are asked for alike."""
    units = board(unit("M3", "medic", 90), unit("22", "patrol", 60, skills=("crisis",)), unit("E1", "engine", 120))
    here = centre(Need("lift"), Need("crisis"), Need("medic"), can={"engine": ("lift",)})
    assert recommend(units, here, incident()).units == ("E1", "22", "M3")


def test_the_one_who_alone_can_is_kept_for_it() -> None:
    """A unit that two needs could take goes where nobody else could, whichever stands first."""
    units = board(unit("M3", "medic", 30), unit("A6", "ambulance", 90))
    here = centre(Need("carry"), Need("medic"), can={"medic": ("carry",), "ambulance": ("carry",)})
    assert recommend(units, here, incident()) == Recommendation(
        ("A6", "M3"), "nearest carry A6 ~2 min and nearest medic unit M3 ~1 min"
    )


@pytest.mark.parametrize(
    ("ladder", "sent", "why"),
    [
        (100, "L2", "L2 instead of E4, ~1 min closer"),
        (150, "E4", "nearest fire engine E4 ~3 min"),
    ],
)
def test_a_stand_in_goes_when_it_is_so_much_closer(ladder: float, sent: str, why: str) -> None:
    """At 60 s the ladder goes that is 80 s closer, not the one that is 30 s closer."""
    here = centre(Need("engine", 1, (Instead("ladder", 60),)))
    found = recommend(board(unit("E4", "engine", 180), unit("L2", "ladder", ladder)), here, incident())
    assert (found.units, found.why) == ((sent,), why)


def test_a_stand_in_that_is_preferred_goes_though_it_is_farther() -> None:
    """Below zero a service officer spares the patrol car, up to so many seconds more."""
    here = centre(Need("patrol", 1, (Instead("cso", -300),)))
    near, far = unit("CSO1", "cso", 240), unit("CSO2", "cso", 900)
    found = recommend(board(unit("12", "patrol", 60), near), here, incident())
    assert (found.units, found.why) == (("CSO1",), "CSO1 instead of 12, ~3 min farther")
    assert recommend(board(unit("12", "patrol", 60), far), here, incident()).units == ("12",)


def test_a_stand_in_of_the_last_resort_waits_until_nobody_else_is_free() -> None:
    """Without seconds an ambulance goes only for want of a medic unit, and the reason says for whom."""
    here = centre(Need("medic", 1, (Instead("ambulance"),)))
    both = recommend(board(unit("M3", "medic", 900), unit("A6", "ambulance", 30)), here, incident())
    assert both.units == ("M3",)
    found = recommend(board(unit("A6", "ambulance", 30)), here, incident())
    assert (found.units, found.short, found.why) == (("A6",), (), "A6 ~1 min instead of medic unit")


def test_nobody_stands_in_who_is_asked_for_himself() -> None:
    """The only ladder is sent as the ladder, even where it is closer than the engine it could replace."""
    here = centre(Need("engine", 1, (Instead("ladder", 0),)), Need("ladder"))
    found = recommend(board(unit("E1", "engine", 300), unit("T1", "ladder", 30)), here, incident())
    assert (found.units, found.short) == (("E1", "T1"), ())


def test_who_stands_in_already_is_not_sent_again() -> None:
    """On the incident each unit counts once, as what it is before as a stand-in."""
    here = centre(Need("engine", 2, (Instead("ladder"),)), Need("ladder"))
    units = board(unit("E1", "engine"), unit("E2", "engine"), unit("T1", "ladder"), unit("T2", "ladder"))
    jobs = {n: Assignment(n, f"T{n}", "ladder", 1, "en_route", 0, {}) for n in (1, 2)}
    busy = {f"T{n}": replace(units.units[f"T{n}"], assignments=(n,)) for n in (1, 2)}
    there = replace(units, assignments=jobs, units={**units.units, **busy})
    assert recommend(there, here, incident()).units == ("E1",)


CARDS = (
    Card((Need("engine"),), when="inside"),
    Card((Need("medic"),), priority=2),
    Card((Need("engine"), Need("ladder")), level=2),
    Card((Need("works"),), level=3),
)


@pytest.mark.parametrize(
    ("more", "called"),
    [
        ({}, {"engine": 1}),
        ({"details": {"inside": "Y"}}, {"engine": 2}),
        ({"details": {"inside": "?"}}, {"engine": 1}),
        ({"priority": 2}, {"engine": 1, "medic": 1}),
        ({"priority": 1}, {"engine": 1, "medic": 1}),
        ({"priority": 0}, {"engine": 1}),
        ({"level": 2}, {"engine": 2, "ladder": 1}),
        ({"level": 3}, {"engine": 2, "ladder": 1, "works": 1}),
        ({"level": 3, "priority": 1}, {"engine": 2, "ladder": 1, "medic": 1, "works": 1}),
    ],
)
def test_a_card_adds_at_its_level_its_priority_and_its_answer(more: dict[str, object], called: dict[str, int]) -> None:
    """What is sent at once always goes; each card that holds adds to it, and the same need is one need."""
    service = centre(Need("engine"), cards=CARDS).services[0]
    assert {need.can: need.count for need in called_for(service, incident(**{"priority": 3, **more}))} == called


def test_a_higher_alarm_sends_only_what_is_not_there_yet() -> None:
    """At level 2 the engine that came at level 1 is not asked for again."""
    here = centre(Need("engine"), cards=CARDS)
    second = replace(on_the_way(board(unit("E1", "engine", 30), unit("E2", "engine", 60)), "E1"))
    there = replace(second, assignments={n: replace(a, incident=1) for n, a in second.assignments.items()})
    found = recommend(there, here, incident(level=2, priority=3))
    assert (found.units, found.short) == (("E2",), ("ladder",))


def test_a_need_is_read_as_the_log_has_always_written_it() -> None:
    """A service that was put on the log before needs were abilities still sends whom it sent."""
    old = b'{"kind": "patrol", "count": 2}'
    assert json.decode(old, type=Need) == Need("patrol", 2)
    assert json.decode(json.encode(Need("patrol", 2, (Instead("cso", -60),))), type=Need).instead[0].closer_s == -60


def test_another_systems_type_finds_its_service_by_name() -> None:
    """A type that is no code is looked up by its whole name, in capitals or not."""
    found = recommend(board(unit("12", "patrol")), centre(Need("patrol")), incident(type="A Thing"))
    assert found.units == ("12",)


def test_of_those_about_as_near_the_one_who_has_rested_goes() -> None:
    """Within the error of the estimate it is the longest since its last job, beyond it the nearest."""
    rested = unit("14", "patrol", 75)
    tired = unit("12", "patrol", 60, since=HOUR)
    assert recommend(board(tired, rested), centre(Need("patrol")), incident()).units == ("14",)
    assert recommend(board(tired, unit("14", "patrol", 100)), centre(Need("patrol")), incident()).units == ("12",)


def test_of_those_as_rested_the_larger_crew_goes() -> None:
    """Two persons before one, all else being equal."""
    alone, two = unit("12", "patrol", 60, crew=("ann",)), unit("14", "patrol", 60, crew=("bo", "cy"))
    assert recommend(board(alone, two), centre(Need("patrol")), incident()).units == ("14",)


@pytest.mark.parametrize(("planned", "callsign"), [(HOUR // 2, "14"), (5 * HOUR, "12")])
def test_who_is_booked_soon_is_spared(planned: int, callsign: str) -> None:
    """A unit that has to be elsewhere within the hour goes after one that is as near; later does not matter."""
    booking = incident(id=9, short=9, state="deferred", planned=planned, booked=("12",))
    units = board(unit("12", "patrol", 60), unit("14", "patrol", 60, since=HOUR))
    units = replace(units, incidents={**units.incidents, 9: booking})
    assert recommend(units, centre(Need("patrol")), incident()).units == (callsign,)


@pytest.mark.parametrize(
    ("order", "callsign"), [((), "T"), (("31", "30"), "R"), (("30",), "S"), (("Substation",), "R")]
)
def test_without_coordinates_units_come_in_the_order_of_zones(order: tuple[str, ...], callsign: str) -> None:
    """The zone itself, then zones or stations as the centre puts them, then its town; no minutes are made up."""
    units = board(
        replace(unit("S", "patrol"), zone="30", town="Ridgeway"),
        replace(unit("R", "patrol"), zone="31", town="Ridgeway", station="Substation"),
        replace(unit("T", "patrol"), zone="12"),
    )
    here = centre(Need("patrol"), zone_order={"10": order})
    unmatched = incident(place=replace(SCENE, lat=None, lon=None))
    found = recommend(units, here, unmatched)
    assert (found.units, "min" in found.why) == ((callsign,), False)
    own = replace(units, units={**units.units, "OWN": replace(unit("OWN", "patrol", since=HOUR), zone="10")})
    assert recommend(own, here, unmatched).units == ("OWN",)


def test_a_unit_on_something_less_urgent_is_told_with_what_that_would_cost() -> None:
    """Two minutes nearer than who is free: its order is at hand, and nobody is diverted by the recommendation."""
    here = centre(Need("patrol"))
    units = on_the_way(board(unit("12", "patrol", 240), unit("31", "patrol", 600), unit("21", "patrol", 120)), "21")
    found = recommend(units, here, incident())
    assert found.units == ("12",)
    assert found.why == (
        "nearest patrol car 12 ~4 min; "
        "or divert 21 from #14 (P4, ~2 min nearer; #14 would wait, next 31 ~9 min): x21 #1"
    )
    assert [(divert.unit, divert.off) for divert in found.diverts] == [("21", 14)]


@pytest.mark.parametrize(
    ("more", "seconds"),
    [
        ({"priority": 2}, 120),
        ({"priority": 1}, 120),
        ({"status": "on_scene"}, 120),
        ({}, 200),
    ],
    ids=["as urgent", "more urgent", "there already", "not a minute nearer"],
)
def test_who_must_not_be_diverted_is_not_named(more: dict[str, object], seconds: float) -> None:
    """Only strictly less urgent work is left, by those who have not reached it, for a minute or more."""
    units = board(unit("12", "patrol", 240), unit("21", "patrol", seconds))
    found = recommend(on_the_way(units, "21", **more), centre(Need("patrol")), incident())  # type: ignore[arg-type]
    assert (found.units, found.diverts) == (("12",), ())


def test_when_nobody_is_free_a_divert_is_what_is_left() -> None:
    """It says how far the unit is, who stays at the other incident, and that nobody could follow."""
    units = on_the_way(board(unit("21", "patrol", 300), unit("22", "patrol", 600)), "21")
    both = on_the_way(units, "22", status="on_scene")
    found = recommend(both, centre(Need("patrol")), incident())
    assert (found.units, found.short) == ((), ("patrol",))
    assert found.why == (
        "no patrol car is free; or divert 21 from #14 (P4, ~5 min away; #14 keeps 22, nobody else is free): x21 #1"
    )
