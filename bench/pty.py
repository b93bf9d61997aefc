"""A program on a real pseudo-terminal, read raw: each chunk with the time at which it came."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter_ns
from types import TracebackType

import pyte

ROOT = Path(__file__).parents[1]
SECOND = 1_000_000_000
"""Nanoseconds; all times here are those of perf_counter_ns."""
_ASKS_SYNC = b"\x1b[?2026$p"
_HAS_SYNC = b"\x1b[?2026;2$y"


class NotShown(Exception):
    """A program did not show what it must; the sentence holds what it showed instead."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """What one read() gave, and when (ns)."""

    at: int
    data: bytes


def python(*words: str) -> list[str]:
    """This Python with these words."""
    return [sys.executable, *words]


def surroundings(home: Path, **more: str) -> dict[str, str]:
    """The environment that every measured program gets; nothing of the caller's own settings."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        **more,
    }


class Terminal:
    """One program on a pty of its own. `chunks` is all it ever wrote; a question for mode 2026 is answered yes."""

    def __init__(self, words: Sequence[str], environ: Mapping[str, str], size: tuple[int, int] = (120, 40)) -> None:
        self.size = size
        self.chunks: list[Chunk] = []
        self.beside: list[Terminal] = []
        """Others that are read whenever this one is, so that none of them stalls on a full pty."""
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.began = perf_counter_ns()
        self.child = subprocess.Popen(
            words,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=ROOT,
            env=dict(environ),
            preexec_fn=_own_terminal,
        )
        os.close(slave)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.child.kill()
        self.child.wait()
        os.close(self.master)

    @property
    def pid(self) -> int:
        """The program's process."""
        return self.child.pid

    def press(self, keys: str | bytes) -> int:
        """Write keys; the time just before the write."""
        data = keys.encode() if isinstance(keys, str) else keys
        now = perf_counter_ns()
        os.write(self.master, data)
        return now

    def read_until(self, due: int) -> None:
        """Take what comes until a time (ns)."""
        while (left := due - perf_counter_ns()) > 0:
            self.read(left)

    def read(self, patience: int) -> None:
        """Take one chunk, if one comes within `patience` ns."""
        watched = {terminal.master: terminal for terminal in (self, *self.beside)}
        for ready in select.select(list(watched), [], [], patience / SECOND)[0]:
            watched[ready]._take()

    def _take(self) -> None:
        try:
            data = os.read(self.master, 65536)
        except OSError as gone:
            raise NotShown(f"The program ended with {self.child.wait()}; it showed:\n{self.text()}") from gone
        self.chunks.append(Chunk(perf_counter_ns(), data))
        if _ASKS_SYNC in data:
            os.write(self.master, _HAS_SYNC)

    def wait_for(self, text: str, seconds: float = 30.0) -> int:
        """Read until the text stands in what came, unbroken by any sequence; the time at which it came (ns)."""
        wanted, deadline, tail = text.encode(), perf_counter_ns() + int(seconds * SECOND), b""
        seen = 0
        while True:
            for chunk in self.chunks[seen:]:
                if wanted in (tail + chunk.data):
                    return chunk.at
                tail = chunk.data[-200:]
            seen = len(self.chunks)
            if perf_counter_ns() > deadline:
                raise NotShown(f"{text!r} did not come within {seconds} s; there was:\n{self.text()}")
            self.read(SECOND // 20)

    def settle(self, seconds: float = 1.0) -> None:
        """Take what comes for a while."""
        self.read_until(perf_counter_ns() + int(seconds * SECOND))

    def text(self) -> str:
        """The screen as it stands now."""
        return "\n".join(Replay(self.size).feed(self.chunks).display)


class Replay:
    """A screen that the chunks are shown on afterwards, so that no parsing delays a read."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)

    def feed(self, chunks: Sequence[Chunk]) -> Replay:
        """Show these chunks too."""
        for chunk in chunks:
            # pyte would print the tail of this question, which a terminal answers instead
            self._stream.feed(chunk.data.replace(_ASKS_SYNC, b""))
        return self

    @property
    def display(self) -> list[str]:
        """The lines as text."""
        return list(self._screen.display)

    @property
    def cursor_line(self) -> int:
        """The line in which the terminal's own cursor is."""
        return int(self._screen.cursor.y)

    def row(self, y: int) -> list[pyte.screens.Char]:
        """One line's cells with all their attributes."""
        return [self._screen.buffer[y][x] for x in range(self._screen.columns)]

    def glyph(self, x: int, y: int) -> str:
        """What stands in a cell."""
        return str(self._screen.buffer[y][x].data)


def _own_terminal() -> None:
    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def abreast(terminals: Sequence[Terminal]) -> None:
    """Have each of them read whenever one is."""
    for terminal in terminals:
        terminal.beside = [other for other in terminals if other is not terminal]
