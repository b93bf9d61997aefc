"""The store: the log and what is kept beside it, opened for writing by one process at a time."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import islice
from pathlib import Path

from sqlalchemy import URL, Connection, delete, select
from sqlalchemy.ext.asyncio import AsyncEngine

from db import file, tables
from db.engine import file_reader, file_writer, place, server_reader, server_writer
from db.file import LARGE_WAL, wal_size
from db.lock import Lock
from db.log import first_hash
from db.pen import Pen
from db.places import PlaceRow, count_places, pages, upsert_places
from db.reader import Reader, read_store_id
from db.records import Draft, Row
from db.schema import bring_up_to_date, require_current
from db.steady import through
from db.trouble import NotWritten, StoreRefused, cannot_read
from db.writer import FAULTS, Writer
from db.writing import empty_records, put, put_drafts, upsert

_BATCH = 1000  # record rows a step while rebuilding


async def open_store(url: str, *, now: Callable[[], int]) -> Store:
    """Open for writing, making or migrating as needed; `now` gives ms UTC. StoreRefused says why it cannot."""
    where = place(url)
    if where.get_backend_name() == "postgresql":
        return await _open(server_writer(where), server_reader(where), _shown(where), None, None, now)
    path = file.find(where.database or "")
    lock = _take(path)
    try:
        return await _open(file_writer(path), file_reader(path), str(path), path, lock, now)
    except BaseException:
        lock.release()
        raise


async def open_reader(url: str) -> Reader:
    """Open for reading, beside a process that writes; StoreRefused when there is no store. Creates nothing."""
    where = place(url)
    if where.get_backend_name() == "postgresql":
        engine, shown = server_reader(where), _shown(where)
    else:
        path = file.find(where.database or "")
        file.look(path)
        engine, shown = file_reader(path), str(path)
    try:
        await _require_current(engine, shown)
        return Reader(engine, shown, await read_store_id(engine, shown))
    except BaseException:
        await engine.dispose()
        raise


def _take(path: Path) -> Lock:
    if file.there(path):
        file.look(path)
        file.refuse_unwritable(path)
    else:
        file.make_folders(path)
    lock = Lock.take(path)
    try:
        if not file.there(path):
            file.make(path)
        if path.stat().st_size == 0:
            file.stamp(path)
        file.choose_journal(path)
    except BaseException:
        lock.release()
        raise
    return lock


async def _open(
    writing: AsyncEngine, reading: AsyncEngine, shown: str, path: Path | None, lock: Lock | None, now: Callable[[], int]
) -> Store:
    writer = Writer(writing, shown, path)
    async with AsyncExitStack() as undo:
        undo.push_async_callback(reading.dispose)
        undo.push_async_callback(writer.close)
        try:
            async with writer.turn() as turn:
                store_id = await turn.do(bring_up_to_date, shown, now())
        except NotWritten as error:
            raise StoreRefused(str(error)) from error
        undo.pop_all()
    return Store(writer, reading, shown, store_id, lock, path)


async def _require_current(engine: AsyncEngine, shown: str) -> None:
    try:
        async with engine.connect() as connection:
            await connection.run_sync(require_current, shown)
    except FAULTS as error:
        raise cannot_read(error, shown) from error


def _shown(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=True)


class Store(Reader):
    """A store opened for writing; writes raise NotWritten, Unknown or StoreRefused, each a sentence.

    `path` is its file; None where it is a server's.
    """

    def __init__(
        self,
        writer: Writer,
        reading: AsyncEngine,
        place: str,
        store_id: str,
        lock: Lock | None = None,
        path: Path | None = None,
    ) -> None:
        super().__init__(reading, place, store_id)
        self.path = path
        self._writer = writer
        self._lock = lock
        self._genesis = first_hash(store_id)
        self._last = (0, self._genesis)
        self._must_fold = False

    @asynccontextmanager
    async def pen(self) -> AsyncIterator[Pen]:
        """Hold the pen: commits when the context ends without an error, rolls back otherwise."""
        async with self._writer.turn() as turn:
            pen = Pen(turn, self._last, self._genesis)
            yield pen
        self._last = pen.last

    async def look(self) -> None:
        """StoreRefused when the file is not where it was, or is another one."""
        self._writer.look()

    async def fold(self) -> bool:
        """Fold the log's -wal into the file, now or as soon as nobody reads what is in it: it holds erased words."""
        self._must_fold = True
        return await self.tidy()

    async def tidy(self) -> bool:
        """Fold a -wal that must not stay or has grown too large; False while a reader keeps it."""
        if self.path is None or not (self._must_fold or wal_size(self.path) > LARGE_WAL):
            return True
        if await self._writer.fold():
            self._must_fold = False
        return not self._must_fold and wal_size(self.path) <= LARGE_WAL

    async def save_draft(self, position: str, slot: str, body: str, at: int) -> None:
        """Keep a half-typed form, in place of the one in the same slot."""
        await self.save_drafts([Draft(position, slot, at, body)], [])

    async def drop_draft(self, position: str, slot: str) -> None:
        """Forget a half-typed form; nothing happens when there is none."""
        await self.save_drafts([], [(position, slot)])

    async def save_drafts(self, kept: Sequence[Draft], dropped: Sequence[tuple[str, str]]) -> None:
        """Keep forms and forget others (position and slot), all in one transaction."""
        async with self._writer.turn() as turn:
            await turn.do(put_drafts, kept, dropped)

    async def move_drafts(self, source: str, to: str) -> None:
        """Give the half-typed forms of a position to another, each in place of the one in the same slot there."""
        draft = tables.draft

        def move(connection: Connection) -> None:
            found = connection.execute(select(draft).where(draft.c.position == source)).mappings().all()
            if found:
                upsert(connection, draft, [{**row, "position": to} for row in found])
                connection.execute(delete(draft).where(draft.c.position == source))

        async with self._writer.turn() as turn:
            await turn.do(move)

    async def save_secret(self, login: str, verifier: str) -> None:
        """Keep what a login's passphrase is checked against, in place of what it was before."""
        async with self._writer.turn() as turn:
            await turn.do(upsert, tables.secret, [{"login": login, "verifier": verifier}])

    async def secret(self, login: str) -> str | None:
        """What a login's passphrase is checked against; None when there is none. No other reader can ask for it."""
        query = select(tables.secret.c.verifier).where(tables.secret.c.login == login)
        rows = await self.fetch(query)
        return str(rows[0][0]) if rows else None

    async def save_snapshot(self, number: int, fold: str, board: str) -> None:
        """Keep the picture of the board after entry `number`, in place of older ones."""

        def save(connection: Connection) -> None:
            connection.execute(delete(tables.snapshot).where(tables.snapshot.c.number < number))
            upsert(connection, tables.snapshot, [{"number": number, "fold": fold, "board": board}])

        async with self._writer.turn() as turn:
            await turn.do(save)

    async def replace_records(self, rows: AsyncIterable[Row] | Iterable[Row]) -> None:
        """Empty the record tables and fill them with `rows`, all in one transaction."""
        async with self._writer.turn() as turn:
            await turn.do(empty_records)
            async for batch in _batches(rows):
                await turn.do(put, batch)

    async def put_places(self, rows: Iterable[PlaceRow]) -> int:
        """Keep places, each in place of the one with its text and town, all in one transaction; how many are new."""
        async with self._writer.turn() as turn:
            before = await turn.do(count_places)
            for page in pages(rows):
                await turn.do(upsert_places, page)
            return await turn.do(count_places) - before

    async def close(self) -> None:
        """Fold the log's -wal into the file, let go of it and let the next process in."""
        try:
            await through(super().close())
        finally:
            await self._let_go()

    async def _let_go(self) -> None:
        try:
            await self._writer.close()
        finally:
            if self._lock is not None:
                self._lock.release()


async def _batches(rows: AsyncIterable[Row] | Iterable[Row]) -> AsyncIterator[list[Row]]:
    if not isinstance(rows, AsyncIterable):
        waiting = iter(rows)
        while batch := list(islice(waiting, _BATCH)):
            yield batch
        return
    batch = []
    async for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
