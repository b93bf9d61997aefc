"""The desk over a socket, as a console meets it: the same verbs, a board folded from news, a link that mends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from console.desk import wire
from console.desk.desk import Draft, Known, NotSaved, Receipt, Standing, new_key
from console.desk.enquiries_remote import EnquiriesRemote
from console.desk.following import Followers
from console.desk.link import Link
from console.desk.seat_remote import SeatRemote
from console.desk.status import Status
from console.desk.verb_codec import encode_verb
from console.desk.verbs import Verb
from console.rules.board import Board
from console.rules.fold.board import apply
from console.rules.refused import Refused

PATIENCE_SECONDS = 10
"""How long a command waits for a lost desk before its sender is told that it is not known to be saved."""
_DRAFTS = msgspec.msgpack.Decoder(tuple[Draft, ...])
_STATUS = msgspec.msgpack.Decoder(Status)
_SAVED_AT = msgspec.msgpack.Decoder(int)
_KNOWN: msgspec.msgpack.Decoder[Known] = msgspec.msgpack.Decoder(Known)
_ANYTHING = msgspec.msgpack.Decoder(None)


@dataclass(slots=True)
class _Owed:
    """A message that has no answer yet; `sent` says whether it ever left."""

    framed: bytes
    answer: asyncio.Future[Any]
    sent: bool = False


class DeskOverSocket:
    """A desk in another process. It belongs to the loop that opened it."""

    def __init__(self, link: Link, welcome: wire.Welcome, now: Callable[[], int]) -> None:
        self.centre = welcome.centre
        self.position = welcome.position
        self.board = welcome.board
        self.standing = welcome.standing
        self.stands_otherwise: Callable[[], None] = lambda: None
        self.enquiries = EnquiriesRemote(self._enquire)
        self.seat = SeatRemote(self._ask, welcome.sitting, self._let_in)
        self._now = now
        self._link = link
        self._followers = Followers(self.board)
        self._owed: dict[int, _Owed] = {}
        self._number = 0
        self._closing = False
        self._goodbye = ""
        self._lost_at = 0.0
        link.heard = self._hear
        link.lost = self._lose
        link.back = self._resume
        link.turned_away = self._turned_away

    @property
    def who(self) -> str:
        """Who sits here."""
        return self.seat.sitting.name

    @classmethod
    async def open(
        cls, path: Path, *, position: str, who: str, now: Callable[[], int], login: str = "", sits: bool = True
    ) -> DeskOverSocket:
        """Sit down at the desk behind a socket; DeskShut says why not. One that does not sit sees no board."""
        link = Link(path, position, who, login, sits=sits)
        welcome = await link.open()
        desk = cls(link, welcome, now)
        link.listen()
        return desk

    async def ask(self, verb: Verb, *, key: str = "", happened: int | None = None) -> Receipt:
        """Do it; a command that was sent once is sent again under the same key when the link is back."""
        key = key or new_key()
        named = encode_verb(verb)
        receipt: Receipt = await self._ask(lambda id: wire.Do(id, key, named, happened))
        return receipt

    async def look_up(self, key: str) -> Known:
        """What became of a command."""
        try:
            return _KNOWN.decode(await self._ask(lambda id: wire.LookUp(id, key)))
        except NotSaved:
            return "unknown"

    def follow(self) -> AsyncIterator[Board]:
        """The newest board, now and after each change."""
        return self._followers.follow()

    async def save_draft(self, slot: str, body: str) -> int:
        """Keep a half-typed form at the desk."""
        return _SAVED_AT.decode(await self._ask(lambda id: wire.SaveDraft(id, slot, body)))

    async def drop_draft(self, slot: str) -> None:
        """Forget a form that was finished."""
        _ANYTHING.decode(await self._ask(lambda id: wire.DropDraft(id, slot)))

    async def drafts(self) -> tuple[Draft, ...]:
        """This position's half-typed forms."""
        return _DRAFTS.decode(await self._ask(lambda id: wire.Drafts(id)))

    async def status(self) -> Status:
        """How the desk is; raises NotSaved when it can't be told."""
        return _STATUS.decode(await self._enquire("status", ()))

    async def close(self) -> None:
        """Wait for what was asked, as long as the desk answers, then leave."""
        if self._closing:
            return
        self._closing = True
        waiting = [owed.answer for owed in self._owed.values()]
        if waiting and self._link.up:
            await asyncio.wait(waiting, timeout=PATIENCE_SECONDS)
        await self._link.close()
        self._give_up("The console was left.")
        self._followers.end()

    async def _enquire(self, question: str, given: tuple[object, ...]) -> bytes:
        raw = msgspec.Raw(wire.ENCODER.encode(given))
        answer: bytes = await self._ask(lambda id: wire.Enquire(id, question, raw))
        return answer

    async def _ask(self, message: Callable[[int], wire.Said]) -> Any:
        if self._closing or self._goodbye:
            raise NotSaved(self._goodbye or "The desk is closed; nothing more can be written.")
        self._number += 1
        id = self._number
        owed = _Owed(wire.frame(message(id)), asyncio.get_running_loop().create_future())
        self._owed[id] = owed
        self._post(owed)
        try:
            return await asyncio.shield(owed.answer)
        finally:
            if owed.answer.done():
                self._owed.pop(id, None)

    def _post(self, owed: _Owed) -> None:
        if self._link.up:
            owed.sent = True
            self._link.send(owed.framed)
        else:
            self._wait_for_link()

    def _wait_for_link(self) -> None:
        asyncio.get_running_loop().call_later(PATIENCE_SECONDS, self._lose_patience)

    def _lose_patience(self) -> None:
        if not self._link.up and asyncio.get_running_loop().time() - self._lost_at >= PATIENCE_SECONDS:
            self._give_up(f"No answer from the desk in {PATIENCE_SECONDS} s.")

    def _give_up(self, why: str) -> None:
        for owed in tuple(self._owed.values()):
            if not owed.answer.done():
                known: Known = "unknown" if owed.sent else "not saved"
                owed.answer.set_exception(NotSaved(why, known))
                owed.answer.exception()  # whoever does not wait any more need not hear of it
        self._owed.clear()

    def _lose(self) -> None:
        self._lost_at = asyncio.get_running_loop().time()
        self.standing = replace(self.standing, lost=self._now())
        if self._owed:
            self._wait_for_link()
        self.stands_otherwise()

    def _resume(self, welcome: wire.Welcome) -> None:
        """The link is back: take the board as it is now, and send again what has no answer."""
        self.standing = welcome.standing
        self.seat.resume(welcome.sitting)
        if not welcome.sitting.wants:
            self._show(welcome.board)
            self._let_in()
        self.stands_otherwise()

    def _let_in(self) -> None:
        """Who sits here is known: send again what has no answer."""
        for owed in tuple(self._owed.values()):
            self._post(owed)

    def _turned_away(self, sentence: str) -> None:
        self._goodbye = sentence
        self.standing = Standing(self.standing.lost or self._now(), sentence)
        self._give_up(sentence)
        self.stands_otherwise()

    def _hear(self, message: wire.FromDesk) -> None:
        match message:
            case wire.News(entries):
                board = self.board
                for entry in entries:
                    if entry[0] > board.number:
                        board = apply(board, wire.stamped_of(entry))
                self._show(board)
            case wire.Anew(board):
                self._show(board)
            case wire.Stands(standing):
                self.standing = standing
                self.stands_otherwise()
            case wire.Sits(sitting):
                self.seat.sitting = sitting
                self.stands_otherwise()
            case wire.Done(id):
                self._answer(id, wire.receipt_of(message))
            case wire.Told(id, answer):
                self._answer(id, bytes(answer))
            case wire.RefusedThat(id, sentence):
                self._fail(id, Refused(sentence))
            case wire.NotSavedThat(id, sentence, known):
                self._fail(id, NotSaved(sentence, known))
            case _:
                pass

    def _show(self, board: Board) -> None:
        self.board = board
        self._followers.show(board)

    def _answer(self, id: int, answer: object) -> None:
        owed = self._owed.pop(id, None)
        if owed is not None and not owed.answer.done():
            owed.answer.set_result(answer)

    def _fail(self, id: int, error: Exception) -> None:
        owed = self._owed.pop(id, None)
        if owed is not None and not owed.answer.done():
            owed.answer.set_exception(error)
