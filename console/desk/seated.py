"""The seats of a desk in this process: the one of whoever opened it, and those of the consoles that come."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import cast

from console.desk.ledger import TROUBLE
from console.desk.session import DeskProper, Session
from console.desk.verifiers import Verifiers
from console.rules.admit import Claim
from console.rules.facts import PositionHandedOver, Stamped
from db.store import Store


class Seated:
    """A desk that people sit at; `seat` is whoever opened it."""

    seat: Session

    def begin_seats(self, store: Store, position: str, who: str, now: Callable[[], int]) -> None:
        """Seat a tool of the store's owner, to whom nothing is refused, until somebody else is let in."""
        self._verifiers = Verifiers(store)
        self._seat_clock = now
        self.seat = self.seated(Claim("", owner=True, name=who), position)
        self.seat.admit_owner()

    @property
    def who(self) -> str:
        """Who sits here."""
        return self.seat.sitting.name

    def seated(self, claim: Claim, position: str, *, sits: bool = True) -> Session:
        """A session of somebody at a position, still to begin."""
        return Session(cast(DeskProper, self), self._verifiers, self._seat_clock, claim, position, sits=sits)


async def move_drafts(store: Store, entries: Iterable[Stamped]) -> None:
    """Half-typed forms go where their lines went; where they can't, they stay where they were typed."""
    for entry in entries:
        if isinstance(entry.fact, PositionHandedOver):
            with suppress(*TROUBLE):
                await store.move_drafts(entry.fact.source, entry.fact.to)
