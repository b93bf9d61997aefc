"""What is arranged for an incident: later work, another alarm, part of a major one, a wrong line struck out."""

from __future__ import annotations

from console.rules import facts as f
from console.rules.asked import Asked
from console.rules.board import Board
from console.rules.centre import Centre
from console.rules.incident import find_incident
from console.rules.refused import Refused
from console.rules.unit import find_unit
from console.rules.wording import quoted

HIGHEST = 5
"""The last alarm level that makes sense on the air."""


def plan(board: Board, asked: Asked, id: int, at: int, units: tuple[str, ...]) -> f.Facts:
    """Let it begin later, with units that are booked for then and look free until then."""
    incident = find_incident(board, id)
    if incident.state not in ("pending", "deferred"):
        raise Refused(f"#{incident.short} is {incident.state}; only what waits can be planned for later.")
    if at <= asked.when:
        raise Refused("The time it begins must be still to come.")
    booked = tuple(dict.fromkeys(find_unit(board, name).callsign for name in units))
    planned = f.IncidentPlanned(id, at)
    return (planned, f.UnitsBooked(id, booked)) if booked != incident.booked else (planned,)


def raise_level(board: Board, centre: Centre, id: int) -> f.Facts:
    """Call for what the next alarm of its run card sends."""
    incident = find_incident(board, id)
    if incident.state not in ("pending", "active"):
        raise Refused(f"#{incident.short} is {incident.state}; another alarm is for what is being worked on.")
    if centre.service_of(incident.type) is None:
        raise Refused(f"#{incident.short} has no type with a run card; name the units yourself, as in  d12 14")
    if incident.level >= HIGHEST:
        raise Refused(f"#{incident.short} is at alarm {incident.level}, the highest there is.")
    return (f.LevelRaised(id, incident.level + 1),)


def link(board: Board, id: int, parent: int) -> f.Facts:
    """Say that it belongs to a major incident; each keeps its own units, callers and clocks."""
    incident, major = find_incident(board, id), find_incident(board, parent)
    if major.parent is not None:
        major = find_incident(board, major.parent)
    if major.id == id:
        raise Refused(f"#{incident.short} can't belong to itself; name the major incident second, as in  kp #18 #17")
    if incident.parent == major.id:
        raise Refused(f"#{incident.short} belongs to #{major.short} already.")
    if "merged" in (incident.state, major.state):
        raise Refused(f"One of them is the same as another already; split it off first, as in  k- #{incident.short}")
    followers = (f.IncidentLinked(each.id, major.id) for each in board.children(id))
    return (f.IncidentLinked(id, major.id), *followers)


def unlink(board: Board, id: int) -> f.Facts:
    """Say that it stands alone after all."""
    incident = find_incident(board, id)
    if incident.parent is None:
        raise Refused(f"#{incident.short} belongs to no major incident.")
    return (f.IncidentUnlinked(id),)


def strike(board: Board, id: int, remark: int, why: str) -> f.Facts:
    """Strike out a line that is wrong; it stays to be read, with who struck it and why."""
    incident = board.incidents.get(id) or board.recent.get(id) or find_incident(board, id)
    if not 0 <= remark < len(incident.remarks):
        raise Refused(
            f"#{incident.short} has {len(incident.remarks)} remarks; name one of them, as in  r- 1 wrong flat"
        )
    line = incident.remarks[remark]
    if line.struck:
        raise Refused(f'The line "{quoted(line.text)}" is struck out already, by {quoted(line.struck)}.')
    if not why.strip():
        raise Refused("Say what is wrong with it, as in  r- 1 wrong flat")
    return (f.RemarkStruck(id, remark, why),)
