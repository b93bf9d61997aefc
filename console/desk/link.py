"""A console's link to its desk: opened, watched, and opened again when it is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace

from console.desk import wire
from console.desk.desk import DeskShut

PING_SECONDS = 0.3
SILENT_SECONDS = 0.9
"""A desk that says nothing for so long, though it is asked, is lost: with the next second's tick it is seen in two."""
OPENING_SECONDS = 5
AGAIN_SECONDS = (0.02, 0.05, *(0.1,) * 8, *(0.2,) * 5, 0.5, 1.0)
"""Pauses between attempts to come back; the last one from then on."""
MOST_BYTES = 64 * 1024 * 1024
"""The longest message taken from a desk: a whole board."""


class Link:
    """Hands on what the desk says; tells when it is lost and when it is back."""

    def __init__(self, path: Path, position: str, who: str, login: str = "", *, sits: bool = True) -> None:
        self.heard: Callable[[wire.FromDesk], None] = lambda message: None
        self.lost: Callable[[], None] = lambda: None
        self.back: Callable[[wire.Welcome], None] = lambda welcome: None
        self.turned_away: Callable[[str], None] = lambda sentence: None
        self.up = False
        self._path = path
        self._hello = wire.Hello(wire.VERSION, position, who, login, sits)
        self._line: _Line | None = None
        self._watching: asyncio.Task[None] | None = None

    async def open(self) -> wire.Welcome:
        """Connect and be welcomed; DeskShut says why not."""
        try:
            welcome = await self._sit_down()
        except (OSError, TimeoutError) as error:
            why = getattr(error, "strerror", None) or "it does not answer"
            raise DeskShut(f"No desk at {self._path} ({why}); start it with `firstline desk`.") from error
        self._hello = replace(self._hello, position=welcome.position)
        self._watching = asyncio.create_task(self._watch())
        return welcome

    def send(self, framed: bytes) -> None:
        """Send a frame; when the link is lost, nothing happens."""
        if self._line is not None:
            self._line.send(framed)

    async def close(self) -> None:
        """Leave the desk."""
        self.up = False
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.wait([self._watching])
        if self._line is not None:
            self._line.close()
            await self._line.ended.wait()

    async def _sit_down(self) -> wire.Welcome:
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(OPENING_SECONDS):
            _, line = await loop.create_unix_connection(_Line, str(self._path))
            line.send(wire.frame(self._hello))
            try:
                welcome = await line.welcome
            except BaseException:
                line.close()
                raise
        self._line, self.up = line, True
        return welcome

    def listen(self) -> None:
        """The welcome was taken in: now hand on what came behind it, and all that comes."""
        assert self._line is not None
        self._line.listen(self.heard)

    async def _watch(self) -> None:
        while True:
            await self._until_lost()
            self.up = False
            if self._line is not None and self._line.goodbye:
                self.turned_away(self._line.goodbye)
                return
            self.lost()
            welcome = await self._come_back()
            self.back(welcome)
            self.listen()

    async def _until_lost(self) -> None:
        """Ask whether the desk is there; a console that was itself held up gives it one more turn to be heard."""
        line = self._line
        assert line is not None
        overdue = 0
        while overdue < 2:
            line.send(_PING)
            with suppress(TimeoutError):
                async with asyncio.timeout(PING_SECONDS):
                    await line.ended.wait()
                    return
            overdue = overdue + 1 if line.silent_for() > SILENT_SECONDS - PING_SECONDS else 0
        line.close()

    async def _come_back(self) -> wire.Welcome:
        attempt = 0
        while True:
            await asyncio.sleep(AGAIN_SECONDS[min(attempt, len(AGAIN_SECONDS) - 1)])
            attempt += 1
            with suppress(OSError, TimeoutError, DeskShut):
                return await self._sit_down()


class _Line(asyncio.Protocol):
    """One connection, from the Hello to its end."""

    def __init__(self) -> None:
        loop = asyncio.get_running_loop()
        self.welcome: asyncio.Future[wire.Welcome] = loop.create_future()
        self.ended = asyncio.Event()
        self.goodbye = ""
        self._early: list[wire.FromDesk] = []
        self._heard: Callable[[wire.FromDesk], None] = self._early.append
        self._frames = wire.Frames(MOST_BYTES)
        self._last_heard = loop.time()
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self.ended.set()
        if not self.welcome.done():
            self.welcome.set_exception(ConnectionResetError("it hung up"))

    def data_received(self, data: bytes) -> None:
        self._last_heard = asyncio.get_running_loop().time()
        for body in self._frames.feed(data):
            message = wire.at_console().decode(body)
            if isinstance(message, wire.Welcome) and not self.welcome.done():
                self.welcome.set_result(message)
            elif isinstance(message, wire.TurnedAway):
                self.goodbye = message.sentence
                if not self.welcome.done():
                    self.welcome.set_exception(DeskShut(message.sentence))
            else:
                self._heard(message)

    def listen(self, heard: Callable[[wire.FromDesk], None]) -> None:
        """Hand on what came so far, and all that comes."""
        early, self._heard = self._early, heard
        for message in early:
            heard(message)

    def silent_for(self) -> float:
        """Seconds since the desk was last heard."""
        return asyncio.get_running_loop().time() - self._last_heard

    def send(self, framed: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(framed)

    def close(self) -> None:
        self._transport.abort()


_PING = wire.frame(wire.Ping())
