"""What a story is about, by the centre's own readable rules: the first in file order that its words fit."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from console.rules.catalogue import Elsewhere, Guess
from console.rules.centre import Centre
from console.rules.said import words
from console.rules.wording import listed

DENIES = frozenset(("no", "not", "without", "never", "nobody", "nothing", "none", "nor"))
"""Words that take back what follows within two words."""
PASSED_OVER = frozenset(("a", "an", "any", "the", "or", "of"))
"""Words that don't count as one of the two."""
BREAK = re.compile(r"[.,;:!?()\n]")
"""Where a denial ends."""


class Guessed(Struct, frozen=True):
    """A service's code, and `because` of which words."""

    code: str
    because: str


def guess(centre: Centre, texts: Sequence[str]) -> Guessed | None:
    """What these lines of a story are about; None when no rule fits."""
    story = _Story(texts)
    for rule in centre.guesses:
        if said := _fits(rule, story):
            return Guessed(rule.code, listed(dict.fromkeys(said)))
    return None


def not_ours(centre: Centre, texts: Sequence[str]) -> Elsewhere | None:
    """The first thing said that others take care of; None when there is none."""
    story = _Story(texts)
    return next((one for one in centre.elsewhere if any(story.says(phrase) for phrase in one.words)), None)


def _fits(rule: Guess, story: _Story) -> list[str]:
    """The words said that make a rule fit, [] when it doesn't."""
    if any(story.says(phrase) for phrase in rule.unless):
        return []
    said = [phrase for phrase in (story.says(phrase) for phrase in rule.any) if phrase]
    needed = [story.says(phrase) for phrase in rule.all]
    return [] if (rule.any and not said) or "" in needed else said + needed


class _Word(Struct, frozen=True):
    """A word of a rule, or with `begins` only its beginning."""

    text: str
    begins: bool = False

    def fits(self, word: str) -> bool:
        return word.startswith(self.text) if self.begins else word == self.text


class _Story:
    """Where each word stands in what was said, clause by clause."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._clauses = [clause for text in texts for part in BREAK.split(text) if (clause := words(part))]
        self._places: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, clause in enumerate(self._clauses):
            for at, word in enumerate(clause):
                self._places[word].append((number, at))

    def says(self, phrase: str) -> str:
        """The words as they were said, "" when they weren't or were denied; `*` stands for any end of a word."""
        wanted = _wanted(phrase)
        for number, at in self._beginnings(wanted):
            clause = self._clauses[number]
            run = clause[at : at + len(wanted)]
            whole = len(run) == len(wanted) and all(map(_Word.fits, wanted, run))
            if whole and (wanted[0].text in DENIES or not _denied(clause[:at])):
                return " ".join(run)
        return ""

    def _beginnings(self, wanted: Sequence[_Word]) -> Iterator[tuple[int, int]]:
        """Where the first of the words stands."""
        for first in wanted[:1]:
            for word in filter(first.fits, tuple(self._places)) if first.begins else (first.text,):
                yield from self._places.get(word, ())


@lru_cache(maxsize=4096)
def _wanted(phrase: str) -> tuple[_Word, ...]:
    """The words of a rule; a star makes the last word of its part a beginning."""
    read = []
    for part in phrase.split():
        *firsts, last = words(part) or ("",)
        read += [*(_Word(word) for word in firsts), _Word(last, part.endswith("*"))]
    return tuple(word for word in read if word.text)


def _denied(before: Sequence[str]) -> bool:
    close = [word for word in before if word not in PASSED_OVER][-2:]
    return any(word in DENIES for word in close)
