"""One line while it is typed: what it says so far, and what has to be written to show it. No cursor is ever moved."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Literal

LIMIT = 1000
"""Characters of one line that are taken."""

Event = Literal["", "given", "dropped", "end"]
"""What a character did beside changing the text: the line was given, or thrown away; Ctrl+D asked for the end."""


class TypedLine:
    """Follows characters one by one. Backspace, Ctrl+W and Ctrl+U erase; keys that send sequences do nothing."""

    def __init__(self, shown: Callable[[str], str]) -> None:
        """`shown` is how a text is written here."""
        self.text = ""
        self._shown = shown
        self._sequence = ""
        self._after_return = False

    def begin(self, text: str = "") -> None:
        """A new line, perhaps with words in it already."""
        self.text = text

    def take(self, character: str) -> tuple[str, Event]:
        """What to write for a character, and what it did."""
        after_return, self._after_return = self._after_return, character == "\r"
        if self._sequence or character == "\x1b":
            return self._in_sequence(character)
        match character:
            case "\n" if after_return:  # one key, sent as two
                return "", ""
            case "\r" | "\n":
                return "\n", "given"
            case "\x7f" | "\b":
                return self._erase(1), ""
            case "\x17":
                words = self.text.rstrip().rpartition(" ")
                return self._erase(len(self.text) - len(words[0] + words[1])), ""
            case "\x15":
                return self._erase(len(self.text)), ""
            case "\x03":
                self.text = ""
                return "\n", "dropped"
            case "\x04":
                return "", "" if self.text else "end"
            case _ if character.isprintable() and len(self.text) < LIMIT:
                self.text += character
                return self._shown(character), ""
        return "", ""

    def _in_sequence(self, character: str) -> tuple[str, Event]:
        """An arrow or a function key: `ESC [ ... letter` or `ESC O letter`; a lone Escape is nothing at all."""
        self._sequence += character
        so_far, begun = self._sequence, self._sequence[1:2]
        if so_far in ("\x1b", "\x1b[", "\x1bO", "\x1b[["):
            return "", ""
        if begun == "[" and (len(so_far) == 3 or so_far[2] != "[") and not "@" <= character <= "~":
            return "", ""
        self._sequence = "\x1b" if begun == "\x1b" else ""
        return self.take(character) if begun not in ("[", "O", "\x1b") else ("", "")

    def _erase(self, count: int) -> str:
        gone = self.text[len(self.text) - count :] if count else ""
        self.text = self.text[: len(self.text) - len(gone)]
        return "\b \b" * cells(self._shown(gone))


def cells(text: str) -> int:
    """How many columns a terminal needs for a text."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text
    )
