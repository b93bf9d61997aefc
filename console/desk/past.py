"""The log read again: what a replay wrote in an earlier run, and the records as they follow from the log."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from sqlalchemy import select

from console.desk.codec import decode
from console.desk.reading import stamped
from console.rules.board import Board
from console.rules.facts import CallLinked, IncidentOpened
from console.rules.fold.board import apply
from console.rules.record import RecordRow
from console.rules.row import rows
from db import tables
from db.log import Entry
from db.reader import Reader
from db.records import Row


class FoldFault(Exception):
    """An entry that can't follow from those before it; the sentence names its number."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a position wrote before: the keys of its commands, and which incident and call each of them opened."""

    keys: set[str] = field(default_factory=set)
    incidents: dict[str, int] = field(default_factory=dict)
    calls: dict[str, int] = field(default_factory=dict)


async def written_by(reader: Reader, position: str) -> Written:
    """All that a position has on the log."""
    entry = tables.entry.c
    written = Written()
    keys = await reader.fetch(select(entry.key).where(entry.position == position).distinct())
    written.keys.update(row.key for row in keys)
    for kind in ("IncidentOpened", "CallLinked"):
        for opened in await reader.entries(kind=kind):
            if opened.position == position:
                fact = decode(kind, opened.body, opened.private)
                if isinstance(fact, IncidentOpened | CallLinked):
                    written.incidents[opened.key] = fact.incident
                if isinstance(fact, CallLinked):
                    written.calls[opened.key] = fact.call
    return written


async def fold_log(reader: Reader, board: Board) -> AsyncIterator[tuple[Entry, Board, tuple[RecordRow, ...]]]:
    """Every entry after the board's number: the board after it, and the record rows that it changes."""
    async for page in reader.stream(board.number):
        for entry in page:
            try:
                fact = stamped(entry)
                after = apply(board, fact)
                changed = tuple(rows(board, after, fact))
            except (KeyError, ValueError, TypeError) as error:
                raise FoldFault(
                    f"entry {entry.number} ({entry.kind!r}) does not follow from those before it"
                ) from error
            board = after
            yield entry, board, changed


async def records(reader: Reader) -> AsyncIterator[Row]:
    """Every state of every record as it follows from the log, in order."""
    async for _, _, changed in fold_log(reader, Board()):
        for row in changed:
            yield Row(row.table, row.values)
