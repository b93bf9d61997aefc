"""One question to the streets: what fits as typed, and what fits when the words are jumbled or run together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from heapq import nsmallest

from console.rules.fit import Fit, by_beginnings, having, in_any_order, in_order, meant
from console.rules.found import Found, alone, crossed, numbered, unnumbered
from console.rules.reading import Ask, Reading, asks, jumbled
from console.rules.spelling import Words, short
from console.rules.street import Streets

Rule = Callable[[Words, Sequence[Set[str]], Words], tuple[int, int] | None]
MOST = 60
"""Streets that are looked at further where more fit."""
LONGEST = 24
"""Letters run together that are still worth taking apart."""
MANY_WORDS = 12
"""Nobody jumbles more words than that and means a place."""


class Search:
    """Asks the streets; what was found for the same words is not looked for twice."""

    def __init__(self, streets: Streets, limit: int) -> None:
        """At most `limit` places of one street are wanted."""
        self.streets, self.limit = streets, limit
        self._meant: dict[tuple[str, bool], Set[str]] = {}
        self._having: dict[tuple[Words, bool], set[int]] = {}

    def strict(self, reading: Reading) -> Iterator[Found]:
        """The places whose words begin like the words typed, in their order."""
        sides = reading.sides
        if len(sides) == 2:
            one = self._all_fits(sides[0], False, in_order)
            other = self._all_fits(sides[1], reading.growing, in_order)
            yield from crossed(self.streets, one, other, reading.town)
        for ask in asks(reading):
            yield from self._asked(ask, reading, in_order)

    def jumbled(self, reading: Reading) -> Iterator[Found]:
        """The places whose words stand in another order, or begin with the letters typed."""
        if sum(map(len, reading.sides)) > MANY_WORDS:
            return
        for ask in (*asks(reading), *jumbled(reading)):
            yield from self._asked(ask, reading, in_any_order)
            if ask.street and len("".join(ask.street)) <= LONGEST:
                yield from self._asked(ask, reading, by_beginnings)
        (said, *others) = reading.sides or ((),)
        for cut in range(1, len(said)) if not others else ():
            one = self._all_fits(said[:cut], False, in_order)
            other = self._all_fits(said[cut:], reading.growing, in_order) if one else {}
            for found in crossed(self.streets, one, other, reading.town):
                yield found.jumbled()

    def knows(self, reading: Reading) -> bool:
        """Whether every word but the last is one of the streets' own, so that none is a slip."""
        said = [word for side in reading.sides for word in side][: -1 if reading.growing else None]
        return all(word.isdecimal() or short(word) in self.streets.having for word in said)

    def _asked(self, ask: Ask, reading: Reading, rule: Rule) -> Iterator[Found]:
        growing = reading.growing and not ask.mark
        if not ask.number:
            fits = self._all_fits(ask.street, growing, rule)
            for street in nsmallest(MOST, fits, key=fits.__getitem__):
                yield from unnumbered(self.streets, street, fits[street], ask.block, reading.town, self.limit)
            return
        if not ask.street:
            yield from alone(self.streets, ask, reading.town, self.limit) if rule is in_order else ()
            return
        options = self._options(ask.street, growing)
        streets = self._candidates(ask.street, growing, rule)
        for street in streets if ask.growing else streets & self.streets.holding(int(ask.number)):
            rows = numbered(self.streets, street, ask, reading.town, self.limit)
            if (first := next(rows, None)) and (fit := self._fit(ask.street, options, street, rule)):
                for way, number, row, said, over in (first, *rows):
                    part = fit.part | bool(over)
                    name = self.streets.words[street]
                    yield Found(part, fit.cost + over, fit.left, fit.letters, number, name, way.town, row, said)

    def _all_fits(self, said: Words, growing: bool, rule: Rule) -> dict[int, Fit]:
        options = self._options(said, growing)
        fits = ((street, self._fit(said, options, street, rule)) for street in self._candidates(said, growing, rule))
        return {street: fit for street, fit in fits if fit}

    def _fit(self, said: Words, options: Sequence[Set[str]], street: int, rule: Rule) -> Fit | None:
        run = self.streets.words[street]
        if (fits := rule(said, options, run)) is None:
            return None
        cost, left = fits
        letters = len(self.streets.name(street)) - sum(map(len, said))
        return Fit(int(cost + left > 0), cost, left, max(0, letters))

    def _candidates(self, said: Words, growing: bool, rule: Rule) -> Set[int]:
        if not said:
            return set()
        if rule is by_beginnings:
            return self.streets.spelling(said)
        if (said, growing) not in self._having:
            self._having[said, growing] = having(self._options(said, growing), self.streets)
        return self._having[said, growing]

    def _options(self, said: Words, growing: bool) -> list[Set[str]]:
        last = len(said) - 1
        return [self._word(word, growing and n == last) for n, word in enumerate(said)]

    def _word(self, word: str, growing: bool) -> Set[str]:
        if (word, growing) not in self._meant:
            self._meant[word, growing] = meant(word, growing, self.streets)
        return self._meant[word, growing]
