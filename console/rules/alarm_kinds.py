"""The conditions that need somebody to act, one generator each. What is only late in its row (P3 to P5) is none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from console.rules.board import Board, Incident
from console.rules.centre import Centre, Standard
from console.rules.check import next_check
from console.rules.clock import due
from console.rules.incident import title
from console.rules.owed import Promise
from console.rules.pressing import presses_at, promised, standing
from console.rules.status import STATUS, UNDONE
from console.rules.wording import listed, quoted, spell

DELAY_MS = 10_000
"""How long a condition must last before it is an alarm, and how long what ended it must hold to begin it anew."""
UNACKNOWLEDGED_S = 20
HOLD_S = 60
CHECK_S = 60
"""How long after its status check was due a unit that was not asked is an alarm (ux/work 2.11, as the others)."""

AlarmKind = Literal["danger", "lost", "store", "late", "ack", "check", "promise", "hold", "planned", "unsent", "glass"]


class Alarm(Struct, frozen=True):
    """`level` 1 is high, 2 medium; `id` stays the same while the condition lasts; `since` is when it began, ms UTC.

    `incident` and `unit` are what it is about, if it is about one; `by` is the position that caused it, if one did.
    """

    id: str
    level: int
    kind: AlarmKind
    text: str
    since: int
    incident: int | None = None
    unit: str = ""
    by: str = ""


def conditions(board: Board, centre: Centre, now: int) -> Iterator[Alarm]:
    """All that lasts now, however short a time, seen or not."""
    yield from _danger(board)
    yield from _glass(board, now)
    yield from _late(board, centre.standard, now)
    yield from _unacknowledged(board, now)
    yield from _unchecked(board, centre, now)
    yield from _promised(board, now)
    yield from _on_hold(board, now)
    yield from _planned(board, now)
    yield from _unsent(board)


def lost(since: int) -> Alarm:
    """The desk has taken nothing from this console since a time."""
    text = "THE DESK CAN'T BE REACHED: nothing is saved; write it down and tell your supervisor"
    return Alarm(f"lost:{since}", 1, "lost", text, since)


def in_danger(board: Board, id: int) -> str:
    """Who is in danger and where, as the line to every position says it."""
    danger = board.dangers[id]
    job = board.current(board.units[danger.unit]) if danger.unit in board.units else None
    about = danger.incident if danger.incident is not None else job.incident if job else None
    incident = None if about is None else board.incidents.get(about) or board.recent.get(about)
    where = title(incident) if incident else ""
    who = f"{danger.unit} at {where}" if danger.unit and where else danger.unit or where
    return f"DANGER D{id} " + ": ".join(part for part in (who, quoted(danger.text)) if part)


def _danger(board: Board) -> Iterator[Alarm]:
    for danger in board.dangers.values():
        text = f"{in_danger(board, danger.id)} ({danger.by} {danger.position})"
        yield Alarm(f"danger:{danger.id}", 1, "danger", text, danger.since, unit=danger.unit, by=danger.position)


def _glass(board: Board, now: int) -> Iterator[Alarm]:
    for glass in board.glass.values():
        if glass.until > now:
            left = spell((glass.until - now) // 1000)
            text = f"GLASS BROKEN by {glass.who} at {glass.position} for {left}: {quoted(glass.reason)}"
            yield Alarm(f"glass:{glass.login}:{glass.since}", 1, "glass", text, glass.since, by=glass.position)


def _late(board: Board, standard: Standard, now: int) -> Iterator[Alarm]:
    """Seen once is not seen for good: another limit, or a crew that came and left, is another alarm."""
    left = _crews_that_left(board)
    for incident in board.incidents.values():
        if incident.priority not in (1, 2) or (incident.planned is not None and incident.state == "deferred"):
            continue
        when = _limit(incident, standard)
        if when is None or now <= when:
            continue
        crews, gone = left.get(incident.id, (0, 0))
        lacks = "is not sent" if incident.state == "draft" else "has no unit"
        text = f"{title(incident)} P{incident.priority} {lacks}, late +{spell((now - when) // 1000)}"
        id = f"late:{incident.id}:P{incident.priority}:{when}:{crews}"
        yield Alarm(id, incident.priority, "late", text, max(when, gone), incident.id)


def _limit(incident: Incident, standard: Standard) -> int | None:
    """When it should have had a unit; a priority 1 that never had one also by its BRIEF clock, sent or not."""
    when = due(incident, standard)
    brief = standard.seconds("brief", 1, incident.type)
    fresh = incident.state in ("draft", "pending") and incident.first_dispatched is None and incident.into is None
    if incident.priority != 1 or not fresh or brief is None or incident.located is None:
        return when
    briefed = incident.located + brief * 1000
    return briefed if when is None else min(when, briefed)


def _crews_that_left(board: Board) -> dict[int, tuple[int, int]]:
    """Per incident how many crews came and left, and when the last did. Less than the delay was a slip, no crew."""
    found: dict[int, tuple[int, int]] = {}
    for job in board.assignments.values():
        gone = job.stamps.get("cleared")
        if gone is None or job.disposition == UNDONE or gone - min(job.stamps.values()) < DELAY_MS:
            continue
        crews, last = found.get(job.incident, (0, 0))
        found[job.incident] = (crews + 1, max(last, gone))
    return found


def _unacknowledged(board: Board, now: int) -> Iterator[Alarm]:
    for unit in board.units.values():
        job = board.current(unit)
        if job is None or job.status != "dispatched" or now - job.since <= UNACKNOWLEDGED_S * 1000:
            continue
        incident = board.incidents.get(job.incident)
        if incident is not None and incident.priority == 1:
            text = f"{unit.callsign} has not acknowledged #{incident.short}, {spell((now - job.since) // 1000)}"
            since = job.since + UNACKNOWLEDGED_S * 1000
            yield Alarm(f"ack:{job.id}", 1, "ack", text, since, incident.id, unit.callsign)


def _unchecked(board: Board, centre: Centre, now: int) -> Iterator[Alarm]:
    for unit in board.units.values():
        asked = next_check(board, centre, unit)
        job = board.current(unit)
        if job is None or asked is None or now < asked + CHECK_S * 1000:
            continue
        silent = spell((now - unit.contact) // 1000)
        where = f"{STATUS[job.status].word} #{board.incident(job.incident).short}"
        text = f"{unit.callsign} is silent for {silent}, {where}: ask if all is well"
        since = asked + CHECK_S * 1000
        yield Alarm(f"check:{unit.callsign}:{asked}", 2, "check", text, since, job.incident, unit.callsign)


def _on_hold(board: Board, now: int) -> Iterator[Alarm]:
    for call in board.calls.values():
        if call.state == "held" and now - call.since >= HOLD_S * 1000:
            text = f"{call.line} on hold {spell((now - call.since) // 1000)}: speak to them"
            yield Alarm(f"hold:{call.id}:{call.since}", 2, "hold", text, call.since + HOLD_S * 1000)


def _planned(board: Board, now: int) -> Iterator[Alarm]:
    for incident in board.incidents.values():
        if incident.planned is None or incident.state != "deferred" or now < incident.planned:
            continue
        units = f" with {listed(incident.booked)}" if incident.booked else ""
        id, level = f"planned:{incident.id}:{incident.planned}", 1 if incident.priority == 1 else 2
        yield Alarm(id, level, "planned", f"{title(incident)} begins now{units}", incident.planned, incident.id)


def _unsent(board: Board) -> Iterator[Alarm]:
    """A call that is over leaves no queue row behind until it is sent: without a word it would be forgotten.

    It lasts from when somebody worked on it last, so that whoever still types is left alone.
    """
    for incident in board.incidents.values():
        begun = bool(incident.type) or incident.place is not None
        over = bool(incident.calls) and not any(call in board.calls for call in incident.calls)
        if incident.state == "draft" and begun and over:
            text = f"{title(incident)} was never sent; #{incident.short} opens it"
            yield Alarm(f"unsent:{incident.id}", 2, "unsent", text, _worked_on(incident), incident.id)


def _worked_on(incident: Incident) -> int:
    edits = (edit.when for edit in incident.edits.values())
    return max(incident.opened, incident.located or 0, *edits, *(remark.when for remark in incident.remarks))


def _promised(board: Board, now: int) -> Iterator[Alarm]:
    """One a promise, and another when it breaks. A caller on hold has one already."""
    for promise in board.promises.values():
        since = presses_at(promise)
        if since is None or promise.kind == "hold" or promise.due is None or standing(promise, now) == "open":
            continue
        id = f"promise:{promise.id}"
        if now >= promise.due + DELAY_MS:
            id, since = f"{id}:broken", promise.due
        yield Alarm(id, 2, "promise", _owed(board, promise, promise.due, now), since, promise.incident)


def _owed(board: Board, promise: Promise, due: int, now: int) -> str:
    left = spell(abs(due - now) // 1000)
    time = f"BROKEN +{left}" if standing(promise, now) == "broken" else f"in {left}"
    incident = board.incidents.get(promise.incident or 0)
    number = f" on {quoted(promise.phone)}" if promise.phone else ""
    if promise.kind == "wait":
        who = f"{quoted(promise.name) or 'the caller'}{number}"
        what = f" for {title(incident)}" if incident else ""
        return f"W2: call back {who}: say the new time; told {promise.minutes} min, {time}{what}"
    if promise.kind == "welfare":
        return f"CW1: call {quoted(promise.name) or 'the caller'}{number}, {time}: {promise.text}"
    return f"{promised(promise)}{number}, {time}"
