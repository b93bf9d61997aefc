"""What may be done with a unit. Status follows assignment: there is no way to set one without the other."""

from __future__ import annotations

from difflib import get_close_matches

from console.rules import facts as f
from console.rules.asked import Asked
from console.rules.board import Assignment, Board, Unit
from console.rules.centre import Centre, Place
from console.rules.closing import closings, complete, whole
from console.rules.hands import Seen, same_jobs
from console.rules.incident import find_incident
from console.rules.refused import Refused
from console.rules.status import STATUS, UNDONE, StatusName
from console.rules.wording import listed, quoted


def find_unit(board: Board, callsign: str) -> Unit:
    """The unit on duty with this callsign, case-blind, or a refusal that names the nearest three."""
    if callsign in board.units:
        return board.units[callsign]
    for name, unit in board.units.items():
        if name.upper() == callsign.upper():
            return unit
    for name in board.off_duty:
        if name.upper() == callsign.upper():
            raise Refused(f"{name} is off duty; sign it on, as in  so{name}")
    near = get_close_matches(callsign.upper(), list(board.units), 3, 0.0)
    known = f"; near it: {listed(near, 'or')}" if near else ""
    raise Refused(f"No unit {quoted(callsign.upper())} is on duty{known}.")


def sign_on(board: Board, unit: f.UnitSignedOn) -> f.Facts:
    """Bring a unit on duty."""
    known = next((name for name in board.units if name.upper() == unit.unit.upper()), None)
    if known is not None:
        raise Refused(f"{known} is on duty already.")
    return (unit,)


def sign_off(board: Board, callsign: str) -> f.Facts:
    """Take a unit off duty; nobody goes home in the middle of a job."""
    unit = find_unit(board, callsign)
    if unit.assignments:
        raise Refused(f"{unit.callsign} is still on {_job(board, unit)}; clear it first, as in  c{unit.callsign} rpt")
    return (f.UnitSignedOff(unit.callsign),)


def dispatch(
    board: Board,
    asked: Asked,
    callsigns: tuple[str, ...],
    incident: int,
    reached: StatusName,
    seen: Seen | None = None,
) -> f.Facts:
    """Send units to an incident; `reached` is dispatched, or a later status they have come to already.

    A unit that is on another job keeps it as its first one; where somebody else sent it there since it was `seen`,
    nobody goes. A late entry tells what was done, so nothing that
    speaks against sending the unit now refuses it, not even that it was sent there once before.
    """
    target = find_incident(board, incident)
    if target.state == "draft":
        raise Refused(f"#{target.short} is not sent yet; send it from the form of its call first.")
    if target.into is not None:
        raise Refused(f"#{target.short} is the same as #{board.incident(target.into).short}; send them to that one.")
    if reached == "cleared":
        raise Refused("Units that are done already need no sending; add a remark, as in  r 12 was there")
    if not callsigns:
        raise Refused("Name the units to send, as in  d12 14")
    facts: list[f.Fact] = []
    for callsign in dict.fromkeys(name.upper() for name in callsigns):
        unit = find_unit(board, callsign)
        if not asked.late:
            same_jobs(board, asked, unit, seen)
            may_go(board, unit, incident)
        assignment = board.next_assignment + sum(isinstance(fact, f.UnitDispatched) for fact in facts)
        facts.append(f.UnitDispatched(assignment, unit.callsign, incident))
        if reached != "dispatched":
            facts.append(f.UnitReported(assignment, unit.callsign, incident, reached))
    return tuple(facts)


def may_go(board: Board, unit: Unit, incident: int) -> None:
    """Refuse to send a unit that is out of service, or there already."""
    if unit.out:
        raise Refused(f"{unit.callsign} is out of service: {quoted(unit.out)}; on{unit.callsign} brings it back.")
    if any(board.assignments[id].incident == incident for id in unit.assignments):
        raise Refused(f"{unit.callsign} is on #{board.incident(incident).short} already.")


def find_assignment(board: Board, callsign: str, incident: int | None = None, *, newest: bool = False) -> Assignment:
    """The unit's first (or `newest`) assignment on this incident, else the one it works on now, or a refusal."""
    unit = find_unit(board, callsign)
    mine = [board.assignments[id] for id in unit.assignments]
    if incident is not None:
        mine = [assignment for assignment in mine if assignment.incident == incident]
    if not mine:
        known = incident is not None and (incident in board.incidents or incident in board.recent)
        named = f"#{board.incident(incident).short}" if known and incident is not None else ""
        where, sending = named or "any incident", f"d{unit.callsign} {named}".rstrip()
        raise Refused(f"{unit.callsign} is not on {where}; send it first, as in  {sending}")
    return mine[-1] if newest else mine[0]


def report(
    board: Board,
    centre: Centre,
    asked: Asked,
    callsign: str,
    status: StatusName,
    incident: int | None = None,
    note: str = "",
) -> f.Facts:
    """A unit reaches a status. Live it can only go forward; a late entry fills in what is missing.

    A destination that is a place of the centre is taken with where it is.
    """
    if status == "cleared":
        raise Refused(f"Clearing says how it ended, as in  c{callsign} rpt")
    assignment = _open_or_late(board, asked, callsign, incident)
    name, word = assignment.unit, STATUS[status].word
    if status in assignment.stamps:
        raise Refused(f"{name} is {word} already on {_where(board, assignment)}.")
    if not asked.late and STATUS[status].order < STATUS[assignment.status].order:
        now = STATUS[assignment.status].word
        raise Refused(f"{name} is {now} on {_where(board, assignment)} and can't go back to {word}; z undoes a slip.")
    to = _destination(centre, note) if status == "transporting" else None
    where = (to.lat, to.lon) if to else (None, None)
    return (f.UnitReported(assignment.id, name, assignment.incident, status, to.name if to else note, *where),)


def _destination(centre: Centre, note: str) -> Place | None:
    """The one named place of the centre that the words begin; None where there is none, or more than one."""
    wanted = " ".join(note.casefold().split())
    named = [place for place in centre.places if place.name and wanted]
    exact = [place for place in named if place.name.casefold() == wanted]
    likely = exact or [place for place in named if f" {place.name.casefold()} ".find(f" {wanted}") >= 0]
    return likely[0] if len({place.name for place in likely}) == 1 else None


def _open_or_late(board: Board, asked: Asked, callsign: str, incident: int | None) -> Assignment:
    """A late entry may still speak about the newest job on that incident after it was cleared."""
    if asked.late and incident is not None:
        name = find_unit(board, callsign).callsign
        past = [
            a
            for a in board.assignments.values()
            if (a.unit, a.incident) == (name, incident) and a.disposition != UNDONE
        ]
        if past:
            return past[-1]
    return find_assignment(board, callsign, incident)


def clear(
    board: Board,
    centre: Centre,
    asked: Asked,
    callsign: str,
    disposition: str = "",
    incident: int | None = None,
    closes: bool = True,
) -> f.Facts:
    """A unit is done. The last one to clear with a disposition closes the incident with it, if nothing is missing."""
    assignment = find_assignment(board, callsign, incident, newest=asked.late and incident is not None)
    others = [a for a in board.on(assignment.incident) if a.id != assignment.id]
    cleared = f.UnitCleared(assignment.id, assignment.unit, assignment.incident, disposition.upper())
    if others or not closes:
        return (cleared,)
    if not disposition:
        short = board.incident(assignment.incident).short
        raise Refused(
            f"{assignment.unit} is the last on #{short}: say how it ended, as in  c{assignment.unit} rpt, "
            f"or put it back with  f{assignment.unit}"
        )
    if not asked.late:
        whole(board, assignment.incident)
        complete(board, centre, board.incident(assignment.incident), disposition)
    return (cleared, *closings(board, assignment.incident, disposition.upper(), "dispatched"))


def free(board: Board, callsign: str, incident: int | None = None) -> f.Facts:
    """Take a unit off its incident, which goes back to the queue if nobody else is on it."""
    assignment = find_assignment(board, callsign, incident)
    return (f.UnitFreed(assignment.id, assignment.unit, assignment.incident),)


def out_of_service(board: Board, callsign: str, reason: str, until: int | None = None) -> f.Facts:
    """A unit can't be sent, with the reason; a job it is on must be over."""
    unit = find_unit(board, callsign)
    if unit.assignments:
        raise Refused(f"{unit.callsign} is on {_job(board, unit)}; clear it before it goes out of service.")
    if unit.out:
        raise Refused(f"{unit.callsign} is out of service already: {quoted(unit.out)}.")
    if not reason.strip():
        raise Refused(f"Say why, as in  off{unit.callsign} meal")
    return (f.UnitOutOfService(unit.callsign, reason, until),)


def in_service(board: Board, callsign: str) -> f.Facts:
    """A unit can be sent again."""
    unit = find_unit(board, callsign)
    if not unit.out:
        raise Refused(f"{unit.callsign} is in service already.")
    return (f.UnitInService(unit.callsign),)


def contact(board: Board, callsign: str, minutes: int | None = None) -> f.Facts:
    """The unit answered and is all right; `*` means every unit that is on a job."""
    if minutes is not None and not 1 <= minutes <= 240:
        raise Refused(f"A check comes in 1 to 240 minutes, not {minutes}; as in  y12 20")
    if callsign != "*":
        return (f.ContactMade(find_unit(board, callsign).callsign, minutes),)
    busy = [unit.callsign for unit in board.units.values() if unit.assignments]
    if not busy:
        raise Refused("No unit is on a job, so there is nobody to check.")
    return tuple(f.ContactMade(name, minutes) for name in busy)


def _where(board: Board, assignment: Assignment) -> str:
    return f"#{board.incident(assignment.incident).short}"


def _job(board: Board, unit: Unit) -> str:
    return _where(board, board.assignments[unit.assignments[0]])
