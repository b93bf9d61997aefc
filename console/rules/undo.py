"""Taking back the newest command of one's own, for ten seconds."""

from __future__ import annotations

from msgspec.structs import replace

from console.rules import facts as f
from console.rules.asked import Asked
from console.rules.board import Board, Incident, LastAct
from console.rules.refused import Refused

LIMIT_MS = 10_000
UNDOABLE = {
    "TypeSet": "the type",
    "PlaceSet": "the place",
    "PrioritySet": "the priority",
    "DetailSet": "the answer",
    "IncidentDeferred": "the wait",
    "IncidentReleased": "the release",
    "IncidentClosed": "the closing",
    "IncidentReopened": "the reopening",
    "IncidentMerged": "the merging",
    "IncidentSplit": "the splitting",
    "PlaceVerified": "the verifying",
    "UnitDispatched": "the dispatch",
    "UnitReported": "the status",
    "UnitCleared": "the clearing",
    "UnitFreed": "the freeing",
    "UnitTurned": "the turning",
    "UnitChanged": "the change of the unit",
    "IncidentPlanned": "the plan",
    "LevelRaised": "the alarm level",
    "IncidentLinked": "the link to the major incident",
    "IncidentUnlinked": "the parting from the major incident",
    "UnitOutOfService": "out of service",
    "UnitInService": "in service",
}


def undo(board: Board, asked: Asked) -> f.Facts:
    """Put back what this position's newest command touched, unless somebody has touched it since."""
    act = board.last.get(asked.position)
    if act is None or act.taken_back:
        raise Refused("There is nothing of yours to undo.")
    if asked.now - act.when > LIMIT_MS:
        raise Refused("Your last command is more than 10 seconds old; correct it with a new one.")
    if act.what not in UNDOABLE:
        raise Refused("Your last command can't be undone; what was said stays said. Add a correction.")
    _unchanged(board, act)
    _holds(board, act)
    incidents = [before for before, _ in act.incidents.values() if before is not None]
    return (
        f.Undone(
            act.key,
            _what(act),
            tuple(replace(before, remarks=(), details={}, told="") for before in incidents),
            tuple(before for before, _ in act.assignments.values() if before is not None),
            tuple(before for before, _ in act.units.values() if before is not None),
            tuple(after.id for before, after in act.assignments.values() if before is None),
            tuple((before.id, before.details) for before in incidents if before.details),
            tuple(act.promises),
        ),
    )


def _what(act: LastAct) -> str:
    """What it was called: a unit that was freed to go elsewhere was diverted."""
    sent = any(before is None for before, _ in act.assignments.values())
    return "the divert" if act.what == "UnitFreed" and sent else UNDOABLE[act.what]


def _unchanged(board: Board, act: LastAct) -> None:
    for _, incident in act.incidents.values():
        known = board.incidents.get(incident.id) or board.recent.get(incident.id)
        if known is None or _bare(known) != _bare(incident):
            raise Refused(f"#{incident.short} has changed since; correct it with a new command.")
    for before, after in act.incidents.values():
        if before is not None and before.into is not None and before.into not in board.incidents:
            raise Refused(f"What #{after.short} was merged into is closed; correct it with a new command.")
    for _, assignment in act.assignments.values():
        if board.assignments.get(assignment.id) != assignment:
            raise Refused(f"{assignment.unit} has reported since; correct it with a new command.")
    for _, unit in act.units.values():
        if board.units.get(unit.callsign) != unit:
            raise Refused(f"{unit.callsign} has changed since; correct it with a new command.")


def _holds(board: Board, act: LastAct) -> None:
    """Nothing may be left that is the same as, or part of, what would be closed or belong to another by then."""
    known = dict(board.incidents)
    for id, (before, _) in act.incidents.items():
        if before is not None:
            known.pop(id, None)
        if before is not None and before.state != "closed":
            known[id] = before
    for incident in known.values():
        other, major = known.get(incident.into or 0), known.get(incident.parent or 0)
        merged = incident.into is None or (other is not None and other.into is None)
        linked = incident.parent is None or (major is not None and major.into is None and major.parent is None)
        if not merged or not linked:
            raise Refused(f"What #{incident.short} belongs to has changed since; correct it with a new command.")


def _bare(incident: Incident) -> Incident:
    return replace(incident, remarks=())
