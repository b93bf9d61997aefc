"""Several calls about one thing: what is the same is put together, and can be taken apart again. Nothing is copied."""

from __future__ import annotations

from collections.abc import Iterator

from console.rules import facts as f
from console.rules.board import Board, Incident
from console.rules.call import find_call
from console.rules.incident import find_incident
from console.rules.refused import Refused
from console.rules.wording import listed


def link(board: Board, id: int, incident: int) -> f.Facts:
    """Say which incident a call is about; the form that was begun for it is merged into that one."""
    call = find_call(board, id)
    if incident not in board.incidents:
        raise Refused("That incident is closed; reopen it before a caller is added to it.")
    if call.incident == incident:
        raise Refused(f"{call.line} is linked to that incident already.")
    if call.incident is not None and call.incident in board.incidents:
        return merge(board, call.incident, incident)
    return (f.CallLinked(id, incident),)


def merge(board: Board, id: int, into: int) -> f.Facts:
    """Say that an incident is the same as another; both keep their numbers, callers, lines and clocks."""
    incident, other = find_incident(board, id), find_incident(board, into)
    other = _root(board, other)
    if other.id == incident.id:
        raise Refused(f"#{incident.short} and #{other.short} are one already.")
    if incident.state == "merged":
        raise Refused(f"#{incident.short} belongs to another one; split it off first, as in  k- #{incident.short}")
    units = [assignment.unit for assignment in board.on(id)]
    if units:
        both = f"k #{other.short} #{incident.short}"
        raise Refused(f"{listed(units)} went to #{incident.short}; free them, or merge the other way, as in  {both}")
    followers = [f.IncidentMerged(each.id, other.id) for each in board.merged_into(id)]
    return (f.IncidentMerged(id, other.id), *followers, *_parts(board, incident, other))


def _parts(board: Board, incident: Incident, other: Incident) -> Iterator[f.IncidentLinked | f.IncidentUnlinked]:
    """What belonged to a major incident belongs to the other one now; the merged one itself is no part of anything."""
    if incident.parent is not None:
        yield f.IncidentUnlinked(incident.id)
    major = other.id if other.parent in (None, incident.id) else other.parent
    for child in board.children(incident.id):
        yield f.IncidentUnlinked(child.id) if child.id == major else f.IncidentLinked(child.id, major)


def split(board: Board, id: int) -> f.Facts:
    """Say that an incident is a thing of its own after all; it is as it was before."""
    incident = find_incident(board, id)
    if incident.state != "merged":
        raise Refused(f"#{incident.short} is {incident.state}; only one that was merged can be split off.")
    return (f.IncidentSplit(id),)


def _root(board: Board, incident: Incident) -> Incident:
    return board.incidents[incident.into] if incident.into is not None else incident
