"""Run cards: what a service sends to an incident, who can do what, and what of it is on the incident already."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from msgspec.structs import replace

from console.rules.board import Board, Incident
from console.rules.catalogue import Card, Need, Service
from console.rules.centre import Centre
from console.rules.condition import holds

Abilities = frozenset[str]


def abilities(centre: Centre, kind: str, skills: Sequence[str] = ()) -> Abilities:
    """All that a unit can do: what it is, what every unit of its kind can do, and its own skills."""
    return _together(kind, centre.can.get(kind, ()), tuple(skills))


@lru_cache(maxsize=1024)
def _together(kind: str, can: tuple[str, ...], skills: tuple[str, ...]) -> Abilities:
    return frozenset((kind, *can, *skills))


def called_for(service: Service, incident: Incident) -> tuple[Need, ...]:
    """What the service sends to this incident in all: `sends`, and what every card that holds adds to it."""
    needs: list[Need] = []
    for need in (*service.sends, *(need for card in service.cards if _applies(card, incident) for need in card.sends)):
        same = next((n for n, one in enumerate(needs) if (one.can, one.instead) == (need.can, need.instead)), None)
        if same is None:
            needs.append(need)
        else:
            needs[same] = replace(need, count=needs[same].count + need.count)
    return tuple(needs)


def _applies(card: Card, incident: Incident) -> bool:
    urgent = incident.priority != 0 and incident.priority <= card.priority
    return incident.level >= card.level and (urgent or card.priority == 5) and holds(card.when, incident.details)


def still_needed(board: Board, centre: Centre, incident: Incident, needs: Sequence[Need]) -> tuple[Need, ...]:
    """What is called for, less what is on the incident."""
    there = [
        abilities(centre, a.kind, board.units[a.unit].skills if a.unit in board.units else ())
        for a in board.on(incident.id)
    ]
    return missing(needs, there)


def missing(needs: Sequence[Need], there: Sequence[Abilities]) -> tuple[Need, ...]:
    """The needs less those who are there: each unit counts once, as what it is before as a stand-in."""
    left = list(there)
    counts = [need.count for need in needs]
    for stands_in in (False, True):
        for able in tuple(left):
            for n, need in enumerate(needs):
                if counts[n] and serves(need, able, stands_in):
                    counts[n] -= 1
                    left.remove(able)
                    break
    return tuple(replace(need, count=count) for need, count in zip(needs, counts, strict=True) if count)


def serves(need: Need, able: Abilities, stands_in: bool) -> bool:
    """Whether a unit with these abilities is what is needed, or may stand in for it."""
    return any(instead.can in able for instead in need.instead) if stands_in else need.can in able


def words_for(centre: Centre, can: str) -> str:
    """The words for a kind of unit; what units can do is its own word."""
    return centre.kinds.get(can, can)
