"""What happened to the desk itself."""

from __future__ import annotations

from msgspec import Struct


class ClockJumped(Struct, frozen=True):
    """The machine's clock was set by so many milliseconds, forward or (below 0) back: stamps before it are of the old
    one. The order of entries is by their numbers all the same.
    """

    ms: int
