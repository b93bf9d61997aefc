"""Units that are taken from one incident for another: diverted, exchanged, or turned to what is more urgent."""

from __future__ import annotations

from console.rules import facts as f
from console.rules.asked import Asked
from console.rules.board import Board, Unit
from console.rules.hands import Seen, same_jobs
from console.rules.refused import Refused
from console.rules.unit import dispatch, find_assignment, find_unit, may_go


def divert(board: Board, asked: Asked, callsign: str, incident: int, seen: Seen | None = None) -> f.Facts:
    """The unit leaves what it works on, which goes back to the queue if nobody else is on it.

    What else it has waits behind.
    """
    unit = find_unit(board, callsign)
    job = find_assignment(board, callsign)
    if job.incident == incident:
        raise Refused(f"{unit.callsign} works on #{board.incident(incident).short} already.")
    same_jobs(board, asked, unit, seen)
    freed = f.UnitFreed(job.id, unit.callsign, job.incident)
    if not _waiting(board, unit, incident):
        dispatch(board, asked, (unit.callsign,), incident, "dispatched", seen)  # refuses what can't be sent to
    return (freed, *_goes(board, unit, incident, board.next_assignment))


def exchange(board: Board, asked: Asked, callsign: str, other: str, seen: Seen | None = None) -> f.Facts:
    """The other unit takes over the job; two that are both on one change places. What else they have waits behind."""
    unit, taker = find_unit(board, callsign), find_unit(board, other)
    if unit.callsign == taker.callsign:
        raise Refused(f"{unit.callsign} can't change places with itself; name two units, as in  x12 14")
    for each in (unit, taker):
        same_jobs(board, asked, each, seen)
    given, taken = find_assignment(board, unit.callsign), board.current(taker)
    freed = f.UnitFreed(given.id, unit.callsign, given.incident)
    if taken is None:
        may_go(board, taker, given.incident)
        return (*_goes(board, taker, given.incident, board.next_assignment), freed)
    if taken.incident == given.incident:
        raise Refused(f"{unit.callsign} and {taker.callsign} are on the same incident.")
    sent = _goes(board, taker, given.incident, board.next_assignment)
    made = sum(isinstance(fact, f.UnitDispatched) for fact in sent)
    back = _goes(board, unit, taken.incident, board.next_assignment + made)
    return (*sent, *back, freed, f.UnitFreed(taken.id, taker.callsign, taken.incident))


def turn(board: Board, callsign: str, incident: int) -> f.Facts:
    """Of several assignments the unit works on this one first; the others wait behind it."""
    job = find_assignment(board, callsign, incident)
    if find_unit(board, callsign).assignments[0] == job.id:
        raise Refused(f"{job.unit} works on #{board.incident(incident).short} already.")
    return (f.UnitTurned(job.id, job.unit, incident),)


def _goes(board: Board, unit: Unit, incident: int, job: int) -> f.Facts:
    """The unit works on this incident first: on the job that waited for it, else on a new one with this id."""
    waiting = _waiting(board, unit, incident)
    sent = () if waiting else (f.UnitDispatched(job, unit.callsign, incident),)
    turned = (f.UnitTurned(next(iter(waiting), job), unit.callsign, incident),) if len(unit.assignments) > 1 else ()
    return (*sent, *turned)


def _waiting(board: Board, unit: Unit, incident: int) -> tuple[int, ...]:
    """Its jobs on this incident."""
    return tuple(id for id in unit.assignments if board.assignments[id].incident == incident)
