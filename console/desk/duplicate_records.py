"""Which incidents of the past would have shown SAME CALL?, by the rule that the console itself asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Row, select

from console.rules.board import RECENT, Board, Incident, Spot
from console.rules.centre import Centre
from console.rules.duplicate import SHOWN, Candidate, same_call
from db.reader import Reader
from db.tables import RECORDS


class Hinted(Struct, frozen=True):
    """An incident, when its place was known (ms UTC), and every candidate of that moment, best first.

    `shown` are those that are likely enough to have stood beside the form.
    """

    incident: Incident
    when: int
    candidates: tuple[Candidate, ...]

    @property
    def shown(self) -> tuple[Candidate, ...]:
        """What the call-taker would have seen."""
        return tuple(one for one in self.candidates if one.score >= SHOWN)


async def read_incidents(reader: Reader) -> list[Incident]:
    """Every incident with its place and stamps, by id; one without a place has None there."""
    incident = RECORDS["incident"]
    return [_incident(row) for row in await reader.fetch(select(incident).order_by(incident.c.id))]


def _incident(row: Row[Any]) -> Incident:
    """The records do not say when an incident was merged, so that one counts as closed when it came in."""
    merged = row.into is not None
    return Incident(
        row.id,
        row.number,
        0,
        "active",
        row.opened,
        row.received,
        "",
        "",
        ref=row.ref or "",
        place=Spot(row.place, row.town or "", lat=row.lat, lon=row.lon) if row.place else None,
        type=row.type or "",
        located=row.located,
        sent=row.sent,
        first_on_scene=row.first_on_scene,
        closed=row.received if merged else row.closed,
    )


def hinted(incidents: Sequence[Incident], centre: Centre, limit: int = 5) -> Iterator[Hinted]:
    """Every incident with a place, in the order the places were known, and the candidates on the board of that moment.

    Types are taken as they were in the end: which ones were not known yet at that moment the records do not say.
    """
    open: dict[int, Incident] = {}
    recent: dict[int, Incident] = {}
    board = Board(incidents=open, recent=recent)  # a view of the two, as they stand at each step
    for when, _, incident in sorted(_steps(incidents), key=lambda step: step[:2]):
        known = _as_of(incident, when)
        if when == _placed(incident):
            yield Hinted(incident, when, same_call(board, centre, known, when, limit, least=0))
        open[incident.id] = known
        if known.closed is not None:
            recent[incident.id] = open.pop(incident.id)
        if len(recent) > RECENT:
            del recent[next(iter(recent))]


def _steps(incidents: Sequence[Incident]) -> Iterator[tuple[int, int, Incident]]:
    """When each incident changes what the board says of it; nothing before its place is known."""
    for incident in incidents:
        if incident.place is not None:
            placed = _placed(incident)
            later = (incident.first_on_scene, incident.closed)
            for when in {placed, *(max(placed, stamp) for stamp in later if stamp is not None)}:
                yield when, incident.id, incident


def _placed(incident: Incident) -> int:
    return incident.received if incident.located is None else incident.located


def _as_of(incident: Incident, when: int) -> Incident:
    """The incident without what had not happened yet."""
    arrived, closed = incident.first_on_scene, incident.closed
    return replace(
        incident,
        first_on_scene=arrived if arrived is not None and arrived <= when else None,
        closed=closed if closed is not None and closed <= when else None,
    )
