"""A console that only asks: it speaks the desk's language and folds no board, so that one process can play sixty."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

from console.desk import wire
from console.desk.desk import DeskShut, NotSaved, Receipt, new_key
from console.desk.link import MOST_BYTES
from console.desk.verb_codec import encode_verb
from console.desk.verbs import Verb
from console.rules.refused import Refused

_NEWS = b"News"


class ThinDesk(asyncio.Protocol):
    """One connection. `ended` is set when it is over, `news` counts the messages that it let pass by."""

    def __init__(self) -> None:
        loop = asyncio.get_running_loop()
        self.welcome: asyncio.Future[wire.Welcome] = loop.create_future()
        self.ended = asyncio.Event()
        self.news = 0
        self.heard: Callable[[wire.News], None] | None = None
        self._frames = wire.Frames(MOST_BYTES)
        self._owed: dict[int, asyncio.Future[Any]] = {}
        self._number = 0
        self._transport: asyncio.Transport

    @classmethod
    async def open(cls, path: Path, position: str, name: str = "BENCH") -> ThinDesk:
        """Connect and be welcomed; OSError or DeskShut when not."""
        _, desk = await asyncio.get_running_loop().create_unix_connection(cls, str(path))
        desk._transport.write(wire.frame(wire.Hello(wire.VERSION, position, name)))
        await desk.welcome
        return desk

    async def ask(self, verb: Verb, key: str = "") -> Receipt:
        """Do it; ConnectionError when the link broke before the answer."""
        self._number += 1
        id = self._number
        answer: asyncio.Future[Receipt] = asyncio.get_running_loop().create_future()
        if self.ended.is_set():
            raise ConnectionResetError("the desk is gone")
        self._owed[id] = answer
        self._transport.write(wire.frame(wire.Do(id, key or new_key(), encode_verb(verb))))
        return await answer

    def close(self) -> None:
        """Hang up."""
        self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """There is a desk."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """It hung up; whoever waits is told."""
        self.ended.set()
        for answer in (self.welcome, *self._owed.values()):
            if not answer.done():
                answer.set_exception(ConnectionResetError("the desk hung up"))
                answer.exception()
        self._owed.clear()

    def data_received(self, data: bytes) -> None:
        """Answers are taken; news is counted, and read only where somebody listens."""
        for body in self._frames.feed(data):
            if body[2:6] == _NEWS and self.heard is None:
                self.news += 1
            else:
                self._take(wire.at_console().decode(body))

    def _take(self, message: wire.FromDesk) -> None:
        match message:
            case wire.News():
                self.news += 1
                if self.heard is not None:
                    self.heard(message)
            case wire.Welcome():
                self.welcome.set_result(message)
            case wire.TurnedAway(sentence):
                if not self.welcome.done():
                    self.welcome.set_exception(DeskShut(sentence))
            case wire.Done(id):
                self._owed.pop(id).set_result(wire.receipt_of(message))
            case wire.RefusedThat(id, sentence):
                self._owed.pop(id).set_exception(Refused(sentence))
            case wire.NotSavedThat(id, sentence, known):
                self._owed.pop(id).set_exception(NotSaved(sentence, known))
            case _:
                pass
