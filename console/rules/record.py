"""The rows of promises, requests and referrals among the searchable past."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from console.rules import facts as f
from console.rules.board import Board, Incident
from console.rules.owed import Promise


class RecordRow(Struct, frozen=True):
    """A whole row of one of the record tables, with its `id` among the values."""

    table: str
    values: Mapping[str, object]


def promise_row(promise: Promise, over: f.PromiseEnded | None = None, when: int | None = None) -> RecordRow:
    """A promise's row, open or `over` since `when` (ms UTC); `tried` counts the attempts."""
    values = {
        "id": promise.id,
        "kind": promise.kind,
        "state": over.end if over else "open",
        "made": promise.made,
        "made_by": promise.by,
        "position": promise.position,
        "owner": promise.owner,
        "due": promise.due,
        "ended": when if over else None,
        "call": promise.call,
        "incident": promise.incident,
        "to": promise.to,
        "name": promise.name,
        "phone": promise.phone,
        "text": promise.text,
        "minutes": promise.minutes,
        "service": promise.service,
        "tried": len(promise.tried),
        "note": over.note if over else "",
    }
    return RecordRow("promise", values)


def request_row(before: Board, after: Board, entry: f.Stamped, fact: f.RequestFact) -> RecordRow:
    """A request's row; `returns` counts how often it was sent back, `question` the last question that failed."""
    request = after.requests[fact.request] if fact.request in after.requests else before.requests[fact.request]
    done = isinstance(fact, f.RequestDone)
    values = {
        "id": request.id,
        "number": request.number,
        "department": request.department,
        "service": request.service,
        "state": "done" if done else request.state,
        "made": request.made,
        "made_by": request.by,
        "due": request.due,
        "done": entry.when if done else None,
        "taken_by": request.taken_by,
        "place": request.place,
        "town": request.town,
        "lat": request.lat,
        "lon": request.lon,
        "name": request.name,
        "phone": request.phone,
        "text": request.text,
        "returns": request.returns,
        "question": request.question,
        "reason": fact.reason if isinstance(fact, f.RequestDone) else "",
        "note": fact.note if isinstance(fact, f.RequestDone) else "",
    }
    return RecordRow("request", values)


def referral_row(incident: Incident, entry: f.Stamped, fact: f.ReferralMade) -> RecordRow:
    """A referral's row; one an incident, the newest."""
    values = {
        "id": incident.id,
        "number": incident.number,
        "at": entry.when,
        "listing": fact.listing,
        "name": fact.name,
        "phone": fact.caller,
        "connected": fact.connected,
        "made_by": entry.who,
    }
    return RecordRow("referral", values)
