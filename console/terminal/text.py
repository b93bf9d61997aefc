"""Text from people, made safe to keep and to show: no controls, nothing unseen, no pile of marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

BAD = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
"""What must never reach a terminal: controls, direction and layout marks, lone surrogates, tags."""

_BREAKS = re.compile("\r\n|[\t\n\r\u2028\u2029]")
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff"
    "\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_KEY_TAIL = re.compile(r"\[(?:1[1-9]|2[0-4])~")
_NOT_TEXT = {"Cc", "Cs", "Co", "Cn"}
_MARKS = {"Mn", "Me"}
_MOST_MARKS = 4


def clean(text: str, *, limit: int = 500) -> str:
    """One safe line of at most `limit` characters: breaks become spaces, controls U+FFFD, unseen characters go."""
    if text.isascii() and text.isprintable():
        return text[:limit]
    seen = _UNSEEN.sub("", _BREAKS.sub(" ", text))
    return "".join(_shown(unicodedata.normalize("NFC", seen)))[:limit]


def odd(text: str) -> bool:
    """True when cleaning takes away more than line breaks: worth a word to the person and a flag on the record."""
    plain = unicodedata.normalize("NFC", _BREAKS.sub(" ", text))
    return without_key_tails(plain) != plain or clean(plain, limit=len(plain)) != plain


def without_key_tails(text: str) -> str:
    """The text less what a function key leaves behind when a slow line splits it, such as `[15~` for F5."""
    return _KEY_TAIL.sub("", text)


def _shown(text: str) -> Iterator[str]:
    marks = 0
    for character in text:
        kind = unicodedata.category(character)
        marks = marks + 1 if kind in _MARKS else 0
        if marks <= _MOST_MARKS and kind != "Cf":
            yield "\ufffd" if kind in _NOT_TEXT else character
