"""The desk in this process: one writer, the rules applied while it holds the pen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager, suppress

import msgspec
from msgspec.structs import replace

from console.desk import now as clock
from console.desk.batch import Batch, Command
from console.desk.desk import DeskShut, Draft, Known, NotSaved, Receipt, Standing, new_key
from console.desk.following import Followers
from console.desk.local_enquiries import LocalEnquiries
from console.desk.reading import read_board, stamped
from console.desk.verbs import SignOn, Verb
from console.rules.asked import Asked
from console.rules.board import Board
from console.rules.centre import Centre
from console.rules.facts import Stamped, UnitSignedOn
from console.rules.fold.board import REVISION, fold
from console.rules.fold.undo import DESK
from console.rules.known import Catalogue
from db.pen import Pen
from db.records import Row
from db.store import Store, open_store
from db.trouble import NotWritten, StoreRefused, Unknown

BATCH = 64
"""How many commands that wait together are committed together (SAFETY figures were taken with this many)."""
SNAPSHOT_EVERY = 2000
"""Entries between snapshots: start-up folds at most so many and those of the running shift."""

TROUBLE = (NotWritten, Unknown, StoreRefused)
"""What the store may say instead of taking something."""


class LocalDesk:
    """Owns the store while it is open. Close it to finish what was asked."""

    def __init__(
        self, store: Store, centre: Centre, board: Board, position: str, who: str, now: Callable[[], int]
    ) -> None:
        self.centre = centre
        self._catalogue = Catalogue(centre)
        self.position = position
        self.who = who
        self.board = board
        self.standing = Standing()
        self.enquiries = LocalEnquiries(store, lambda: self._catalogue.of(self.board))
        self.heard: Callable[[Sequence[Stamped]], None] = lambda entries: None
        self._store = store
        self._now = now
        self._waiting: asyncio.Queue[Command | None] = asyncio.Queue()
        self._underway: dict[str, asyncio.Future[Receipt]] = {}
        self._closing = False
        self._followers = Followers(board)
        self._snapshot_at = board.number
        self._writer = asyncio.create_task(self._write_in_turn())

    @classmethod
    async def open(
        cls,
        url: str,
        centre: Centre,
        *,
        position: str,
        who: str,
        now: Callable[[], int] = clock.now,
    ) -> LocalDesk:
        """Open a store (making it if need be), read where things stand, and bring the roster on duty."""
        try:
            store = await open_store(url, now=now)
        except StoreRefused as refusal:
            raise DeskShut(str(refusal)) from refusal
        async with AsyncExitStack() as on_failure:
            on_failure.push_async_callback(store.close)
            try:
                board = await read_board(store)
                await _bring_records_up_to_date(store)
                desk = cls(store, centre, board, position, who, now)
                on_failure.push_async_callback(desk.close)
                await desk._bring_on_duty()
            except (*TROUBLE, NotSaved) as trouble:
                raise DeskShut(str(trouble)) from trouble
            on_failure.pop_all()
        return desk

    async def ask(self, verb: Verb, *, key: str = "", happened: int | None = None) -> Receipt:
        """Do it; the wait may be cancelled, the command not: look it up by its key afterwards."""
        return await self.ask_as(self.who, self.position, verb, key=key or new_key(), happened=happened)

    async def ask_as(self, who: str, position: str, verb: Verb, *, key: str, happened: int | None = None) -> Receipt:
        """What somebody at any position asks for; raises as `ask` does."""
        return await self.whole(await asyncio.shield(self.submit(who, position, verb, key, happened)))

    def submit(
        self, who: str, position: str, verb: Verb, key: str, happened: int | None = None
    ) -> asyncio.Future[Receipt]:
        """Put a command behind those that wait; its receipt has no facts when the key was on the log already."""
        if self._closing or self._writer.done():
            raise NotSaved("The desk is closed; nothing more can be written.")
        now = self._now()
        year = clock.year_of(now if happened is None else happened, self.centre.timezone)
        done: asyncio.Future[Receipt] = asyncio.get_running_loop().create_future()
        self._waiting.put_nowait(Command(verb, Asked(now, who, position, key, year, happened), done))
        self._underway[key] = done
        done.add_done_callback(lambda _: self._underway.pop(key, None))
        return done

    async def whole(self, receipt: Receipt) -> Receipt:
        """The receipt with its facts, read from the log where the command was there already."""
        if receipt.facts or not receipt.numbers:
            return receipt
        with _told_as_not_saved():
            entries = await self._store.entries(receipt.numbers[0] - 1, receipt.numbers[-1])
        return replace(receipt, facts=tuple(stamped(entry).fact for entry in entries))

    async def look_up(self, key: str) -> Known:
        """Whether the log has a command; one that is still under way is waited for."""
        if key in self._underway:
            await asyncio.wait([self._underway[key]])
        try:
            return "saved" if await self._store.written(key) else "not saved"
        except TROUBLE:
            return "unknown"

    def follow(self) -> AsyncIterator[Board]:
        """The newest board, now and after each commit."""
        return self._followers.follow()

    async def save_draft(self, slot: str, body: str) -> int:
        """Keep a half-typed form."""
        return await self.save_draft_of(self.position, slot, body)

    async def save_draft_of(self, position: str, slot: str, body: str) -> int:
        """Keep a half-typed form of any position."""
        at = self._now()
        with _told_as_not_saved():
            await self._store.save_draft(position, slot, body, at)
        return at

    async def drop_draft(self, slot: str) -> None:
        """Forget a form that was finished."""
        await self.drop_draft_of(self.position, slot)

    async def drop_draft_of(self, position: str, slot: str) -> None:
        """Forget a form of any position."""
        with _told_as_not_saved():
            await self._store.drop_draft(position, slot)

    async def drafts(self) -> tuple[Draft, ...]:
        """This position's half-typed forms, oldest first."""
        return await self.drafts_of(self.position)

    async def drafts_of(self, position: str) -> tuple[Draft, ...]:
        """Any position's half-typed forms, oldest first."""
        with _told_as_not_saved():
            kept = await self._store.drafts(position)
        return tuple(sorted((Draft(d.slot, d.saved_at, d.body) for d in kept), key=lambda draft: draft.saved_at))

    async def close(self) -> None:
        """Write what still waits, keep a snapshot, and let go of the store; closing again does nothing."""
        if self._closing:
            return
        self._closing = True
        self._waiting.put_nowait(None)
        try:
            await self.enquiries.close()
            await asyncio.shield(self._writer)
            self._followers.end()
            if self.board.number > self._snapshot_at:
                await self._keep_snapshot()
        finally:
            await self._store.close()

    async def _bring_on_duty(self) -> None:
        absent = [u for u in self.centre.units if u.callsign not in self.board.units.keys() | self.board.off_duty]
        signing = [
            self.ask_as(
                DESK,
                DESK,
                SignOn(
                    UnitSignedOn(u.callsign, u.kind, u.department, u.town, u.zone, u.lat, u.lon, u.station, u.skills)
                ),
                key=new_key(),
            )
            for u in absent
        ]
        await asyncio.gather(*signing)

    async def _write_in_turn(self) -> None:
        while (command := await self._waiting.get()) is not None:
            batch = [command]
            while len(batch) < BATCH and not self._waiting.empty():
                command = self._waiting.get_nowait()
                if command is None:
                    await self._settle(batch)
                    return
                batch.append(command)
            await self._settle(batch)
            if self._waiting.empty() and self.board.number - self._snapshot_at >= SNAPSHOT_EVERY:
                await self._keep_snapshot()

    async def _settle(self, commands: Sequence[Command]) -> None:
        try:
            async with self._store.pen() as pen:
                at = self._now()
                batch = await self._decide_all(pen, [command.as_of(at) for command in commands])
                if batch.facts:
                    await pen.write(batch.facts, at, [Row(r.table, r.values) for r in batch.records])
        except TROUBLE as trouble:
            known: Known = "unknown" if isinstance(trouble, Unknown) else "not saved"
            for command in commands:
                command.answer(NotSaved(str(trouble), known))
            return
        except Exception as broken:  # whatever it was, those who wait must hear of it, and the desk goes on
            for command in commands:
                command.answer(broken)
            return
        self.board = batch.board
        self.heard(batch.entries)
        for command, answer in batch.answers:
            command.answer(answer)
        self._followers.show(self.board)

    async def _decide_all(self, pen: Pen, commands: Sequence[Command]) -> Batch:
        start = await pen.start([command.asked.key for command in commands], self.board.number)
        tail = [stamped(entry) for entry in start.tail]
        batch = Batch(fold(self.board, tail), entries=tail)
        batch.decide_all(commands, dict(start.written), self._catalogue.of)
        return batch

    async def _keep_snapshot(self) -> None:
        """A picture that can't be kept costs a longer start, never the desk: the log is what counts."""
        board = self.board
        self._snapshot_at = board.number
        with suppress(*TROUBLE):
            await self._store.save_snapshot(board.number, REVISION, msgspec.json.encode(board).decode())


async def _bring_records_up_to_date(store: Store) -> None:
    """The records of an older Firstline lack what this one looks up; the log has it."""
    if await store.has_older_records():
        from console.desk.past import records

        await store.replace_records(records(store))


@contextmanager
def _told_as_not_saved() -> Iterator[None]:
    try:
        yield
    except TROUBLE as trouble:
        raise NotSaved(str(trouble)) from trouble
