"""Units on their way to something less urgent that would be here sooner, and what taking them would cost there."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from msgspec import Struct
from msgspec.structs import replace

from console.rules.board import Board, Incident
from console.rules.catalogue import Need
from console.rules.centre import Centre
from console.rules.nearest import Picked, Ready, pick, ready_units, seen_from
from console.rules.run_card import called_for
from console.rules.status import STATUS
from console.rules.travel import minutes

WORTH_S = 60
"""How many estimated seconds a diverted unit has to be nearer than who is free."""


class Divert(Struct, frozen=True):
    """A unit that could be taken off another incident (its id), and the words for it.

    `wins_s` are the estimated seconds by which it is nearer; None where nobody is free.
    """

    unit: str
    off: int
    why: str
    wins_s: float | None


class Moving(Struct, frozen=True):
    """A unit on its way, as seen from here, and where it is going."""

    ready: Ready
    other: Incident


def diverts(board: Board, centre: Centre, incident: Incident, picked: Sequence[Picked]) -> tuple[Divert, ...]:
    """At most one unit for each need that was picked for, those that nobody is free for first."""
    moving = _moving(board, centre, incident)
    going = {one.unit.callsign for wanted in picked for one in wanted.units}
    found: dict[str, Divert] = {}
    for wanted in picked if moving else ():
        best = _best(wanted, moving)
        if best is not None and best.ready.unit.callsign not in found:
            wins = _wins(wanted, best)
            why = f"{_gain(best, wins)}; {_cost(board, centre, best, going)}"
            name = best.ready.unit.callsign
            words = f"divert {name} from #{best.other.short} ({why}): x{name} #{incident.short}"
            found[name] = Divert(name, best.other.id, words, wins)
    return tuple(sorted(found.values(), key=lambda divert: -inf if divert.wins_s is None else -divert.wins_s))


def _moving(board: Board, centre: Centre, incident: Incident) -> list[Moving]:
    """Units that are on one strictly less urgent incident and have not reached it."""
    moving = []
    for unit in board.units.values():
        job = board.current(unit)
        if job is None or len(unit.assignments) > 1 or STATUS[job.status].order >= STATUS["on_scene"].order:
            continue
        other = board.incident(job.incident)
        if 0 < incident.priority < other.priority:
            moving.append(Moving(seen_from(centre, unit, incident.place), other))
    return moving


def _best(wanted: Picked, moving: Sequence[Moving]) -> Moving | None:
    fitting = [one for one in moving if wanted.need.can in one.ready.able]
    worth = [one for one in fitting if (wins := _wins(wanted, one)) is None or wins >= WORTH_S]
    return min(worth, key=lambda one: inf if one.ready.seconds is None else one.ready.seconds, default=None)


def _wins(wanted: Picked, one: Moving) -> float | None:
    """The seconds by which it is nearer than the last of those that are free; None where too few are."""
    if len(wanted.units) < wanted.need.count:
        return None
    known = [unit.seconds for unit in wanted.units if unit.seconds is not None]
    return max(known) - one.ready.seconds if known and one.ready.seconds is not None else -inf


def _gain(one: Moving, wins: float | None) -> str:
    """`P4, ~2 min nearer`, or how far it is where nobody else could go."""
    seconds = one.ready.seconds
    if wins is not None:
        return f"P{one.other.priority}, ~{minutes(wins)} min nearer"
    return f"P{one.other.priority}" + ("" if seconds is None else f", ~{minutes(seconds)} min away")


def _cost(board: Board, centre: Centre, one: Moving, going: set[str]) -> str:
    """`#14 would wait, next 31 ~9 min`; who else is on it, or that nobody else is free."""
    other = one.other
    rest = [job.unit for job in board.on(other.id) if job.unit != one.ready.unit.callsign]
    loses = f"#{other.short} keeps {' '.join(rest)}" if rest else f"#{other.short} would wait"
    service = centre.service_of(other.type)
    needs = [need for need in (called_for(service, other) if service else ()) if need.can in one.ready.able]
    need = replace(needs[0], count=1) if needs else Need(one.ready.unit.kind)
    free = [ready for ready in ready_units(board, centre, other.place, [need]) if ready.unit.callsign not in going]
    (after,) = pick([need], free)
    if not after.units:
        return f"{loses}, nobody else is free"
    following = after.units[0]
    away = "" if following.seconds is None else f" ~{minutes(following.seconds)} min"
    return f"{loses}, next {following.unit.callsign}{away}"
