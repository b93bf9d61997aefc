"""How long a unit needs to get somewhere: an estimate from straight lines, and always said to be one."""

from __future__ import annotations

from console.rules.board import Incident, Spot, Unit
from console.rules.distance import distance_m

DETOUR = 1.4
"""Road distance over straight-line distance in towns: an assumption of ours, said to be an estimate."""
METRES_A_MINUTE = 700
"""About 42 km/h, the same kind of assumption."""


def seconds_away(unit: Unit, place: Spot | None) -> float | None:
    """Estimated seconds to get there; None when either position is unknown."""
    if place is None or place.lat is None or place.lon is None or unit.lat is None or unit.lon is None:
        return None
    return distance_m(unit.lat, unit.lon, place.lat, place.lon) * DETOUR / METRES_A_MINUTE * 60


def minutes_away(unit: Unit, incident: Incident) -> int | None:
    """The same in whole minutes, at least one."""
    seconds = seconds_away(unit, incident.place)
    return None if seconds is None else minutes(seconds)


def minutes(seconds: float) -> int:
    """Seconds as whole minutes for people, at least one."""
    return max(1, round(seconds / 60))
