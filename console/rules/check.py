"""Status checks: how long a unit may be silent, by its status and kind, before somebody asks if it is all right."""

from __future__ import annotations

from console.rules.board import Board, Unit
from console.rules.centre import Centre

ACK_S = 20
"""Seconds in which a crew acknowledges; ours, for a crew that has heard answers at once."""


def check_minutes(board: Board, centre: Centre, unit: Unit) -> int | None:
    """How many minutes this unit may be silent now; None where it is not checked (no job, or no rule of the centre)."""
    job = board.current(unit)
    if job is None or unit.out:
        return None
    if unit.check_minutes is not None:
        return unit.check_minutes
    own = general = None
    for rule in centre.checks:
        if rule.status == job.status and rule.kind == unit.kind:
            own = rule.minutes
        elif rule.status == job.status and not rule.kind:
            general = rule.minutes
    return own if own is not None else general


def next_check(board: Board, centre: Centre, unit: Unit) -> int | None:
    """When (ms UTC) somebody has to ask; None where the unit is not checked."""
    minutes = check_minutes(board, centre, unit)
    return None if minutes is None else unit.contact + minutes * 60_000


def overdue(board: Board, centre: Centre, now: int) -> tuple[Unit, ...]:
    """The units that have been silent for too long, the longest first."""
    dues = [(next_check(board, centre, unit), unit) for unit in board.units.values()]
    late = sorted(((due, unit) for due, unit in dues if due is not None and due <= now), key=lambda pair: pair[0])
    return tuple(unit for _, unit in late)
