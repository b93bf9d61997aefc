"""Where a unit is likely to be between its jobs, from the places of its jobs so far: for logs that do not say it."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from statistics import median

from msgspec.structs import replace

from console.rules.board import Board, Spot, Unit

WAYS: Mapping[str, int] = {"its last job": 1, "middle of last 5 jobs": 5, "middle of last 20 jobs": 20}
"""The ways to tell it: the middle (median) of the places of so many jobs."""
JOBS = 5
"""The way that is used: of the three it foretold travel times best in a week of a real log, by a little."""
SHIFT_MS = 8 * 3_600_000
"""A unit that nobody heard of for so long counts as off duty: a log made from assignments has no end of a shift."""


class Whereabouts:
    """The places of each unit's last jobs; of units that signed on with a position nothing has to be guessed."""

    def __init__(self) -> None:
        self._jobs: dict[str, deque[tuple[float, float]]] = {}
        self._known: set[str] = set()

    def signed_on(self, unit: str, lat: float | None) -> None:
        """A unit came on duty; whether it said where it is decides whether that is believed."""
        if lat is not None:
            self._known.add(unit)

    def job(self, unit: str, place: Spot | None) -> None:
        """A unit was sent to a place."""
        if place is not None and place.lat is not None and place.lon is not None:
            self._jobs.setdefault(unit, deque(maxlen=max(WAYS.values()))).append((place.lat, place.lon))

    def guessed(self, unit: Unit, jobs: int = JOBS) -> Unit:
        """The unit where it is likely to be; without a position when nothing is known of it yet."""
        if unit.callsign in self._known:
            return unit
        places = list(self._jobs.get(unit.callsign, ()))[-jobs:]
        if not places:
            return replace(unit, lat=None, lon=None)
        return replace(unit, lat=median(lat for lat, _ in places), lon=median(lon for _, lon in places))

    def on_board(self, board: Board, now: int) -> Board:
        """The board with every unit where it is likely to be at a time (ms UTC), without those off duty by then."""
        units = {
            name: self.guessed(unit)
            for name, unit in board.units.items()
            if name in self._known or unit.assignments or now - unit.contact < SHIFT_MS
        }
        return replace(board, units=units)
