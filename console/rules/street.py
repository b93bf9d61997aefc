"""The streets of a centre's towns: each with its numbers, blocks and crossings, and the words it is found by."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TypeVar

from console.rules.address import CROSS, Address, after_street, before_street, end_of_block
from console.rules.centre import Place
from console.rules.distance import distance_m
from console.rules.likeness import Names
from console.rules.spelling import LONG, Words, key, loosely, words

Spot = TypeVar("Spot", tuple[int, int, int], tuple[int, str, int])
"""Number, end of a block or mark, row."""
STEP = 100
"""Places or streets taken at a time: a few milliseconds."""
SAME_M = 1_000
"""Two texts that say the same may be one place only this near to each other, in metres."""


class Way:
    """One street in one town, with the rows of its places: `numbers` and `rows` side by side, lowest number first."""

    __slots__ = ("blocks", "marks", "numbers", "plain", "rows", "street", "town")

    def __init__(self, street: int, town: str) -> None:
        """Begin without a place. `plain` are places without a number, `blocks` are (low, high, row)."""
        self.street, self.town = street, town
        self.numbers, self.rows = array("I"), array("I")
        self.marks: dict[int, str] = {}
        self.blocks: list[tuple[int, int, int]] = []
        self.plain: list[int] = []

    def at(self, number: int) -> Sequence[int]:
        """The rows with that number, whatever follows it."""
        start = bisect_left(self.numbers, number)
        return self.rows[start : bisect_right(self.numbers, number, start)]

    def between(self, low: int, high: int, most: int) -> Iterator[tuple[int, int]]:
        """The lowest numbers from one number to another, at most `most`, with their rows."""
        start = bisect_left(self.numbers, low)
        for n in range(start, min(start + most, bisect_right(self.numbers, high, start))):
            yield self.numbers[n], self.rows[n]

    def around(self, number: int, count: int) -> Iterator[tuple[int, int]]:
        """The numbers next to it, up to `count` on each side, with their rows."""
        start = bisect_left(self.numbers, number)
        for n in range(max(0, start - count), min(len(self.numbers), start + count)):
            yield self.numbers[n], self.rows[n]

    def among(self, wanted: Mapping[int, int]) -> Iterator[tuple[int, int]]:
        """Those of its numbers that are wanted, with their rows."""
        if len(self.numbers) < len(wanted):
            return ((n, row) for n, row in zip(self.numbers, self.rows, strict=True) if n in wanted)
        return ((n, row) for n in wanted for row in self.at(n))

    def settle(self, same: Sequence[Place]) -> None:
        """Put all in order, and join what is written twice."""
        mark = self.marks.get
        found = sorted((n, mark(row, ""), row) for n, row in zip(self.numbers, self.rows, strict=True))
        if len({(n, mark) for n, mark, _ in found}) < len(found):
            found = [one for _, group in groupby(found, lambda one: one[:2]) for one in _once(group, same)]
        self.numbers, self.rows = array("I", (n for n, _, _ in found)), array("I", (row for _, _, row in found))
        blocks = groupby(sorted(self.blocks), lambda one: one[:2])
        self.blocks = [one for _, group in blocks for one in _once(group, same)]


class Crossing:
    """An intersection: the streets as first written; `turned` says that somewhere they stand the other way round."""

    __slots__ = ("row", "sides", "town", "turned")

    def __init__(self, sides: tuple[int, ...], town: str, row: int) -> None:
        """Its streets by number, its town, and its place's row."""
        self.sides, self.town, self.row, self.turned = sides, town, row, False


class Streets:
    """All of them, by number. Made in steps by `building`, then only read."""

    def __init__(self, places: Sequence[Place]) -> None:
        """Begin without a street."""
        self.places = places
        self.words: list[Words] = []
        self.ways: list[list[Way]] = []
        self.crossings: list[list[Crossing]] = []
        self.every: list[Way] = []
        self.with_blocks: set[int] = set()
        self.numbers: list[int] = []
        self.numbered: dict[int, array[int]] = defaultdict(lambda: array("I"))
        self.names = Names()
        self.by_words: dict[Words, int] = {}
        self.having: dict[str, array[int]] = defaultdict(lambda: array("I"))
        self.vocabulary: list[str] = []
        self.towns: dict[Words, str] = {}
        self._letters: list[int] = []
        self._way_of: dict[tuple[Words, str], Way] = {}
        self._met: dict[tuple[str, str], tuple[Way, bool, str]] = {}
        self._crossing_of: dict[tuple[tuple[Words, ...], str], list[Crossing]] = defaultdict(list)

    def building(self) -> Iterator[None]:
        """Read the places, a few milliseconds at each step."""
        for start in range(0, len(self.places), STEP):
            for row in range(start, min(start + STEP, len(self.places))):
                self._add(row)
            yield
        for n, way in enumerate(self._way_of.values()):
            way.settle(self.places)
            for number in dict.fromkeys((*way.numbers, *(low for low, _, _ in way.blocks))):
                self.numbered[number].append(len(self.every))
            self.every.append(way)
            if way.blocks:
                self.with_blocks.add(way.street)
            if n % 50 == 0:
                yield
        yield
        self.numbers = sorted(self.numbered)
        self.names.sort()
        yield
        self.vocabulary = sorted(self.having)
        self.towns = {words(town): town for town in {way.town for way in self._way_of.values()} if words(town)}
        self._met.clear()
        self._crossing_of.clear()
        self._way_of.clear()
        yield

    def name(self, street: int) -> str:
        """Its words in one."""
        return "".join(self.words[street])

    def street(self, run: Words) -> int:
        """The number of the street with these words, a new one if there is none."""
        if (number := self.by_words.get(run)) is None:
            number = self.by_words[run] = len(self.words)
            self.words.append(run)
            self.ways.append([])
            self.crossings.append([])
            self.names.add(number, run)
            self._letters.append(_letters("".join((*run, *(long for word in run for long in LONG.get(word, ()))))))
            for word in set(run):
                self.having[word].append(number)
        return number

    def holding(self, number: int) -> set[int]:
        """The streets that have the number, and all that have blocks, which may hold it."""
        return {self.every[way].street for way in self.numbered.get(number, ())} | self.with_blocks

    def spelling(self, typed: Words) -> set[int]:
        """The streets that have all letters typed, in whatever order; a few more may be among them."""
        wanted = _letters("".join(typed))
        return {n for n, letters in enumerate(self._letters) if wanted & ~letters == 0}

    def _add(self, row: int) -> None:
        place = self.places[row]
        head, _, rest = place.text.partition(" ")
        met = self._met.get((rest, place.town))
        if met and head.isascii() and head.isdecimal() and len(head) < 8:  # only the number is new
            way, block, mark = met
            _put(way, row, Address("", int(head), end_of_block(int(head)) if block else int(head), mark))
        else:
            self._read(row, place, rest)
        if place.name:
            self._way(place.name, place.town).plain.append(row)

    def _read(self, row: int, place: Place, rest: str) -> None:
        sides = [side for side in CROSS.split(place.text) if words(side)]
        if len(sides) > 1:
            self._cross(row, place, sides)
        elif address := before_street(place.text):
            way = self._way(address.street, place.town)
            if place.text.split(" ", 1)[0].isdecimal() and (address.block or address.high == address.number):
                self._met[rest, place.town] = (way, address.block, address.mark)
            _put(way, row, address)
        elif address := after_street(place.text):
            way = self._way(address.street, place.town)
            _put(way, row, address)
        else:
            way = self._way(place.text, place.town)
            alike = (self.places[other] for other in way.plain)
            if not any(key(other.text) == key(place.text) and _near(other, place) for other in alike):
                way.plain.append(row)

    def _way(self, street: str, town: str) -> Way:
        name = (key(street), town)
        if name not in self._way_of:
            number = self.street(words(street))
            self._way_of[name] = Way(number, town)
            self.ways[number].append(self._way_of[name])
            self.names.add(number, loosely(street))
        return self._way_of[name]

    def _cross(self, row: int, place: Place, sides: Sequence[str]) -> None:
        numbers = tuple(self.street(words(side)) for side in sides)
        for number, side in zip(numbers, sides, strict=True):
            self.names.add(number, loosely(side))
        known = self._crossing_of[tuple(sorted(map(key, sides))), place.town]
        for crossing in known:
            if _near(place, self.places[crossing.row]):
                crossing.turned |= crossing.sides != numbers
                return
        crossing = Crossing(numbers, place.town, row)
        known.append(crossing)
        for number in dict.fromkeys(numbers):
            self.crossings[number].append(crossing)


def _put(way: Way, row: int, address: Address) -> None:
    """Give a way one more number, or one more block or range."""
    number = address.number or 0
    if address.high > number:
        way.blocks.append((number, address.high, row))
        return
    way.numbers.append(number)
    way.rows.append(row)
    if address.mark:
        way.marks[row] = address.mark


def _letters(text: str) -> int:
    """Which letters occur, a bit for each of 64 classes."""
    bits = 0
    for letter in text:
        bits |= 1 << (ord(letter) & 63)
    return bits


def _near(one: Place, other: Place) -> bool:
    return distance_m(one.lat, one.lon, other.lat, other.lon) <= SAME_M


def _once(alike: Iterable[Spot], places: Sequence[Place]) -> Iterator[Spot]:
    """Of what is numbered alike, each place once: the row that came first."""
    kept: list[Place] = []
    for one in alike:
        if not any(_near(places[one[-1]], other) for other in kept):
            kept.append(places[one[-1]])
            yield one
