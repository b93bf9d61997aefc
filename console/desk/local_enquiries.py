"""What the desk in this process knows beside the board, read beside the writer and never with the pen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from console.desk.enquiries import CLOSED, Found, Known, PlaceReading
from console.desk.history_records import known_of
from console.desk.place_reading import read
from console.desk.search_hits import search
from console.desk.wait_records import read_seen
from console.rules.board import Incident, Spot
from console.rules.centre import Centre, Place
from console.rules.place import Gazetteer
from console.rules.wait import DAYS, Estimate, Waits
from db.reader import Reader
from db.trouble import StoreRefused

Answer = TypeVar("Answer")
BREATH = 0.001
"""Seconds between two steps of making the gazetteer, in which the other threads go on."""
RENEWED_MS = 600_000
"""How old the waits may be that an estimate is made of."""
_DAY = 86_400_000


class LocalEnquiries:
    """Asks the store's readers. Until the gazetteer of the store is made, the centre's own places answer."""

    def __init__(self, reader: Reader, centre: Callable[[], Centre]) -> None:
        self._reader = reader
        self._centre = centre
        self._places = Gazetteer(centre().places)
        self._closed = False
        self._underway = set[asyncio.Task[Any]]()
        self._making: asyncio.Task[None] | None = None
        self._own_made = asyncio.Event()
        self._renewing = asyncio.Lock()
        self._waits = Waits(())
        self._waits_read: int | None = None

    def prepare(self) -> None:
        """Begin to make the gazetteer, if nobody has; the first place that is read does so too."""
        if self._making is None:
            self._making = asyncio.create_task(self._make())

    async def read_place(self, text: str, limit: int = 9) -> PlaceReading:
        """Read a line that begins with a place."""
        self.prepare()
        await self._own_made.wait()
        return read(text, self._centre(), self._places, limit)

    async def known_of(self, place: Spot | None, phone: str, now: int, but: int | None = None) -> Known:
        """What is known of a place and of a number."""
        try:
            return await self._read(known_of(self._reader, place, phone, now, but))
        except StoreRefused as refusal:
            return Known(unknown=str(refusal))

    async def search(self, text: str, limit: int = 50) -> Found:
        """Everything on record that has all these words, or this number."""
        try:
            return await self._read(search(self._reader, text, limit))
        except StoreRefused as refusal:
            return Found(unknown=str(refusal))

    async def expect(self, incident: Incident, now: int) -> Estimate | None:
        """How long help takes to come to such an incident, from waits not older than ten minutes."""
        zone = ZoneInfo(self._centre().timezone)
        async with self._renewing:
            if self._waits_read is None or now - self._waits_read > RENEWED_MS:
                with suppress(StoreRefused):
                    seen = (await self._read(read_seen(self._reader, zone, now - (DAYS + 1) * _DAY))).seen
                    self._waits = Waits(seen)
                self._waits_read = now
        hour = datetime.fromtimestamp(now / 1000, zone).hour
        return self._waits.estimate(incident.priority, incident.place.zone if incident.place else "", hour, now)

    async def close(self) -> None:
        """Wait for what is being read, and leave the gazetteer as far as it is made."""
        self._closed = True
        left = {*self._underway, *([self._making] if self._making else [])}
        if left:
            await asyncio.wait(left)

    async def _read(self, reading: Coroutine[Any, Any, Answer]) -> Answer:
        """The answer of a reading; it goes on to its end when nobody waits for it any more."""
        if self._closed:
            reading.close()
            raise StoreRefused(CLOSED)
        task = asyncio.ensure_future(reading)
        self._underway.add(task)
        task.add_done_callback(self._underway.discard)
        return await asyncio.shield(task)

    async def _make(self) -> None:
        """The centre's places and the store's together, in steps so small that nobody waits for them."""
        own = self._centre().places
        with suppress(StoreRefused):
            try:
                await self._build(self._places)
            finally:
                self._own_made.set()
            places = [*own, *await self._stored()]
            if len(places) > len(own):
                whole = Gazetteer(places)
                await self._build(whole)
                self._places = whole

    async def _stored(self) -> list[Place]:
        places: list[Place] = []
        async for page in self._reader.places():
            places += (Place(row.text, row.town, row.zone, row.lat, row.lon, row.cross, row.name) for row in page)
            await self._breathe()
        return places

    async def _build(self, places: Gazetteer) -> None:
        for _ in places.building():
            await self._breathe()

    async def _breathe(self) -> None:
        """Let the others go on; StoreRefused when the desk was closed meanwhile."""
        await asyncio.sleep(BREATH)
        if self._closed:
            raise StoreRefused(CLOSED)
