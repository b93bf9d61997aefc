"""The writing hand: one connection, one transaction at a time, and an honest word on how each ended."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from db.engine import BUSY_TIMEOUT
from db.file import Footprint, footprint, still_there
from db.steady import through
from db.trouble import StoreRefused, Unknown, breaks_connection, explain
from db.writing import take_turn

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

FAULTS = (SQLAlchemyError, OSError, UnicodeError)


class Turn:
    """One transaction of the writer, open until its context ends; a step that failed spoils the whole of it."""

    def __init__(self, writer: Writer, connection: AsyncConnection) -> None:
        self._writer = writer
        self._connection = connection
        self.spoiled: Exception | None = None

    async def do(
        self, work: Callable[Concatenate[Connection, Given], Answer], *args: Given.args, **kwargs: Given.kwargs
    ) -> Answer:
        """Do a piece of work in one step; the first one looks at the file, begins and waits for the turn."""

        def step(connection: Connection) -> Answer:
            if not connection.in_transaction():
                self._writer.look()
                take_turn(connection)
            return work(connection, *args, **kwargs)

        return await through(self._attempt(step))

    async def _attempt(self, work: Callable[[Connection], Answer]) -> Answer:
        try:
            return await self._connection.run_sync(work)
        except FAULTS as error:
            self.spoiled = self._writer.told(error, committing=False)
            raise self.spoiled from error
        except Exception as error:
            self.spoiled = error
            raise


class Writer:
    """Owns the writing engine and its one connection; it fails as NotWritten, Unknown or StoreRefused."""

    def __init__(self, engine: AsyncEngine, place: str, path: Path | None) -> None:
        self._engine = engine
        self._place = place
        self._path = path
        self._opened: Footprint | None = None
        self._connection: AsyncConnection | None = None
        self._closed = False
        self._one_at_a_time = asyncio.Lock()

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[Turn]:
        """A transaction: committed when the context ends well, rolled back otherwise; the next one waits for it."""
        async with self._one_at_a_time:
            if self._closed:
                raise StoreRefused(f"{self._place} was closed; open it again to write to it")
            connection = await through(self._connected())
            turn = Turn(self, connection)
            try:
                yield turn
                if turn.spoiled is not None:
                    raise turn.spoiled
            except BaseException:
                await through(self._abandon(connection))
                raise
            await through(self._commit(connection))

    def look(self) -> None:
        """StoreRefused when the file is not the one that was opened."""
        if self._opened is not None:
            still_there(self._opened)

    def told(self, error: Exception, *, committing: bool) -> Exception:
        """The error as a sentence; the connection is dropped when it can no longer be trusted."""
        told = explain(error, self._place, committing=committing)
        if isinstance(told, Unknown) or breaks_connection(error):
            self._connection = None
        return told

    async def fold(self) -> bool:
        """Fold the -wal into the file and cut it to nothing; False, at once, while somebody reads what is in it."""
        async with self._one_at_a_time:
            if self._connection is None or self._closed:
                return False
            try:
                return await through(self._fold(self._connection, 0))
            except (*FAULTS, sqlite3.Error):  # the next commit will say what is wrong
                return False

    async def close(self) -> None:
        """Fold the -wal into the file and let go of it."""
        async with self._one_at_a_time:
            self._closed = True
            await through(self._close())

    async def _connected(self) -> AsyncConnection:
        if self._connection is None:
            try:
                self._connection = await self._connect()
            except FAULTS as error:
                raise explain(error, self._place, committing=False) from error
        return self._connection

    async def _connect(self) -> AsyncConnection:
        await self._engine.dispose()
        if self._opened is not None:
            still_there(Footprint(self._opened.path, self._opened.file, None))  # no connection, so perhaps no -wal
        connection = await self._engine.connect()
        if self._path is not None:
            try:
                await connection.run_sync(lambda sync: sync.execute(select(1)).close())  # makes the -wal
                await connection.rollback()
                self._opened = footprint(self._path)
            except BaseException:
                with suppress(*FAULTS):
                    await connection.invalidate()
                await connection.close()
                raise
        return connection

    async def _commit(self, connection: AsyncConnection) -> None:
        try:
            await connection.commit()
        except FAULTS as error:
            told = self.told(error, committing=True)
            await self._abandon(connection)
            raise told from error

    async def _abandon(self, connection: AsyncConnection) -> None:
        try:
            await connection.rollback()
        except FAULTS:
            self._connection = None
        if self._connection is None:
            with suppress(*FAULTS):
                await connection.invalidate()
            with suppress(*FAULTS):
                await connection.close()

    async def _close(self) -> None:
        if self._connection is not None:
            with suppress(*FAULTS, sqlite3.Error):  # an unfolded -wal is read at the next opening, nothing is lost
                await self._fold(self._connection, 500)
            with suppress(*FAULTS):
                await self._connection.close()
        self._connection = None
        await self._engine.dispose()

    async def _fold(self, connection: AsyncConnection, patience_ms: int) -> bool:
        if self._path is None:
            return True
        raw = (await connection.get_raw_connection()).driver_connection
        assert raw is not None
        await raw.execute(f"PRAGMA busy_timeout = {patience_ms}")
        try:
            ((busy, *_),) = await raw.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            await raw.execute(f"PRAGMA {BUSY_TIMEOUT}")
        return not busy
