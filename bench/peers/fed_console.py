"""The whole console in this process, between a keyboard that is fed and a screen that is read as bytes."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual import events
from textual.app import App
from textual.driver import Driver
from textual.geometry import Size

from console.app import ConsoleApp
from console.cli.places import default_centre
from console.desk.apart import DeskApart
from console.desk.now import now
from console.keymap import FOLDER
from console.keymap_file import load_keymap
from console.terminal.arrivals import Arrivals
from tests.console.rest import at_rest

OWN = re.compile(r"\x1b\[[0-9;:?>=]*[ -/]*[A-Za-z]|\x1b[=>78]|\x1b\]22;(?:default|text|pointer)\x07")
"""Sequences that the console itself sends."""
RAW = re.compile("[\x00-\x07\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What is no sequence of its own, no motion of the cursor and no text."""
STEP_S = 0.005
PATIENCE_S = 20.0


class FedDriver(Driver):
    """The driver's part in a process without a terminal: the same arrivals, the same frames, no file descriptors."""

    def __init__(self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: Any = None) -> None:
        super().__init__(app, mouse=mouse, size=size)
        self.arrivals = Arrivals()
        self.window = Size(80, 24)
        self.written = 0
        self.raw: list[str] = []

    def feed(self, data: bytes) -> None:
        """Bytes came from the keyboard."""
        for message in self.arrivals.take(data, time.monotonic()):
            self.process_message(message)

    def idle(self) -> None:
        """A second in which nothing comes."""
        later = time.monotonic() + 2
        for message in self.arrivals.tick(later):
            self.process_message(message)

    def send_message(self, message: Any) -> None:
        """Into the app's queue, as from its own thread."""
        self._app.post_message(message)

    def write(self, data: str) -> None:
        """A frame; what is wrong with it is kept. The console's own bell is a frame by itself."""
        self.written += len(data)
        if data == "\x07":
            return
        if wrong := RAW.findall(OWN.sub("", data)):
            self.raw += wrong

    def resize(self, size: Size) -> None:
        """The window has another size."""
        self.window = size
        self.send_message(events.Resize(size, size))

    def start_application_mode(self) -> None:
        """The first size."""
        self.resize(self.window)

    def disable_input(self) -> None:
        """Nothing to end."""

    def stop_application_mode(self) -> None:
        """Nothing to give back."""


class FedConsole:
    """A console at work. `stall` is the longest that its loop was busy without a break (seconds of processor time)."""

    def __init__(self, app: ConsoleApp) -> None:
        self.app = app
        self.stall = 0.0

    @property
    def driver(self) -> FedDriver:
        """Its keyboard and its screen."""
        assert isinstance(self.app._driver, FedDriver)
        return self.app._driver

    @property
    def alive(self) -> bool:
        """Whether it still takes keys."""
        return self.app.is_running and self.app._exception is None and not self.app._exit

    async def until(self, happened: Callable[[], bool], what: str) -> None:
        """Wait until it happened; TimeoutError says what did not."""
        deadline = time.monotonic() + PATIENCE_S
        while not happened():
            if time.monotonic() > deadline:
                raise TimeoutError(f"{what} did not happen in {PATIENCE_S:.0f} s")
            await asyncio.sleep(STEP_S)

    async def rest(self) -> None:
        """Wait until all that came was done."""
        await self.until(lambda: not self.alive or at_rest(self.app, lambda number: False), "rest")

    async def beat(self) -> None:
        """Measure the loop, for as long as it is let."""
        while True:
            began = time.thread_time()
            await asyncio.sleep(STEP_S)
            self.stall = max(self.stall, time.thread_time() - began)


@asynccontextmanager
async def fed_console(store: Path) -> AsyncIterator[FedConsole]:
    """A console on a desk of its own in this process."""

    async def opening() -> DeskApart:
        return await DeskApart.open(f"sqlite:///{store}", default_centre(), position="C04", who="KIM")

    app = ConsoleApp(opening, load_keymap(FOLDER / "default.toml"), "C04", "KIM", now, FedDriver)
    console = FedConsole(app)
    running = asyncio.create_task(app.run_async())
    app._task = running  # by this at_rest sees whether it still works
    try:
        await console.until(lambda: app.begun and len(app.shift.board.units) > 0, "an open desk")
        beating = asyncio.create_task(console.beat())
        with app._context():
            yield console
        beating.cancel()
    finally:
        if console.alive:
            await app.go(0)
        await running
        await app.shift.close()
