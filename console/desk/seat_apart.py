"""The session of a desk that lives on another thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from console.desk.sitting import Seat, Sitting
from console.rules.people import Person

There = Callable[[Coroutine[Any, Any, Any]], asyncio.Future[Any]]


class SeatApart:
    """Each method is done there and awaited here."""

    def __init__(self, seat: Seat, there: There) -> None:
        self._seat = seat
        self._there = there

    @property
    def sitting(self) -> Sitting:
        """How it stands; a value that is replaced, never changed."""
        return self._seat.sitting

    async def sign_in(self, login: str, passphrase: str, reason: str = "") -> Sitting:
        """Show who one is."""
        sitting: Sitting = await self._there(self._seat.sign_in(login, passphrase, reason))
        return sitting

    async def lock(self, why: str = "asked for") -> Sitting:
        """Answer nothing more until the person is back."""
        sitting: Sitting = await self._there(self._seat.lock(why))
        return sitting

    async def unlock(self, passphrase: str = "") -> Sitting:
        """The person is back."""
        sitting: Sitting = await self._there(self._seat.unlock(passphrase))
        return sitting

    async def people(self) -> tuple[Person, ...]:
        """Everybody who works here."""
        people: tuple[Person, ...] = await self._there(self._seat.people())
        return people

    async def set_passphrase(self, login: str, passphrase: str, old: str = "") -> None:
        """Change one's own, or set somebody's."""
        await self._there(self._seat.set_passphrase(login, passphrase, old))
