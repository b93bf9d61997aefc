"""What a desk knows beside the board, as everyone may ask for it: places, their past, and all that was recorded."""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct

from console.rules.board import Incident, Spot
from console.rules.catalogue import Service
from console.rules.entry import OneLine
from console.rules.place import Match
from console.rules.wait import Estimate

CLOSED = "The desk is closed; open it again to look something up."
"""What is said instead of an answer."""


class PlaceReading(Struct, frozen=True):
    """What was typed for a place: the parts of the line, what is meant by all of it, and what may be meant.

    `verified_by` is how the text itself made sure of the one exact place ("cross street PINE"), else empty.
    """

    line: OneLine
    exact: tuple[Match, ...] = ()
    matches: tuple[Match, ...] = ()
    verified_by: str = ""


class Past(Struct, frozen=True):
    """An incident of the past as one line; `when` it was received, ms UTC."""

    incident: int
    number: str
    when: int
    type: str
    place: str
    town: str
    state: str
    outcome: str


class PastReferral(Struct, frozen=True):
    """Where a caller was sent on to, by which incident; `when` is ms UTC."""

    incident: int
    number: str
    when: int
    listing: str
    name: str
    connected: bool


class Known(Struct, frozen=True):
    """What is known of a place and a number; `unknown` is a sentence where that could not be looked up.

    `here` counts incidents at the place in 90 days, `types` what they were, the most common first; `before` are the
    newest incidents from this number, `referrals` those of this number in 30 days, the newest first.
    """

    here: int = 0
    types: tuple[tuple[str, int], ...] = ()
    before: tuple[Past, ...] = ()
    referrals: tuple[PastReferral, ...] = ()
    unknown: str = ""


class Hit(Struct, frozen=True):
    """Something on record: an incident, a request of one, or else a promise, a call alone or what a unit did.

    `when` it began and `due` are ms UTC; `what` is one line, ending in the words that fit where they are not its own.
    """

    number: str
    incident: int | None
    request: int | None
    when: int
    what: str
    state: str
    outcome: str = ""
    due: int | None = None


class Found(Struct, frozen=True):
    """The newest hits of a search, and whether there are `more`; `unknown` is a sentence where it could not be made."""

    hits: tuple[Hit, ...] = ()
    more: bool = False
    unknown: str = ""


class Card(Struct, frozen=True):
    """An incident's whole card as lines to read, under a title; `unknown` is a sentence where there is none.

    `restricted` says that whoever reads it has to be on the log.
    """

    incident: int
    number: str = ""
    title: str = ""
    state: str = ""
    lines: tuple[str, ...] = ()
    unknown: str = ""
    restricted: bool = False


class Served(Struct, frozen=True):
    """How a service's requests went: `done_in` is what 8 in 10 took, None where nobody can tell.

    `sent_back` counts the requests that lacked something, by the question that should have brought it, most first.
    """

    done_in: Estimate | None = None
    sent_back: tuple[tuple[str, int], ...] = ()


class Enquiries(Protocol):
    """Questions that change nothing and never fail: what can't be looked up is said in the answer."""

    async def read_place(self, text: str, limit: int = 9) -> PlaceReading:
        """Read a line that begins with a place; at most `limit` matches."""
        ...

    async def known_of(self, place: Spot | None, phone: str, now: int, but: int | None = None) -> Known:
        """What is known of a place and of a number; the incident `but` is the one that is asked about."""
        ...

    async def search(self, text: str, limit: int = 50) -> Found:
        """Everything on record that has all these words, or this number of an incident or a telephone."""
        ...

    async def card(self, incident: int) -> Card:
        """The whole card of an incident, whether it is open or was closed long ago."""
        ...

    async def history_of_unit(self, unit: str, now: int, limit: int = 50) -> Found:
        """A unit's jobs of the last 14 days with their times, and when it was out of service or off duty."""
        ...

    async def history_of_place(self, place: Spot, limit: int = 50) -> Found:
        """The incidents at a place and within 100 m of it."""
        ...

    async def history_of_caller(self, phone: str, limit: int = 50) -> Found:
        """The calls of a number, its incidents, what was promised to it and where it was sent on to."""
        ...

    async def acts_of(self, position: str, limit: int = 6, upto: int | None = None) -> Found:
        """The newest commands of a position, up to an entry of the log."""
        ...

    async def expect(self, incident: Incident, now: int) -> Estimate | None:
        """How long help takes to come to such an incident; None where nobody can be told."""
        ...

    async def served(self, service: Service, now: int) -> Served:
        """How the requests of a service went."""
        ...
