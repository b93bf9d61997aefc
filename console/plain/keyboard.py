"""What is typed, read by a thread of its own: from a terminal that no longer echoes, or from a pipe or a file."""

from __future__ import annotations

import os
import termios
from collections.abc import Callable
from contextlib import suppress
from threading import Thread

_INPUT = termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.ISTRIP
_LOCAL = termios.ICANON | termios.ECHO | termios.ISIG | termios.IEXTEN


class Keyboard:
    """Hands on bytes as they come, and none at the end. Both calls come from its own thread."""

    def __init__(self, file: int, arrived: Callable[[bytes], None]) -> None:
        self.is_terminal = os.isatty(file)
        self._file = file
        self._arrived = arrived
        self._before: list[object] | None = None

    def start(self) -> None:
        """Take the keys: no key ends, stops or freezes the console, and what is typed is echoed by the one who asks."""
        if self.is_terminal:
            with suppress(termios.error):
                self._before = termios.tcgetattr(self._file)
                ours = termios.tcgetattr(self._file)
                ours[0] &= ~_INPUT
                ours[3] &= ~_LOCAL
                ours[6][termios.VMIN], ours[6][termios.VTIME] = 1, 0
                termios.tcsetattr(self._file, termios.TCSANOW, ours)
        Thread(target=self._read, name="keyboard", daemon=True).start()

    def stop(self) -> None:
        """Give the terminal back as it was."""
        if self._before is not None:
            with suppress(termios.error):
                termios.tcsetattr(self._file, termios.TCSANOW, self._before)  # type: ignore[arg-type]

    def _read(self) -> None:
        data = b"x"
        while data:
            try:
                data = os.read(self._file, 4096)
            except OSError:  # the terminal is gone
                data = b""
            with suppress(RuntimeError):  # the loop has ended: nobody asks any more
                self._arrived(data)
