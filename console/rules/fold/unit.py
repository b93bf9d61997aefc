"""What a fact about a unit makes of the board: the unit, its assignment and the incident move together."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from console.rules import facts as f
from console.rules.board import Assignment, Board, Incident, Unit
from console.rules.fold.incident import put, resting_state
from console.rules.status import STATUS, UNDONE, StatusName


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
            unit = _heard(board.units[fact.unit], entry.when)
            return _with_unit(board, replace(unit, check_minutes=fact.minutes or unit.check_minutes))
        case f.UnitChanged(name, skills, crew, vehicle, radio):
            changed = replace(board.units[name], skills=skills, crew=crew, vehicle=vehicle, radio=radio)
            return _with_unit(board, changed)
        case f.UnitTurned():
            return _turned(board, entry, fact)
        case f.CrewTold():
            told = replace(board.assignments[fact.assignment], told=entry.when)
            return replace(board, assignments={**board.assignments, told.id: told})
        case _:
            assert_never(fact)


def _with_unit(board: Board, unit: Unit) -> Board:
    return replace(board, units={**board.units, unit.callsign: unit})


def _heard(unit: Unit, when: int) -> Unit:
    """A late entry never makes the last contact older than it was."""
    return replace(unit, contact=max(unit.contact, when))


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
        crew=fact.crew,
        vehicle=fact.vehicle,
        radio=fact.radio,
    )


def _turned(board: Board, entry: f.Stamped, fact: f.UnitTurned) -> Board:
    unit = board.units[fact.unit]
    others = tuple(id for id in unit.assignments if id != fact.assignment)
    return _with_unit(
        board, _heard(replace(unit, assignments=(fact.assignment, *others), since=entry.when), entry.when)
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
        department=unit.department,
        told=entry.when,
    )
    since = unit.since if unit.assignments else entry.when
    unit = _heard(replace(unit, assignments=(*unit.assignments, assignment.id), since=since), entry.when)
    board = replace(
        board,
        assignments={**board.assignments, assignment.id: assignment},
        units={**board.units, unit.callsign: unit},
        next_assignment=max(board.next_assignment, assignment.id + 1),
    )
    return _on_incident(board, fact.incident)


def _reported(
    board: Board,
    entry: f.Stamped,
    fact: f.UnitReported | f.UnitCleared | f.UnitFreed,
    status: StatusName,
    note: str,
) -> Board:
    assignment = _advanced(board.assignments[fact.assignment], status, note, entry.when)
    if isinstance(fact, f.UnitReported) and fact.lat is not None:
        assignment = replace(assignment, to_lat=fact.lat, to_lon=fact.lon)
    board = replace(board, assignments={**board.assignments, assignment.id: assignment})
    board = _with_unit(board, _moved(board, assignment, status, entry.when))
    return _on_incident(board, fact.incident)


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
        return _heard(replace(unit, assignments=rest, since=since, check_minutes=None), when)
    place = board.incident(assignment.incident).place if status == "on_scene" else None
    since = assignment.since if unit.assignments[:1] == (assignment.id,) else unit.since
    unit = _heard(replace(unit, since=since, check_minutes=None), when)
    if status == "at_destination" == assignment.status and assignment.to_lat is not None:
        return replace(unit, lat=assignment.to_lat, lon=assignment.to_lon)
    if place is None or not place.matched or assignment.status != status:
        return unit
    return replace(unit, lat=place.lat, lon=place.lon, zone=place.zone)


def _on_incident(board: Board, id: int) -> Board:
    """The incident with its units' stamps and state; one that waited waits no longer once a unit is on it."""
    incident = stamped_by_units(board, board.incident(id))
    if incident.state == "deferred" and board.on(id):
        incident = replace(incident, state="active", deferred_until=None, reason="")
    return put(board, resting_state(board, incident))


def stamped_by_units(board: Board, incident: Incident) -> Incident:
    """The incident with the earliest stamp of each stage that any of its units reached; undone ones don't count."""
    crews = [a for a in board.assignments.values() if a.incident == incident.id and a.disposition != UNDONE]

    def first(status: StatusName) -> int | None:
        return min((a.stamps[status] for a in crews if status in a.stamps), default=None)

    return replace(
        incident,
        first_dispatched=first("dispatched"),
        first_en_route=first("en_route"),
        first_on_scene=first("on_scene"),
    )
