"""The way out to the terminal: never waits for a reader who has stopped reading."""

from __future__ import annotations

import os
import select
from collections import deque
from collections.abc import Callable
from threading import Condition
from typing import IO

from textual.drivers._writer_thread import WriterThread

CAPACITY = 256 * 1024
"""Bytes that may wait for a slow reader before whole frames are dropped."""

_PIECE = 4096
_STOP_SECONDS = 1.0
_NEUTRAL = "\x1b[?2026l\x1b[m"  # a dropped frame may have held the end of a bracket


class GuardWriter(WriterThread):
    """Writes frames in its own thread. A full queue drops whole frames until `caught_up`; nobody who calls it waits."""

    def __init__(self, file: IO[str], on_drained: Callable[[], None], capacity: int = CAPACITY) -> None:
        """`on_drained` is called in this thread, once, when frames were dropped and the reader has read the rest."""
        super().__init__(file)
        self._fileno = file.fileno()
        self._on_drained = on_drained
        self._capacity = capacity
        self._news = Condition()
        self._waiting: deque[bytes] = deque()
        self._owed = 0
        self._behind = False
        self._told = False
        self._ending = False

    @property
    def behind(self) -> bool:
        """True from the first dropped frame until `caught_up`."""
        return self._behind

    def write(self, text: str) -> None:
        """Queue one frame, or drop it whole. A frame larger than the queue is taken when nothing else waits."""
        frame = text.encode("utf-8", "replace")
        with self._news:
            if self._owed and self._owed + len(frame) > self._capacity:
                self._behind = True
            if not self._behind:
                self._put(frame)

    def insist(self, text: str) -> None:
        """Queue what must not be dropped: the few bytes that set terminal modes."""
        with self._news:
            self._put(text.encode())

    def last(self, text: str) -> None:
        """Drop the frames that wait and queue the farewell in their place; frames that come later are dropped."""
        with self._news:
            self._owed -= sum(map(len, self._waiting))
            self._waiting.clear()
            self._put(text.encode())
            self._behind = self._told = True

    def caught_up(self) -> None:
        """Take frames again. The next one must paint the whole screen."""
        with self._news:
            self._behind = self._told = False
            self._put(_NEUTRAL.encode())

    def stop(self) -> None:
        """Write what waits and end the thread; gives up on a reader who does not read within a second."""
        with self._news:
            self._ending = True
            self._news.notify()
        if self.is_alive():
            self.join(_STOP_SECONDS)

    def run(self) -> None:
        """Write frame after frame until stopped."""
        while True:
            with self._news:
                self._news.wait_for(lambda: self._waiting or self._ending)
                if not self._waiting:
                    return
                frame = self._waiting.popleft()
            self._send(frame)
            if self._now_drained(len(frame)):
                self._on_drained()

    def _put(self, frame: bytes) -> None:
        self._waiting.append(frame)
        self._owed += len(frame)
        self._news.notify()

    def _now_drained(self, written: int) -> bool:
        with self._news:
            self._owed -= written
            drained = self._behind and not self._told and not self._waiting
            self._told = self._told or drained
            return drained

    def _send(self, frame: bytes) -> None:
        rest = memoryview(frame)
        while rest:
            try:
                rest = rest[os.write(self._fileno, rest[:_PIECE]) :]
            except BlockingIOError:
                select.select([], [self._fileno], [], 0.1)
            except OSError:
                return  # the terminal is gone; the reading side says so
