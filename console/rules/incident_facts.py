"""What was said of an incident, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from console.rules.courtesy import Severity


class IncidentOpened(Struct, frozen=True):
    """A form was begun. `number` is for people and records, `short` for the screen, `ref` an outside system's."""

    incident: int
    number: str
    short: int
    ref: str = ""


class PlaceSet(Struct, frozen=True):
    """Where it is. Without `lat` and `lon` (degrees, WGS 84) the place was heard but not matched."""

    incident: int
    text: str
    town: str = ""
    zone: str = ""
    lat: float | None = None
    lon: float | None = None
    verified: bool = False


class PlaceVerified(Struct, frozen=True):
    """The place is where the caller is: `by` says how that was made sure of."""

    incident: int
    by: str


class TypeSet(Struct, frozen=True):
    """What it is: a service's code and its name at that time."""

    incident: int
    code: str
    name: str


class PrioritySet(Struct, frozen=True):
    """How urgent it is, 1 (life) to 5, and why; `by_hand` when a person chose it against the rules."""

    incident: int
    priority: int
    why: str
    by_hand: bool = False


class DetailSet(Struct, frozen=True):
    """An answer: `field` is a form's field or a question's code."""

    incident: int
    field: str
    value: str = ""


class IncidentSent(Struct, frozen=True):
    """The dispatcher has it."""

    incident: int


class RemarkAdded(Struct, frozen=True):
    """A line for everybody who works on the incident; `typed` is when its first key was pressed."""

    incident: int
    text: str = ""
    typed: int | None = None


class PhraseSaid(Struct, frozen=True):
    """The entry's person said a phrase of the centre, in their own words."""

    incident: int
    phrase: str


class IncidentMerged(Struct, frozen=True):
    """It is the same as another one: what was written of both is kept."""

    incident: int
    into: int


class IncidentSplit(Struct, frozen=True):
    """It is not the same as the other one after all."""

    incident: int


class CallerInformed(Struct, frozen=True):
    """The caller was told something, from the `source` it stands in."""

    incident: int
    told: str = ""
    source: str = ""


class ReferralMade(Struct, frozen=True):
    """The caller was sent to an entry of the directory, with what was told of it.

    `answers` are those of the safety net; `connected` says that the caller was put through instead of given the number.
    """

    incident: int
    listing: str
    name: str
    does: str
    phone: str = ""
    caller: str = ""
    connected: bool = False
    answers: Mapping[str, str] = field(default_factory=dict)


class OfferMade(Struct, frozen=True):
    """Something was offered because a service had failed somebody."""

    incident: int
    offer: str
    severity: Severity
    why: str = ""


class IncidentDeferred(Struct, frozen=True):
    """It waits, with a reason, until a time."""

    incident: int
    reason: str
    until: int | None = None


class IncidentPlanned(Struct, frozen=True):
    """It is work for later: it waits until `at` (ms UTC) without making anybody look busy."""

    incident: int
    at: int


class UnitsBooked(Struct, frozen=True):
    """These units, and no others, go when the planned work begins."""

    incident: int
    units: tuple[str, ...] = ()


class LevelRaised(Struct, frozen=True):
    """Its run card is that of this alarm level from now on: 2 is a second alarm."""

    incident: int
    level: int


class IncidentLinked(Struct, frozen=True):
    """It belongs to a major incident, and stays one of its own."""

    incident: int
    parent: int


class IncidentUnlinked(Struct, frozen=True):
    """It does not belong to a major incident any more."""

    incident: int


class RemarkStruck(Struct, frozen=True):
    """A line of the story was wrong; `remark` is its place among the remarks, from 0. It stays to be read."""

    incident: int
    remark: int
    why: str = ""


class IncidentReleased(Struct, frozen=True):
    """It no longer waits."""

    incident: int


class IncidentClosed(Struct, frozen=True):
    """It is over; `outcome` is one of informed, referred, requested, dispatched, or cancelled."""

    incident: int
    disposition: str
    outcome: str


class IncidentReopened(Struct, frozen=True):
    """It is not over after all."""

    incident: int
