"""What stands around the fields of a call's form: its title, a note per field, the choices and the questions."""

from __future__ import annotations

from collections.abc import Sequence

from console.rules.board import Call, Incident
from console.rules.catalogue import Question
from console.rules.centre import Centre
from console.rules.service import questions
from console.rules.signing import standing
from console.screens.accepting import Accepting
from console.screens.call_form import DETAILS, CallForm
from console.widgets.form import Hints
from console.widgets.insight import Insight
from console.widgets.sight import Sight

CHANNELS = {"phone": "", "text": "TEXT ", "email": "E-MAIL ", "walk-in": "AT THE DOOR "}


def hints(
    form: CallForm, entry: Accepting, sight: Sight, incident: Incident | None, call: Call | None, insight: Insight
) -> Hints:
    """All of it for one form."""
    return Hints(
        _title(form, sight, incident, call),
        {"location": _place_note(entry, incident), "type": _type_note(sight, incident, insight)},
        entry.rows(),
        entry.choosing,
        asked(sight.centre, incident),
        incident.details if incident else {},
    )


def asked(centre: Centre, incident: Incident | None) -> Sequence[Question]:
    """The questions that can be answered here, then the answers that belong to none of them."""
    found = [question for question in questions(centre, incident) if question.kind != "note"]
    found = [question for question in found if question.code not in DETAILS]
    codes = {question.code for question in found}
    others = (code for code in (incident.details if incident else ()) if code not in (*codes, *DETAILS, "language"))
    return [*found, *(Question(code, code, "text") for code in others)]


def _title(form: CallForm, sight: Sight, incident: Incident | None, call: Call | None) -> str:
    number = f"CALL {incident.number}  #{incident.short}" if incident else "NEW CALL"
    parts = [number, f"{CHANNELS[call.channel]}{call.line} {call.phone}".strip() if call else ""]
    if incident is not None:
        same = sight.board.merged_into(incident.id)
        parts.append(f"{sight.board.callers(incident)} callers" if same else "")
        parts.append(f"SENT {sight.time(incident.sent)}" if incident.sent and incident.closed is None else "")
        parts.append(f"{incident.outcome.upper()} {incident.disposition}" if incident.closed is not None else "")
        parts.append(f"IN {incident.details['language'].upper()}" if incident.details.get("language") else "")
    parts.append(f"draft saved {sight.time(form.saved_at)}" if form.saved_at else "")
    return "  ".join(part for part in parts if part)


def _place_note(entry: Accepting, incident: Incident | None) -> str:
    if entry.open and entry.matches:
        towns = len({match.place.town for match in entry.matches})
        what = f"{towns} towns" if towns > 1 else str(len(entry.matches))
        return "CHOOSE: none is quite that" if entry.only_near else f"CHOOSE: {what} match"
    place = incident.place if incident else None
    if place is None:
        return ""
    if not place.matched:
        return "~ UNVER as it was heard"
    zone = f" zone {place.zone}" if place.zone else ""
    sure = f"VERIFIED {place.verified_by}" if place.verified else "~MATCHED"
    return f"{place.town}{zone} {sure}"


def _type_note(sight: Sight, incident: Incident | None, insight: Insight) -> str:
    if insight.guess:
        return f"~ SOUNDS LIKE {insight.guess}; Down offers it"
    service = sight.centre.service_by_code.get(incident.type) if incident else None
    if incident is None or not incident.priority:
        return service.name if service else ""
    name = service.name if service else incident.type_name
    doubt = f"  ~ UNVERIFIED: {why_not}" if service and (why_not := standing(sight.board, service, sight.today)) else ""
    if incident.why.startswith("because"):
        return f"PRIORITY {incident.priority} {incident.why}   {name}{doubt}"
    return f"{name}   PRIORITY {incident.priority}  ({sight.key('incident.raise')} / -){doubt}"
