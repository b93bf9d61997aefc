"""Enquiries at a desk that lives on another thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from console.desk.desk import NotSaved
from console.desk.enquiries import CLOSED, Card, Enquiries, Found, Known, PlaceReading, Served
from console.desk.viewing import Note, noted
from console.rules.board import Incident, Spot
from console.rules.catalogue import Service
from console.rules.entry import OneLine
from console.rules.wait import Estimate

Answer = TypeVar("Answer")


class EnquiriesApart:
    """Passes each question to the desk's own thread; once that is closed, nothing is known any more."""

    def __init__(
        self, enquiries: Enquiries, there: Callable[[Coroutine[Any, Any, Any]], asyncio.Future[Any]], note: Note
    ) -> None:
        self._enquiries = enquiries
        self._there = there
        self._note = note

    async def read_place(self, text: str, limit: int = 9) -> PlaceReading:
        """Read a line that begins with a place."""
        return await self._ask(self._enquiries.read_place(text, limit), PlaceReading(OneLine(text)))

    async def known_of(self, place: Spot | None, phone: str, now: int, but: int | None = None) -> Known:
        """What is known of a place and of a number."""
        return await self._ask(self._enquiries.known_of(place, phone, now, but), Known(unknown=CLOSED))

    async def search(self, text: str, limit: int = 50) -> Found:
        """Everything on record that has all these words, or this number."""
        return await self._ask(self._enquiries.search(text, limit), Found(unknown=CLOSED))

    async def card(self, incident: int) -> Card:
        """The whole card of an incident."""
        return await self._ask(self._noted(incident), Card(incident, unknown=CLOSED))

    async def _noted(self, incident: int) -> Card:
        return await noted(await self._enquiries.card(incident), self._note)

    async def history_of_unit(self, unit: str, now: int, limit: int = 50) -> Found:
        """A unit's jobs with their times, and when it was out of service or off duty."""
        return await self._ask(self._enquiries.history_of_unit(unit, now, limit), Found(unknown=CLOSED))

    async def history_of_place(self, place: Spot, limit: int = 50) -> Found:
        """The incidents at a place and near it."""
        return await self._ask(self._enquiries.history_of_place(place, limit), Found(unknown=CLOSED))

    async def history_of_caller(self, phone: str, limit: int = 50) -> Found:
        """The calls of a number and all that came of them."""
        return await self._ask(self._enquiries.history_of_caller(phone, limit), Found(unknown=CLOSED))

    async def acts_of(self, position: str, limit: int = 6, upto: int | None = None) -> Found:
        """The newest commands of a position, up to an entry of the log."""
        return await self._ask(self._enquiries.acts_of(position, limit, upto), Found(unknown=CLOSED))

    async def expect(self, incident: Incident, now: int) -> Estimate | None:
        """How long help takes to come to such an incident."""
        return await self._ask(self._enquiries.expect(incident, now), None)

    async def served(self, service: Service, now: int) -> Served:
        """How the requests of a service went."""
        return await self._ask(self._enquiries.served(service, now), Served())

    async def _ask(self, question: Coroutine[Any, Any, Answer], closed: Answer) -> Answer:
        try:
            answer: Answer = await self._there(question)
        except NotSaved:
            return closed
        return answer
