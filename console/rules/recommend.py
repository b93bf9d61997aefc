"""Whom to send: the nearest available units that the service's run card names, with the reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from console.rules.board import Board, Incident
from console.rules.centre import Centre
from console.rules.divert import Divert, diverts
from console.rules.nearest import Picked, Ready, pick, ready_units
from console.rules.run_card import called_for, still_needed, words_for
from console.rules.travel import minutes
from console.rules.wording import listed

BOOKED = "booked"
"""How the reason begins where the units were chosen when the work was planned."""


class Recommendation(Struct, frozen=True):
    """Callsigns to send, nearest first for each need; `short` is what nobody is free for; `why` is for people.

    `diverts` are units that could come off less urgent incidents. They are only told: nobody is diverted by this.
    """

    units: tuple[str, ...]
    why: str
    short: tuple[str, ...] = ()
    diverts: tuple[Divert, ...] = ()

    @property
    def brief(self) -> str:
        """The reason in a word or two, for a row."""
        if self.why.startswith(BOOKED):
            return BOOKED
        return f"no {self.short[0]} free" if self.short else "nearest" if self.units else ""


def recommend(board: Board, centre: Centre, incident: Incident) -> Recommendation:
    """Who goes, by the run card and by estimated seconds; without coordinates by the zone order, then by town."""
    if booked := _booked(board, incident):
        return booked
    service = centre.service_of(incident.type)
    if service is None:
        return Recommendation((), f"no service is called {incident.type or '(no type)'}; name the units yourself")
    wanted = called_for(service, incident)
    if not wanted:
        return Recommendation((), f"{service.code} needs no unit: {' or '.join(service.outcomes)}")
    needs = still_needed(board, centre, incident, wanted)
    if not needs:
        on_it = listed(assignment.unit for assignment in board.on(incident.id))
        return Recommendation((), f"all that {service.code} needs is on it: {on_it}")
    picked = pick(needs, ready_units(board, centre, incident.place, needs))
    short = tuple(one.need.can for one in picked for _ in range(one.need.count - len(one.units)))
    instead = diverts(board, centre, incident, picked)
    return Recommendation(
        tuple(one.unit.callsign for each in picked for one in each.units),
        _why(centre, picked, short, instead),
        short,
        instead,
    )


def _booked(board: Board, incident: Incident) -> Recommendation | None:
    """Who was booked for planned work goes, and nobody else, as long as one of them is free."""
    free = tuple(name for name in incident.booked if name in board.units and board.units[name].available)
    if incident.state == "active" or incident.level > 1 or not free:
        return None
    others = [name for name in incident.booked if name not in free]
    lacking = f"; {listed(others)} booked too, not free" if others else ""
    return Recommendation(free, f"{BOOKED} for it{lacking}")


def _why(centre: Centre, picked: Sequence[Picked], short: Sequence[str], instead: Sequence[Divert]) -> str:
    """What is lacking before who is nearest, then who stands in for whom, then the best that could be diverted."""
    near = listed(reason for one in picked if (reason := _nearest(centre, one)))
    lacking = [f"no {'other ' if _some(picked, can) else ''}{words_for(centre, can)} is free" for can in _once(short)]
    stand_ins = [reason for one in picked for reason in _stand_ins(centre, one)]
    parts = [listed(lacking), near, *stand_ins]
    said = "; ".join(part for part in parts if part)
    return f"{said}; or {instead[0].why}" if instead else said


def _once(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _some(picked: Sequence[Picked], can: str) -> bool:
    return any(can in unit.able for one in picked for unit in one.units)


def _nearest(centre: Centre, picked: Picked) -> str:
    """`nearest patrol car 12 ~1 min, 14 ~2 min`; "" where only others stand in."""
    own = [_away(unit) for unit in picked.units if picked.need.can in unit.able]
    return f"nearest {words_for(centre, picked.need.can)} {', '.join(own)}" if own else ""


def _away(one: Ready) -> str:
    return one.unit.callsign + ("" if one.seconds is None else f" ~{minutes(one.seconds)} min")


def _stand_ins(centre: Centre, picked: Picked) -> Iterator[str]:
    """`L2 instead of E4, ~1 min closer`; where nobody was left to be spared, for what it stands in."""
    spared = list(picked.spared)
    for one in picked.units:
        if picked.need.can in one.able:
            continue
        if not spared:
            yield f"{_away(one)} instead of {words_for(centre, picked.need.can)}"
            continue
        other = spared.pop(0)
        yield f"{one.unit.callsign} instead of {other.unit.callsign}{_by_how_much(one, other)}"


def _by_how_much(one: Ready, other: Ready) -> str:
    if one.seconds is None or other.seconds is None:
        return ""
    closer = other.seconds - one.seconds
    return f", ~{minutes(abs(closer))} min {'closer' if closer >= 0 else 'farther'}"
