"""Plain language: the words of what somebody says, and which things it may be about."""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from msgspec import Struct

NOT = re.compile(
    r"\b(is|are|was|were|do|does|did|has|have|had|could|would|should|wo|ca)(?:n['’]?t|nnot)\b", re.IGNORECASE
)
"""Words that hold a "not": isn't, dont, cannot."""
FULL = {"wo": "will", "ca": "can"}
SAME = dict(
    pair.split()
    for pair in (
        *("fell fall", "fallen fall", "broke break", "broken break", "bit bite", "bitten bite", "stole steal"),
        *("stolen steal", "shot shoot", "fought fight", "ran run", "took take", "taken take", "kid child"),
        *("kids child", "children child", "men man", "women woman", "feet foot", "knives knife"),
    )
)
"""Words that no ending tells to be the same."""
EMPTY = frozenset(
    word
    for line in (
        "a about again all also always am an and any anybody anyone anything are as at back be because been being",
        "by ca can come comes coming could d did do does doing done for from get gets getting go goes going gone",
        "got had happened happening has have having he hello her here hers hi him his how i if in into is it its",
        "just keep keeps kind know like ll lot m me might mine my myself near need needs now of oh ok on or other",
        "our please put re really right s said say says see seems she should so some somebody someone something",
        "still t tell than that the their them then there these they thing things think this those to too us ve",
        "very want wants was we well were what when where which who will with wo would yes you your",
    )
    for word in line.split()
)
"""Words that say nothing of what it is about."""
COMPANY = frozenset(("not", "no", "out", "up", "off", "down"))
"""Words that mean something only beside another, as in not breathing."""
BEGUN = 0.5
"""How much a word counts that was only begun."""
FAINT = 0.3
"""The part of the best one's points that another needs to be named beside it."""


class Told(Struct, frozen=True):
    """How one thing is spoken of: `names`, which count again when said whole, and `hints`, each with its weight."""

    names: tuple[str, ...]
    hints: tuple[tuple[float, str], ...] = ()


def words(text: str) -> tuple[str, ...]:
    """The words of a text without case, accents and punctuation; of "isn't" they are is and not."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    apart = NOT.sub(lambda found: f"{FULL.get(found[1], found[1])} not", plain)
    return tuple(re.findall(r"[^\W_]+", apart))


def stem(word: str) -> str:
    """What is the same in barks, barked and barking, or in bite and bitten."""
    word = SAME.get(word, word)
    word = f"{word[:-3]}y" if word.endswith("ies") else word[:-1] if re.search(r"..[^aisu]s$", word) else word
    root = re.sub(r"(ing|(?<!e)ed)$", "", word)
    word = root if len(root) > 2 and re.search("[aeiouy]", root) else word
    word = word[:-1] if len(word) > 3 and word[-1] in "ey" else word
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


def stems(text: str) -> tuple[str, ...]:
    """The stems of a text's words in their order, without the empty ones."""
    return tuple(stem(word) for word in words(text) if word not in EMPTY)


class Said:
    """Things, to be found by what people say. A word counts the more, the fewer things are spoken of with it."""

    def __init__(self, things: Iterable[Told]) -> None:
        """Read how each thing is spoken of."""
        self._having: dict[str, dict[int, float]] = defaultdict(dict)
        self._wholes: dict[str, list[tuple[tuple[str, ...], int]]] = defaultdict(list)
        told = tuple(things)
        for number, thing in enumerate(told):
            for weight, text in (*((1.0, name) for name in thing.names), *thing.hints):
                for word in stems(text):
                    self._having[word][number] = max(weight, self._having[word].get(number, 0.0))
            for whole in {stems(name) for name in thing.names} - {()}:
                self._wholes[whole[0]].append((whole, number))
        self._rarity = {word: math.log(1 + len(told) / sum(of.values())) for word, of in self._having.items()}
        self._vocabulary = sorted(self._having)

    def find(self, typed: str) -> tuple[int, ...]:
        """The numbers of the things that the words may mean, best first; none for words that mean nothing here."""
        asked = stems(typed)
        points: dict[int, float] = defaultdict(float)
        for word in dict.fromkeys(asked):
            for number, most in self._points(word, len(asked) == 1).items():
                points[number] += most
        for number, whole in self._said_whole(asked):
            points[number] += sum(self._rarity[word] for word in whole)
        least = FAINT * max(points.values(), default=0.0)
        return tuple(sorted((n for n in points if points[n] >= least), key=lambda n: (-points[n], n)))

    def _points(self, asked: str, alone: bool) -> dict[int, float]:
        """What a word is worth to each thing; one that is alone or not known here may be only the beginning of it."""
        if asked in COMPANY and not alone:
            return {}
        meant = [(asked, 1.0)] if asked in self._having else []
        if alone or not meant:
            meant += ((word, BEGUN) for word in self._longer(asked))
        points: dict[int, float] = {}
        for word, part in meant:
            for number, weight in self._having[word].items():
                points[number] = max(part * weight * self._rarity[word], points.get(number, 0.0))
        return points

    def _longer(self, begun: str) -> Iterator[str]:
        """The words known here that begin so and go on."""
        for word in islice(self._vocabulary, bisect_right(self._vocabulary, begun), None):
            if not word.startswith(begun):
                return
            yield word

    def _said_whole(self, asked: Sequence[str]) -> set[tuple[int, tuple[str, ...]]]:
        """Each name that was said as it stands, word after word."""
        return {
            (number, whole)
            for at, word in enumerate(asked)
            for whole, number in self._wholes.get(word, ())
            if tuple(asked[at : at + len(whole)]) == whole
        }
