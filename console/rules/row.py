"""The searchable past: one row per call, incident and assignment, made from the board after each entry."""

from __future__ import annotations

from collections.abc import Iterator

from console.rules import facts as f
from console.rules.board import Assignment, Board, Call, Incident
from console.rules.record import RecordRow, promise_row, referral_row, request_row


def rows(before: Board, after: Board, entry: f.Stamped) -> Iterator[RecordRow]:
    """The rows that an entry changes."""
    fact = entry.fact
    if isinstance(fact, f.Undone):
        for incident in fact.incidents:
            yield incident_row(after.incident(incident.id))
        for id in (*(assignment.id for assignment in fact.assignments), *fact.cancelled):
            yield assignment_row(after.assignments[id])
        yield from (promise_row(after.promises[id]) for id in fact.promises)
        return
    if isinstance(fact, f.PromiseMade | f.PromiseTried | f.PromiseTaken | f.PromiseEnded):
        over = fact if isinstance(fact, f.PromiseEnded) else None
        yield promise_row((before if over else after).promises[fact.promise], over, entry.when)
        return
    if isinstance(fact, f.RequestMade | f.RequestTaken | f.RequestAskedBack | f.RequestAnswered | f.RequestDone):
        yield request_row(before, after, entry, fact)
        return
    if isinstance(fact, f.ServiceDefined | f.ServiceSigned | f.RecordViewed | f.Exported | f.PrivateErased):
        return
    if isinstance(fact, f.ReferralMade):
        yield referral_row(after.incident(fact.incident), entry, fact)
    call, incident_id, assignment_id = (getattr(fact, noun, None) for noun in ("call", "incident", "assignment"))
    if call is not None:
        yield _call_row(before, after, entry, call)
        yield from _parted(before, after, call)
    if incident_id is not None:
        yield incident_row(after.incident(incident_id))
    if assignment_id is not None:
        yield assignment_row(after.assignments[assignment_id])


def _parted(before: Board, after: Board, id: int) -> Iterator[RecordRow]:
    """The incident that the call was about before, where it is about another one now."""
    was = before.calls[id].incident if id in before.calls else None
    linked = id in after.calls and after.calls[id].incident != was
    if linked and was is not None and (was in after.incidents or was in after.recent):
        yield incident_row(after.incident(was))


def _call_row(before: Board, after: Board, entry: f.Stamped, id: int) -> RecordRow:
    if id in after.calls:
        return call_row(after.calls[id])
    abandoned = isinstance(entry.fact, f.CallAbandoned)
    return call_row(before.calls[id], ended=entry.when, abandoned=abandoned)


def call_row(call: Call, ended: int | None = None, abandoned: bool = False) -> RecordRow:
    """A call's row; `ended` in ms UTC."""
    return RecordRow(
        "call",
        {
            "id": call.id,
            "line": call.line,
            "phone": call.phone,
            "name": "",
            "rang": call.rang,
            "answered": call.answered,
            "ended": ended,
            "abandoned": abandoned,
            "answered_by": call.who,
            "position": call.position,
            "incident": call.incident,
            "channel": call.channel,
        },
    )


def incident_row(incident: Incident) -> RecordRow:
    """An incident's row."""
    place = incident.place
    return RecordRow(
        "incident",
        {
            "id": incident.id,
            "number": incident.number,
            "ref": incident.ref,
            "state": incident.state,
            "type": incident.type,
            "priority": incident.priority,
            "place": place.text if place else "",
            "town": place.town if place else "",
            "zone": place.zone if place else "",
            "lat": place.lat if place else None,
            "lon": place.lon if place else None,
            "verified": bool(place and place.verified),
            "received": incident.received,
            "opened": incident.opened,
            "located": incident.located,
            "sent": incident.sent,
            "first_dispatched": incident.first_dispatched,
            "first_en_route": incident.first_en_route,
            "first_on_scene": incident.first_on_scene,
            "closed": incident.closed,
            "disposition": incident.disposition,
            "outcome": incident.outcome,
            "opened_by": incident.who,
            "callers": len(incident.calls),
            "caller": incident.details.get("name", ""),
            "phone": incident.details.get("phone", ""),
            "told": incident.told,
            "into": incident.into,
        },
    )


def assignment_row(assignment: Assignment) -> RecordRow:
    """An assignment's row, with a stamp per status."""
    return RecordRow(
        "assignment",
        {
            "id": assignment.id,
            "incident": assignment.incident,
            "unit": assignment.unit,
            "kind": assignment.kind,
            **{
                status: assignment.stamps.get(status)
                for status in (
                    "dispatched",
                    "acknowledged",
                    "en_route",
                    "on_scene",
                    "transporting",
                    "at_destination",
                    "cleared",
                )
            },
            "disposition": assignment.disposition,
            "destination": assignment.destination,
            "dispatched_by": assignment.by,
        },
    )
