"""Enquiries at a desk behind a socket."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from console.desk.desk import NotSaved
from console.desk.enquiries import Card, Found, Known, PlaceReading, Served
from console.desk.questions import answer_type
from console.rules.board import Incident, Spot
from console.rules.catalogue import Service
from console.rules.entry import OneLine
from console.rules.refused import Refused
from console.rules.wait import Estimate

Answer = TypeVar("Answer")
AWAY = "The desk does not answer; ask again when it is back."
"""What is said instead of an answer."""


class EnquiriesRemote:
    """Asks each question over the socket; while the link is lost, nothing is known."""

    def __init__(self, enquire: Callable[[str, tuple[object, ...]], Awaitable[bytes]]) -> None:
        self._enquire = enquire

    async def read_place(self, text: str, limit: int = 9) -> PlaceReading:
        """Read a line that begins with a place."""
        return await self._ask("read_place", (text, limit), PlaceReading(OneLine(text)))

    async def known_of(self, place: Spot | None, phone: str, now: int, but: int | None = None) -> Known:
        """What is known of a place and of a number."""
        return await self._ask("known_of", (place, phone, now, but), Known(unknown=AWAY))

    async def search(self, text: str, limit: int = 50) -> Found:
        """Everything on record that has all these words, or this number."""
        return await self._ask("search", (text, limit), Found(unknown=AWAY))

    async def card(self, incident: int) -> Card:
        """The whole card of an incident."""
        return await self._ask("card", (incident,), Card(incident, unknown=AWAY))

    async def history_of_unit(self, unit: str, now: int, limit: int = 50) -> Found:
        """A unit's jobs with their times, and when it was out of service or off duty."""
        return await self._ask("history_of_unit", (unit, now, limit), Found(unknown=AWAY))

    async def history_of_place(self, place: Spot, limit: int = 50) -> Found:
        """The incidents at a place and near it."""
        return await self._ask("history_of_place", (place, limit), Found(unknown=AWAY))

    async def history_of_caller(self, phone: str, limit: int = 50) -> Found:
        """The calls of a number and all that came of them."""
        return await self._ask("history_of_caller", (phone, limit), Found(unknown=AWAY))

    async def acts_of(self, position: str, limit: int = 6, upto: int | None = None) -> Found:
        """The newest commands of a position, up to an entry of the log."""
        return await self._ask("acts_of", (position, limit, upto), Found(unknown=AWAY))

    async def expect(self, incident: Incident, now: int) -> Estimate | None:
        """How long help takes to come to such an incident."""
        return await self._ask("expect", (incident, now), None)

    async def served(self, service: Service, now: int) -> Served:
        """How the requests of a service went."""
        return await self._ask("served", (service, now), Served())

    async def _ask(self, question: str, given: tuple[object, ...], away: Answer) -> Answer:
        try:
            answer: Answer = answer_type(question).decode(await self._enquire(question, given))
        except (NotSaved, Refused):
            return away
        return answer
