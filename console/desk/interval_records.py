"""The stamps that intervals are made of, read from the records."""

from __future__ import annotations

from sqlalchemy import or_, select

from console.rules.interval import AssignmentTimes, IncidentTimes
from console.rules.status import UNDONE
from db.reader import Reader
from db.tables import RECORDS


async def read_times(reader: Reader) -> tuple[list[IncidentTimes], list[AssignmentTimes]]:
    """The stamps of all incidents, and of all assignments but those that were taken back."""
    incident, assignment = RECORDS["incident"].c, RECORDS["assignment"].c
    incidents = await reader.fetch(
        select(
            incident.id,
            incident.received,
            incident.sent,
            incident.first_dispatched,
            incident.first_en_route,
            incident.first_on_scene,
        )
    )
    assignments = await reader.fetch(
        select(assignment.incident, assignment.dispatched, assignment.en_route, assignment.on_scene).where(
            or_(assignment.disposition.is_(None), assignment.disposition != UNDONE)
        )
    )
    return [IncidentTimes(*tuple(row)) for row in incidents], [AssignmentTimes(*tuple(row)) for row in assignments]
