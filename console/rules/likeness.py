"""How far a name is from what was typed, and which of many names are near: slips of the finger and of the ear."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from heapq import nsmallest
from itertools import islice, takewhile

from console.rules.spelling import Words, sound

LOOKED_AT = 80
"""The names that share most pairs of letters with what was typed; the rest are not looked at."""


MORE = 4
"""Letters by which a beginning may be longer than what was typed: no more slips are ever allowed."""


class Typed:
    """What was typed, not nothing, to be held against many names.

    Slips are letters wrong, left out or added, and neighbours changed round.
    """

    def __init__(self, text: str) -> None:
        """Note where each letter stands."""
        self.text = text
        self._last = 1 << (len(text) - 1)
        self._all = (1 << len(text)) - 1
        self._at: dict[str, int] = {}
        for n, letter in enumerate(text):
            self._at[letter] = self._at.get(letter, 0) | 1 << n

    def slips(self, name: str) -> Iterator[int]:
        """Slips between the typed text and the first 0, 1, 2, ... letters of a name (Hyyrö 2003, optimal alignment)."""
        slips, everywhere, last = len(self.text), self._all, self._last
        more, less, diagonal, before = everywhere, 0, 0, 0
        yield slips
        for letter in name:
            here = self._at.get(letter, 0)
            turned = ((~diagonal & here) << 1) & before
            diagonal = (((here & more) + more) ^ more) | here | less | turned
            up, down = less | (~(diagonal | more) & everywhere), diagonal & more
            slips += bool(up & last) - bool(down & last)
            up, down = (up << 1) | 1, down << 1
            more, less = (down | ~(diagonal | up)) & everywhere, up & diagonal & everywhere
            before = here
            yield slips

    def begins(self, name: str) -> tuple[int, int]:
        """The fewest slips that make the typed text a beginning of the name, and the letters of the name left."""
        enough = name[: len(self.text) + MORE]
        return min((slips, len(name) - end) for end, slips in enumerate(self.slips(enough)))

    def whole(self, name: str) -> int:
        """The slips between the typed text and the whole name."""
        *_, slips = self.slips(name)
        return slips


def slips_allowed(letters: int) -> int:
    """How many slips a text of that many letters may have and still be recognised."""
    return 0 if letters < 4 else 1 if letters < 6 else 2 if letters < 12 else 3


class Names:
    """Many names, each without spaces, to be asked which of them are like what was typed."""

    def __init__(self) -> None:
        """Begin without a name."""
        self.numbers: dict[str, list[int]] = defaultdict(list)
        self._texts: list[str] = []
        self._numbers = array("I")
        self._having: dict[str, array[int]] = defaultdict(lambda: array("I"))
        self._heard: list[tuple[str, int]] = []

    def add(self, number: int, name: Words) -> None:
        """One more way to write the name with that number."""
        text = "".join(name)
        if number in self.numbers[text]:
            return
        self.numbers[text].append(number)
        at = len(self._texts)
        self._texts.append(text)
        self._numbers.append(number)
        self._heard.append(("".join(map(sound, name)), at))
        for pair in set(_pairs(text)):
            self._having[pair].append(at)

    def sort(self) -> None:
        """Be ready for questions about sound, when no more names come."""
        self._heard.sort()

    def like(self, typed: Words) -> dict[int, tuple[int, int]]:
        """The names that begin like it, with slips and letters left; one that only sounds like it has two slips."""
        text = "".join(typed)
        if not text:
            return {}
        allowed, pattern, found = slips_allowed(len(text)), Typed(text), dict[int, tuple[int, int]]()
        for at in self._sharing(text, allowed):
            if (fits := pattern.begins(self._texts[at]))[0] <= allowed:
                number = self._numbers[at]
                found[number] = min(fits, found.get(number, fits))
        for at in self._sounding(typed):
            slips, left = pattern.begins(self._texts[at])
            if slips <= allowed + 2:
                found.setdefault(self._numbers[at], (2, left))
        return found

    def _sharing(self, text: str, slips: int) -> list[int]:
        """The names with most of the typed pairs: a slip spoils at most three."""
        pairs = set(_pairs(text))
        shared: Counter[int] = Counter()
        for pair in pairs & self._having.keys():
            shared.update(self._having[pair])
        enough = max(1, len(pairs) - 3 * slips)
        having: Sequence[tuple[int, int]] = [(-count, number) for number, count in shared.items() if count >= enough]
        if len(having) > LOOKED_AT:
            having = nsmallest(LOOKED_AT, having)
        return [number for _, number in having]

    def _sounding(self, typed: Words) -> list[int]:
        heard = "".join(map(sound, typed))
        if len(heard) < 3:
            return []
        after = islice(self._heard, bisect_left(self._heard, (heard, 0)), None)
        return [number for _, number in takewhile(lambda one: one[0].startswith(heard), after)][:LOOKED_AT]


def _pairs(text: str) -> list[str]:
    return [a + b for a, b in zip("^" + text, text, strict=False)]
