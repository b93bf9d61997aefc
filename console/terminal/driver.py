"""Textual's Linux driver, for terminals that lie, stall, vanish or send rubbish."""

from __future__ import annotations

import os
import selectors
import signal
import sys
import termios
import tty
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Thread
from time import monotonic, sleep
from typing import IO, Any, Protocol, runtime_checkable

from textual import events
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.message import Message

from console.terminal.arrivals import Arrivals
from console.terminal.writer import GuardWriter

MAX_SIZE = Size(500, 200)
"""Columns and lines drawn at most, however large a window the far end claims."""

GRACE_SECONDS = 3.0
"""From the word that we must go until the process goes, whatever the app is doing."""

_ENTER = "\x1b[?1049h\x1b[?25l\x1b[?1004h\x1b[?2004h\x1b[?7l"
_MOUSE = "\x1b[?1000h\x1b[?1006h"  # clicks only: any-motion reports cost traffic and break the terminal's own copying
_LEAVE = "\x1b[?2026l\x1b[m\x1b[?2004l\x1b[?1006l\x1b[?1000l\x1b[?7h\x1b[?1049l\x1b[?25h\x1b[?1004l"
_CODES = {signal.SIGTERM: 143, signal.SIGHUP: 129}


@runtime_checkable
class AtTerminal(Protocol):
    """What GuardDriver needs of its app. Both are called on the app's own loop."""

    def terminal_lost(self, code: int) -> None:
        """Save and exit with return code `code` (129 terminal gone, 143 told to go) within GRACE_SECONDS."""

    def terminal_behind(self) -> None:
        """The terminal missed frames and can read again: paint the whole screen from nothing."""


class GuardDriver(LinuxDriver):
    """A LinuxDriver that neither hangs, nor suspends, nor outlives its terminal. Its app must be an AtTerminal."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        # debug is left out: it writes every key, passwords too, to keys.log
        super().__init__(app, mouse=mouse, size=size)
        if not isinstance(app, AtTerminal):
            raise TypeError(f"{type(app).__name__} draws through GuardDriver and so needs both verbs of AtTerminal.")
        self._console: AtTerminal = app
        self.arrivals = Arrivals()
        self._size = self._get_terminal_size()
        self._face: IO[str] = sys.__stderr__ or sys.stderr  # Textual draws on the error output
        self._wake_read, self._wake_write = os.pipe()
        self._out = GuardWriter(self._face, partial(self._tell, self._repaint))
        self._raw: list[Any] | None = None
        self._going = False
        self._left = False
        signal.signal(signal.SIGTSTP, signal.SIG_IGN)
        signal.signal(signal.SIGCONT, lambda *_: self._tell(self._back_again))

    @property
    def can_suspend(self) -> bool:
        """Never: a stopped console holds its locks and hears no key."""
        return False

    def write(self, data: str) -> None:
        """Queue a frame; a terminal that has stopped reading loses it and gets a whole screen later."""
        self._out.write(data)

    def start_application_mode(self) -> None:
        """Take over the terminal: alternate screen, raw keys, signals."""
        self._writer_thread = self._out
        self._out.start()
        signal.signal(signal.SIGWINCH, lambda *_: self._send_size())
        for number in _CODES:
            signal.signal(number, self._told_to_go)
        self._take_keys()
        self._out.insist(_ENTER + (_MOUSE if self._mouse else ""))
        self._key_thread = Thread(target=self._run_input_thread, name="textual-input", daemon=True)
        self._key_thread.start()
        self._request_terminal_sync_mode_support()
        self._send_size()

    def disable_input(self) -> None:
        """Stop reading keys, for good."""
        if self.exit_event.is_set():
            return
        signal.signal(signal.SIGWINCH, signal.SIG_DFL)
        self.exit_event.set()
        os.write(self._wake_write, b"x")
        if self._key_thread is not None:
            self._key_thread.join()
        with suppress(termios.error):
            termios.tcflush(self.fileno, termios.TCIFLUSH)

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was."""
        self.disable_input()
        self._give_keys_back()
        self._out.last(_LEAVE)
        self._left = True

    def close(self) -> None:
        """Write the last bytes; waits a second at most."""
        self._out.stop()
        os.close(self._wake_read)
        os.close(self._wake_write)

    def run_input_thread(self) -> None:
        """Hand on what is typed until told to stop or the terminal is gone."""
        with selectors.PollSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self._wake_read, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                ready = {key.fd for key, _ in selector.select(self.arrivals.wait(monotonic()))}
                if self.fileno in ready and not self._read():
                    self._must_go(_CODES[signal.SIGHUP])
                    return
                for message in self.arrivals.tick(monotonic()):
                    self.process_message(message)

    def process_message(self, message: Message) -> None:
        """Hand a message to the app; a mouse that was switched off stays off, and one outside the window is none."""
        if not isinstance(message, events.MouseEvent) or (self._mouse and self._inside(message)):
            super().process_message(message)

    def _inside(self, event: events.MouseEvent) -> bool:
        width, height = self._get_terminal_size()
        return 0 <= event.x < width and 0 <= event.y < height

    def _read(self) -> bool:
        """Take what has been typed. False at the end of input: nobody is there any more."""
        try:
            data = os.read(self.fileno, 4096)
        except OSError:
            return False
        for message in self.arrivals.take(data, monotonic()):
            self.process_message(message)
        return bool(data)

    def _get_terminal_size(self) -> tuple[int, int]:
        try:
            width, height = os.get_terminal_size(self.fileno)
        except OSError:
            width, height = 0, 0
        return min(width or 80, MAX_SIZE.width), min(height or 24, MAX_SIZE.height)

    def _send_size(self) -> None:
        size = Size(*self._get_terminal_size())
        self.send_message(events.Resize(size, size))

    def _take_keys(self) -> None:
        with suppress(termios.error):
            self.attrs_before = termios.tcgetattr(self.fileno)
            raw = termios.tcgetattr(self.fileno)
            raw[tty.LFLAG] = self._patch_lflag(raw[tty.LFLAG])
            raw[tty.IFLAG] = self._patch_iflag(raw[tty.IFLAG])
            raw[tty.CC][termios.VMIN] = 1
            termios.tcsetattr(self.fileno, termios.TCSANOW, raw)
            self._raw = raw

    def _give_keys_back(self) -> None:
        with suppress(termios.error):
            if self.attrs_before is not None:
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)

    def _back_again(self) -> None:
        """Somebody stopped and continued the process: the shell has had the terminal meanwhile."""
        with suppress(termios.error):
            if self._raw is not None and not self._left:
                termios.tcsetattr(self.fileno, termios.TCSANOW, self._raw)
                self._out.insist(_ENTER + (_MOUSE if self._mouse else ""))
                self._console.terminal_behind()

    def _repaint(self) -> None:
        self._out.caught_up()
        self._console.terminal_behind()

    def _tell(self, word: Callable[[], None]) -> None:
        def on_the_loop() -> None:
            with self._app._context():
                word()

        with suppress(RuntimeError):  # the loop has closed: the app is already gone
            self._loop.call_soon_threadsafe(on_the_loop)

    def _told_to_go(self, number: int, _frame: object) -> None:
        self._must_go(_CODES[signal.Signals(number)])

    def _must_go(self, code: int) -> None:
        if self._going:
            return
        self._going = True
        Thread(target=self._go_anyway, args=(code,), name="watchdog", daemon=True).start()
        self._tell(partial(self._console.terminal_lost, code))

    def _go_anyway(self, code: int) -> None:
        sleep(GRACE_SECONDS)
        if not self._left:
            self._give_keys_back()
            # A write to a terminal that nobody reads never returns, so it gets a thread and half a second.
            farewell = Thread(target=os.write, args=(self._face.fileno(), _LEAVE.encode()), daemon=True)
            farewell.start()
            farewell.join(0.5)
        os._exit(code)
