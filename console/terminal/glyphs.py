"""What a terminal that knows only ASCII is shown instead of everything else."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

_SAME = {
    **dict.fromkeys("\u2018\u2019\u2032", "'"),
    **dict.fromkeys("\u201c\u201d\u2033\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2500", "-"),
    "\u2502": "|",
    "\u2026": "...",
    "\u00b7": ".",
    "\u2022": "*",
    "\u00b0": "o",
    "\u00d7": "x",
    "\u00a0": " ",
    "\u2192": ">",
    "\u2190": "<",
    "\u00df": "ss",
    "\u00e6": "ae",
    "\u00c6": "AE",
    "\u0153": "oe",
    "\u0152": "OE",
    "\u00f8": "o",
    "\u00d8": "O",
    "\u0142": "l",
    "\u0141": "L",
    "\u0111": "d",
    "\u0110": "D",
    "\u0131": "i",
}
"""What letters and signs that do not come apart into a letter and its mark are written as."""


def speaks_utf8(environ: Mapping[str, str]) -> bool:
    """Whether the locale says that the terminal understands UTF-8.

    In the C locale, or one that is not installed, Python itself sets LC_CTYPE to one of these (PEP 538), which says
    nothing of the terminal.
    """
    language = environ.get("LANG", "")
    own = environ.get("LC_CTYPE", "")
    if own in ("C.UTF-8", "C.utf8", "UTF-8"):
        own = ""
    chosen = environ.get("LC_ALL") or own or language
    return chosen.upper().replace("-", "").endswith("UTF8")


def in_ascii(text: str) -> str:
    """The text in ASCII: letters without their marks, signs as they are typed, `?` for what has neither."""
    return text if text.isascii() else "".join(map(_plain, text))


@lru_cache(4096)
def _plain(character: str) -> str:
    if character.isascii():
        return character
    if character in _SAME:
        return _SAME[character]
    apart = unicodedata.normalize("NFKD", character)
    kept = "".join(part for part in apart if part.isascii())
    return kept if kept or unicodedata.combining(character) else "?"
