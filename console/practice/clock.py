"""The clocks of practice: one that goes on from a moment of its own, and one that goes only when it is told to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

STARTS = "2026-11-21 14:30"
"""When a scenario begins that does not say when."""


class Stepped:
    """A clock that stands still until it is put forward."""

    def __init__(self, now: int) -> None:
        self.now = now

    def __call__(self) -> int:
        """Milliseconds UTC."""
        return self.now


def moved(clock: Callable[[], int], start: int) -> Callable[[], int]:
    """A clock that goes as another one does, from another moment on (ms UTC)."""
    apart = start - clock()
    return lambda: clock() + apart


def moment(local: str, timezone: str) -> int:
    """A local time such as `2026-11-21 14:30` as ms UTC."""
    at = datetime.strptime(local or STARTS, "%Y-%m-%d %H:%M").replace(tzinfo=ZoneInfo(timezone))
    return round(at.timestamp() * 1000)
