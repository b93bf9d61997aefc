"""Emptying what the law wants erased, inside a transaction; hashes stay, so the chain stays whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, delete, or_, select, update

from db import tables
from db.log import Entry
from db.writing import entry_of

_SOME = 500
"""How many values one statement takes."""


def empty(connection: Connection, entries: Sequence[int]) -> None:
    """Empty the private part and its salt of these entries; those without one stay as they are."""
    entry = tables.entry
    for some in _in_parts(entries):
        connection.execute(
            update(entry).where(entry.c.number.in_(some), entry.c.private_hash != "").values(private=None, salt=None)
        )


def about(connection: Connection, things: Sequence[str]) -> list[Entry]:
    """Every entry about one of these things, in order."""
    found: list[Entry] = []
    for some in _in_parts(things):
        query = select(tables.entry).where(tables.entry.c.about.in_(some))
        found += (entry_of(row) for row in connection.execute(query))
    return sorted(found, key=lambda entry: entry.number)


def of_kind(connection: Connection, kind: str) -> list[Entry]:
    """Every entry of a kind, in order."""
    query = select(tables.entry).where(tables.entry.c.kind == kind).order_by(tables.entry.c.number)
    return [entry_of(row) for row in connection.execute(query)]


def one(connection: Connection, number: int) -> Entry | None:
    """An entry by its number."""
    row = connection.execute(select(tables.entry).where(tables.entry.c.number == number)).first()
    return entry_of(row) if row else None


def belonging(connection: Connection, incident: int) -> dict[str, set[int]]:
    """The ids of all that belongs to an incident, by record table: those merged into it, calls, promises, requests."""
    rows = tables.RECORDS
    incidents = {incident}
    while more := _ids(connection, "incident", rows["incident"].c.into.in_(incidents)) - incidents:
        incidents |= more
    calls = _ids(connection, "call", rows["call"].c.incident.in_(incidents))
    owed = rows["promise"].c
    numbers = select(rows["incident"].c.number).where(rows["incident"].c.id.in_(incidents))
    return {
        "incident": incidents,
        "call": calls,
        "promise": _ids(connection, "promise", or_(owed.incident.in_(incidents), owed.call.in_(calls))),
        "request": _ids(connection, "request", rows["request"].c.number.in_(numbers)),
    }


def change(connection: Connection, table: str, id: int, values: Mapping[str, object]) -> None:
    """Set columns of one record; nothing happens where there is none."""
    records = tables.RECORDS[table]
    connection.execute(update(records).where(records.c.id == id).values(dict(values)))


def forget(connection: Connection, slots: Sequence[str]) -> None:
    """Forget every picture of the board, and the half-typed forms in these slots."""
    connection.execute(delete(tables.snapshot))
    for some in _in_parts(slots):
        connection.execute(delete(tables.draft).where(tables.draft.c.slot.in_(some)))


def _ids(connection: Connection, table: str, condition: object) -> set[int]:
    records = tables.RECORDS[table]
    return {row.id for row in connection.execute(select(records.c.id).where(condition))}  # type: ignore[arg-type]


def _in_parts(values: Sequence[int] | Sequence[str]) -> Iterable[Sequence[int] | Sequence[str]]:
    return (values[first : first + _SOME] for first in range(0, len(values), _SOME))
