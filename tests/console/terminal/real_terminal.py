"""A real pseudo-terminal with a screen behind it (pyte), for one child process."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

import pyte

ROOT = Path(__file__).parents[3]
TINY = Path(__file__).with_name("tiny_app.py")
PATIENCE = 60.0
"""Seconds that a test waits for what must come."""


class RealTerminal:
    """Starts tiny_app.py on a pty; `screen` is what its user sees, `raw` every byte it wrote.

    With own=False it is not the child's controlling terminal: hanging up sends no signal.
    """

    def __init__(self, *words: str, size: tuple[int, int] = (80, 24), own: bool = True, **environ: str) -> None:
        surroundings = {"COLORTERM": "truecolor", "TEXTUAL_ANIMATIONS": "none", "TEXTUAL_FPS": "240", **environ}
        self._begin([str(TINY), *words], size, surroundings, own=own)

    def _begin(
        self, words: Sequence[str], size: tuple[int, int], environ: Mapping[str, str], *, own: bool = True
    ) -> None:
        """Start Python with these words on a new pty."""
        self.screen = pyte.Screen(*size)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.master, self.slave = pty.openpty()
        self._size(self.slave, size)
        self.before = termios.tcgetattr(self.slave)
        slave = self.slave
        self.child = subprocess.Popen(
            [sys.executable, *words],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", **environ},
            preexec_fn=(lambda: _own_terminal(slave)) if own else os.setsid,
        )

    def __enter__(self) -> RealTerminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.child.poll() is None:
            self.child.kill()
        self.child.wait()
        self.hang_up()

    def hang_up(self) -> None:
        """Close our end: the terminal is gone."""
        for fd in (self.slave, self.master):
            if fd >= 0:
                os.close(fd)
        self.slave = self.master = -1

    def type(self, data: bytes | str) -> None:
        """Press keys."""
        os.write(self.master, data.encode() if isinstance(data, str) else data)

    def resize(self, width: int, height: int) -> None:
        """Change the window's size, as a terminal does."""
        self.screen.resize(height, width)
        self._size(self.master, (width, height))

    def read(self, seconds: float = 0.02) -> bytes:
        """What came within `seconds`, shown on the screen too."""
        ready, _, _ = select.select([self.master], [], [], seconds)
        if not ready:
            return b""
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return b""
        self.raw += data
        # pyte prints the tail of `CSI ? … $ p`, which a terminal answers instead
        self.stream.feed(data.replace(b"\x1b[?2026$p", b""))
        return data

    def until(self, happened: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
        """Read until it happened; the screen is in the message when it does not."""
        deadline = time.monotonic() + patience
        while not happened():
            if time.monotonic() > deadline:
                raise AssertionError(f"{what} did not happen in {patience} s; the screen:\n" + "\n".join(self.lines()))
            self.read()

    def until_shows(self, text: str) -> None:
        """Read until the text stands on the screen."""
        self.until(lambda: text in "\n".join(self.lines()), f"{text!r} on the screen")

    def patience(self, what: Callable[[], str], seconds: float = 60.0) -> Callable[[], None]:
        """A call that waits a moment without reading, and fails when `seconds` have passed."""
        deadline = time.monotonic() + seconds

        def wait() -> None:
            if time.monotonic() > deadline:
                raise AssertionError(f"nothing happened for {seconds} s: {what()}")
            select.select([], [], [], 0.05)

        return wait

    def settle(self) -> None:
        """Read until the app has been silent for a while."""
        quiet = 0
        while quiet < 12:
            quiet = 0 if self.read() else quiet + 1

    def ends(self, patience: float = PATIENCE) -> int:
        """Read until the process has ended; its exit status."""
        self.until(lambda: self.child.poll() is not None, "the end", patience)
        while self.read():
            pass
        return self.child.wait()

    def tell(self, number: signal.Signals) -> None:
        """Send a signal."""
        self.child.send_signal(number)

    def lines(self) -> list[str]:
        """The screen as text."""
        return ["".join(cell.data for cell in line) for line in self.cells()]

    def until_same(self, other: RealTerminal) -> None:
        """Read both until they show the same, attributes and all."""

        def same() -> bool:
            return not other.read() and self.cells() == other.cells()

        self.until(same, f"the same screen as\n{chr(10).join(other.lines())}\n")

    def cells(self) -> list[list[pyte.screens.Char]]:
        """The screen with all its attributes."""
        width, height = self.screen.columns, self.screen.lines
        return [[self.screen.buffer[y][x] for x in range(width)] for y in range(height)]

    @staticmethod
    def _size(fd: int, size: tuple[int, int]) -> None:
        fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))


def _own_terminal(slave: int) -> None:
    os.setsid()
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
