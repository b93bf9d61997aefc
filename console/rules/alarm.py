"""The few conditions that need somebody to act: one line each, the worst first."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from console.rules.board import Board
from console.rules.centre import Standard
from console.rules.clock import due
from console.rules.incident import title
from console.rules.wording import spell

UNACKNOWLEDGED_S = 20
HOLD_S = 60


class Alarm(Struct, frozen=True):
    """`level` 1 is high, 2 medium; `id` stays the same while the condition lasts; `since` is ms UTC."""

    id: str
    level: int
    text: str
    since: int


def alarms(board: Board, standard: Standard, now: int) -> tuple[Alarm, ...]:
    """The alarms that nobody has seen yet, worst and oldest first."""
    found = [*_late(board, standard, now), *_unacknowledged(board, now), *_on_hold(board, now)]
    return tuple(sorted((a for a in found if a.id not in board.seen), key=lambda alarm: (alarm.level, alarm.since)))


def _late(board: Board, standard: Standard, now: int) -> Iterator[Alarm]:
    """Seen once is not seen for good: another limit, or a crew that came and left, is another alarm."""
    for incident in board.incidents.values():
        when = due(incident, standard)
        if incident.priority in (1, 2) and when is not None and now > when:
            late = spell((now - when) // 1000)
            crews = sum(assignment.incident == incident.id for assignment in board.assignments.values())
            text = f"{title(incident)} P{incident.priority} has no unit, late +{late}"
            yield Alarm(f"late:{incident.id}:{when}:{crews}", incident.priority, text, when)


def _unacknowledged(board: Board, now: int) -> Iterator[Alarm]:
    for unit in board.units.values():
        job = board.current(unit)
        if job is None or job.status != "dispatched" or now - job.since <= UNACKNOWLEDGED_S * 1000:
            continue
        incident = board.incidents.get(job.incident)
        if incident is not None and incident.priority == 1:
            waited = spell((now - job.since) // 1000)
            yield Alarm(
                f"ack:{job.id}", 1, f"{unit.callsign} has not acknowledged #{incident.short}, {waited}", job.since
            )


def _on_hold(board: Board, now: int) -> Iterator[Alarm]:
    for call in board.calls.values():
        if call.state == "held" and now - call.since >= HOLD_S * 1000:
            text = f"{call.line} on hold {spell((now - call.since) // 1000)}: speak to them"
            yield Alarm(f"hold:{call.id}:{call.since}", 2, text, call.since)
