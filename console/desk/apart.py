"""The desk on a thread and an event loop of its own, so that no store work ever delays a key."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import AsyncIterator, Coroutine
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from console.desk.account import own_account
from console.desk.desk import Draft, Known, NotSaved, Receipt, Standing
from console.desk.enquiries_apart import EnquiriesApart
from console.desk.following import Followers
from console.desk.seat_apart import SeatApart
from console.desk.verbs import Verb
from console.rules.admit import Claim
from console.rules.board import Board
from console.rules.centre import Centre

if TYPE_CHECKING:
    from console.desk.local import LocalDesk

Answer = TypeVar("Answer")


class DeskApart:
    """A LocalDesk that lives on its own thread; its methods are awaited on the loop that opened it."""

    def __init__(self, desk: LocalDesk, loop: asyncio.AbstractEventLoop, thread: threading.Thread) -> None:
        self.centre: Centre = desk.centre
        self.position = desk.position
        self.seat = SeatApart(desk.seat, self._there)
        self.enquiries = EnquiriesApart(desk.enquiries, self._there, desk.ask)
        self._desk = desk
        self._loop = loop
        self._thread = thread
        self._closing = False
        self._home = asyncio.get_running_loop()
        self._followers = Followers(desk.board)
        self._relay = asyncio.run_coroutine_threadsafe(self._pass_on(), loop)

    @classmethod
    async def open(
        cls, url: str, centre_folder: Path, *, position: str, who: str, login: str = "", folder: Path | None = None
    ) -> DeskApart:
        """Read the centre and open the store, both on the new thread; raises CentreFault or DeskShut.

        `login` is who the person says they are, where their account is not theirs alone.
        """
        claim = Claim(own_account(), login, name=who)
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=_run, args=(loop,), name="firstline-desk", daemon=True)
        thread.start()
        opening = asyncio.run_coroutine_threadsafe(_open(url, centre_folder, position, claim, folder), loop)
        try:
            desk = await asyncio.shield(asyncio.wrap_future(opening))
        except BaseException:
            await asyncio.shield(_give_up(opening, loop, thread))
            raise
        return cls(desk, loop, thread)

    @property
    def who(self) -> str:
        """Who sits here."""
        return self._desk.who

    @property
    def standing(self) -> Standing:
        """How the desk itself is."""
        return self._desk.standing

    async def ask(self, verb: Verb, *, key: str = "", happened: int | None = None) -> Receipt:
        """Do it; cancelling the wait does not cancel the command."""
        return await self._there(self._desk.ask(verb, key=key, happened=happened))

    async def look_up(self, key: str) -> Known:
        """What became of a command."""
        return await self._there(self._desk.look_up(key))

    def follow(self) -> AsyncIterator[Board]:
        """The newest board, now and after each commit."""
        return self._followers.follow()

    async def save_draft(self, slot: str, body: str) -> int:
        """Keep a half-typed form."""
        return await self._there(self._desk.save_draft(slot, body))

    async def drop_draft(self, slot: str) -> None:
        """Forget a form that was finished."""
        await self._there(self._desk.drop_draft(slot))

    async def drafts(self) -> tuple[Draft, ...]:
        """This position's half-typed forms."""
        return await self._there(self._desk.drafts())

    async def close(self) -> None:
        """Finish what was asked, then end the thread; closing again does nothing."""
        if self._closing:
            return
        closing = self._there(self._desk.close())
        self._closing = True
        try:
            await closing
        finally:
            self._followers.end()
            await asyncio.shield(_end(self._loop, self._thread))

    def _there(self, work: Coroutine[Any, Any, Answer]) -> asyncio.Future[Answer]:
        if self._closing:
            work.close()
            raise NotSaved("The desk is closed; nothing more can be written.")
        return asyncio.shield(asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop)))

    async def _pass_on(self) -> None:
        async for board in self._desk.follow():
            self._home.call_soon_threadsafe(self._followers.show, board)


def _run(loop: asyncio.AbstractEventLoop) -> None:
    asyncio.set_event_loop(loop)
    try:
        loop.run_forever()
    finally:
        left = asyncio.all_tasks(loop)
        for task in left:
            task.cancel()
        if left:
            loop.run_until_complete(asyncio.wait(left))
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


async def _end(loop: asyncio.AbstractEventLoop, thread: threading.Thread) -> None:
    loop.call_soon_threadsafe(loop.stop)
    await asyncio.to_thread(thread.join)


async def _give_up(opening: Future[LocalDesk], loop: asyncio.AbstractEventLoop, thread: threading.Thread) -> None:
    """An opening ends before its loop does: threads of the store would else answer to nobody."""
    with suppress(Exception):
        desk = await asyncio.wrap_future(opening)
        await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(desk.close(), loop))
    await _end(loop, thread)


async def _open(url: str, centre_folder: Path, position: str, claim: Claim, folder: Path | None) -> LocalDesk:
    from console.desk.centre_files import load_centre
    from console.desk.local import LocalDesk

    centre = load_centre(centre_folder)
    desk = await LocalDesk.open(url, centre, position=position, who=claim.name, folder=folder, claim=claim)
    gc.freeze()  # what was imported stays: going through it again would hold up the drawing thread for 20 ms
    desk.enquiries.prepare()
    return desk
