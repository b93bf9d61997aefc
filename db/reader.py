"""Reading a store: the log, the records, the drafts, the last snapshot."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Sequence
from typing import Any

from sqlalchemy import Executable, bindparam, select
from sqlalchemy import Row as Found
from sqlalchemy.ext.asyncio import AsyncEngine

from db import tables
from db.log import Entry, first_hash
from db.places import PlaceRow, page_of_places
from db.records import Draft, Snapshot
from db.trouble import StoreRefused, cannot_read
from db.writer import FAULTS
from db.writing import entry_of

_ENTRY = tables.entry.c
_NEXT = select(tables.entry).where(_ENTRY.number > bindparam("after")).order_by(_ENTRY.number).limit(bindparam("size"))
ENTRY_COLUMNS = ", ".join(_ENTRY.keys())
_NEXT_ON_SQLITE = f"SELECT {ENTRY_COLUMNS} FROM entry WHERE number > ? ORDER BY number LIMIT ?"


class Reader:
    """A store opened for reading; each call is a short transaction of its own. StoreRefused when it cannot be read."""

    def __init__(self, engine: AsyncEngine, place: str, store_id: str) -> None:
        self._reading = engine
        self.place = place
        self.store_id = store_id

    @property
    def on_sqlite(self) -> bool:
        """Whether the store is a file of this machine."""
        return self._reading.dialect.name == "sqlite"

    async def fetch(self, query: Executable) -> Sequence[Found[Any]]:
        """Every row of a Core select."""
        try:
            async with self._reading.connect() as connection:
                return (await connection.execute(query)).all()
        except FAULTS as error:
            raise cannot_read(error, self.place) from error

    async def entries(
        self,
        after: int = 0,
        upto: int | None = None,
        *,
        about: str | None = None,
        kind: str | None = None,
        limit: int | None = None,
    ) -> list[Entry]:
        """Entries numbered above `after` and not above `upto`, in order, at most `limit`."""
        entry = tables.entry.c
        query = select(tables.entry).where(entry.number > after).order_by(entry.number).limit(limit)
        if upto is not None:
            query = query.where(entry.number <= upto)
        if about is not None:
            query = query.where(entry.about == about)
        if kind is not None:
            query = query.where(entry.kind == kind)
        return [entry_of(row) for row in await self.fetch(query)]

    async def stream(self, after: int = 0, size: int = 2000) -> AsyncIterator[list[Entry]]:
        """The whole log above `after`, `size` entries at a time."""
        while page := await self.entries(after, limit=size):
            yield page
            after = page[-1].number

    async def bare_entries(self, after: int, size: int) -> Sequence[Sequence[Any]]:
        """The next entries as rows of their table, in its order: on SQLite at half the cost of the others."""
        if not self.on_sqlite:
            return await self.fetch(_NEXT.params(after=after, size=size))
        try:
            async with self._reading.connect() as connection:
                raw = (await connection.get_raw_connection()).driver_connection
                assert raw is not None
                return list(await raw.execute_fetchall(_NEXT_ON_SQLITE, (after, size)))
        except (*FAULTS, sqlite3.Error) as error:
            raise cannot_read(error, self.place) from error

    async def rows(self, table: str) -> list[dict[str, object]]:
        """Every row of a record table, by id."""
        records = tables.RECORDS[table]
        return [dict(row._mapping) for row in await self.fetch(select(records).order_by(records.c.id))]

    async def has_older_records(self) -> bool:
        """Whether the records lack what newer tables hold, and so have to be made anew from the log."""
        for column in (tables.incident.c.told, tables.call.c.channel):
            first = await self.fetch(select(column).order_by(column.table.c.id).limit(1))
            if first and first[0][0] is None:
                return True
        return False

    async def head(self) -> tuple[int, str]:
        """Number and hash of the last entry; 0 and the store's own first hash on an empty log."""
        entry = tables.entry.c
        last = await self.fetch(select(entry.number, entry.hash).order_by(entry.number.desc()).limit(1))
        return (last[0].number, last[0].hash) if last else (0, first_hash(self.store_id))

    async def written(self, key: str) -> tuple[int, ...]:
        """The entry numbers of a command key; () when it is not on the log."""
        entry = tables.entry.c
        query = select(entry.number).where(entry.key == key).order_by(entry.number)
        return tuple(row.number for row in await self.fetch(query))

    async def snapshot(self) -> Snapshot | None:
        """The last picture of the board, None when none was ever saved."""
        query = select(tables.snapshot).order_by(tables.snapshot.c.number.desc()).limit(1)
        found = await self.fetch(query)
        return Snapshot(**found[0]._mapping) if found else None

    async def places(self) -> AsyncIterator[list[PlaceRow]]:
        """The places that were taken over, some hundreds at a time."""
        after = 0
        while found := await self.fetch(page_of_places(after)):
            yield [PlaceRow(*tuple(row)[1:]) for row in found]
            after = found[-1].id

    async def drafts(self, position: str) -> list[Draft]:
        """The half-typed forms of a position, by slot."""
        draft = tables.draft
        query = select(draft).where(draft.c.position == position).order_by(draft.c.slot)
        return [Draft(**row._mapping) for row in await self.fetch(query)]

    async def close(self) -> None:
        """Let go of the connections."""
        await self._reading.dispose()


async def read_store_id(engine: AsyncEngine, place: str) -> str:
    """The id of the store behind a reading engine."""
    found = await Reader(engine, place, "").fetch(select(tables.store.c.id))
    if not found:
        raise StoreRefused(f"{place} was never finished; open it once with Firstline")
    return str(found[0][0])
