"""How long a caller may have to wait: what 8 in 10 like it waited at most, or nothing where that is not known."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Literal

from msgspec import Struct

Kind = Literal["help", "request"]
"""Until the first unit is on scene, or until a department has done what was asked of it."""

BAND = 4
"""Hours of the day that are taken together."""
DAYS = 28
"""How far back an estimate looks."""
ENOUGH = 30
"""Waits that an estimate needs; with fewer, nobody can be told how long."""

_DAY = 86_400_000
_Level = tuple[bool, bool]
_WIDER: Mapping[Kind, tuple[_Level, ...]] = {
    "help": ((True, True), (False, True), (False, False)),
    "request": ((True, False),),
}
"""Same zone? Same band? Tried in turn. One department's days say nothing of another's, nor does the hour of asking."""
_Key = tuple[Kind, int, str | None, int | None]


class Seen(Struct, frozen=True):
    """A wait that came to its end: it began at `when` (ms UTC), at `hour` (0 to 23) where the centre is.

    A request's zone is its department and its priority 0.
    """

    when: int
    priority: int
    zone: str
    seconds: float
    hour: int
    kind: Kind = "help"

    @property
    def ended(self) -> int:
        """When help came, ms UTC: nobody knew the wait before."""
        return self.when + round(self.seconds * 1000)


class Estimate(Struct, frozen=True):
    """`seconds` that 8 in 10 waited at most, of the `n` waits that `basis` names."""

    seconds: float
    n: int
    basis: str


class Waits:
    """Past waits, grouped by what may be like the next one. Takes a moment to make, answers at once."""

    def __init__(self, seen: Iterable[Seen]) -> None:
        groups: defaultdict[_Key, list[tuple[float, int]]] = defaultdict(list)
        for wait in seen:
            for level in _WIDER[wait.kind]:
                key = _key(wait.kind, wait.priority, wait.zone, wait.hour, level)
                groups[key].append((wait.seconds, wait.ended))
        self._groups = {key: _Group(waits) for key, waits in groups.items()}

    def estimate(self, priority: int, zone: str, hour: int, now: int, kind: Kind = "help") -> Estimate | None:
        """From the narrowest group with enough waits that ended in the 28 days before `now`; None when none has."""
        for level in _WIDER[kind]:
            if level[0] and not zone:
                continue
            key = _key(kind, priority, zone, hour, level)
            group = self._groups.get(key)
            found = group.eight_in_ten(now - DAYS * _DAY, now) if group else None
            if found:
                return Estimate(*found, _basis(key))
        return None


class _Group:
    """Waits that are alike: seconds and end, the longest first, and the ends alone in order."""

    def __init__(self, waits: list[tuple[float, int]]) -> None:
        self._longest = sorted(waits, reverse=True)
        self._ends = sorted(end for _, end in waits)

    def eight_in_ten(self, after: int, upto: int) -> tuple[float, int] | None:
        """The seconds, and of how many waits that ended above `after` and not above `upto`; None when too few.

        Counted by their end, since among those that began lately only the quick ones have ended. It is the 80th
        percentile with linear interpolation, as everywhere in the reports.
        """
        n = bisect_right(self._ends, upto) - bisect_right(self._ends, after)
        if n < ENOUGH:
            return None
        whole, rest = divmod(n - 1, 5)
        longest = (seconds for seconds, end in self._longest if after < end <= upto)
        above, *below = islice(longest, whole, whole + 2)
        return above - (above - below[0]) * rest / 5, n


def spoken_minutes(seconds: float) -> int:
    """The minutes to say: rounded up to 5 as far as half an hour, to 10 beyond it; never 0."""
    step = 5 if seconds <= 1800 else 10
    return max(1, int(-(-seconds // (step * 60)))) * step


def honest(estimate: Estimate, oldest_pending_s: float | None, expected_service_s: float) -> float:
    """Seconds that can be said: never less than the oldest pending of that priority waits, and its service on top."""
    if oldest_pending_s is None:
        return estimate.seconds
    return max(estimate.seconds, oldest_pending_s + expected_service_s)


def _key(kind: Kind, priority: int, zone: str, hour: int, level: _Level) -> _Key:
    same_zone, same_band = level
    return kind, priority, zone if same_zone else None, hour // BAND if same_band else None


def _basis(key: _Key) -> str:
    kind, priority, zone, band = key
    if kind == "request":
        return f"{zone}, {DAYS} days"
    where = "all zones" if zone is None else f"zone {zone}"
    hours = "all hours" if band is None else f"{band * BAND}-{(band + 1) * BAND} h"
    return f"P{priority} {where}, {hours}, {DAYS} days"


def lately(estimate: Estimate) -> str:
    """How long a department took lately, in whole days, rounded up: what 8 in 10 of its requests took at most."""
    days = max(1, -(-round(estimate.seconds) // 86_400))
    within = "a day" if days == 1 else f"{days} days"
    return f"Lately 8 in 10 were done within {within} ({estimate.basis}, n={estimate.n})."
