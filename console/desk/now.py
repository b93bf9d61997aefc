"""The one place that reads the clock."""

from __future__ import annotations

import time
from datetime import datetime
from zoneinfo import ZoneInfo

_STEADY = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


def now() -> int:
    """Milliseconds since 1970-01-01 UTC."""
    return time.time_ns() // 1_000_000


def steady() -> int:
    """Milliseconds since the machine started, asleep or not: nobody can set this clock."""
    return time.clock_gettime_ns(_STEADY) // 1_000_000


def year_of(when: int, timezone: str) -> int:
    """The last two digits of the year at a moment (ms UTC) where the centre is."""
    return datetime.fromtimestamp(when / 1000, ZoneInfo(timezone)).year % 100
