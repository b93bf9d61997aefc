"""What is only like the words typed: slips of the finger, names that sound alike, numbers next to the one asked for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from functools import lru_cache

from msgspec import Struct

from console.rules.address import JOINED
from console.rules.fit import Fit
from console.rules.found import Found, unnumbered
from console.rules.likeness import Typed
from console.rules.reading import Reading, asks
from console.rules.spelling import ORDINAL_END, Words, loosely, ordinal, spoken, words
from console.rules.street import Crossing, Streets, Way

NEXT = 4
"""Numbers offered on each side of one that is not there."""
SAME_HUNDRED = 100
OFTEN, FAR = 10**3, 10**8
"""More ways to slip than there are, and more than twice what any two house numbers are apart."""
WRITTEN = re.compile(
    r"\s*((?:[^\W\d_](?=\d))?\d{1,7}(?:[^\W\d_](?=\d)\d{1,6})?)(?:\s+\d/\d(?=\s)|-\d{1,7}(?=\s)|-?[^\W\d_](?=\s))?"
)
"""A number as typed, perhaps with a letter in it."""
MORE_DIGITS = re.compile(rf"\s*(\d{{1,6}})(?=\s|[^\W\d_])(?!{ORDINAL_END}\b)", re.IGNORECASE)
ENDING = re.compile(rf"{ORDINAL_END}\b", re.IGNORECASE)
ORDINAL = re.compile(rf"\d{{1,4}}{ORDINAL_END}")
BLOCK = "blockof"
LOST_NUMBER = re.compile(rf"([^\W\d_]{{1,2}}){BLOCK}")


class Guess(Struct, frozen=True):
    """One way to part a text with a slip in it: the number, whether a block is asked for, the street, slips so far."""

    number: str
    block: bool
    name: Words
    slips: int = 0


def near(streets: Streets, reading: Reading) -> Iterator[Found]:
    """Places on streets that are like the one typed; `cost` counts slips, in the street and in the number."""
    sides = list(map(loosely, JOINED.split(reading.text)))
    if len(sides) == 2:
        yield from _crossings(streets, reading.town, sides[0], sides[1])
    yield from _unparted(streets, reading.town, "".join(word for side in sides for word in side))
    told: dict[tuple[str, bool, str], Guess] = {}
    for guess in _spellings(_guesses(reading)):
        told.setdefault((guess.number, guess.block, "".join(guess.name)), guess)
    for guess in told.values():
        for street, (slips, letters) in streets.names.like(guess.name).items():
            yield from _on(streets, street, guess, Fit(1, slips + guess.slips, slips, letters), reading.town)


def _guesses(reading: Reading) -> Iterator[tuple[str, bool, str, int]]:
    """Number, block, the street as typed, and slips that were mended to part them so."""
    head = WRITTEN.match(reading.text)
    if not head or len(head[1]) < 4:  # no street is called by so great a number
        yield from _unblocked("", reading.text)
    if reading.crossing:
        return
    if not head:
        yield from ((ask.number, False, " ".join(ask.street), 0) for ask in asks(reading) if ask.number)
        street, _, last = reading.text.rpartition(" ")
        if any(map(str.isdecimal, last)):
            yield last, False, street, 0
        return
    number, rest = head[1], reading.text[head.end() :]
    if ENDING.match(rest):  # 10016TH ST was 100 16TH ST
        for cut in range(max(1, len(number) - 3), len(number)):
            yield from _unblocked(number[:cut], number[cut:] + rest)
        return
    yield from _unblocked(number, rest)
    if more := MORE_DIGITS.match(rest):
        yield from _unblocked(number + more[1], rest[more.end() :])


def _unblocked(number: str, text: str) -> Iterator[tuple[str, bool, str, int]]:
    """The same, and with "block of" taken off where it stands there with at most one slip."""
    said = spoken(text)
    letters = "".join(said)
    yield number, False, text, 0
    if not number and (lost := LOST_NUMBER.match(letters)):
        number, letters, said = lost[1], letters[lost.end(1) :], ()
    pattern = Typed(BLOCK)
    cuts = [(pattern.whole("".join(said[:n])), " ".join(said[n:])) for n in range(1, min(4, len(said)))]
    cuts += zip(pattern.slips(letters[: len(BLOCK) + 1]), (letters[n:] for n in range(len(BLOCK) + 2)), strict=False)
    fewest = min(slips for slips, _ in cuts)
    if fewest <= 1:
        yield from ((number, True, street, slips) for slips, street in cuts if street and slips == fewest)


def _spellings(guesses: Iterable[tuple[str, bool, str, int]]) -> Iterator[Guess]:
    """The street as it was typed, in short forms, and with its ordinals put right."""
    for number, block, street, slips in guesses:
        said = loosely(street)
        yield Guess(number, block, said, slips)
        yield Guess(number, block, spoken(street), slips)
        yield Guess(number, block, words(street), slips)
        right = tuple(ordinal(int(word[:-2])) if ORDINAL.fullmatch(word) else word for word in said)
        yield Guess(number, block, right, slips + (right != said))


def _on(streets: Streets, street: int, guess: Guess, fit: Fit, town: str) -> Iterator[Found]:
    """The places on one street: without a number from the lowest, else those whose number is like the one typed."""
    if not guess.number:
        yield from unnumbered(streets, street, fit, guess.block, town, 2 * NEXT)
        return
    for way in streets.ways[street]:
        if town in ("", way.town):
            name = streets.words[street]
            for cost, rank, row, said in _likely(way, guess.number, guess.block):
                yield Found(1, fit.cost + cost, fit.left, fit.letters, rank, name, way.town, row, said)


def _likely(way: Way, number: str, block: bool) -> Iterator[tuple[int, int, int, str]]:
    """Cost, rank, row and what was said, of the numbers of a way that may be meant by one that is not there."""
    like, asked = misread(number), int(number) if number.isdecimal() else None
    spots = {(low, row) for low, _, row in way.blocks}
    if not block:
        spots |= set(way.among(like))
        spots |= set(way.around(asked, NEXT)) if asked is not None else set()
        yield from ((0, 0, row, number) for low, high, row in way.blocks if asked is not None and low < asked <= high)
    for rank, known, row in _likeliest(spots, like, asked):
        near = like[known] or (asked is not None and not block and abs(known - asked) <= SAME_HUNDRED)
        yield 0 if known == asked else 1 if near else 2, rank, row, ""


def _likeliest(spots: Set[tuple[int, int]], like: Counter[int], asked: int | None) -> list[tuple[int, int, int]]:
    """Numbers with their rank and row: those one slip away, by the ways to slip, then those next to it.

    The very next one is second at the latest: a number may be right, and only not known.
    """
    if asked is None:
        return [(-like[known], known, row) for known, row in spots if known in like]
    ranked = sorted((_rank(known, like[known], asked), known, row) for known, row in spots)
    following = min(ranked[1:], key=lambda one: abs(one[1] - asked), default=None)
    if following:
        ranked[ranked.index(following)] = (ranked[0][0] + 1, *following[1:])
    return ranked


def _rank(known: int, ways: int, asked: int) -> int:
    apart = 2 * abs(known - asked) + (known > asked)
    return apart - ways * FAR if apart else -OFTEN * FAR


def _crossings(streets: Streets, town: str, one: Words, other: Words) -> Iterator[Found]:
    """The crossings of a street like the one with a street like the other."""
    firsts, seconds = streets.names.like(one), streets.names.like(other)
    for street, (slips, letters) in firsts.items():
        for crossing in streets.crossings[street]:
            for side in crossing.sides:
                if side != street and side in seconds and town in ("", crossing.town):
                    more, left = seconds[side]
                    yield _slipped(streets, crossing, slips + more, letters + left)


def _unparted(streets: Streets, town: str, letters: str) -> Iterator[Found]:
    """The crossings whose streets are written in one, or parted at the wrong letter; one of them has no slip."""
    for cut in range(2, len(letters) - 1):
        for name, rest in ((letters[:cut], letters[cut:]), (letters[cut:], letters[:cut])):
            for street in streets.names.numbers.get(name, ()):
                yield from _with(streets, street, rest, town)


def _with(streets: Streets, street: int, letters: str, town: str) -> Iterator[Found]:
    like = streets.names.like((letters,)) if streets.crossings[street] else {}
    for crossing in streets.crossings[street]:
        for side in crossing.sides:
            if side != street and side in like and town in ("", crossing.town):
                yield _slipped(streets, crossing, *like[side])


def _slipped(streets: Streets, crossing: Crossing, slips: int, letters: int) -> Found:
    name = tuple(word for side in crossing.sides for word in streets.words[side])
    return Found(1, slips, slips, letters, -1, name, crossing.town, crossing.row)


@lru_cache(maxsize=64)
def misread(number: str) -> Counter[int]:
    """The numbers that one slip makes of this one, with the ways to slip.

    A digit left out or changed round counts ten: one that is wrong or added is one of ten.
    """
    found: Counter[int] = Counter()
    for n in range(len(number) + 1):
        for new in "0123456789":
            found[_int(number[:n] + new + number[n:])] += 10
            if n < len(number):
                found[_int(number[:n] + new + number[n + 1 :])] += 1
        if n < len(number):
            found[_int(number[:n] + number[n + 1 :])] += 1
        if n + 1 < len(number):
            found[_int(number[:n] + number[n + 1] + number[n] + number[n + 2 :])] += 10
    del found[-1]
    return found


def _int(digits: str) -> int:
    return int(digits) if digits.isdecimal() and len(digits) < 8 else -1
