"""The desk in this process: one writer, the rules applied while it holds the pen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, suppress
from pathlib import Path

import msgspec
from msgspec.structs import replace

from console.desk import now as clock
from console.desk.aside import Aside
from console.desk.batch import Command
from console.desk.beginning import beside, bring_records_up_to_date, signing_on
from console.desk.desk import DeskShut, Draft, Known, NotSaved, Receipt, Standing, new_key
from console.desk.following import Followers
from console.desk.ledger import BATCH, TROUBLE, Ledger, told_as_not_saved
from console.desk.local_enquiries import LocalEnquiries
from console.desk.reading import read_board, stamped
from console.desk.seated import Seated, move_drafts
from console.desk.verbs import NoteClockJump, Verb
from console.desk.watch import Watch
from console.rules.admit import Claim
from console.rules.asked import Asked, May
from console.rules.board import Board
from console.rules.centre import Centre
from console.rules.facts import Stamped
from console.rules.fold.board import REVISION
from console.rules.fold.undo import DESK
from console.rules.known import Catalogue
from console.rules.refused import Refused
from db.reader import Reader
from db.soundness import check_at_opening
from db.store import Store, open_store
from db.trouble import StoreRefused

SNAPSHOT_EVERY = 2000
"""Entries between snapshots: start-up folds at most so many and those of the running shift."""

OTHERS_SECONDS = 0.25
"""How often it is seen whether another desk wrote on a shared store; an empty look costs one row of an index."""


class LocalDesk(Seated):
    """Owns the store while it is open. Close it to finish what was asked."""

    def __init__(
        self,
        store: Store,
        aside: Aside,
        centre: Centre,
        board: Board,
        position: str,
        who: str,
        now: Callable[[], int],
    ) -> None:
        self.centre = centre
        self._catalogue = Catalogue(centre)
        self.position = position
        self._aside = aside
        self._ledger = Ledger(store, aside, board, self._catalogue.of, now)
        self.enquiries = LocalEnquiries(store, lambda: self._catalogue.of(self.board))
        self.heard: Callable[[Sequence[Stamped]], None] = lambda entries: None
        self.replaced: Callable[[], None] = lambda: None
        self._store = store
        self._now = now
        self._waiting: asyncio.Queue[Command | None] = asyncio.Queue()
        self._underway: dict[str, asyncio.Future[Receipt]] = {}
        self._closing = False
        self._followers = Followers(board)
        self._snapshot_at = board.number
        self.begin_seats(store, position, who, now)
        self._writer = asyncio.create_task(self._write_in_turn())
        self._others = asyncio.create_task(self._follow_others()) if store.path is None else None
        self._watch = Watch(self._ledger, aside, self._returned, self._jumped if now is clock.now else None)

    @property
    def board(self) -> Board:
        """The picture of now, with what is kept aside."""
        return self._ledger.board

    @property
    def standing(self) -> Standing:
        """How the desk itself is."""
        return self._ledger.standing

    @property
    def reader(self) -> Reader:
        """Its store, to read from."""
        return self._store

    @property
    def file(self) -> Path | None:
        """The store's file; None where it is a server's."""
        return self._store.path

    def warn(self, of: str, sentence: str) -> None:
        """What everybody is warned of, unless something worse is wrong; "" once it is over."""
        self._ledger.lasting[of] = sentence

    @classmethod
    async def open(
        cls,
        url: str,
        centre: Centre,
        *,
        position: str,
        who: str,
        now: Callable[[], int] = clock.now,
        folder: Path | None = None,
        looks: bool = False,
        claim: Claim | None = None,
    ) -> LocalDesk:
        """Open a store (making it if need be), read where things stand, and bring the roster on duty.

        What must be kept aside is kept beside the store; in `folder` where that is a server's. A desk that `looks`
        is not opened on a damaged store; that takes a second and a half for each GB. Without a `claim` it is a tool of
        the store's owner, to whom nothing is refused.
        """
        try:
            store = await open_store(url, now=now)
        except StoreRefused as refusal:
            raise DeskShut(str(refusal)) from refusal
        async with AsyncExitStack() as on_failure:
            on_failure.push_async_callback(store.close)
            try:
                if looks:
                    await check_at_opening(store)
                board = await read_board(store)
                await bring_records_up_to_date(store)
                aside = Aside.open(beside(store, folder), store.store_id)
                on_failure.callback(aside.close)
                desk = cls(store, aside, centre, board, position, who, now)
                on_failure.push_async_callback(desk.close)
                await desk._take_up()
                await desk._bring_on_duty()
                if claim is not None:
                    desk.seat = desk.seated(claim, position)
                    desk.seat.begin()
            except (*TROUBLE, NotSaved, Refused) as trouble:
                raise DeskShut(str(trouble)) from trouble
            on_failure.pop_all()
        return desk

    async def ask(self, verb: Verb, *, key: str = "", happened: int | None = None) -> Receipt:
        """Do it; the wait may be cancelled, the command not: look it up by its key afterwards."""
        return await self.seat.ask(verb, key=key, happened=happened)

    async def ask_as(
        self, who: str, position: str, verb: Verb, *, key: str, happened: int | None = None, may: May = None
    ) -> Receipt:
        """What somebody at any position asks for, if they `may` (None: everything); raises as `ask` does."""
        return await self.whole(await asyncio.shield(self.submit(who, position, verb, key, happened, may)))

    def submit(
        self, who: str, position: str, verb: Verb, key: str, happened: int | None = None, may: May = None
    ) -> asyncio.Future[Receipt]:
        """Put a command behind those that wait; its receipt has no facts when the key was on the log already."""
        if self._closing or self._writer.done():
            raise NotSaved("The desk is closed; nothing more can be written.")
        now = self._now()
        year = clock.year_of(now if happened is None else happened, self.centre.timezone)
        done: asyncio.Future[Receipt] = asyncio.get_running_loop().create_future()
        self._waiting.put_nowait(Command(verb, Asked(now, who, position, key, year, happened, may), done))
        self._underway[key] = done
        done.add_done_callback(lambda _: self._underway.pop(key, None))
        return done

    async def whole(self, receipt: Receipt) -> Receipt:
        """The receipt with its facts, read from the log where the command was there already."""
        if receipt.facts or not receipt.numbers:
            return receipt
        with told_as_not_saved():
            entries = await self._store.entries(receipt.numbers[0] - 1, receipt.numbers[-1])
        return replace(receipt, facts=tuple(stamped(entry).fact for entry in entries))

    async def look_up(self, key: str) -> Known:
        """Whether the log has a command; one that is still under way is waited for."""
        if key in self._underway:
            await asyncio.wait([self._underway[key]])
        return await self._ledger.known(key)

    def follow(self) -> AsyncIterator[Board]:
        """The newest board, now and after each commit."""
        return self._followers.follow()

    async def save_draft(self, slot: str, body: str) -> int:
        """Keep a half-typed form."""
        return await self.save_draft_of(self.position, slot, body)

    async def save_draft_of(self, position: str, slot: str, body: str) -> int:
        """Keep a half-typed form of any position."""
        at = self._now()
        await self._ledger.save_draft(position, slot, body, at)
        return at

    async def drop_draft(self, slot: str) -> None:
        """Forget a form that was finished."""
        await self.drop_draft_of(self.position, slot)

    async def drop_draft_of(self, position: str, slot: str) -> None:
        """Forget a form of any position."""
        await self._ledger.save_draft(position, slot, None, self._now())

    async def drafts(self) -> tuple[Draft, ...]:
        """This position's half-typed forms, oldest first."""
        return await self.drafts_of(self.position)

    async def drafts_of(self, position: str) -> tuple[Draft, ...]:
        """Any position's half-typed forms, oldest first."""
        with told_as_not_saved():
            stored = [Draft(d.slot, d.saved_at, d.body) for d in await self._store.drafts(position)]
        return tuple(sorted(self._aside.merged(position, stored), key=lambda draft: draft.saved_at))

    async def close(self) -> None:
        """Write what still waits, keep a snapshot, and let go of the store; closing again does nothing."""
        if self._closing:
            return
        self.seat.sign_out()
        self._closing = True
        self._waiting.put_nowait(None)
        try:
            await self.enquiries.close()
            await asyncio.shield(self._writer)
            await self._watch.stop()
            if self._others is not None:
                self._others.cancel()
                await asyncio.wait([self._others])
            self._followers.end()
            if self.standing.trouble:
                await self._ledger.try_again()
            if self._ledger.logged.number > self._snapshot_at and not self.standing.trouble:
                await self._keep_snapshot()
        finally:
            self._aside.close()
            await self._store.close()

    async def _take_up(self) -> None:
        await self._ledger.take_up()
        self._followers.show(self.board)

    def _returned(self, shown: Board) -> None:
        """What was aside is on the log; on a shared one others may have written meanwhile."""
        if shown != self.board:
            self._followers.show(self.board)
            self.replaced()

    async def _follow_others(self) -> None:
        while True:
            await asyncio.sleep(OTHERS_SECONDS)
            entries = await self._ledger.read_on()
            if entries:
                self.heard(entries)
                self._followers.show(self.board)

    async def _jumped(self, ms: int) -> None:
        await self.ask_as(DESK, DESK, NoteClockJump(ms), key=new_key())

    async def _bring_on_duty(self) -> None:
        signing = signing_on(self.centre, self.board)
        await asyncio.gather(*(self.ask_as(DESK, DESK, one, key=new_key()) for one in signing))

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
            due = self._ledger.logged.number - self._snapshot_at >= SNAPSHOT_EVERY
            if due and self._waiting.empty() and not self.standing.trouble:
                await self._keep_snapshot()

    async def _settle(self, commands: Sequence[Command]) -> None:
        try:
            answers, entries = await self._ledger.take(commands)
        except Exception as broken:  # whatever it was, those who wait must hear of it, and the desk goes on
            for command in commands:
                command.answer(broken)
            return
        await move_drafts(self._store, entries)
        self.heard(entries)
        for command, answer in answers:
            command.answer(answer)
        self._followers.show(self.board)

    async def _keep_snapshot(self) -> None:
        """A picture that can't be kept costs a longer start, never the desk: the log is what counts."""
        board = self._ledger.logged
        self._snapshot_at = board.number
        with suppress(*TROUBLE):
            await self._store.save_snapshot(board.number, REVISION, msgspec.json.encode(board).decode())
