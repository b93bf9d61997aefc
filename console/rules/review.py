"""The draw of calls to be reviewed: by lot, never the bad ones, with everybody in it, and so that it can be checked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import ceil
from random import Random

from msgspec import Struct

SHARE = 0.02
"""The part of all calls that is reviewed at least (APCO/NENA 1.107.1)."""
EACH = 1
"""How many of everybody's calls are reviewed each week (APCO/NENA 1.107.1: every call-taker every week)."""
NEWCOMERS = 3
"""How many of those who are new: the standard asks for more and names no figure, so this one is ours."""


class Handled(Struct, frozen=True):
    """One call or dispatch that somebody handled; nothing here says how it went, so the lot can't know."""

    id: str
    who: str


def draw(handled: Sequence[Handled], seed: str, newcomers: Collection[str] = ()) -> tuple[Handled, ...]:
    """Whose work is looked at this week: the same `seed` and the same work give the same lot, in a mixed order."""
    lot = Random(seed)
    shuffled = lot.sample(sorted(handled, key=lambda one: one.id), len(handled))
    chosen: list[Handled] = []
    for who in sorted({one.who for one in handled}):
        mine = [one for one in shuffled if one.who == who]
        chosen += mine[: NEWCOMERS if who in newcomers else EACH]
    known = {one.id for one in chosen}
    more = ceil(len(handled) * SHARE) - len(chosen)
    chosen += [one for one in shuffled if one.id not in known][: max(0, more)]
    return tuple(lot.sample(chosen, len(chosen)))
