"""One console's connection to the desk: what it asks is passed on, what happened is told, neither without bound."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

import msgspec

from console.desk import wire
from console.desk.desk import NotSaved, Receipt
from console.desk.enquiries import Card
from console.desk.of_session import answer_of
from console.desk.peer import Peer, peer_of
from console.desk.questions import Unheard, answer_to
from console.desk.status import Status
from console.desk.verb_codec import decode_verb
from console.desk.verbs import NoteView
from console.desk.viewing import noted
from console.rules.refused import Refused
from db.trouble import StoreRefused

if TYPE_CHECKING:
    from console.desk.server import Server
    from console.desk.session import Session

MOST_WAITING = 16
"""How many answers one console may wait for; more is not read from its socket until one is given."""
MOST_UNSENT = 256 * 1024
"""Bytes that may wait for a console beside the board it is shown; one that is further behind is told no news until it
has read them, then all anew."""
STALLED_SECONDS = 60
"""How long one may not read at all before it is let go; it comes back by itself."""


class Connection(asyncio.Protocol):
    """A console, from its Hello to its end."""

    def __init__(self, server: Server) -> None:
        self.peer: Peer
        self.position = ""
        self.session: Session
        self.sees = self.behind = self._missed = False
        self.answered = asyncio.Event()
        self.answered.set()
        self._server = server
        self._frames = wire.Frames(wire.MOST_BYTES)
        self._waiting = 0
        self._unread: list[bytes] = []
        self._out: list[bytes] = []
        self._transport: asyncio.Transport
        self._patience: asyncio.TimerHandle | None = None
        self._tasks: dict[asyncio.Task[None], bool] = {}  # whether each only looks something up

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A console is there; it has to say who it is."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self.peer = peer_of(transport.get_extra_info("socket"))
        self._server.came(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """It is gone; what it asked for is done all the same, what it asked about is not looked up for nobody."""
        for task in [task for task, looks in self._tasks.items() if looks]:
            task.cancel()
        if self._patience is not None:
            self._patience.cancel()
        self._server.went(self)
        if self.position:
            self.session.sign_out()

    @property
    def who(self) -> str:
        """Who sits there."""
        return self.session.sitting.name

    def sit_down(self, session: Session, position: str, *, sits: bool) -> None:
        """It is somebody's at a position; it `sees` the board from then on, if they are let in."""
        self.session, self.position, self._sits = session, position, sits
        self._told_of = session.sitting
        self.sees = sits and not session.sitting.wants

    def look(self) -> None:
        """See that its person is still to be answered, and tell it where it is locked by now."""
        if not self.position:
            return
        if barred := self.session.barred():
            self.turn_away(barred)
        self.session.lapse()
        if self.session.sitting != self._told_of:
            self._told_of = self.session.sitting
            self.send(wire.frame(wire.Sits(self._told_of)))

    def pause_writing(self) -> None:
        """It does not read: it gets no news, and nothing more is taken from it."""
        self.behind = True
        self._transport.pause_reading()
        self._patience = asyncio.get_running_loop().call_later(STALLED_SECONDS, self._transport.abort)

    def resume_writing(self) -> None:
        """It has read what waited for it: now it may know how things stand."""
        self.behind = False
        if self._patience is not None:
            self._patience.cancel()
        if self._missed:
            self._missed = False
            self.show(self._server.anew())
        self._read_on()

    def show(self, framed: bytes) -> None:
        """Send the whole board; a console is not behind while it reads that."""
        self._transport.set_write_buffer_limits(high=len(framed) + MOST_UNSENT, low=MOST_UNSENT // 4)
        self.send(framed)

    def tell(self, news: bytes) -> None:
        """Send news, or note that it missed them."""
        if self.behind:
            self._missed = True
        else:
            self.send(news)

    def data_received(self, data: bytes) -> None:
        """Take messages, as many as may wait; whoever sends what no console sends is shown out."""
        try:
            self._unread += self._frames.feed(data)
        except wire.TooLong as nonsense:
            self._show_out(nonsense)
        self._read_on()

    def _show_out(self, nonsense: Exception) -> None:
        self.turn_away(f"The desk could not read what this console sent ({nonsense}); it may be another version.")

    def _read_on(self) -> None:
        try:
            while self._unread and self._waiting < MOST_WAITING and not self.behind:
                self._take(wire.AT_DESK.decode(self._unread.pop(0)))
        except (msgspec.DecodeError, ValueError, RecursionError) as nonsense:
            self._show_out(nonsense)
        if self._transport.is_closing():
            return
        if self._unread or self.behind:
            self._transport.pause_reading()
        else:
            self._transport.resume_reading()

    def _take(self, message: wire.FromConsole) -> None:
        if isinstance(message, wire.Ping):
            self.send(wire.frame(wire.Pong()))
        elif isinstance(message, wire.Hello) == bool(self.position):
            self.turn_away("This console did not say once, and first, who sits at it; it may be another version.")
        elif isinstance(message, wire.Hello):
            self._server.greet(self, message)
        else:
            self._waiting += 1
            self.answered.clear()
            self._answer(message)

    def _answer(
        self,
        message: wire.Do | wire.LookUp | wire.SaveDraft | wire.DropDraft | wire.Drafts | wire.Enquire | wire.OfSession,
    ) -> None:
        desk, sitting = self._server.desk, self.session.sitting
        match message:
            case wire.SaveDraft() | wire.DropDraft() | wire.Drafts() | wire.LookUp() if sitting.wants:
                self._end(wire.RefusedThat(message.id, "Sign in first."))
            case wire.Drafts(id) if sitting.locked:
                self._end(wire.RefusedThat(id, "This position is locked; unlock it first."))
            case wire.Do():
                self._do(message)
            case wire.LookUp(id, key):
                self._tell(id, desk.look_up(key))
            case wire.SaveDraft(id, slot, body):
                self._tell(id, desk.save_draft_of(self.position, slot, body))
            case wire.DropDraft(id, slot):
                self._tell(id, desk.drop_draft_of(self.position, slot))
            case wire.Drafts(id):
                self._tell(id, desk.drafts_of(self.position))
            case wire.Enquire(id, question, given):
                self._tell(id, self._enquired(question, given), looks=True)
            case _:
                self._tell(message.id, answer_of(self.session, message, self._let_in))

    def _let_in(self) -> None:
        """Who had to sign in has done so: from now on they see the board."""
        if self._sits and self._server.let_in(self):
            self.sees = True
            self.show(self._server.anew())

    async def _enquired(self, question: str, given: msgspec.Raw) -> object:
        if question == "status" and not self.session.sitting.wants:
            return await self._status()
        self.session.require("watch")
        answer = await answer_to(self._server.desk.enquiries, question, given)
        return await noted(answer, self._note) if isinstance(answer, Card) else answer

    async def _status(self) -> Status:
        try:
            return await self._server.status(self)
        except StoreRefused as refusal:
            raise NotSaved(str(refusal)) from refusal

    async def _note(self, view: NoteView) -> object:
        return await self.session.ask(view)

    def _do(self, message: wire.Do) -> None:
        try:
            verb = decode_verb(*message.verb)
            done = self.session.submit(verb, message.key, message.happened)
        except (ValueError, Refused) as refusal:
            self.look()
            self._end(wire.RefusedThat(message.id, str(refusal)))
        except Exception as trouble:  # a time that no calendar has, say: whatever it is, its sender alone hears of it
            self._failed(message.id, trouble)
        else:
            began = asyncio.get_running_loop().time()
            done.add_done_callback(lambda done: self._became(message.id, done, began))

    def _became(self, id: int, done: asyncio.Future[Receipt], began: float) -> None:
        self._server.latencies.add((asyncio.get_running_loop().time() - began) * 1000)
        error = done.exception()
        if error is not None:
            self._failed(id, error)
        elif done.result().facts or not done.result().numbers:
            self._done(id, done.result())
        else:
            self._later(self._whole(id, done.result()), looks=True)

    async def _whole(self, id: int, receipt: Receipt) -> None:
        try:
            self._done(id, await self._server.desk.whole(receipt))
        except Exception as trouble:
            self._failed(id, trouble)

    def _done(self, id: int, receipt: Receipt) -> None:
        facts = wire.named_facts(receipt.facts)
        self._end(wire.Done(id, receipt.key, receipt.at, receipt.numbers, facts))

    def _failed(self, id: int, error: BaseException) -> None:
        match error:
            case Refused():
                self._end(wire.RefusedThat(id, str(error)))
            case NotSaved():
                self._end(wire.NotSavedThat(id, str(error), error.known))
            case _:
                self._end(wire.RefusedThat(id, f"The desk broke down over it ({error!r}); nothing was done."))

    def _tell(self, id: int, finding: Coroutine[Any, Any, object], looks: bool = False) -> None:
        self._later(self._told(id, finding), looks)

    async def _told(self, id: int, finding: Coroutine[Any, Any, object]) -> None:
        try:
            answer = wire.ENCODER.encode(await finding)
        except (Unheard, Refused) as refusal:
            self.look()
            self._end(wire.RefusedThat(id, str(refusal)))
        except Exception as trouble:  # whatever it is, its sender alone hears of it
            self._failed(id, trouble)
        else:
            self._end(wire.Told(id, msgspec.Raw(answer)))

    def _later(self, work: Coroutine[Any, Any, None], looks: bool) -> None:
        task = asyncio.ensure_future(work)
        self._tasks[task] = looks
        task.add_done_callback(self._tasks.pop)

    def _end(self, message: wire.Said) -> None:
        """Give an answer; then the next that waits may be read."""
        self._waiting -= 1
        if not self._waiting:
            self.answered.set()
        self.send(wire.frame(message))
        if self._unread:
            self._read_on()

    def send(self, framed: bytes) -> None:
        """Send a frame, together with all else that is sent to it in this turn of the loop."""
        if self._transport.is_closing():
            return
        if not self._out:
            asyncio.get_running_loop().call_soon(self.flush)
        self._out.append(framed)

    def flush(self) -> None:
        """Hand over what is to be sent."""
        if self._out and not self._transport.is_closing():
            self._transport.write(b"".join(self._out))
        self._out.clear()

    def turn_away(self, sentence: str) -> None:
        """Say why, and end it."""
        self.send(wire.frame(wire.TurnedAway(sentence)))
        self.flush()
        self._unread.clear()
        self._transport.close()

    def close(self) -> None:
        """End it after what is still to be sent."""
        self.flush()
        self._transport.close()
