"""A centre with places to look up, and a desk at which calls are taken by the line."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from msgspec.structs import replace

from console.desk import verbs as v
from console.desk.enquiries import Hit, Known
from console.desk.local import LocalDesk
from console.rules.board import Spot
from console.rules.catalogue import Service
from console.rules.centre import Place
from console.rules.courtesy import Listing
from console.rules.facts import PlaceSet
from tests.rules.factory import CENTRE, START

DAY = 86_400_000
OURS = replace(
    CENTRE,
    services=(
        *CENTRE.services,
        Service("POTHOLE", "pothole", "WORKS", 4, ("requested", "informed"), days=3, reasons=("filled",)),
    ),
    places=(
        Place("1200 N OAK ST", "Milltown", "12", 35.80, -78.85, "Pine/Elm"),
        Place("1200 N OAK ST", "Ridgeway", "31", 35.80, -78.75, "Mill Rd"),
        Place("41 MARKET SQ", "Milltown", "10", 35.79, -78.86, "2nd St/3rd", "City Hall"),
        Place("45 MARKET SQ", "Milltown", "10", 35.7905, -78.8601, "2nd St/3rd"),
        Place("N OAK ST / FIR AVE", "Milltown", "12", 35.81, -78.85),
        Place("300 ASH ST", "Milltown", "12", 35.82, -78.85, "Pine"),
        Place("300 ASH ST", "Ridgeway", "31", 35.82, -78.75, "Pine"),
        Place("9 FAR RD", "Milltown", "12", 35.7, -78.85),
    ),
    listings=(Listing("LAW", "Legal aid", "rent", "rings back within a day", "2026-01-01", "K. Rourke", "555-2000"),),
)


class Floor:
    """A desk to act at, on a clock that a test can move on."""

    def __init__(self, desk: LocalDesk, clock: dict[str, int]) -> None:
        self.desk = desk
        self.clock = clock

    @property
    def now(self) -> int:
        """A moment after the clock was read last."""
        return self.clock["now"] + 1

    async def rings(
        self, phone: str, place: str = "", type: str = "NOISE", lat: float | None = None, lon: float | None = None
    ) -> int:
        """A call from a number, its form with a place and a type; the incident."""
        call = self.desk.board.next_call
        incident = self.desk.board.next_incident
        await self.desk.ask(v.Ring("L1", phone))
        await self.desk.ask(v.TakeCall())
        if place:
            await self.desk.ask(v.SetPlace(PlaceSet(incident, place, "Milltown", "12", lat, lon)))
        await self.desk.ask(v.SetType(incident, type))
        await self.desk.ask(v.EndCall(call))
        return incident

    async def helps(self) -> None:
        """A caller to whom help comes a minute after it was sent for."""
        self.clock["now"] += 1000
        incident = await self.rings("", "2 ELM ST", lat=35.8, lon=-78.85)
        self.clock["now"] += 1000
        await self.desk.ask(v.Send(incident))
        await self.desk.ask(v.Dispatch(("12",), incident))
        self.clock["now"] += 60_000
        await self.desk.ask(v.Report("12", "on_scene"))
        await self.desk.ask(v.Clear("12", "rpt"))

    async def knows(self, place: Spot | None = None, phone: str = "", but: int | None = None) -> Known:
        """What is known now."""
        return await self.desk.enquiries.known_of(place, phone, self.now, but)

    async def finds(self, text: str, limit: int = 50) -> tuple[Hit, ...]:
        """The hits of a search that could be made."""
        found = await self.desk.enquiries.search(text, limit)
        assert found.unknown == ""
        return found.hits


@asynccontextmanager
async def acting(url: str) -> AsyncIterator[Floor]:
    """A floor on a store of its own."""
    clock = {"now": START}

    def now() -> int:
        clock["now"] += 7
        return clock["now"]

    desk = await LocalDesk.open(url, OURS, position="P1", who="ann", now=now)
    yield Floor(desk, clock)
    await desk.close()
