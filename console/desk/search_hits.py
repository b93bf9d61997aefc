"""What a search found, one line each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, or_, select

from console.desk.enquiries import Found, Hit
from console.desk.search_records import Fitting, find, sought
from db.reader import Reader
from db.tables import RECORDS

_INCIDENT, _REQUEST = RECORDS["incident"].c, RECORDS["request"].c


async def search(reader: Reader, text: str, limit: int) -> Found:
    """At most `limit` of what fits: what is called so first, then the newest.

    A request stands for the incident that it came from.
    """
    wanted = sought(text)
    if not wanted.words or limit < 1:
        return Found()
    fitting = await find(reader, wanted, limit + 1)
    hits = await _hits(reader, fitting)
    hits.sort(key=lambda hit: (hit.incident in fitting.exact, hit.when, hit.incident or 0), reverse=True)
    return Found(tuple(hits[:limit]), len(hits) > limit)


async def _hits(reader: Reader, fitting: Fitting) -> list[Hit]:
    promises = await _rows(reader, "promise", RECORDS["promise"].c.id.in_(fitting.promise))
    calls = await _rows(reader, "call", RECORDS["call"].c.id.in_(fitting.call))
    numbers = select(_INCIDENT.number).where(_INCIDENT.id.in_(fitting.incident))
    requests = await _rows(reader, "request", or_(_REQUEST.id.in_(fitting.request), _REQUEST.number.in_(numbers)))
    named = {*fitting.incident, *(row.incident for row in promises if row.incident)}
    requested = {row.number for row in requests}
    incidents = await _rows(reader, "incident", or_(_INCIDENT.id.in_(named), _INCIDENT.number.in_(requested)))
    alone = [row for row in incidents if row.id in fitting.incident and row.number not in requested]
    ids = {row.number: row.id for row in incidents}
    return [
        *(incident_hit(row, "", fitting.lines.get(f"incident:{row.id}", "")) for row in alone),
        *_requests(requests, ids, fitting),
        *(promise_hit(row, {id: number for number, id in ids.items()}) for row in promises),
        *(call_hit(row) for row in calls),
    ]


async def _rows(reader: Reader, table: str, which: ColumnElement[bool]) -> Sequence[Row[Any]]:
    return await reader.fetch(select(RECORDS[table]).where(which))


def incident_hit(row: Row[Any], before: str, line: str = "") -> Hit:
    """An incident: what there is to say `before`, its type, its place, and a line of its story or what was told."""
    what = one_line(before, row.type, where(row), line or row.told)
    return Hit(row.number, row.id, None, row.received, what, row.state, row.outcome or "")


def _requests(rows: Iterable[Row[Any]], ids: dict[str, int], fitting: Fitting) -> Iterator[Hit]:
    for row in rows:
        incident = ids.get(row.number)
        line = fitting.lines.get(f"request:{row.id}") or fitting.lines.get(f"incident:{incident}")
        what = one_line(row.service, where(row), line or row.note or row.text)
        yield Hit(row.number, incident, row.id, row.made, what, row.state, row.reason or "", row.due)


def promise_hit(row: Row[Any], numbers: Mapping[int, str]) -> Hit:
    """A promise, with the number of its incident where that is among the `numbers`."""
    whom = " ".join(filter(None, (row.to, row.name, row.phone)))
    what = one_line(f"{row.kind} {whom}", row.text, row.note)
    return Hit(numbers.get(row.incident, ""), row.incident, None, row.made, what, row.state, due=row.due)


def call_hit(row: Row[Any]) -> Hit:
    """A call that came to no incident."""
    state = "abandoned" if row.abandoned else "ended" if row.ended else "open"
    return Hit("", None, None, row.rang, one_line(f"call on {row.line}", row.phone), state)


def where(row: Row[Any]) -> str:
    """The place and the town of a row."""
    return " ".join(filter(None, (row.place, row.town)))


def one_line(*parts: str | None) -> str:
    """What there is of the parts, with no break in it."""
    return ", ".join(" ".join(part.split()) for part in parts if part)
