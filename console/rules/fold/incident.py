"""What a fact about an incident makes of the board."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import assert_never

from msgspec.structs import replace

from console.rules import facts as f
from console.rules.board import RECENT, Assignment, Board, Edit, Incident, IncidentState, Remark, Said, Spot
from console.rules.fold.arranged import arranged

IncidentChange = (
    f.PlaceSet
    | f.TypeSet
    | f.PrioritySet
    | f.DetailSet
    | f.IncidentSent
    | f.RemarkAdded
    | f.IncidentDeferred
    | f.IncidentReleased
    | f.PlaceVerified
    | f.PhraseSaid
    | f.IncidentMerged
    | f.IncidentSplit
    | f.CallerInformed
    | f.ReferralMade
    | f.OfferMade
    | f.IncidentPlanned
    | f.UnitsBooked
    | f.LevelRaised
    | f.IncidentLinked
    | f.IncidentUnlinked
    | f.RemarkStruck
)


def put(board: Board, incident: Incident) -> Board:
    """The board with this incident in the place of its older self."""
    if incident.id in board.recent:
        return replace(board, recent={**board.recent, incident.id: incident})
    return replace(board, incidents={**board.incidents, incident.id: incident})


def resting_state(board: Board, incident: Incident) -> Incident:
    """An incident that was sent is active while somebody is on it, and pending otherwise."""
    if incident.state not in ("pending", "active"):
        return incident
    state: IncidentState = "active" if board.on(incident.id) else "pending"
    return incident if incident.state == state else replace(incident, state=state)


def after_opening(board: Board, entry: f.Stamped, fact: f.IncidentOpened) -> Board:
    """The board with a new incident; its number's year and count go on from there."""
    year, count = (int(part) for part in fact.number.split("-"))
    incident = Incident(
        fact.incident,
        fact.number,
        fact.short,
        "draft",
        entry.when,
        entry.when,
        entry.position,
        entry.who,
        fact.ref,
    )
    return replace(
        board,
        incidents={**board.incidents, incident.id: incident},
        next_incident=max(board.next_incident, incident.id + 1),
        short=fact.short,
        years={**board.years, year: max(count, board.years.get(year, 0))},
    )


def after_incident(board: Board, entry: f.Stamped, fact: IncidentChange) -> Board:
    """The board after a change to one incident."""
    incident = _located(_changed(board.incident(fact.incident), entry, fact), entry.when)
    return put(board, resting_state(board, _edited(incident, entry, fact)))


def _changed(incident: Incident, entry: f.Stamped, fact: IncidentChange) -> Incident:
    match fact:
        case f.PlaceSet():
            spot = Spot(fact.text, fact.town, fact.zone, fact.lat, fact.lon, fact.verified)
            return replace(incident, place=spot)
        case f.TypeSet():
            return replace(incident, type=fact.code, type_name=fact.name)
        case f.PrioritySet():
            return replace(incident, priority=fact.priority, why=fact.why, by_hand=_by_hand(fact))
        case f.DetailSet():
            return replace(incident, details={**incident.details, fact.field: fact.value})
        case f.IncidentSent():
            return replace(incident, state="pending", sent=entry.when)
        case f.RemarkAdded():
            remark = Remark(fact.typed or entry.when, entry.who, entry.position, fact.text)
            return replace(incident, remarks=(*incident.remarks, remark))
        case f.PlaceVerified():
            return replace(incident, place=_verified(incident.place, fact.by))
        case f.PhraseSaid():
            return replace(incident, said=(*incident.said, Said(entry.when, entry.who, fact.phrase)))
        case f.IncidentMerged():
            return replace(incident, state="merged", was=incident.state, into=fact.into)
        case f.IncidentSplit():
            return replace(incident, state=incident.was, into=None)
        case f.CallerInformed():
            return replace(incident, told=fact.told)
        case f.ReferralMade():
            return replace(incident, told=f"{fact.name}: {fact.does}")
        case f.OfferMade():
            return incident
        case (
            f.IncidentDeferred()
            | f.IncidentReleased()
            | f.IncidentPlanned()
            | f.UnitsBooked()
            | f.LevelRaised()
            | f.IncidentLinked()
            | f.IncidentUnlinked()
        ):
            return arranged(incident, fact)
        case f.RemarkStruck():
            return replace(incident, remarks=_struck(incident.remarks, fact, entry.who))
        case _:
            assert_never(fact)


def _edited(incident: Incident, entry: f.Stamped, fact: IncidentChange) -> Incident:
    """The incident with who changed the field last; the priority that follows from an answer counts as that edit."""
    match fact:
        case f.PlaceSet():
            name = "place"
        case f.TypeSet():
            name = "type"
        case f.PrioritySet():
            name = "priority"
        case f.DetailSet():
            name = fact.field
        case _:
            return incident
    return replace(incident, edits={**incident.edits, name: Edit(entry.who, entry.position, entry.when)})


def _struck(remarks: tuple[Remark, ...], fact: f.RemarkStruck, who: str) -> tuple[Remark, ...]:
    struck = f"{who}: {fact.why}" if fact.why else who
    return tuple(replace(line, struck=struck) if at == fact.remark else line for at, line in enumerate(remarks))


def _by_hand(fact: f.PrioritySet) -> bool:
    """Entries that were written before it was said apart have it in their reason."""
    return fact.by_hand or fact.why == "set by hand"


def _verified(place: Spot | None, by: str) -> Spot | None:
    return None if place is None else replace(place, verified=True, verified_by=by)


def _located(incident: Incident, when: int) -> Incident:
    if incident.located is None and incident.place is not None and incident.type:
        return replace(incident, located=when)
    return incident


def after_closing(board: Board, entry: f.Stamped, fact: f.IncidentClosed) -> Board:
    """The board with the incident among the recent ones; the oldest of those leaves when there are too many."""
    incident = replace(
        board.incidents[fact.incident],
        state="closed",
        closed=entry.when,
        disposition=fact.disposition,
        outcome=fact.outcome,
    )
    recent = {**board.recent, incident.id: incident}
    gone = set(islice(recent, max(0, len(recent) - RECENT)))
    return replace(
        board,
        incidents={id: i for id, i in board.incidents.items() if id != incident.id},
        recent={id: i for id, i in recent.items() if id not in gone},
        assignments=without_assignments(board.assignments, gone),
    )


def without_assignments(assignments: Mapping[int, Assignment], incidents: set[int]) -> Mapping[int, Assignment]:
    """The assignments less those of incidents that leave the board."""
    if not incidents:
        return assignments
    return {id: a for id, a in assignments.items() if a.incident not in incidents}


def after_reopening(board: Board, fact: f.IncidentReopened) -> Board:
    """The board with a recent incident open again."""
    incident = board.recent[fact.incident]
    back = replace(
        incident,
        state="pending" if incident.sent is not None else "draft",
        closed=None,
        deferred_until=None,
        into=None,
        reason="",
        disposition="",
        outcome="",
    )
    return replace(
        board,
        incidents={**board.incidents, back.id: resting_state(board, back)},
        recent={id: i for id, i in board.recent.items() if id != back.id},
    )
