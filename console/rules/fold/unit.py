"""What a fact about a unit makes of the board: the unit, its assignment and the incident move together."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from console.rules import facts as f
from console.rules.board import Assignment, Board, Unit
from console.rules.fold.incident import put, resting_state
from console.rules.status import STATUS, StatusName


def after_unit(board: Board, entry: f.Stamped, fact: f.UnitFact) -> Board:
    """The board after a fact about a unit."""
    match fact:
        case f.UnitSignedOn():
            on_duty = _with_unit(board, _signed_on(board, entry, fact))
            return replace(on_duty, off_duty=board.off_duty - {fact.unit})
        case f.UnitSignedOff():
            rest = {name: unit for name, unit in board.units.items() if name != fact.unit}
            return replace(board, units=rest, off_duty=board.off_duty | {fact.unit})
        case f.UnitDispatched():
            return _dispatched(board, entry, fact)
        case f.UnitReported():
            return _reported(board, entry, fact, fact.status, fact.note)
        case f.UnitCleared():
            return _reported(board, entry, fact, "cleared", fact.disposition)
        case f.UnitFreed():
            return _reported(board, entry, fact, "cleared", "freed")
        case f.UnitOutOfService():
            unit = board.units[fact.unit]
            return _with_unit(board, replace(unit, out=fact.reason, out_until=fact.until, since=entry.when))
        case f.UnitInService():
            return _with_unit(board, replace(board.units[fact.unit], out="", out_until=None, since=entry.when))
        case f.ContactMade():
            return _with_unit(board, replace(board.units[fact.unit], contact=entry.when))
        case _:
            assert_never(fact)


def _with_unit(board: Board, unit: Unit) -> Board:
    return replace(board, units={**board.units, unit.callsign: unit})


def _signed_on(board: Board, entry: f.Stamped, fact: f.UnitSignedOn) -> Unit:
    before = board.units.get(fact.unit)
    return Unit(
        fact.unit,
        fact.kind,
        before.since if before else entry.when,
        fact.department,
        fact.town,
        fact.zone,
        fact.lat,
        fact.lon,
        fact.station,
        fact.skills,
        before.assignments if before else (),
        contact=entry.when,
    )


def _dispatched(board: Board, entry: f.Stamped, fact: f.UnitDispatched) -> Board:
    unit = board.units[fact.unit]
    assignment = Assignment(
        fact.assignment,
        fact.unit,
        unit.kind,
        fact.incident,
        "dispatched",
        entry.when,
        {"dispatched": entry.when},
        entry.who,
    )
    since = unit.since if unit.assignments else entry.when
    unit = replace(unit, assignments=(*unit.assignments, assignment.id), since=since, contact=entry.when)
    board = replace(
        board,
        assignments={**board.assignments, assignment.id: assignment},
        units={**board.units, unit.callsign: unit},
        next_assignment=max(board.next_assignment, assignment.id + 1),
    )
    return _stamp_incident(board, fact.incident, "dispatched", entry.when)


def _reported(
    board: Board,
    entry: f.Stamped,
    fact: f.UnitReported | f.UnitCleared | f.UnitFreed,
    status: StatusName,
    note: str,
) -> Board:
    assignment = _advanced(board.assignments[fact.assignment], status, note, entry.when)
    board = replace(board, assignments={**board.assignments, assignment.id: assignment})
    board = _with_unit(board, _moved(board, assignment, status, entry.when))
    return _stamp_incident(board, fact.incident, status, entry.when)


def _advanced(assignment: Assignment, status: StatusName, note: str, when: int) -> Assignment:
    """A late entry fills in its stamp and leaves the furthest status as it is."""
    further = STATUS[status].order > STATUS[assignment.status].order
    return replace(
        assignment,
        status=status if further else assignment.status,
        since=when if further else assignment.since,
        stamps={**assignment.stamps, status: when},
        disposition=note if status == "cleared" else assignment.disposition,
        destination=note or assignment.destination if status == "transporting" else assignment.destination,
    )


def _moved(board: Board, assignment: Assignment, status: StatusName, when: int) -> Unit:
    unit = board.units[assignment.unit]
    if status == "cleared":
        rest = tuple(id for id in unit.assignments if id != assignment.id)
        since = unit.since if unit.assignments and unit.assignments[0] != assignment.id else when
        return replace(unit, assignments=rest, since=since, contact=when)
    place = board.incident(assignment.incident).place if status == "on_scene" else None
    since = assignment.since if unit.assignments[:1] == (assignment.id,) else unit.since
    if place is None or not place.matched:
        return replace(unit, since=since, contact=when)
    return replace(unit, since=since, contact=when, lat=place.lat, lon=place.lon, zone=place.zone)


def _stamp_incident(board: Board, id: int, status: StatusName, when: int) -> Board:
    incident = board.incident(id)
    match status:
        case "dispatched":
            incident = replace(incident, first_dispatched=_earliest(incident.first_dispatched, when))
        case "en_route":
            incident = replace(incident, first_en_route=_earliest(incident.first_en_route, when))
        case "on_scene":
            incident = replace(incident, first_on_scene=_earliest(incident.first_on_scene, when))
        case _:
            pass
    return put(board, resting_state(board, incident))


def _earliest(known: int | None, when: int) -> int:
    return when if known is None else min(known, when)
