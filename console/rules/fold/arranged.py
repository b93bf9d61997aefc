"""What the dispatcher arranges for an incident: it waits, is planned, booked, raised, or part of a greater one."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from console.rules import facts as f
from console.rules.board import Incident, IncidentState

Arrangement = (
    f.IncidentDeferred
    | f.IncidentReleased
    | f.IncidentPlanned
    | f.UnitsBooked
    | f.LevelRaised
    | f.IncidentLinked
    | f.IncidentUnlinked
)


def arranged(incident: Incident, fact: Arrangement) -> Incident:
    """The incident after an arrangement."""
    match fact:
        case f.IncidentDeferred():
            return replace(incident, state="deferred", deferred_until=fact.until, reason=fact.reason, planned=None)
        case f.IncidentReleased():
            return replace(incident, state="pending", deferred_until=None, reason="", planned=None)
        case f.IncidentPlanned():
            waits = "planned" if incident.state != "active" else incident.reason
            state: IncidentState = "deferred" if incident.state != "active" else "active"
            return replace(incident, state=state, planned=fact.at, deferred_until=fact.at, reason=waits)
        case f.UnitsBooked():
            return replace(incident, booked=fact.units)
        case f.LevelRaised():
            return replace(incident, level=fact.level)
        case f.IncidentLinked():
            return replace(incident, parent=fact.parent)
        case f.IncidentUnlinked():
            return replace(incident, parent=None)
        case _:
            assert_never(fact)
