"""What the rows of the queue and of the unit board hold: what a filter looks at, and what they can be sorted by."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from console.rules.board import Board, Incident, Unit
from console.rules.centre import Centre
from console.rules.check import next_check
from console.rules.clock import by_lateness, due
from console.rules.deferral import asleep
from console.rules.filter import Cells
from console.rules.status import STATUS

MINUTE_MS = 60_000
NEVER = 1 << 60

QUEUE_SORTS: Mapping[str, Callable[[Incident, Centre], Any]] = {
    "lateness": lambda i, centre: by_lateness(i, centre.standard),
    "priority": lambda i, centre: (i.priority or 9, by_lateness(i, centre.standard)),
    "age": lambda i, centre: i.sent or i.opened,
    "type": lambda i, centre: (i.type, by_lateness(i, centre.standard)),
    "place": lambda i, centre: natural(i.place.text if i.place else "~"),
    "zone": lambda i, centre: (natural(i.place.zone if i.place else "~"), by_lateness(i, centre.standard)),
    "number": lambda i, centre: i.short,
}
"""The columns that the queue can be sorted by; the first is how it begins."""
UNIT_SORTS: Mapping[str, Callable[[Unit, Board, Centre], Any]] = {
    "status": lambda unit, board, centre: _progress(unit, board),
    "unit": lambda unit, board, centre: "",
    "kind": lambda unit, board, centre: (unit.kind, _progress(unit, board)),
    "for": lambda unit, board, centre: _since(unit, board),
    "zone": lambda unit, board, centre: (natural(unit.zone or "~"), _progress(unit, board)),
    "next check": lambda unit, board, centre: next_check(board, centre, unit) or NEVER,
}
"""The columns that the units can be sorted by, callsigns second; the first is how they begin."""


def sorted_queue(board: Board, centre: Centre, now: int, sort: str) -> list[int]:
    """The incidents of the queue: what waits before what still sleeps before what is worked on, each part sorted."""
    shown = [i for i in board.incidents.values() if i.state not in ("draft", "merged")]
    by = QUEUE_SORTS[sort]
    shown.sort(key=lambda i: (i.state == "active", asleep(i, now), by(i, centre), i.id))
    return [incident.id for incident in shown]


def sorted_units(board: Board, centre: Centre, sort: str) -> list[str]:
    """The callsigns of the units on duty."""
    by = UNIT_SORTS[sort]
    units = sorted(board.units.values(), key=lambda unit: (by(unit, board, centre), natural(unit.callsign)))
    return [unit.callsign for unit in units]


def natural(text: str) -> str:
    """A text that sorts as people count: M3 before M12."""
    return re.sub(r"\d+", lambda number: number[0].rjust(6, "0"), text)


def incident_cells(incident: Incident, board: Board, centre: Centre, now: int, me: tuple[str, ...]) -> Cells:
    """An incident as a filter sees it at a moment (`now` in ms UTC); `me` are one's own position and name."""
    place, service = incident.place, centre.service_of(incident.type)
    jobs = board.on(incident.id)
    when = due(incident, centre.standard)
    states = {
        incident.state: True,
        "pending": incident.state != "active" and not asleep(incident, now),
        "late": when is not None and when < now,
        "mine": incident.position in me or any(job.by in me for job in jobs),
    }
    words = {
        "type": (incident.type,),
        "place": (place.text if place else "",),
        "town": (place.town if place else "",),
        "zone": (place.zone if place else "",),
        "dept": (service.department if service else "", *(job.department for job in jobs)),
        "by": (incident.position, incident.who),
    }
    text = (incident.number, incident.type_name, *(job.unit for job in jobs))
    numbers = {"p": incident.priority or 9, "age": (now - (incident.sent or incident.opened)) / MINUTE_MS}
    return _cells(numbers, words, states, text)


def unit_cells(unit: Unit, board: Board, now: int) -> Cells:
    """A unit as a filter sees it at a moment (`now` in ms UTC)."""
    job = board.current(unit)
    status = STATUS[job.status] if job else None
    free = ("OOS", "out of service") if unit.out else ("AV", "available")
    words = {
        "unit": (unit.callsign,),
        "kind": (unit.kind,),
        "skill": unit.skills,
        "status": (status.code, status.word, status.name) if status else free,
        "town": (unit.town,),
        "zone": (unit.zone,),
        "dept": (unit.department,),
    }
    states = {"free": unit.available, "busy": job is not None, "out": bool(unit.out)}
    incident = board.incident(job.incident) if job else None
    text = (unit.out, unit.station, *(incident.place.text if incident and incident.place else "",), *unit.crew)
    return _cells({"age": (now - _since(unit, board)) / MINUTE_MS}, words, states, text)


def _cells(
    numbers: Mapping[str, float],
    words: Mapping[str, tuple[str, ...]],
    states: Mapping[str, bool],
    text: tuple[str, ...],
) -> Cells:
    small = {name: tuple(word.casefold() for word in held) for name, held in words.items()}
    said = " ".join((*(word for held in small.values() for word in held), *text)).casefold()
    return Cells(numbers, small, frozenset(state for state, holds in states.items() if holds), said)


def _since(unit: Unit, board: Board) -> int:
    job = board.current(unit)
    return job.since if job else unit.since


def _progress(unit: Unit, board: Board) -> int:
    """How far along its job a unit is; then the free ones, then those out of service."""
    job = board.current(unit)
    return 9 if unit.out else STATUS[job.status].order if job else 8
