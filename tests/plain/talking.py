"""Somebody at a console that talks line by line: types, and waits for words instead of sleeping."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from console.cli.places import default_centre
from console.desk.centre_files import load_centre
from console.desk.desk import Receipt, new_key
from console.desk.local import LocalDesk
from console.desk.verbs import Verb
from console.plain.lines import Lines
from console.plain.talk import Talk
from console.screens.shift import Shift
from tests.console.driver import PATIENCE, Clock, default_keymap
from tests.console.real_console import RealConsole


class Talker:
    """A talk in this process, with a real store behind it; `heard` is all that was written."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.heard = ""
        self.lines = Lines(self._hear, lambda: 80, ascii_only=False)
        self.desk: LocalDesk
        self._from = 0

    def _hear(self, text: str) -> None:
        self.heard += text

    def type(self, text: str) -> None:
        """Press keys."""
        self.lines.arrived(text.encode())

    async def hears(self, text: str) -> str:
        """Wait until the text was written, after what was waited for before; what came up to its end."""
        deadline = time.monotonic() + PATIENCE
        while text not in self.heard[self._from :]:
            assert time.monotonic() < deadline, f"{text!r} was not written:\n{self.heard}"
            await asyncio.sleep(0.005)
        end = self.heard.index(text, self._from) + len(text)
        came, self._from = self.heard[self._from : end], end
        return came

    async def given(self, line: str, answer: str) -> str:
        """Give a line and wait for its answer."""
        self.type(f"{line}\n")
        return await self.hears(answer)

    async def other(self, verb: Verb, position: str = "D2", who: str = "LEE") -> Receipt:
        """Something that another position does."""
        return await self.desk.ask_as(who, position, verb, key=new_key())


@asynccontextmanager
async def talk(store: Path) -> AsyncIterator[Talker]:
    """Kim at C04 on Milltown's desk, line by line."""
    clock = Clock()
    talker = Talker(clock)

    async def opening() -> LocalDesk:
        centre = load_centre(default_centre())
        talker.desk = await LocalDesk.open(f"sqlite:///{store}", centre, position="C04", who="KIM", now=clock)
        return talker.desk

    talking = asyncio.create_task(Talk(Shift(opening, default_keymap(), "C04", "KIM", clock), talker.lines).run())
    try:
        await talker.hears("C04> ")
        yield talker
    finally:
        talker.lines.arrived(b"")
        with suppress(TimeoutError):
            await asyncio.wait_for(talking, PATIENCE)


class RealTalk(RealConsole):
    """`python -m console` on a pty that is a dumb terminal; `heard` is all that it wrote."""

    def __init__(self, store: Path, *, size: tuple[int, int] = (80, 24), **environ: str) -> None:
        super().__init__(store, (), size=size, **{"TERM": "dumb", **environ})
        self._from = 0

    def __enter__(self) -> RealTalk:
        self.hears("C04")
        return self

    @property
    def heard(self) -> str:
        """All of it, with plain line ends."""
        return self.raw.decode("utf-8", "replace").replace("\r\n", "\n")

    def hears(self, text: str) -> str:
        """Wait until the text was written, after what was waited for before; what came up to its end."""
        self.until(lambda: text in self.heard[self._from :], f"{text!r} in\n{self.heard}\n")
        end = self.heard.index(text, self._from) + len(text)
        came, self._from = self.heard[self._from : end], end
        return came

    def given(self, line: str, answer: str) -> str:
        """Give a line and wait for its answer."""
        self.type(f"{line}\r")
        return self.hears(answer)
