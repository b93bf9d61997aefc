"""What a search found, one line each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, or_, select

from console.desk.enquiries import Found, Hit
from console.desk.search_records import Fitting, find, sought
from db.reader import Reader
from db.tables import RECORDS

_INCIDENT, _REQUEST = RECORDS["incident"].c, RECORDS["request"].c


async def search(reader: Reader, text: str, limit: int) -> Found:
    """The newest `limit` of all that fits; a request stands for the incident that it came from."""
    wanted = sought(text)
    if not wanted.words or limit < 1:
        return Found()
    hits = await _hits(reader, await find(reader, wanted, limit + 1))
    hits.sort(key=lambda hit: hit.when, reverse=True)
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
        *(_incident(row, fitting.lines.get(f"incident:{row.id}", "")) for row in alone),
        *_requests(requests, ids, fitting),
        *(_promise(row, {id: number for number, id in ids.items()}) for row in promises),
        *(_call(row) for row in calls),
    ]


async def _rows(reader: Reader, table: str, which: ColumnElement[bool]) -> Sequence[Row[Any]]:
    return await reader.fetch(select(RECORDS[table]).where(which))


def _incident(row: Row[Any], line: str) -> Hit:
    what = _one_line(row.type, _where(row), line or row.told)
    return Hit(row.number, row.id, None, row.received, what, row.state, row.outcome or "")


def _requests(rows: Iterable[Row[Any]], ids: dict[str, int], fitting: Fitting) -> Iterator[Hit]:
    for row in rows:
        incident = ids.get(row.number)
        line = fitting.lines.get(f"request:{row.id}") or fitting.lines.get(f"incident:{incident}")
        what = _one_line(row.service, _where(row), line or row.note or row.text)
        yield Hit(row.number, incident, row.id, row.made, what, row.state, row.reason or "", row.due)


def _promise(row: Row[Any], numbers: dict[int, str]) -> Hit:
    whom = " ".join(filter(None, (row.to, row.name, row.phone)))
    what = _one_line(f"{row.kind} {whom}", row.text, row.note)
    return Hit(numbers.get(row.incident, ""), row.incident, None, row.made, what, row.state, due=row.due)


def _call(row: Row[Any]) -> Hit:
    state = "abandoned" if row.abandoned else "ended" if row.ended else "open"
    return Hit("", None, None, row.rang, _one_line(f"call on {row.line}", row.phone), state)


def _where(row: Row[Any]) -> str:
    return " ".join(filter(None, (row.place, row.town)))


def _one_line(*parts: str | None) -> str:
    """What there is of the parts, with no break in it."""
    return ", ".join(" ".join(part.split()) for part in parts if part)
