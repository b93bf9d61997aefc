"""How the words typed fit a street's words: in order, in another order, or by letters that words begin with."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence, Set
from itertools import accumulate, islice, takewhile

from msgspec import Struct

from console.rules.spelling import HALVES, LONG, SHORT, Words, ordinal, short
from console.rules.street import Streets


class Fit(Struct, frozen=True, order=True):
    """How well: not the whole (0 or 1), words passed over or only begun, words left, letters left. Lower is better."""

    part: int
    cost: int
    left: int
    letters: int


def meant(word: str, growing: bool, streets: Streets) -> Set[str]:
    """The words of the streets that a typed word may stand for; a finished number stands for itself."""
    whole = short(word)
    if word.isdecimal() and not growing:
        return {word, ordinal(int(word))}
    vocabulary = streets.vocabulary
    after = islice(vocabulary, bisect_left(vocabulary, word), None)
    begun = takewhile(lambda known: known.startswith(word), after)
    return {whole, *HALVES.get(whole, ()), *begun, *(to for long, to in SHORT.items() if long.startswith(word))}


def having(options: Sequence[Set[str]], streets: Streets) -> set[int]:
    """The streets that have one of the options for every word typed, wherever it stands."""
    found: set[int] | None = None
    for words in sorted(options, key=lambda words: sum(len(streets.having.get(word, ())) for word in words)):
        sets = [streets.having[word] for word in words if word in streets.having]
        these = set().union(*sets)
        found = these if found is None else found & these
        if not found:
            return set()
    return found or set()


def in_order(typed: Words, options: Sequence[Set[str]], run: Words) -> tuple[int, int] | None:
    """Words passed over or only begun, and words left, when the words stand in the typed order."""
    at = cost = 0
    for word, meant in zip(typed, options, strict=True):
        while at < len(run) and run[at] not in meant:
            at, cost = at + 1, cost + 1
        if at == len(run):
            return None
        cost += not _is(word, run[at])
        at += 1
    return cost, len(run) - at


def in_any_order(typed: Words, options: Sequence[Set[str]], run: Words) -> tuple[int, int] | None:
    """The same when they stand in another order: each counts for another word of the street."""
    free = list(run)
    cost = 2
    for word, meant in zip(typed, options, strict=True):
        fitting = [one for one in free if one in meant]
        if not fitting:
            return None
        best = next((one for one in fitting if _is(word, one)), fitting[0])
        free.remove(best)
        cost += not _is(word, best)
    return cost, len(free)


def by_beginnings(typed: Words, _: Sequence[Set[str]], run: Words) -> tuple[int, int] | None:
    """The same when words run together by their first letters: av pk is ANTELOPE VALLEY PKWY, radr is RADNOR RD."""
    letters, starts = "".join(typed), set(accumulate(map(len, typed), initial=0))
    costs = {0: 0}
    best: int | None = None
    for word in run:
        reached = {at: cost + 1 for at, cost in costs.items()}
        for at, cost in costs.items():
            for length in _shared(letters, at, starts, word):
                end, whole = at + length, cost + (at not in starts)
                reached[end] = min(whole, reached.get(end, whole))
        if (end_cost := reached.pop(len(letters), None)) is not None:
            best = end_cost if best is None else min(best, end_cost)
        costs = reached
    return None if best is None else (best + 2, 0)


def _shared(letters: str, at: int, starts: Set[int], word: str) -> Set[int]:
    """How many letters from `at` may belong to that word: none past the end of a typed one."""
    lengths = set()
    for form in (word, *LONG.get(word, ())):
        for length, letter in enumerate(form, 1):
            if at + length > len(letters) or letters[at + length - 1] != letter:
                break
            lengths.add(length)
            if at + length in starts:
                break
    return {length for length in lengths if not word[0].isdecimal() or length == len(word)}


def _is(word: str, known: str) -> bool:
    return known in (word, short(word)) or (word.isdecimal() and known == ordinal(int(word)))
