"""How a unit stands, in words: its mark and code, where it is or what it waits for, and when it is asked next."""

from __future__ import annotations

from collections.abc import Iterator

from console.rules.board import Assignment, Unit
from console.rules.check import ACK_S, next_check
from console.rules.crew import untold
from console.rules.status import STATUS
from console.rules.wording import brief, listed
from console.widgets.paper import Words, fit, fit_place
from console.widgets.sight import Sight

SOON_S = 60
"""Seconds before a status check in which it is told that it comes."""
LEAST = 8
"""Cells in which a place still tells something."""


def state(sight: Sight, unit: Unit) -> tuple[str, str, str]:
    """The mark, the code with its word, and the role of the ink."""
    if unit.out:
        return ("=", "BY", "busy") if unit.out in sight.centre.busy else ("-", "OOS", "out")
    job = sight.board.current(unit)
    if job is None:
        return ("+", "AV", "available")
    status = STATUS[job.status]
    word = {"dispatched": " no ack", "acknowledged": " acked"}.get(job.status, "")
    return (status.mark, f"{status.code}{word}", status.role)


def since(sight: Sight, unit: Unit) -> int:
    """Since when it is what it is (ms UTC)."""
    job = sight.board.current(unit)
    return job.since if job and not unit.out else unit.since


def where(sight: Sight, unit: Unit, width: int) -> str:
    """What has to be told, what waits, then the place: `tell: place changed; +1 more: #18; 88 RIVER RD`.

    In so many cells the place is what is cut.
    """
    *notes, place = _where(sight, unit)
    told = "".join(f"{note}; " for note in notes)
    room = width - len(told)
    return told + fit_place(place, room) if room >= LEAST or not notes else fit(told.removesuffix("; "), width)


def _where(sight: Sight, unit: Unit) -> Iterator[str]:
    board, job = sight.board, sight.board.current(unit)
    if unit.out:
        yield unit.out + (f" until {sight.time(unit.out_until)[:5]}" if unit.out_until else "")
    elif job is None:
        booked = board.booked(unit.callsign)
        if booked:
            yield f"booked {sight.time(booked[0].planned or 0)[:5]} #{booked[0].short}"
        yield f"zone {unit.zone}" if unit.zone else unit.station or "zone unknown"
    else:
        yield from _on_job(sight, unit, job)


def _on_job(sight: Sight, unit: Unit, job: Assignment) -> Iterator[str]:
    if new := [name for name, _ in untold(sight.board, job)]:
        yield f"tell: {listed(new)} changed"
    incident = sight.board.incident(job.incident)
    behind = [sight.board.incident(sight.board.assignments[id].incident).short for id in unit.assignments[1:]]
    if behind:
        yield f"+{len(behind)} more: {' '.join(f'#{short}' for short in behind)}"
    to = job.destination if STATUS[job.status].order >= STATUS["transporting"].order else ""
    yield to or (incident.place.text if incident.place else "place unknown")


def check(sight: Sight, unit: Unit) -> Words:
    """When it is asked next if it is all right: `ack by 0:20`, `12:05`, `0:10 DUE`, and late `DUE +0:30`."""
    job = sight.board.current(unit)
    if job is not None and job.status == "dispatched" and not unit.out:
        late = (sight.now - job.since) // 1000 - ACK_S
        long = f"{late // 60}m" if late >= 600 else brief(late)  # half a number misleads: it has twelve cells
        return (f"NO ACK +{long}", "late") if late > 0 else (f"ack by {brief(ACK_S)}", "text")
    due = next_check(sight.board, sight.centre, unit)
    if due is None:
        return ("-", "dim")
    left = (due - sight.now) // 1000
    if left <= 0:
        return (f"DUE +{brief(-left)}", "late")
    return (f"{brief(left)} DUE", "accent") if left <= SOON_S else (brief(left), "text")
