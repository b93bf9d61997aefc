"""Whom to send: the nearest available units of the kinds that the service names, with the reason."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

from console.rules.board import Board, Incident, Unit
from console.rules.catalogue import Need, Service
from console.rules.centre import Centre
from console.rules.distance import distance_m
from console.rules.wording import listed

DETOUR = 1.4
"""Road distance over straight-line distance in towns: an assumption of ours, said to be an estimate."""
METRES_A_MINUTE = 700
"""About 42 km/h, the same kind of assumption."""


class Recommendation(Struct, frozen=True):
    """Callsigns to send, nearest first in each kind; `short` are kinds nobody is free for; `why` is for people."""

    units: tuple[str, ...]
    why: str
    short: tuple[str, ...] = ()

    @property
    def brief(self) -> str:
        """The reason in a word or two, for a row."""
        return f"no {self.short[0]} free" if self.short else "nearest" if self.units else ""


def minutes_away(unit: Unit, incident: Incident) -> int | None:
    """Estimated whole minutes to get there; None when either position is unknown."""
    place = incident.place
    if place is None or place.lat is None or place.lon is None or unit.lat is None or unit.lon is None:
        return None
    return max(1, round(distance_m(unit.lat, unit.lon, place.lat, place.lon) * DETOUR / METRES_A_MINUTE))


def recommend(board: Board, centre: Centre, incident: Incident) -> Recommendation:
    """The plain recommendation: by kind, then by distance; without coordinates, same zone, then same town."""
    service = centre.service_by_code.get(incident.type)
    if service is None:
        return Recommendation((), f"no service is called {incident.type or '(no type)'}; name the units yourself")
    if not service.sends:
        return Recommendation((), f"{service.code} needs no unit: {' or '.join(service.outcomes)}")
    chosen: list[str] = []
    reasons: list[str] = []
    short: list[str] = []
    needs = _still_needed(board, incident, service)
    if not needs:
        return Recommendation(
            (), f"all that {service.code} needs is on it: {listed(a.unit for a in board.on(incident.id))}"
        )
    for need in needs:
        units = _nearest(board, incident, need, chosen)
        chosen += [unit.callsign for unit in units]
        if units:
            reasons.append(_reason(centre, incident, need, units))
        short += [need.kind] * (need.count - len(units))
    why = listed(reasons)
    if short:
        lacking = listed([f"no {centre.kinds.get(kind, kind)} is free" for kind in dict.fromkeys(short)])
        why = f"{why}; {lacking}" if why else lacking
    return Recommendation(tuple(chosen), why, tuple(short))


def _still_needed(board: Board, incident: Incident, service: Service) -> tuple[Need, ...]:
    """What the service sends, less the kinds that are on the incident already."""
    there = Counter(assignment.kind for assignment in board.on(incident.id))
    missing = (Need(need.kind, need.count - there[need.kind]) for need in service.sends)
    return tuple(need for need in missing if need.count > 0)


def _nearest(board: Board, incident: Incident, need: Need, taken: list[str]) -> list[Unit]:
    free = [u for u in board.units.values() if u.available and u.kind == need.kind and u.callsign not in taken]
    place = incident.place

    def order(unit: Unit) -> tuple[float, bool, bool, int]:
        away = minutes_away(unit, incident)
        elsewhere = place is None or unit.zone != place.zone
        abroad = place is None or unit.town != place.town
        if away is None or place is None or place.lat is None or place.lon is None:
            return (float("inf"), abroad, elsewhere, unit.since)
        assert unit.lat is not None and unit.lon is not None
        return (distance_m(unit.lat, unit.lon, place.lat, place.lon), abroad, elsewhere, unit.since)

    return sorted(free, key=order)[: need.count]


def _reason(centre: Centre, incident: Incident, need: Need, units: list[Unit]) -> str:
    """`nearest patrol car 12 ~1 min, 14 ~2 min`"""
    away = [(unit.callsign, minutes_away(unit, incident)) for unit in units]
    named = [f"{name} ~{minutes} min" if minutes is not None else name for name, minutes in away]
    return f"nearest {centre.kinds.get(need.kind, need.kind)} {', '.join(named)}"
