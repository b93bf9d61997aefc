"""Names and codes that people can say and type, made from those of another system."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import count

LENGTH = 12
"""The longest code: what a type field shows whole."""

_LETTERS = re.compile(r"[^\W\d_]+")
_WORDS = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_BEFORE = frozenset(("in", "of", "on", "at", "for", "with", "from", "by", "to"))
_SMALL = _BEFORE | {"a", "an", "and", "or", "the"}
_SAID_OF_ALL = _SMALL | {"are", "been", "has", "have", "is", "no", "not", "other", "out", "that", "was"}
_ACRONYM = range(2, 6)


def spoken(name: str) -> str:
    """A name as the floor writes them: spaces for underscores, small letters but for acronyms and inner capitals."""
    shouted = name.isupper() and len(name) > max(_ACRONYM)

    def small(found: re.Match[str]) -> str:
        word = found.group()
        acronym = word.isupper() and len(word) in _ACRONYM
        inner = not word.isupper() and word[1:] != word[1:].lower()
        return word if (acronym or inner) and not shouted else word.lower()

    return " ".join(_LETTERS.sub(small, name.replace("_", " ")).split())


def telling(name: str) -> tuple[str, ...]:
    """The words of a name that callers may say, each once."""
    words = (word.lower() for word in _WORDS.findall(name))
    return tuple(dict.fromkeys(word for word in words if len(word) > 1 and word not in _SAID_OF_ALL))


def codes(named: Sequence[tuple[str, str]], taken: Collection[str]) -> list[str]:
    """A code to type for each name and foreign code: letters, digits and hyphens, none twice and none of `taken`.

    The same names in the same order give the same codes. Where two names would share one, each takes a later word.
    """
    used = {code.upper() for code in taken}
    ways = [_ways(name, foreign) for name, foreign in named]
    shared = Counter(options[0] for options in ways)
    numbers: dict[str, Iterator[int]] = {}
    made = []
    for options in ways:
        own = (code for code in options if shared[code] < 2)
        code = next((code for code in (*own, options[0]) if code not in used), "")
        while not code or code in used:
            number = next(numbers.setdefault(options[0], count(2)))
            code = f"{options[0][: LENGTH - 1 - len(str(number))].rstrip('-')}-{number}"
        used.add(code)
        made.append(code)
    return made


def _ways(name: str, foreign: str) -> list[str]:
    """Codes that a name may have, the best first."""
    said = _plain(name).replace("'", "").lower()
    words = re.findall("[a-z0-9]+", said)
    head = words[: next((at for at, word in enumerate(words) if at and word in _BEFORE), len(words))]
    first, every = (_weighty(some) for some in (head, words))
    if not every or "".join(every).isdigit():
        return [f"S-{re.sub('[^A-Z0-9]', '', _plain(foreign).upper())[-8:] or '1'}"]
    further = [_joined([*every[:2], word]) for word in reversed(every[2:])]
    return list(dict.fromkeys([_joined(first or every), _joined(every), *further]))


def _weighty(words: Sequence[str]) -> list[str]:
    return [word for word in words if word not in _SMALL] or list(words)


def _joined(words: Sequence[str]) -> str:
    """`POTHOLE`, `ABAND-VEH`, `GRAF-PUB-BIK`."""
    lengths = {1: (LENGTH,), 2: (5, 3)}.get(len(words), (4, 3, 3))
    return "-".join(word[:length] for word, length in zip(words, lengths, strict=False)).upper()


def _plain(text: str) -> str:
    """The text in ASCII, accents taken off."""
    return unicodedata.normalize("NFKD", text.replace("’", "'")).encode("ascii", "ignore").decode()
