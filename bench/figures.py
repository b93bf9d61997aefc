"""A figure with its aim, and how it is printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from statistics import median


@dataclass(frozen=True, slots=True)
class Bench:
    """What every measurement is given: a folder of its own, and whether a short look is enough.

    `count` is how many of what it counts (points, rounds, sequences); 0 where nobody said, and then it knows itself.
    """

    folder: Path
    quick: bool
    count: int = 0
    seed: int = 1

    def so_many(self, usual: int, quick: int) -> int:
        """How many to do."""
        return self.count or (quick if self.quick else usual)


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the report. `value` meets `aim` when it is not above it; without an aim it is only told."""

    what: str
    value: float
    unit: str
    aim: float | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        """`ok`, `MISSED`, or nothing where there is no aim."""
        if self.aim is None:
            return ""
        return "ok" if self.value <= self.aim else "MISSED"

    def line(self) -> str:
        """What it is, the figure, the aim, the verdict, and how it came about."""
        aim = "" if self.aim is None else f"aim {_short(self.aim)}"
        told = f"{_short(self.value):>8} {self.unit:<16} {aim:<10} {self.verdict:<7} {self.note}"
        return f"  {self.what:<36} {told}".rstrip()


def spread(ratios: Sequence[float]) -> str:
    """The least and the greatest of several rounds."""
    return f"rounds {_short(min(ratios))}-{_short(max(ratios))}"


def against(what: str, ours: Sequence[float], peers: Sequence[float], peer: str, aim: float, note: str = "") -> Figure:
    """The median of round-by-round ratios to a peer."""
    ratios = [mine / other for mine, other in zip(ours, peers, strict=True)]
    told = ", ".join(filter(None, (spread(ratios), note)))
    return Figure(what, median(ratios), f"x {peer}", aim, told)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of all do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, ceil(round(len(ordered) * share, 6)) - 1)]


def _short(value: float) -> str:
    return f"{value:.3g}" if value < 100 else f"{value:.0f}"
