"""Records and log entries read for an export, some hundreds at a time, every stamp as ISO 8601 in UTC."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Select, Table, func, select

from db import tables
from db.reader import Reader

KINDS: Mapping[str, tuple[Table, str, str]] = {
    "incidents": (tables.incident, "id", "received"),
    "calls": (tables.call, "id", "rang"),
    "requests": (tables.request, "id", "made"),
    "promises": (tables.promise, "id", "made"),
    "log": (tables.entry, "number", "at"),
}
"""What can be exported: its table, the column it goes by, and when it began."""
PAGE = 500
_STAMPS = {
    *("at", "happened", "rang", "answered", "ended", "received", "opened", "located", "sent", "first_dispatched"),
    *("first_en_route", "first_on_scene", "closed", "made", "due", "done"),
}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def columns(kind: str) -> tuple[str, ...]:
    """The names of what is told of each."""
    return tuple(column.name for column in KINDS[kind][0].columns)


async def count_all(reader: Reader, kind: str, since: int) -> int:
    """How many rows `read_all` would give now."""
    return int((await reader.fetch(select(func.count()).select_from(_asked(kind, since).subquery())))[0][0])


def _asked(kind: str, since: int) -> Select[Any]:
    table, key, began = KINDS[kind]
    query = select(table).order_by(table.c[key])
    return query.where(table.c[began] >= since) if since else query


async def read_all(reader: Reader, kind: str, since: int) -> AsyncIterator[list[tuple[object, ...]]]:
    """The rows that began at `since` (ms UTC) or later, in order; those without a stamp only where `since` is 0."""
    table, key, _ = KINDS[kind]
    query = _asked(kind, since).limit(PAGE)
    after: Any = -1
    stamps = [column.name in _STAMPS for column in table.columns]
    at = [column.name for column in table.columns].index(key)
    while rows := [tuple(row) for row in await reader.fetch(query.where(table.c[key] > after))]:
        yield [tuple(_iso(v) if stamp else v for v, stamp in zip(row, stamps, strict=True)) for row in rows]
        after = rows[-1][at]


def _iso(ms: object) -> object:
    return (_EPOCH + timedelta(milliseconds=ms)).isoformat(timespec="milliseconds") if isinstance(ms, int) else ms
