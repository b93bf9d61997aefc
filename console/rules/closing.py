"""The end of an incident, and what it must have before: what the centre asks of the disposition, piece by piece."""

from __future__ import annotations

from collections.abc import Iterator

from console.rules import facts as f
from console.rules.asked import Asked
from console.rules.board import Board, Incident
from console.rules.centre import Centre, ClosingNeed
from console.rules.condition import holds
from console.rules.incident import OUTCOMES, find_incident
from console.rules.refused import Refused
from console.rules.wording import listed, quoted

REMEDIES: dict[ClosingNeed, str] = {
    "remark": "a remark on how it went (; words)",
    "caller": "a name or the word unknown",
    "place": "a known place",
    "answers": "the answers still open",
}
"""What is asked for, with how to give it."""


def close(board: Board, centre: Centre, asked: Asked, id: int, disposition: str, outcome: str = "") -> f.Facts:
    """End it with a disposition, and with it those that are the same; nobody may still be on it."""
    incident = find_incident(board, id)
    units = [assignment.unit for assignment in board.on(id)]
    if units:
        verb = "is" if len(units) == 1 else "are"
        raise Refused(f"{listed(units)} {verb} still on #{incident.short}; clear first, as in  c{units[0]} rpt")
    if not disposition.strip():
        raise Refused(f"Say how it ended, as in  c #{incident.short} rpt")
    reached = outcome or ("dispatched" if incident.first_dispatched is not None else "cancelled")
    if reached not in OUTCOMES:
        raise Refused(f"An outcome is {listed(OUTCOMES, 'or')}, not {quoted(reached)}.")
    if not asked.late:
        whole(board, id)
        complete(board, centre, incident, disposition)
    return closings(board, id, disposition.upper(), reached)


def closings(board: Board, id: int, disposition: str, outcome: str) -> f.Facts:
    """An incident and those that were merged into it close together; parts that a late entry leaves stand alone."""
    same = (f.IncidentClosed(other.id, disposition, outcome) for other in board.merged_into(id))
    parted = (f.IncidentUnlinked(child.id) for child in board.children(id))
    return (f.IncidentClosed(id, disposition, outcome), *same, *parted)


def whole(board: Board, id: int) -> None:
    """Refuse to close a major incident while what belongs to it is open."""
    if children := board.children(id):
        parts = [f"#{child.short}" for child in children]
        raise Refused(
            f"{listed(parts)} still belong{'s' * (len(parts) == 1)} to #{board.incident(id).short}; "
            f"close or part them first, as in  kp- {parts[0]}"
        )


def missing(board: Board, centre: Centre, incident: Incident, disposition: str) -> tuple[str, ...]:
    """What this disposition still lacks, in words; nothing for a code that asks for nothing."""
    code = next((known for known in centre.dispositions if known.code.upper() == disposition.upper()), None)
    return tuple(_lacking(board, centre, incident, code.needs)) if code else ()


def complete(board: Board, centre: Centre, incident: Incident, disposition: str) -> None:
    """Refuse to close with a disposition while something that it needs is missing; the sentence says what."""
    if lacks := missing(board, centre, incident, disposition):
        raise Refused(f"#{incident.short} can't close with {disposition.upper()} yet; it lacks {listed(lacks)}.")


def _lacking(board: Board, centre: Centre, incident: Incident, needs: tuple[ClosingNeed, ...]) -> Iterator[str]:
    for need in needs:
        if need == "answers":
            if asks := _unanswered(centre, incident):
                more = f" (+{len(asks) - 1})" if len(asks) > 1 else ""
                yield f'an answer to "{quoted(asks[0])}"{more}'
        elif not _there(incident, need):
            yield REMEDIES[need]


def _there(incident: Incident, need: ClosingNeed) -> bool:
    if need == "remark":
        return any(not line.struck for line in incident.remarks)
    if need == "caller":
        return not incident.calls or bool(incident.details.get("name"))
    return incident.place is not None and incident.place.matched


def _unanswered(centre: Centre, incident: Incident) -> list[str]:
    service = centre.service_by_code.get(incident.type.upper())
    asked = service.questions if service else ()
    return [
        one.ask
        for one in asked
        if one.required and holds(one.when, incident.details) and not incident.details.get(one.code)
    ]
