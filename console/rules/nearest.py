"""The order in which free units are taken: who is there first, and of those who are about as near, who has rested."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from msgspec import Struct

from console.rules.board import Board, Spot, Unit
from console.rules.catalogue import Need
from console.rules.centre import Centre
from console.rules.run_card import Abilities, abilities
from console.rules.travel import seconds_away

TIE_S = 20
"""Units within so many estimated seconds of the nearest count as equally near: the estimate is no better than that."""
SOON_MS = 60 * 60_000
"""A unit that is booked for something within so long is spared where another is as near."""


class Ready(Struct, frozen=True):
    """A unit that can be sent, what it can do, and its seconds away; where those are not known, its turn by zones."""

    unit: Unit
    able: Abilities
    seconds: float | None
    turn: int
    booked: bool = False


class Picked(Struct, frozen=True):
    """Who goes for a need; `spared` are those who would have gone, had nobody stood in for them."""

    need: Need
    units: tuple[Ready, ...]
    spared: tuple[Ready, ...] = ()


def ready_units(board: Board, centre: Centre, place: Spot | None, needs: Sequence[Need]) -> list[Ready]:
    """Every unit that can be sent now for one of the needs, if only as a stand-in, as seen from a place."""
    asked = {can for need in needs for can in (need.can, *(instead.can for instead in need.instead))}
    booked = {
        callsign
        for incident in board.incidents.values()
        if incident.state == "deferred" and incident.planned is not None and incident.planned - board.when <= SOON_MS
        for callsign in incident.booked
    }
    return [
        seen_from(centre, unit, place, unit.callsign in booked)
        for unit in board.units.values()
        if unit.available and not asked.isdisjoint(abilities(centre, unit.kind, unit.skills))
    ]


def seen_from(centre: Centre, unit: Unit, place: Spot | None, booked: bool = False) -> Ready:
    """A unit as seen from a place."""
    seconds = seconds_away(unit, place)
    turn = _turn(centre, unit, place) if seconds is None else 0
    return Ready(unit, abilities(centre, unit.kind, unit.skills), seconds, turn, booked)


def _turn(centre: Centre, unit: Unit, place: Spot | None) -> int:
    """0 for the place's own zone, then as the centre's zone order says, then those of its town, then all others."""
    if place is None:
        return 0
    order = centre.zone_order.get(place.zone, ())
    if unit.zone == place.zone and unit.town == place.town:
        return 0
    for turn, area in enumerate(order, 1):
        if area in (unit.zone, unit.station):
            return turn
    return len(order) + (1 if unit.town == place.town else 2)


def pick(needs: Sequence[Need], ready: Sequence[Ready]) -> tuple[Picked, ...]:
    """Who goes for each need. Those who are asked for come first, scarce ones before others; then who may stand in."""
    own = _asked_for(needs, ready)
    taken = {one.unit.callsign for units in own for one in units}
    picked = []
    for need, units in zip(needs, own, strict=True):
        others = [one for one in ready if one.unit.callsign not in taken and _wait(need, one) is not None]
        chosen = _first(need, [*units, *others])
        spared = tuple(one for one in units if one not in chosen)
        taken = taken - {one.unit.callsign for one in spared} | {one.unit.callsign for one in chosen}
        picked.append(Picked(need, chosen, spared))
    return tuple(picked)


def _asked_for(needs: Sequence[Need], ready: Sequence[Ready]) -> list[tuple[Ready, ...]]:
    fitting = [[one for one in ready if need.can in one.able] for need in needs]
    taken: set[str] = set()
    own: list[tuple[Ready, ...]] = [()] * len(needs)
    for n in sorted(range(len(needs)), key=lambda n: len(fitting[n])):
        own[n] = _first(needs[n], [one for one in fitting[n] if one.unit.callsign not in taken])
        taken.update(one.unit.callsign for one in own[n])
    return own


def _wait(need: Need, one: Ready) -> float | None:
    """The seconds that a unit's way counts for more as it only stands in (inf: it is the last); None: it may not."""
    if need.can in one.able:
        return 0
    waits = [inf if i.closer_s is None else i.closer_s for i in need.instead if i.can in one.able]
    return min(waits, default=None)


def _first(need: Need, pool: Sequence[Ready]) -> tuple[Ready, ...]:
    """The first of a pool, as many as are needed and there are."""
    left = sorted(((_order(need, one), one) for one in pool), key=lambda pair: pair[0])
    chosen: list[Ready] = []
    while left and len(chosen) < need.count:
        best = left[0][0]
        alike = [pair for pair in left if pair[0][:2] == best[:2] and _close(pair[0], best)]
        pair = min(alike, key=lambda pair: (pair[1].booked, pair[1].unit.since, -len(pair[1].unit.crew)))
        left.remove(pair)
        chosen.append(pair[1])
    return tuple(chosen)


_Order = tuple[bool, bool, float, int, bool]


def _order(need: Need, one: Ready) -> _Order:
    """By seconds, or by turn where the way is not known; those of the last resort last, of equals who was asked for."""
    wait = _wait(need, one) or 0.0
    last = wait == inf
    cost = (0.0 if last else wait) + (one.seconds or 0.0)
    return (last, one.seconds is None, cost, one.turn, need.can not in one.able)


def _close(one: _Order, best: _Order) -> bool:
    """Whether one counts as no farther than the best, which is of the same sort."""
    return one[2] - best[2] <= (0 if one[1] else TIE_S) and one[3:] == best[3:]
