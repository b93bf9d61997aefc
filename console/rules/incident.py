"""What may be done with an incident."""

from __future__ import annotations

from collections.abc import Mapping

from console.rules import facts as f
from console.rules.asked import Asked
from console.rules.board import Board, Incident
from console.rules.call import answer, leave
from console.rules.call_facts import Channel
from console.rules.catalogue import OUTCOMES as SERVED
from console.rules.catalogue import Service
from console.rules.centre import Centre
from console.rules.hands import same_field
from console.rules.priority import priority_of
from console.rules.refused import Refused
from console.rules.wording import listed, quoted

OUTCOMES = (*SERVED, "cancelled")


def title(incident: Incident) -> str:
    """How a sentence names an incident: `#3 MED-U 88 RIVER RD`."""
    place = quoted(incident.place.text) if incident.place else "place unknown"
    return f"#{incident.short} {incident.type or 'type unknown'} {place}"


def find_incident(board: Board, id: int) -> Incident:
    """The open incident with this id, or a refusal."""
    if id in board.incidents:
        return board.incidents[id]
    if id in board.recent:
        raise Refused(f"#{board.recent[id].short} is closed; reopen it first, as in  ro #{board.recent[id].short}")
    raise Refused("There is no open incident of that number; the queue shows those there are.")


def nobody_on(board: Board, incident: Incident) -> None:
    """Refuse an outcome without units while units are on it."""
    if units := [assignment.unit for assignment in board.on(incident.id)]:
        raise Refused(f"{listed(units)} went to #{incident.short}; clear first, as in  c{units[0]} rpt")


def opened(board: Board, asked: Asked, ref: str = "") -> f.IncidentOpened:
    """A new incident: the year's next number, and a short number that nothing in view has."""
    count = board.years.get(asked.year, 0) + 1
    return f.IncidentOpened(board.next_incident, f"{asked.year:02}-{count:04}", next_short(board), ref)


def take_call(
    board: Board, asked: Asked, lines: tuple[str, ...], line: str = "", ref: str = "", channel: Channel = "phone"
) -> f.Facts:
    """Answer a call and begin the incident's form in the same breath; the line one talked on is parked."""
    answered = answer(board, lines, line, channel)
    opening = opened(board, asked, ref)
    return (*leave(board, asked), *answered, opening, f.CallLinked(answered[-1].call, opening.incident))


def next_short(board: Board) -> int:
    """The next short number in turn, 1 to 99, that is not in view; above 99 only while all those are."""
    used = set(board.shorts())
    for step in range(1, 100):
        short = (board.short + step - 1) % 99 + 1
        if short not in used:
            return short
    return max(used) + 1


def set_place(board: Board, asked: Asked, place: f.PlaceSet, was: str | None = None) -> f.Facts:
    """Say where it is."""
    incident = find_incident(board, place.incident)
    same_field(asked, incident, "place", was, incident.place.text if incident.place else "", place.text)
    if not place.text.strip():
        raise Refused("Type where it is; a place can be corrected but not taken away.")
    return (place,)


def find_service(centre: Centre, code: str) -> Service:
    """The centre's service with this code, or a refusal that names the nearest ones."""
    wanted = code.strip().upper()
    service = centre.service_by_code.get(wanted)
    if service is None:
        near = [known for known in centre.service_by_code if known.startswith(wanted[:2])] or ["UNK"]
        raise Refused(f"There is no type {quoted(wanted) or '(empty)'}; near it: {listed(sorted(near)[:5], 'or')}.")
    return service


def set_type(board: Board, centre: Centre, asked: Asked, id: int, code: str, was: str | None = None) -> f.Facts:
    """Say what it is; the priority that its rules give comes with it unless a person has set one."""
    incident = find_incident(board, id)
    service = find_service(centre, code)
    same_field(asked, incident, "type", was, incident.type, service.code)
    return (f.TypeSet(id, service.code, service.name), *_ruled(incident, service, incident.details))


def _ruled(incident: Incident, service: Service, answers: Mapping[str, str]) -> tuple[f.PrioritySet, ...]:
    """The priority that follows from the answers. A person's own choice is only ever raised, never lowered."""
    priority, because = priority_of(service, answers)
    why = f"because: {because}" if because else f"{service.code} is priority {service.priority}"
    weaker = incident.by_hand and priority >= incident.priority
    if weaker or (priority, why) == (incident.priority, incident.why):
        return ()
    return (f.PrioritySet(incident.id, priority, why),)


def name_type(board: Board, id: int, code: str, name: str, priority: int) -> f.Facts:
    """Take a type as another system names it, whether or not the centre has such a service."""
    find_incident(board, id)
    return (f.TypeSet(id, code, name), f.PrioritySet(id, priority, "as received"))


def set_priority(board: Board, asked: Asked, id: int, priority: int, why: str = "", was: int | None = None) -> f.Facts:
    """Raise or lower the priority, 1 (life) to 5."""
    incident = find_incident(board, id)
    if not 1 <= priority <= 5:
        raise Refused(f"A priority is 1 to 5, not {priority}; as in  p2")
    before = None if was is None else str(was)
    same_field(asked, incident, "priority", before, str(incident.priority), str(priority))
    if incident.priority == priority:
        raise Refused(f"#{incident.short} is priority {priority} already.")
    return (f.PrioritySet(id, priority, why or "set by hand", by_hand=True),)


def set_detail(
    board: Board, centre: Centre, asked: Asked, id: int, field: str, value: str, was: str | None = None
) -> f.Facts:
    """Note an answer, and the priority where the service's rules say so; the same again changes nothing."""
    incident = find_incident(board, id)
    same_field(asked, incident, field, was, incident.details.get(field, ""), value)
    if incident.details.get(field, "") == value:
        raise Refused(f"The answer to {quoted(field)} is that already.")
    service = centre.service_by_code.get(incident.type)
    answers = {**incident.details, field: value}
    is_asked = service is not None and any(question.code == field for question in service.questions)
    return (f.DetailSet(id, field, value), *(_ruled(incident, service, answers) if service and is_asked else ()))


def verify_place(board: Board, id: int, by: str) -> f.Facts:
    """Say how it was made sure that the place is where the caller is."""
    incident = find_incident(board, id)
    if incident.place is None or not incident.place.matched:
        raise Refused("Only a place that the gazetteer knows can be verified; ask for the cross street and the town.")
    if incident.place.verified:
        raise Refused(f"{quoted(incident.place.text)} is verified already: {quoted(incident.place.verified_by)}.")
    if not by.strip():
        raise Refused("Say how it was made sure of, such as the cross street.")
    return (f.PlaceVerified(id, by),)


def say_phrase(board: Board, centre: Centre, id: int, phrase: str) -> f.Facts:
    """Note that a phrase was said; the log keeps its id, for the words are the speaker's own."""
    find_incident(board, id)
    if phrase not in {known.id for known in centre.phrases}:
        named = listed([known.id for known in centre.phrases][:9], "or")
        raise Refused(f"There is no phrase {quoted(phrase)}; say {named}." if named else "This centre has no phrases.")
    return (f.PhraseSaid(id, phrase),)


def send(board: Board, id: int) -> f.Facts:
    """Give it to the dispatcher: place and type are enough."""
    incident = find_incident(board, id)
    if incident.into is not None:
        raise Refused(f"#{incident.short} is the same as #{board.incident(incident.into).short}; it is sent with that.")
    if incident.state != "draft":
        raise Refused(f"#{incident.short} was sent already; what you add now reaches the dispatcher as it is.")
    missing = [word for word, known in (("a place", incident.place), ("a type", incident.type)) if not known]
    if missing:
        raise Refused(f"{listed(missing).capitalize()} must be known first; UNK will do for a type.")
    return (f.IncidentSent(id),)


def remark(board: Board, id: int, text: str, typed: int | None = None) -> f.Facts:
    """Add a line to the story; closed incidents take late lines while they are at hand."""
    if id not in board.incidents and id not in board.recent:
        find_incident(board, id)
    if not text.strip():
        raise Refused("An empty remark says nothing; type the words first.")
    return (f.RemarkAdded(id, text, typed),)


def reopen(board: Board, id: int) -> f.Facts:
    """Go on with an incident that was closed a short while ago."""
    if id in board.recent:
        return (f.IncidentReopened(id), *_rejoined(board, board.recent[id]))
    if id in board.incidents:
        raise Refused(f"#{board.incidents[id].short} is {board.incidents[id].state}; it is open already.")
    raise Refused("It was closed too long ago to be reopened; open a new one and name the old number in a remark.")


def _rejoined(board: Board, incident: Incident) -> tuple[f.IncidentLinked | f.IncidentUnlinked, ...]:
    """What it belonged to may be closed, merged, or part of another one by now."""
    if incident.parent is None:
        return ()
    major = board.incidents.get(incident.parent)
    if major is not None and major.into is not None:
        major = board.incidents[major.into]
    if major is not None and major.parent is not None:
        major = board.incidents[major.parent]
    if major is None:
        return (f.IncidentUnlinked(incident.id),)
    return () if major.id == incident.parent else (f.IncidentLinked(incident.id, major.id),)
