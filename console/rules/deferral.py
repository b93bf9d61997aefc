"""An incident that waits, with a reason: its callers are rung meanwhile, so that a change for the worse is heard."""

from __future__ import annotations

from console.rules import facts as f
from console.rules.asked import Asked
from console.rules.board import Board, Incident
from console.rules.call import number_of
from console.rules.centre import Centre
from console.rules.incident import find_incident
from console.rules.owed import Promise
from console.rules.refused import Refused


def defer(board: Board, centre: Centre, asked: Asked, id: int, reason: str, until: int | None = None) -> f.Facts:
    """Let it wait, or wait on, with a reason and, if known, a time; who rang about it is owed a call meanwhile."""
    incident = find_incident(board, id)
    if incident.state not in ("pending", "deferred"):
        raise Refused(f"#{incident.short} is {incident.state}; only a pending incident can wait.")
    if not reason.strip():
        raise Refused(f"Say why it waits, as in  w #{incident.short} no unit free 30")
    if until is not None and until <= asked.when:
        raise Refused("The time it waits until must be still to come.")
    owed = () if welfare_of(board, id) else welfare_call(board, centre, asked, incident)
    return (f.IncidentDeferred(id, reason, until), *owed)


def release(board: Board, id: int) -> f.Facts:
    """Put a waiting incident back into the queue."""
    incident = find_incident(board, id)
    if incident.state != "deferred":
        raise Refused(f"#{incident.short} is {incident.state}; it does not wait.")
    return (f.IncidentReleased(id),)


def asleep(incident: Incident, now: int) -> bool:
    """Whether it still waits for its time (`now` in ms UTC); once that has come it is due, and back in the queue."""
    return incident.state == "deferred" and (incident.deferred_until is None or now < incident.deferred_until)


def welfare_of(board: Board, incident: int) -> tuple[Promise, ...]:
    """The open promises to see how a caller of this incident is."""
    return tuple(p for p in board.promises.values() if p.kind == "welfare" and p.incident == incident)


def welfare_call(board: Board, centre: Centre, asked: Asked, incident: Incident) -> tuple[f.PromiseMade, ...]:
    """The call that a waiting incident owes; none without a number, or a stage for it in the centre's standard."""
    seconds = centre.standard.seconds("welfare", incident.priority, incident.type)
    phone = number_of(board, incident)
    if seconds is None or not phone or asked.late:
        return ()
    made = f.PromiseMade(
        board.next_promise,
        "welfare",
        incident.position or asked.position,
        asked.when + seconds * 1000,
        incident=incident.id,
        name=incident.details.get("name", ""),
        phone=phone,
        text=f"how are they while #{incident.short} waits",
    )
    return (made,)
