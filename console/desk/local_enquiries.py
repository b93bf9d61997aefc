"""What the desk in this process knows beside the board, read beside the writer and never with the pen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from console.desk.card_records import card_of
from console.desk.enquiries import CLOSED, Card, Found, Known, PlaceReading, Served
from console.desk.history_hits import act_hits, caller_hits, place_hits, unit_hits
from console.desk.history_records import known_of
from console.desk.place_reading import read
from console.desk.request_records import read_done, sent_back
from console.desk.search_hits import search
from console.desk.wait_records import read_seen
from console.rules.board import Incident, Spot
from console.rules.catalogue import Service
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
        return await self._find(search(self._reader, text, limit))

    async def card(self, incident: int) -> Card:
        """The whole card of an incident."""
        secret = {service.code for service in self._centre().services if service.restricted}
        try:
            return await self._read(card_of(self._reader, incident, self._zone, secret))
        except StoreRefused as refusal:
            return Card(incident, unknown=str(refusal))

    async def history_of_unit(self, unit: str, now: int, limit: int = 50) -> Found:
        """A unit's jobs with their times, and when it was out of service or off duty."""
        return await self._find(unit_hits(self._reader, unit, now, self._zone, limit))

    async def history_of_place(self, place: Spot, limit: int = 50) -> Found:
        """The incidents at a place and near it."""
        return await self._find(place_hits(self._reader, place, limit))

    async def history_of_caller(self, phone: str, limit: int = 50) -> Found:
        """The calls of a number and all that came of them."""
        return await self._find(caller_hits(self._reader, phone, limit))

    async def acts_of(self, position: str, limit: int = 6, upto: int | None = None) -> Found:
        """The newest commands of a position, up to an entry of the log."""
        return await self._find(act_hits(self._reader, position, limit, upto))

    async def expect(self, incident: Incident, now: int) -> Estimate | None:
        """How long help takes to come to such an incident, from waits not older than ten minutes."""
        zone = incident.place.zone if incident.place else ""
        return (await self._fresh_waits(now)).estimate(incident.priority, zone, self._hour(now), now)

    async def served(self, service: Service, now: int) -> Served:
        """How the requests of a service went, and how long its department takes."""
        done_in = (await self._fresh_waits(now)).estimate(0, service.department, self._hour(now), now, "request")
        try:
            return Served(done_in, await self._read(sent_back(self._reader, service.code)))
        except StoreRefused:
            return Served(done_in)

    async def _fresh_waits(self, now: int) -> Waits:
        async with self._renewing:
            if self._waits_read is None or abs(now - self._waits_read) > RENEWED_MS:
                since = now - (DAYS + 1) * _DAY
                with suppress(StoreRefused):
                    helped = (await self._read(read_seen(self._reader, self._zone, since))).seen
                    done = await self._read(read_done(self._reader, self._zone, since))
                    self._waits = Waits([*helped, *done])
                self._waits_read = now
        return self._waits

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self._centre().timezone)

    def _hour(self, now: int) -> int:
        return datetime.fromtimestamp(now / 1000, self._zone).hour

    async def close(self) -> None:
        """Wait for what is being read, and leave the gazetteer as far as it is made."""
        self._closed = True
        left = {*self._underway, *([self._making] if self._making else [])}
        if left:
            await asyncio.wait(left)

    async def _find(self, finding: Coroutine[Any, Any, Found]) -> Found:
        """What was found, or why it could not be looked for."""
        try:
            return await self._read(finding)
        except StoreRefused as refusal:
            return Found(unknown=str(refusal))

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
