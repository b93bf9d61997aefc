"""The pen: who holds it reads the tail, decides, and writes, with nobody in between."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection

from db.log import Entry, Unwritten
from db.records import Row
from db.writer import Turn
from db.writing import append, head, numbers_of, put, tail

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Start:
    """What a pen finds: the entries since, and the entry numbers of the keys that are on the log already."""

    tail: tuple[Entry, ...]
    written: dict[str, tuple[int, ...]]


class Pen:
    """The right to write, held by one at a time; what it wrote is committed when its context ends."""

    def __init__(self, turn: Turn, last: tuple[int, str], genesis: str) -> None:
        self._turn = turn
        self._genesis = genesis
        self.last = last

    async def start(self, keys: Sequence[str], after: int) -> Start:
        """Begin, and read the entries above `after` and which of `keys` are written."""
        return await self._turn.do(self._start, keys, after)

    async def write(self, facts: Sequence[Unwritten], at: int, rows: Sequence[Row]) -> list[Entry]:
        """Seal and append the facts, written `at` (ms UTC), and upsert the rows that follow from them."""
        return await self._turn.do(self._write, facts, at, rows)

    async def do(
        self, work: Callable[Concatenate[Connection, Given], Answer], *args: Given.args, **kwargs: Given.kwargs
    ) -> Answer:
        """Any other piece of work in the same transaction."""
        return await self._turn.do(work, *args, **kwargs)

    def _start(self, connection: Connection, keys: Sequence[str], after: int) -> Start:
        since = tail(connection, after)
        if since:
            self.last = (since[-1].number, since[-1].hash)
        elif after != self.last[0]:
            self.last = head(connection, self._genesis)
        return Start(since, numbers_of(connection, keys))

    def _write(self, connection: Connection, facts: Sequence[Unwritten], at: int, rows: Sequence[Row]) -> list[Entry]:
        entries = append(connection, self.last, facts, at)
        put(connection, rows)
        if entries:
            self.last = (entries[-1].number, entries[-1].hash)
        return entries
