"""What may be asked of a department, and what the department does with it."""

from __future__ import annotations

from console.rules import facts as f
from console.rules.asked import Asked
from console.rules.board import Board, Incident
from console.rules.call import number_of
from console.rules.centre import Centre
from console.rules.closing import closings
from console.rules.incident import find_incident, find_service, nobody_on
from console.rules.owed import Request
from console.rules.refused import Refused
from console.rules.service import questions
from console.rules.wording import listed, quoted

DAY_MS = 86_400_000
DISPOSITION = "REQ"
"""What an incident closes with when a department has it."""


def find_request(board: Board, id: int) -> Request:
    """The open request with this id, or a refusal."""
    if id not in board.requests:
        raise Refused("That request is done already; the list shows the open ones.")
    return board.requests[id]


def request(board: Board, centre: Centre, asked: Asked, id: int) -> f.Facts:
    """Give an incident to its service's department; its required questions must have answers."""
    incident = find_incident(board, id)
    service = find_service(centre, incident.type)
    if "requested" not in service.outcomes:
        raise Refused(f"{service.code} cannot be requested; it ends {listed(service.outcomes, 'or')}.")
    nobody_on(board, incident)
    if incident.place is None:
        raise Refused("Say where it is first; the department has to find it.")
    open_questions = [q for q in questions(centre, incident) if q.required and q.kind != "note"]
    blank = [q.ask for q in open_questions if incident.details.get(q.code, "") in ("", "?")]
    if blank:
        more = f", and {len(blank) - 1} more" if blank[1:] else ""
        raise Refused(f"The department needs an answer first: {quoted(blank[0])}{more}.")
    _not_asked_yet(board, incident)
    due = None if service.days is None else asked.when + service.days * DAY_MS
    made = _made(board, incident, service.department, due)
    return (made, *closings(board, id, DISPOSITION, "requested"))


def _not_asked_yet(board: Board, incident: Incident) -> None:
    for open_one in board.requests.values():
        if (open_one.number, open_one.service) == (incident.number, incident.type):
            raise Refused(f"{open_one.department} has that already: R{open_one.id}, {open_one.state}.")


def _made(board: Board, incident: Incident, department: str, due: int | None) -> f.RequestMade:
    place = incident.place
    assert place is not None
    person = {"name", "phone", "who", "entry", "language"}
    return f.RequestMade(
        board.next_request,
        incident.id,
        incident.number,
        department,
        incident.type,
        incident.type_name,
        due,
        place.text,
        place.town,
        place.lat,
        place.lon,
        incident.details.get("name", ""),
        number_of(board, incident),
        " / ".join(remark.text for remark in incident.remarks),
        {code: value for code, value in incident.details.items() if code not in person},
    )


def take(board: Board, id: int) -> f.Facts:
    """The department begins to work on it."""
    request = find_request(board, id)
    if request.state == "taken":
        raise Refused(f"{request.number} is with {request.taken_by} already.")
    return (f.RequestTaken(id),)


def ask_back(board: Board, id: int, missing: str, question: str = "") -> f.Facts:
    """Send it back for what is missing; that counts against the question which should have brought it."""
    request = find_request(board, id)
    if not missing.strip():
        raise Refused("Say what is missing, so that somebody can ask the caller.")
    if request.state == "asked back":
        raise Refused(f"{request.number} was sent back already, for: {quoted(request.missing)}.")
    return (f.RequestAskedBack(id, missing, question),)


def answer(board: Board, id: int, text: str) -> f.Facts:
    """Bring what was missing."""
    request = find_request(board, id)
    if request.state != "asked back":
        raise Refused(f"{request.number} lacks nothing; it is {request.state}.")
    if not text.strip():
        raise Refused("Type what was missing first.")
    return (f.RequestAnswered(id, text),)


def finish(board: Board, centre: Centre, id: int, reason: str, note: str = "") -> f.Facts:
    """The department is done with it, for one of the service's reasons."""
    request = find_request(board, id)
    service = centre.service_by_code.get(request.service.upper())
    known = service.reasons if service else ()
    if not reason.strip():
        raise Refused(f"Say how {request.number} ended" + (f": {listed(known, 'or')}." if known else "."))
    if known and reason not in known:
        raise Refused(f"No {request.service} ends with {quoted(reason)}; say {listed(known, 'or')}.")
    return (f.RequestDone(id, reason, note),)
