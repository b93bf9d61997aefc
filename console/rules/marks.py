"""What stands beside an incident besides its place: callers, alarm level, major incident, follow-up, calls owed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from console.rules.board import Board, Incident
from console.rules.owed import Promise
from console.rules.pressing import standing
from console.rules.wording import listed, quoted

Told = tuple[str, str]
"""A mark as a narrow column has room for it, and the words for it."""


def marks(board: Board, incident: Incident, now: int) -> tuple[Told, ...]:
    """The marks with their words, what changes the answer most first; `now` in ms UTC."""
    return (*_size(board, incident), *_owed(board, incident, now))


def waiting(incident: Incident, clock: Callable[[int], str]) -> str:
    """Why and until when it waits, in words; empty where it does not. `clock` says a moment as 18:00."""
    if incident.state != "deferred":
        return ""
    until = incident.deferred_until
    if incident.planned is not None:
        booked = f" with {listed(incident.booked)}" if incident.booked else ""
        return f"planned {clock(incident.planned)}{booked}"
    limit = f" until {clock(until)}" if until is not None else ""
    return f"waits{limit}: {quoted(incident.reason)}"


def _size(board: Board, incident: Incident) -> Iterator[Told]:
    if incident.level > 1:
        yield f"{incident.level}A", f"alarm {incident.level}"
    if children := board.children(incident.id):
        yield f"M+{len(children)}", f"major incident with {listed(f'#{child.short}' for child in children)}"
    if incident.parent is not None:
        major = board.incidents.get(incident.parent) or board.recent.get(incident.parent)
        if major is not None:
            yield f"^#{major.short}", f"belongs to #{major.short}"
    callers = board.callers(incident)
    if callers > 1:
        yield f"={callers}", f"{callers} callers"


def _owed(board: Board, incident: Incident, now: int) -> Iterator[Told]:
    mine = [promise for promise in board.promises.values() if promise.incident == incident.id]
    if any(promise.kind == "welfare" and standing(promise, now) != "open" for promise in mine):
        yield "W", "call the caller: how are they"
    if flags := [promise for promise in mine if promise.kind == "follow-up"]:
        yield "F", f"follow up: {_about(flags)}"


def _about(flags: list[Promise]) -> str:
    more = f" (+{len(flags) - 1})" if len(flags) > 1 else ""
    return f"{quoted(flags[0].text)}{more}"
