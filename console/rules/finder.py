"""Finds places: first what fits as typed, then what fits jumbled, then what is only near."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from msgspec.structs import replace

from console.rules.address import said_on
from console.rules.centre import Place
from console.rules.found import Found, best_first
from console.rules.match import Match
from console.rules.near import near
from console.rules.reading import Reading, mistyped_town, readings
from console.rules.search import Search
from console.rules.spot import Spots
from console.rules.street import Streets


class Finder:
    """The index of a gazetteer and how it is asked; `building` comes before the first question."""

    def __init__(self, places: Sequence[Place]) -> None:
        """Keep the places."""
        self._places = places
        self._streets, self._spots = Streets(places), Spots(places)

    def building(self) -> Iterator[None]:
        """Read the places, a few milliseconds at each step."""
        return self._streets.building()

    def find(self, text: str, limit: int = 9) -> tuple[Match, ...]:
        """The places that may be meant, best first, at most `limit`; those that are only near come last."""
        if points := self._spots.find(text):
            return tuple(Match(place, "", True) for place in points[:limit])
        search = Search(self._streets, limit)
        told = list(readings(text, self._streets.towns))
        for rule in (search.strict, search.jumbled):
            for reading in told:
                if found := best_first(rule(reading))[:limit]:
                    matches = [self._match(reading, one) for one in found]
                    if not found[0].part or search.knows(reading):
                        return tuple(matches)
                    slips = [match for match, one in self._near(told) if one.cost < 2 and not one.letters]
                    return _first(limit, matches, slips)
        return _first(limit, [], [match for match, _ in self._near(told)])

    def exact(self, text: str) -> tuple[Match, ...]:
        """Every place that is meant by the whole text: two when two towns have it and none is named."""
        if points := self._spots.find(text):
            return tuple(Match(place, "", True) for place in points)
        search = Search(self._streets, len(self._places))
        for reading in readings(text, self._streets.towns):
            found = [] if reading.aside else best_first(search.strict(reading))
            if whole := [self._match(reading, one) for one in found if not one.part]:
                return tuple(whole)
        return ()

    def _match(self, reading: Reading, found: Found, slipped: bool = False) -> Match:
        place = self._places[found.row]
        if found.said:
            place = replace(place, text=said_on(place.text, found.said))
        only_near = slipped or reading.aside
        return Match(place, reading.unit, not found.part and not only_near, only_near)

    def _near(self, told: Sequence[Reading]) -> list[tuple[Match, Found]]:
        """What is left when slips are mended: the fewest slips, or one more."""
        mended = [other for reading in told for other in mistyped_town(reading, self._streets.towns)]
        found = [(one, n) for n, reading in enumerate((*told, *mended)) for one in near(self._streets, reading)]
        found.sort()
        read = (*told, *mended)
        return [(self._match(read[n], one, True), one) for one, n in found if one.cost <= found[0][0].cost + 1]


def _first(limit: int, *groups: Iterable[Match]) -> tuple[Match, ...]:
    """Each place and flat once, from the first group that has it."""
    best: dict[tuple[Place, str], Match] = {}
    for match in (match for group in groups for match in group):
        best.setdefault((match.place, match.unit), match)
    return tuple(islice(best.values(), limit))
