"""The gazetteer: from what somebody typed to the places that may be meant, best first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from console.rules.centre import Place
from console.rules.distance import distance_m as distance_m
from console.rules.match import Match as Match
from console.rules.spelling import words as words

if TYPE_CHECKING:
    from console.rules.finder import Finder


class Gazetteer:
    """The places of a centre, to be found by a few letters; the index is made by `building` or the first question."""

    def __init__(self, places: Sequence[Place]) -> None:
        """Keep the places; nothing is read yet."""
        self._places = tuple(places)
        self._finder: Finder | None = None

    def building(self) -> Iterator[None]:
        """Make the index, a few milliseconds at each step; whoever asks before its end waits for one of their own."""
        from console.rules.finder import Finder  # after the first frame: a console starts without it

        finder = Finder(self._places)
        yield from finder.building()
        self._finder = finder

    def find(self, text: str, limit: int = 9) -> tuple[Match, ...]:
        """The places that may be meant, best first, at most `limit`; those that are only near come last."""
        return self._ready().find(text, limit)

    def exact(self, text: str) -> tuple[Match, ...]:
        """Every place that the whole text means, never a near one: two when two towns have it and none is named."""
        return self._ready().exact(text)

    def _ready(self) -> Finder:
        while self._finder is None:
            for _ in self.building():
                pass
        return self._finder
