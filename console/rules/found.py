"""The places of a street that are asked for, each with how well it fits, so that they can be put in order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from console.rules.fit import Fit
from console.rules.reading import Ask
from console.rules.spelling import Words
from console.rules.street import Crossing, Streets, Way

DIGITS = 7
"""The most digits of a house number."""


class Found(Struct, frozen=True, order=True):
    """A place that fits, the best lowest; `said` is the number that was said where the place is its whole block."""

    part: int
    cost: int
    left: int
    letters: int
    number: int
    name: Words
    town: str
    row: int
    said: str = ""

    def jumbled(self) -> Found:
        """The same where the words were not parted as they should be."""
        return replace(self, part=1, cost=self.cost + 2)


def numbered(streets: Streets, street: int, ask: Ask, town: str, most: int) -> Iterator[tuple[Way, int, int, str, int]]:
    """The rows of a street that have the number asked for: way, number, row, the number said, words passed over."""
    for way in streets.ways[street]:
        if town in ("", way.town):
            yield from _begun(way, ask, most) if ask.growing else _exactly(way, ask)


def alone(streets: Streets, ask: Ask, town: str, most: int) -> Iterator[Found]:
    """The places that have a number, on whatever street; the lowest numbers when it is still being typed."""
    count = 0
    for more, number in _growths(streets, ask):
        for way in map(streets.every.__getitem__, streets.numbered[number]):
            if town not in ("", way.town):
                continue
            name, letters = streets.words[way.street], len(streets.name(way.street))
            blocks = [row for low, _, row in way.blocks if low == number]
            rows = [row for row in way.at(number) if ask.mark in ("", way.marks.get(row))]
            for row in blocks if ask.block else (*rows, *blocks):
                yield Found(1, more, len(name), letters, number, name, way.town, row)
                count += 1
        if count >= most:
            return


def _growths(streets: Streets, ask: Ask) -> Iterator[tuple[int, int]]:
    """The numbers that are there and may become of the one typed; 1 with those that have more digits."""
    number = int(ask.number)
    if number in streets.numbered:
        yield 0, number
    for more in range(1, DIGITS - len(ask.number) + 1) if ask.growing and number else ():
        low = number * 10**more
        start = bisect_left(streets.numbers, low)
        for known in islice(streets.numbers, start, bisect_left(streets.numbers, low + 10**more)):
            yield 1, known


def _exactly(way: Way, ask: Ask) -> Iterator[tuple[Way, int, int, str, int]]:
    number, known = int(ask.number), False
    for row in () if ask.block else way.at(number):
        mark = way.marks.get(row, "")
        if ask.mark in ("", mark):
            known |= mark == ask.mark
            yield way, number, row, "", int(mark != ask.mark)
    for low, high, row in () if known else way.blocks:
        if low == number and (not ask.mark or ask.mark == f"-{high}"):
            yield way, number, row, "", 0
        elif low < number <= high and not ask.block:
            yield way, low, row, ask.number + ask.mark, 0


def _begun(way: Way, ask: Ask, most: int) -> Iterator[tuple[Way, int, int, str, int]]:
    number = int(ask.number)
    for more in range(DIGITS - len(ask.number) + 1) if number or ask.number == "0" else ():
        low = number * 10**more
        for known, row in way.between(low, low + 10**more - 1 if number else 0, most):
            yield way, known, row, "", int(more > 0)
    for low, _, row in way.blocks:
        if str(low).startswith(ask.number):
            yield way, low, row, "", int(low != number)


def unnumbered(streets: Streets, street: int, fit: Fit, block: bool, town: str, most: int) -> Iterator[Found]:
    """The places of a street without a number: itself, its crossings, then its numbers from the lowest."""
    run = streets.words[street]
    for way in streets.ways[street]:
        if town not in ("", way.town):
            continue
        numbers = [(low, row) for low, _, row in way.blocks[:most]]
        if not block:
            for row in way.plain:
                yield Found(fit.part, fit.cost, fit.left, fit.letters, -1, run, way.town, row)
            numbers += zip(way.numbers[:most], way.rows[:most], strict=True)
        for number, row in numbers:
            yield Found(1, fit.cost + 1, fit.left, fit.letters, number, run, way.town, row)
    for crossing in () if block else streets.crossings[street]:
        if town in ("", crossing.town):
            yield from _one_side(streets, crossing, street, fit)


def _one_side(streets: Streets, crossing: Crossing, street: int, fit: Fit) -> Iterator[Found]:
    others = list(crossing.sides)
    others.remove(street)
    words = tuple(word for side in others for word in streets.words[side])
    later = 0 if crossing.turned or crossing.sides[0] == street else len(streets.words[crossing.sides[0]])
    letters = fit.letters + sum(map(len, words))
    yield Found(1, fit.cost + later, fit.left + len(words), letters, -1, words, crossing.town, crossing.row)


def crossed(streets: Streets, one: dict[int, Fit], other: dict[int, Fit], town: str) -> Iterator[Found]:
    """The crossings of any of these streets with any of those."""
    for street, fit in one.items():
        for crossing in streets.crossings[street]:
            if town not in ("", crossing.town):
                continue
            rest = list(crossing.sides)
            rest.remove(street)
            for side in rest:
                if second := other.get(side):
                    yield _both(streets, crossing, (fit, second), len(rest) > 1)


def _both(streets: Streets, crossing: Crossing, fits: tuple[Fit, Fit], more: bool) -> Found:
    a, b = fits
    words = tuple(word for side in crossing.sides for word in streets.words[side])
    part, left = a.part | b.part | more, a.left + b.left + more
    return Found(part, a.cost + b.cost, left, a.letters + b.letters, -1, words, crossing.town, crossing.row)


def best_first(found: Iterable[Found]) -> list[Found]:
    """In order, each place and number once."""
    best: dict[tuple[int, str], Found] = {}
    for one in sorted(found):
        best.setdefault((one.row, one.said), one)
    return list(best.values())
