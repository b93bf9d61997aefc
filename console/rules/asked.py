"""Who asks, where and when: what every rule is given beside the board."""

from __future__ import annotations

from msgspec import Struct

May = frozenset[str] | None
"""The permission words of who asks; None: everything."""


class Asked(Struct, frozen=True):
    """A request's circumstances. `now` and `happened` are milliseconds UTC; `year` is the centre's own, two digits.

    `may` are the permission words of who asks; None: everything, as for the desk itself.
    """

    now: int
    who: str
    position: str
    key: str
    year: int
    happened: int | None = None
    may: May = None

    @property
    def when(self) -> int:
        """When it happened: now, unless the request says otherwise (a late entry, a replay, a live source's stamp)."""
        return self.now if self.happened is None else self.happened

    @property
    def late(self) -> bool:
        """Whether the request brings its own time; then stamps may come in any order."""
        return self.happened is not None
