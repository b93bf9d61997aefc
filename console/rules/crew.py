"""Who is in a unit and what it carries; and whether its crew knows what has changed."""

from __future__ import annotations

from console.rules import facts as f
from console.rules.asked import Asked
from console.rules.board import Assignment, Board, Edit
from console.rules.catalogue import Service
from console.rules.centre import Centre
from console.rules.incident import find_service, opened
from console.rules.priority import priority_of
from console.rules.refused import Refused
from console.rules.unit import find_assignment, find_unit, may_go

TOLD = ("place", "type", "priority")
"""What a crew on its way must be told of when somebody changes it."""


def change(
    board: Board,
    callsign: str,
    crew: tuple[str, ...] | None,
    vehicle: str | None,
    radio: str | None,
    skills: tuple[str, ...] | None,
) -> f.Facts:
    """Note another crew, vehicle, radio or other skills; what is None stays as it is."""
    unit = find_unit(board, callsign)
    changed = f.UnitChanged(
        unit.callsign,
        unit.skills if skills is None else skills,
        unit.crew if crew is None else crew,
        unit.vehicle if vehicle is None else vehicle,
        unit.radio if radio is None else radio,
    )
    if (changed.skills, changed.crew, changed.vehicle, changed.radio) == (
        unit.skills,
        unit.crew,
        unit.vehicle,
        unit.radio,
    ):
        raise Refused(f"{unit.callsign} has that already.")
    return (changed,)


def untold(board: Board, job: Assignment) -> tuple[tuple[str, Edit], ...]:
    """What has changed of its incident since the crew was told, the newest first."""
    incident = board.incidents.get(job.incident)
    edits = incident.edits if incident is not None and job.status != "cleared" else {}
    newer = [(name, edits[name]) for name in TOLD if name in edits and edits[name].when > job.told]
    return tuple(sorted(newer, key=lambda edit: -edit[1].when))


def tell(board: Board, callsign: str, incident: int | None = None) -> f.Facts:
    """The crew was told what has changed."""
    job = find_assignment(board, callsign, incident)
    if not untold(board, job):
        raise Refused(f"Nothing has changed of #{board.incident(job.incident).short} since {job.unit} was told.")
    return (f.CrewTold(job.id, job.unit, job.incident),)


def came_upon(board: Board, centre: Centre, asked: Asked, callsign: str, place: f.PlaceSet, code: str) -> f.Facts:
    """An incident that a unit came upon: placed, typed, sent, and the unit on scene, in one command.

    What it was on its way to waits behind it.
    """
    unit = find_unit(board, callsign)
    service: Service = find_service(centre, code)
    opening = opened(board, asked)
    id = opening.incident
    may_go(board, unit, id)
    if not place.text.strip():
        raise Refused(f"Say where, as in  fi{unit.callsign} stop 1200 n oak")
    spot = f.PlaceSet(id, place.text, place.town, place.zone, place.lat, place.lon, verified=True)
    priority, because = priority_of(service, {})
    job = board.next_assignment
    turned = (f.UnitTurned(job, unit.callsign, id),) if unit.assignments else ()
    return (
        opening,
        spot,
        f.TypeSet(id, service.code, service.name),
        f.PrioritySet(id, priority, because or f"{service.code} is priority {service.priority}"),
        f.IncidentSent(id),
        f.UnitDispatched(job, unit.callsign, id),
        *turned,
        f.UnitReported(job, unit.callsign, id, "on_scene"),
    )
