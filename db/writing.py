"""The statements that write, as plain functions on a connection that is inside a transaction."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import cache
from typing import Any

from sqlalchemy import Connection, Insert, Table, bindparam, delete, insert, select, text
from sqlalchemy.dialects import postgresql, sqlite

from db import tables
from db.log import Entry, Unwritten, seal
from db.records import Draft, Row, newest

_ENTRY = tables.entry.c
_TAIL = select(tables.entry).where(_ENTRY.number > bindparam("after")).order_by(_ENTRY.number)
_HEAD = select(_ENTRY.number, _ENTRY.hash).order_by(_ENTRY.number.desc()).limit(1)
_NUMBERS_OF = (
    select(_ENTRY.key, _ENTRY.number).where(_ENTRY.key.in_(bindparam("keys", expanding=True))).order_by(_ENTRY.number)
)
_APPEND = insert(tables.entry)
_TURN = 0x464C4E31  # the advisory lock of every Firstline on a PostgreSQL database


def take_turn(connection: Connection) -> None:
    """Wait until this is the only writer, until the transaction ends; on SQLite BEGIN IMMEDIATE has seen to it."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _TURN})


def tail(connection: Connection, after: int) -> tuple[Entry, ...]:
    """Every entry numbered above `after`, in order."""
    return tuple(entry_of(row) for row in connection.execute(_TAIL, {"after": after}))


def head(connection: Connection, genesis: str) -> tuple[int, str]:
    """Number and hash of the last entry; (0, `genesis`) on an empty log."""
    row = connection.execute(_HEAD).first()
    return (row[0], row[1]) if row else (0, genesis)


def numbers_of(connection: Connection, keys: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Which of these command keys are on the log, each with its entry numbers."""
    if not keys:
        return {}
    found: dict[str, tuple[int, ...]] = {}
    for key, number in connection.execute(_NUMBERS_OF, {"keys": list(keys)}):
        found[key] = (*found.get(key, ()), number)
    return found


def append(connection: Connection, last: tuple[int, str], facts: Sequence[Unwritten], at: int) -> list[Entry]:
    """Seal the facts behind the `last` entry (number, hash) and insert them."""
    number, previous = last
    entries: list[Entry] = []
    for fact in facts:
        number += 1
        entries.append(seal(previous, number, at, fact, secrets.token_hex(16)))
        previous = entries[-1].hash
    if entries:
        connection.execute(_APPEND, [_columns(entry) for entry in entries])
    return entries


def put(connection: Connection, rows: Sequence[Row]) -> None:
    """Upsert whole rows, one statement a table."""
    for name, kept in newest(rows).items():
        table = tables.RECORDS[name]
        upsert(connection, table, [_whole(table, values) for values in kept])


def upsert(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert rows, each taking the place of one with the same primary key."""
    connection.execute(_upserting(table, connection.dialect.name), list(rows))


def put_drafts(connection: Connection, kept: Sequence[Draft], dropped: Sequence[tuple[str, str]]) -> None:
    """Upsert half-typed forms, and delete those at these positions and slots."""
    draft = tables.draft
    if kept:
        upsert(connection, draft, [asdict(form) for form in kept])
    for position, slot in dropped:
        connection.execute(delete(draft).where(draft.c.position == position, draft.c.slot == slot)).close()


def empty_records(connection: Connection) -> None:
    """Delete every row of the record tables."""
    for table in tables.RECORDS.values():
        connection.execute(delete(table))


def entry_of(row: Any) -> Entry:
    """An entry from a row of its table, whose columns stand in the same order."""
    return Entry(*row)


@cache
def _upserting(table: Table, dialect: str) -> Insert:
    adding = (sqlite if dialect == "sqlite" else postgresql).insert(table)
    keys = [column.name for column in table.primary_key]
    others = {column.name: adding.excluded[column.name] for column in table.columns if column.name not in keys}
    upserting: Insert = adding.on_conflict_do_update(index_elements=keys, set_=others)
    return upserting


def _columns(entry: Entry) -> dict[str, object]:
    return {name: getattr(entry, name) for name in Entry.__slots__}


def _whole(table: Table, values: Mapping[str, object]) -> dict[str, object]:
    stray = set(values) - set(table.columns.keys())
    if stray:
        raise ValueError(f"{table.name} has no column {', '.join(sorted(stray))}; add it in a migration")
    return {name: values.get(name) for name in table.columns.keys()}  # noqa: SIM118  a column collection iterates columns
