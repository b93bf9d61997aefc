"""What is kept beside the log: rows of the searchable past, half-typed forms, pictures of the board."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A whole row of a record table (tables.RECORDS), keyed by its "id"; what it leaves out is empty."""

    table: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Draft:
    """A half-typed form of a position, saved at `saved_at` (ms UTC)."""

    position: str
    slot: str
    saved_at: int
    body: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The board as it stood after entry `number`, and which `fold` made it."""

    number: int
    fold: str
    board: str


def newest(rows: Iterable[Row]) -> dict[str, list[Mapping[str, object]]]:
    """Rows grouped by table, only the last one of each id."""
    last: dict[str, dict[object, Mapping[str, object]]] = {}
    for row in rows:
        last.setdefault(row.table, {})[row.values["id"]] = row.values
    return {table: list(kept.values()) for table, kept in last.items()}
