"""How long the newest commands took, from when they came until they were answered."""

from __future__ import annotations

from collections import deque

from console.rules.interval import percentile

MOST = 4_096
"""How many are kept: at twenty positions at work some minutes, at full load a second."""


class Latencies:
    """The newest so many times, in ms."""

    def __init__(self, most: int = MOST) -> None:
        self._newest = deque[float](maxlen=most)
        self.count = 0

    def add(self, ms: float) -> None:
        """One more command was answered."""
        self._newest.append(ms)
        self.count += 1

    def at(self, percent: float) -> float | None:
        """The percentile (0 to 100) of the newest, in ms; None before the first."""
        return round(percentile(sorted(self._newest), percent), 3) if self._newest else None
