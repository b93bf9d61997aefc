"""What happens settles what was promised: help is there, nobody waits any more, or the next call is owed."""

from __future__ import annotations

from collections.abc import Iterator

from console.rules import facts as f
from console.rules.asked import Asked
from console.rules.board import Board
from console.rules.centre import Centre
from console.rules.deferral import welfare_call, welfare_of
from console.rules.promise import waits_for
from console.rules.promise_facts import PromiseEnd

_KEPT: PromiseEnd = "kept"
_WITHDRAWN: PromiseEnd = "withdrawn"


def settled(board: Board, centre: Centre, asked: Asked, facts: f.Facts) -> Iterator[f.PromiseEnded | f.PromiseMade]:
    """What becomes of the waits that were told, and of the calls while an incident waits, now that this happened."""
    yield from _waits_over(board, asked, facts)
    yield from _no_longer_deferred(board, facts)
    yield from _rung_again(board, centre, asked, facts)


def _no_longer_deferred(board: Board, facts: f.Facts) -> Iterator[f.PromiseEnded]:
    """Who waits no longer need not be rung to hear how they are."""
    for fact in facts:
        if isinstance(fact, f.IncidentReleased | f.IncidentClosed):
            over = [fact.incident]
        elif isinstance(fact, f.UnitDispatched):
            over = [fact.incident, *(same.id for same in board.merged_into(fact.incident))]
        elif isinstance(fact, f.Undone):
            over = [incident.id for incident in fact.incidents if incident.state != "deferred"]
        else:
            continue
        for promise in (one for id in over for one in welfare_of(board, id)):
            yield f.PromiseEnded(promise.id, "withdrawn", "it waits no longer")


def _rung_again(board: Board, centre: Centre, asked: Asked, facts: f.Facts) -> Iterator[f.PromiseMade]:
    """As long as the incident waits, one call is followed by the next."""
    for fact in facts:
        promise = board.promises.get(fact.promise) if isinstance(fact, f.PromiseEnded) else None
        incident = board.incidents.get(promise.incident or 0) if promise and promise.kind == "welfare" else None
        if incident is not None and incident.state == "deferred":
            yield from welfare_call(board, centre, asked, incident)


def _waits_over(board: Board, asked: Asked, facts: f.Facts) -> Iterator[f.PromiseEnded]:
    ended: set[int] = set()
    for fact in facts:
        if isinstance(fact, f.UnitReported) and fact.status == "on_scene":
            how, note = _KEPT, "help is there"
        elif isinstance(fact, f.IncidentClosed):
            how, note = _WITHDRAWN, f"closed with {fact.disposition}"
        else:
            continue
        same = (fact.incident, *(other.id for other in board.merged_into(fact.incident)))
        for promise in (promise for id in same for promise in waits_for(board, id)):
            if promise.id not in ended:
                ended.add(promise.id)
                late = promise.due is not None and asked.when > promise.due
                yield f.PromiseEnded(promise.id, "broken" if late else how, note)
