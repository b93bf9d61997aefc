"""What others changed of one's own incidents between two boards: who, what, and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from console.rules.board import Assignment, Board, Incident
from console.rules.people import Handover
from console.rules.status import UNDONE
from console.rules.wording import listed, quoted


class News(Struct, frozen=True):
    """A change by somebody else in words, and when it was made (ms UTC)."""

    text: str
    when: int


class Ear(Struct, frozen=True):
    """Whom it is told: a position, the person there, and the incidents (ids) that are open on their screen."""

    position: str
    who: str
    watching: frozenset[int] = frozenset()


def news(before: Board, after: Board, ear: Ear) -> tuple[News, ...]:
    """What another position did to the incidents that this one has taken, sent units to, or has open."""
    told = list(_handed_over(before, after, ear))
    if before.incidents is after.incidents and before.assignments is after.assignments:
        return tuple(told)
    jobs = _jobs(before, after)
    for id in dict.fromkeys((*_touched(before, after), *jobs)):
        then, now = _known(before, id), _known(after, id)
        if then is not None and now is not None and _mine(after, now, ear):
            told += _of(before, after, then, now, jobs.get(id, []), ear)
    return tuple(told)


def _handed_over(before: Board, after: Board, ear: Ear) -> Iterator[News]:
    """Told at both positions, unless it was done there."""
    if before.handovers is after.handovers:
        return
    for one in after.handovers:
        if one in before.handovers or ear.position == one.position:
            continue
        if ear.position == one.to:
            yield News(f"{one.who} gave you what {one.source} had in hand: {_what(one)}", one.when)
        elif ear.position == one.source:
            yield News(f"{one.who} gave what you had in hand to {one.to}: {_what(one)}", one.when)


def _what(one: Handover) -> str:
    counts = ((len(one.calls), "lines"), (len(one.incidents), "incidents"), (len(one.promises), "promises"))
    return listed(f"{count} {noun}" for count, noun in counts if count)


def _touched(before: Board, after: Board) -> Iterator[int]:
    """The incidents that are another value now; what did not change is the same object."""
    for id, incident in after.incidents.items():
        if before.incidents.get(id) is not incident:
            yield id
    if before.recent is not after.recent:
        yield from (id for id in after.recent if id in before.incidents)


def _jobs(before: Board, after: Board) -> dict[int, list[Assignment]]:
    """The assignments that began or ended, by their incident."""
    found: dict[int, list[Assignment]] = {}
    if before.assignments is not after.assignments:
        for id, job in after.assignments.items():
            was = before.assignments.get(id)
            if was is not job and (was is None or (was.status != "cleared" and job.status == "cleared")):
                found.setdefault(job.incident, []).append(job)
    return found


def _known(board: Board, id: int) -> Incident | None:
    return board.incidents.get(id) or board.recent.get(id)


def _mine(board: Board, incident: Incident, ear: Ear) -> bool:
    if incident.position == ear.position or incident.id in ear.watching:
        return True
    return any(job.incident == incident.id and job.by == ear.who for job in board.assignments.values())


def _of(before: Board, after: Board, then: Incident, now: Incident, jobs: list[Assignment], ear: Ear) -> Iterator[News]:
    yield from _edited(then, now, ear)
    who = _who(before, after, now.id)
    if ear.position in who:
        return
    by = listed(who.values()) or "another position"
    if change := _state(after, then, now):
        yield News(f"{by} {change}", after.when)
    sent = [job for job in jobs if job.status != "cleared"]
    for name in dict.fromkeys(job.by for job in sent):
        yield News(f"{name} sent {listed(job.unit for job in sent if job.by == name)} to #{now.short}", after.when)
    if now.state != "closed" and (over := [job.unit for job in jobs if _cleared(job)]):
        yield News(f"{by} cleared {listed(over)} from #{now.short}", after.when)


def _cleared(job: Assignment) -> bool:
    return job.status == "cleared" and job.disposition != UNDONE


def _edited(then: Incident, now: Incident, ear: Ear) -> Iterator[News]:
    """A type brings its priority with it: both are one sentence."""
    for name, text in _changes(then, now).items():
        edit = now.edits.get(name)
        if edit is not None and then.edits.get(name) != edit and edit.position != ear.position:
            yield News(f"{edit.who} {text}", edit.when)


def _changes(then: Incident, now: Incident) -> dict[str, str]:
    """What is another value now, by field, in words."""
    changed = {}
    if now.place is not None and then.place != now.place:
        changed["place"] = f"moved #{now.short} to {quoted(now.place.text)}"
    if then.type != now.type:
        changed["type"] = f"made #{now.short} {now.type}"
    if then.priority != now.priority:
        changed["priority"] = f"made #{now.short} priority {now.priority}"
    if {"type", "priority"} <= changed.keys() and then.edits.get("type") != now.edits.get("type"):
        del changed["priority"]
        changed["type"] += f", priority {now.priority}"
    return changed


def _state(board: Board, then: Incident, now: Incident) -> str:
    """What became of the whole incident, in words; empty where nothing did."""
    if now.state == then.state:
        return ""
    if now.state == "closed":
        return f"closed #{now.short} with {now.disposition}"
    if now.state == "merged":
        into = _known(board, now.into or 0)
        return f"merged #{now.short} into #{into.short}" if into else f"merged #{now.short}"
    if now.state == "deferred":
        return f"let #{now.short} wait: {quoted(now.reason)}"
    if then.state in ("closed", "merged"):
        return f"{'reopened' if then.state == 'closed' else 'split off'} #{now.short}"
    return ""


def _who(before: Board, after: Board, incident: int) -> Mapping[str, str]:
    """The people whose newest command touched the incident, by their position."""
    newer = {name: act for name, act in after.last.items() if act is not before.last.get(name)}
    return {name: act.who or name for name, act in newer.items() if incident in act.incidents}
