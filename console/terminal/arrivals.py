"""What comes from the keyboard: bytes in, keys and pastes out, whatever bytes they are."""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from collections.abc import Callable, Generator, Iterator
from functools import partial
from typing import Any

from textual import events
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.message import Message
from textual.messages import InBandWindowResize

PASTE_LIMIT = 64 * 1024
"""Characters of one paste that are kept; the rest is thrown away and counted in `odd`."""

_PASTE_IDLE_SECONDS = 1.0
_UNKNOWN = re.compile(r"\x1b(O[A-Za-z]|\[[0-9;:]*[@A-LN-Za-z^~])")
"""A whole sequence of a key: `ESC O l` of a keypad, `ESC [ 5 ; 9 P`. `ESC [ M` may be the start of a click."""
_LONGER = "[OPX]^_"
"""What goes on after Escape, unless time says that it does not: sequences of keys, replies of a terminal."""
_ALT = "0123456789\t\x08\x7f\x1b"
"""What means something else after Escape at once: Esc 1 to Esc 0 are F-keys, Esc Tab and Esc Backspace are Alt's."""


class Arrivals:
    """Bytes from the keyboard in, Textual messages out. Nothing that a terminal can send stops it."""

    def __init__(self) -> None:
        self.odd = 0
        """Things thrown away since the start: sequences nobody understands, pastes cut at PASTE_LIMIT."""
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._parser = XTermParser()
        self._pasted: str | None = None
        self._sequence = ""  # the characters since the last Escape that began no key yet
        self._held = ""  # the last characters, when they may be the start of a paste marker
        self._last = 0.0

    def take(self, data: bytes, now: float) -> Iterator[Message]:
        """Messages that `data`, read at `now` (monotonic seconds), completes."""
        if self._pasted is None and now - self._last >= _PASTE_IDLE_SECONDS:
            self._held = ""
        self._last = now
        text = self._decode(data)
        while text:
            text = yield from (self._typed(text) if self._pasted is None else self._more_paste(text))

    def tick(self, now: float) -> Iterator[Message]:
        """Messages that are due because nothing more came: a lone Escape, a paste whose end was lost."""
        if self._pasted is not None and now - self._last >= _PASTE_IDLE_SECONDS:
            self.odd += 1
            yield from self._end_paste()
        if self._sequence == "\x1b[M" and (self.wait(now) or 0.0) <= 0:  # no click comes: an F-key of old PuTTY modes
            self._sequence, self._parser = "", XTermParser()
            self.odd += 1
        messages = list(self._parsed(lambda: self._parser.tick()))
        sequence, self._sequence = self._sequence, "" if messages else self._sequence
        yield from self._apart(sequence[1]) if messages and len(sequence) == 2 else messages

    def wait(self, now: float) -> float | None:
        """Seconds until `tick` has something to do, or None when only a key can change anything."""
        if self._pasted is not None:
            return max(0.0, self._last + _PASTE_IDLE_SECONDS - now)
        due = self._parser._timeout_time
        return None if due is None else max(0.0, due - now)

    def _typed(self, text: str) -> Generator[Message, None, str]:
        keys, marker, rest = (self._held + text).partition(BRACKETED_PASTE_START)
        fed = len(self._held)
        self._held = "" if marker else _start_of(BRACKETED_PASTE_START, keys)
        for character in keys[fed:]:
            yield from self._fed(character)
        if marker:
            self._pasted = ""
            if len(keys) < fed:
                self._sequence, self._parser = "", XTermParser()  # they have part of the marker and would type the rest
        return rest

    def _fed(self, character: str) -> Iterator[Message]:
        """What one character completes; a whole sequence that no key has is thrown away, never typed."""
        if self._sequence == "\x1b" and character not in _LONGER + _ALT:
            yield from self._apart(character)
            return
        self._sequence = character if character == "\x1b" else self._sequence + character if self._sequence else ""
        messages = list(self._parsed(partial(self._parser.feed, character)))
        yield from _less_esc_digit(self._sequence, messages)
        if self._parser._timeout_time is None:  # nothing more belongs to it
            self._sequence = ""
        elif _UNKNOWN.fullmatch(self._sequence):
            self._sequence, self._parser = "", XTermParser()
            self.odd += 1

    def _apart(self, character: str) -> Iterator[Message]:
        """Escape, and a key pressed so soon after it that they came as one: two keys, neither lost."""
        self._sequence, self._parser = "", XTermParser()
        yield events.Key("escape", "\x1b")
        yield from self._parsed(partial(self._parser.feed, character))

    def _more_paste(self, text: str) -> Generator[Message, None, str]:
        body, marker, rest = (self._held + text).partition(BRACKETED_PASTE_END)
        self._held = "" if marker else _start_of(BRACKETED_PASTE_END, body)
        body = body.removesuffix(self._held)
        self._pasted = ((self._pasted or "") + body)[: PASTE_LIMIT + 1]  # the one more says that it was cut
        if marker:
            yield from self._end_paste()
        return rest

    def _end_paste(self) -> Iterator[Message]:
        text, self._pasted, self._held = self._pasted or "", None, ""
        self.odd += len(text) > PASTE_LIMIT
        if text:
            yield events.Paste(text[:PASTE_LIMIT].replace("\x00", ""))

    def _parsed(self, parse: Callable[[], Any]) -> Iterator[Message]:
        try:
            messages = list(parse())
        except Exception:  # whatever the parser trips over, the key is lost and the console is not
            self._parser = XTermParser()
            self.odd += 1
            return
        for message in messages:
            if isinstance(message, events.Resize | InBandWindowResize):
                self._parser = XTermParser()  # nobody asked; it would now take the mouse for pixels
                self.odd += 1
            elif not isinstance(message, events.CursorPosition):
                yield message


def _less_esc_digit(sequence: str, messages: list[Message]) -> list[Message]:
    """Textual takes Escape and a digit for a sign such as `¡`, which nobody typed: `alt+1`, with the digit."""
    if messages and len(sequence) == 2 and sequence[1].isascii() and sequence[1].isdigit():
        return [events.Key(f"alt+{sequence[1]}", sequence[1])]
    return messages


def _start_of(marker: str, text: str) -> str:
    """The longest end of `text` that may be the start of `marker`."""
    return next((marker[:n] for n in range(len(marker) - 1, 0, -1) if text.endswith(marker[:n])), "")
