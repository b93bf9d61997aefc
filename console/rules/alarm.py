"""The few conditions that need somebody to act: one line each, the worst first."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from console.rules.board import Board, Promise
from console.rules.centre import Standard
from console.rules.clock import due
from console.rules.incident import title
from console.rules.pressing import presses_at, promised, standing
from console.rules.wording import quoted, spell

UNACKNOWLEDGED_S = 20
HOLD_S = 60


class Alarm(Struct, frozen=True):
    """`level` 1 is high, 2 medium; `id` stays the same while the condition lasts; `since` is ms UTC.

    `incident` is the one that it is about, if it is about one.
    """

    id: str
    level: int
    text: str
    since: int
    incident: int | None = None


def alarms(board: Board, standard: Standard, now: int) -> tuple[Alarm, ...]:
    """The alarms that nobody has seen yet, worst and oldest first; an incident has one at a time."""
    found = [
        *_late(board, standard, now),
        *_unacknowledged(board, now),
        *_on_hold(board, now),
        *_promised(board, now),
        *_unsent(board),
    ]
    unseen = sorted((a for a in found if a.id not in board.seen), key=lambda alarm: (alarm.level, alarm.since))
    worst: dict[int | str, Alarm] = {}
    for alarm in unseen:
        worst.setdefault(alarm.id if alarm.incident is None else alarm.incident, alarm)
    return tuple(worst.values())


def _late(board: Board, standard: Standard, now: int) -> Iterator[Alarm]:
    """Seen once is not seen for good: another limit, or a crew that came and left, is another alarm."""
    for incident in board.incidents.values():
        when = due(incident, standard)
        if incident.priority in (1, 2) and when is not None and now > when:
            late = spell((now - when) // 1000)
            crews = sum(assignment.incident == incident.id for assignment in board.assignments.values())
            text = f"{title(incident)} P{incident.priority} has no unit, late +{late}"
            yield Alarm(f"late:{incident.id}:{when}:{crews}", incident.priority, text, when, incident.id)


def _unacknowledged(board: Board, now: int) -> Iterator[Alarm]:
    for unit in board.units.values():
        job = board.current(unit)
        if job is None or job.status != "dispatched" or now - job.since <= UNACKNOWLEDGED_S * 1000:
            continue
        incident = board.incidents.get(job.incident)
        if incident is not None and incident.priority == 1:
            waited = spell((now - job.since) // 1000)
            text = f"{unit.callsign} has not acknowledged #{incident.short}, {waited}"
            yield Alarm(f"ack:{job.id}", 1, text, job.since, incident.id)


def _on_hold(board: Board, now: int) -> Iterator[Alarm]:
    for call in board.calls.values():
        if call.state == "held" and now - call.since >= HOLD_S * 1000:
            text = f"{call.line} on hold {spell((now - call.since) // 1000)}: speak to them"
            yield Alarm(f"hold:{call.id}:{call.since}", 2, text, call.since)


def _unsent(board: Board) -> Iterator[Alarm]:
    """A call that is over leaves no queue row behind until it is sent: without a word it would be forgotten."""
    for incident in board.incidents.values():
        begun = bool(incident.type) or incident.place is not None
        over = bool(incident.calls) and not any(call in board.calls for call in incident.calls)
        if incident.state == "draft" and begun and over:
            text = f"{title(incident)} was never sent; its call is over"
            yield Alarm(f"unsent:{incident.id}", 2, text, incident.opened, incident.id)


def _promised(board: Board, now: int) -> Iterator[Alarm]:
    """One a promise: it is the same alarm when the time has passed. A caller on hold has one already."""
    for promise in board.promises.values():
        since = presses_at(promise)
        if since is None or promise.kind == "hold" or standing(promise, now) == "open":
            continue
        yield Alarm(f"promise:{promise.id}", 2, _owed(board, promise, now), since, promise.incident)


def _owed(board: Board, promise: Promise, now: int) -> str:
    assert promise.due is not None
    left = spell(abs(promise.due - now) // 1000)
    time = f"BROKEN +{left}" if standing(promise, now) == "broken" else f"in {left}"
    incident = board.incidents.get(promise.incident or 0)
    number = f" on {quoted(promise.phone)}" if promise.phone else ""
    if promise.kind == "wait":
        who = f"{quoted(promise.name) or 'the caller'}{number}"
        what = f" for {title(incident)}" if incident else ""
        return f"W2: call back {who}: say the new time; told {promise.minutes} min, {time}{what}"
    return f"{promised(promise)}{number}, {time}"
