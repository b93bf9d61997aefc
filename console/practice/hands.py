"""Several hands at one desk: the trainee's, and those of callers, crews and the coach, each under its own name."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from console.desk import sitting
from console.desk import verbs as v
from console.desk.desk import Desk, Draft, Known, Receipt, Standing, new_key
from console.desk.enquiries import Enquiries
from console.rules import facts as f
from console.rules.board import Board
from console.rules.centre import Centre

if TYPE_CHECKING:
    from console.desk.local import LocalDesk


class Hands:
    """A desk that several hands work at. Whatever any of them writes is heard, fact by fact, in the log's order."""

    def __init__(self, desk: LocalDesk, heard: Callable[[f.Stamped], None]) -> None:
        self.desk = desk
        self._heard = heard
        self._stir = asyncio.Event()

    async def ask(
        self, verb: v.Verb, who: str, position: str, *, key: str = "", happened: int | None = None
    ) -> Receipt:
        """A verb at the desk, whoever asks for it."""
        asking = self.desk.ask_as(who, position, verb, key=key or new_key(), happened=happened)
        return await self.listen(asking, who, position, happened)

    async def stirred(self, seconds: float) -> None:
        """Wait until something was written, at most so long."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stir.wait(), seconds)
        self._stir.clear()

    def seat(self, desk: Desk | None = None) -> Seat:
        """The trainee's desk: this one, or a way of their own to it."""
        return Seat(self, desk or self.desk)

    async def listen(self, asking: Awaitable[Receipt], who: str, position: str, happened: int | None = None) -> Receipt:
        """Wait for something that was asked, and hear what comes of it even where nobody waits any more."""
        asked = asyncio.ensure_future(asking)
        asked.add_done_callback(lambda done: self._hear(done, who, position, happened))
        return await asyncio.shield(asked)

    def _hear(self, done: asyncio.Future[Receipt], who: str, position: str, happened: int | None) -> None:
        if done.cancelled() or done.exception() is not None:
            return
        receipt = done.result()
        self._stir.set()
        when = receipt.at if happened is None else happened
        for number, fact in zip(receipt.numbers, receipt.facts, strict=False):
            self._heard(f.Stamped(number, when, who, position, receipt.key, fact))


class Seat:
    """The trainee's desk: the real one, with the run listening."""

    def __init__(self, hands: Hands, desk: Desk) -> None:
        self._hands = hands
        self._desk = desk
        self.centre: Centre = self._desk.centre
        self.position = self._desk.position
        self.who = self._desk.who

    @property
    def seat(self) -> sitting.Seat:
        """Who sits here."""
        return self._desk.seat

    @property
    def board(self) -> Board:
        """The newest board, whether or not anybody was shown it."""
        return self._hands.desk.board

    @property
    def standing(self) -> Standing:
        """How the desk itself is."""
        return self._desk.standing

    @property
    def enquiries(self) -> Enquiries:
        """What the desk knows beside the board."""
        return self._desk.enquiries

    async def ask(self, verb: v.Verb, *, key: str = "", happened: int | None = None) -> Receipt:
        """Do it, and let the run hear of it."""
        asking = self._desk.ask(verb, key=key or new_key(), happened=happened)
        return await self._hands.listen(asking, self.who, self.position, happened)

    async def look_up(self, key: str) -> Known:
        """What became of a command."""
        return await self._desk.look_up(key)

    def follow(self) -> AsyncIterator[Board]:
        """The newest board."""
        return self._desk.follow()

    async def save_draft(self, slot: str, body: str) -> int:
        """Keep a half-typed form."""
        return await self._desk.save_draft(slot, body)

    async def drop_draft(self, slot: str) -> None:
        """Forget a form that was finished."""
        await self._desk.drop_draft(slot)

    async def drafts(self) -> tuple[Draft, ...]:
        """This position's half-typed forms."""
        return await self._desk.drafts()

    async def close(self) -> None:
        """Finish what was asked, then let go of the store."""
        await self._desk.close()
        await self._hands.desk.close()
