"""What a centre is: its services, units, places, words and standards. Frozen values, read from a centre's files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from msgspec import Struct, field

from console.rules.catalogue import Department, Elsewhere, Guess, Service
from console.rules.courtesy import Language, Listing, Offer, Phrase

Stage = Literal["answer", "locate", "brief", "roll", "arrive", "pending"]
"""The five stage clocks, and `pending`: how long an incident that was sent may wait for its first unit."""


class RosterUnit(Struct, frozen=True):
    """A unit as the centre's roster has it; `lat` and `lon` (degrees, WGS 84) are its home."""

    callsign: str
    kind: str
    department: str
    town: str
    zone: str
    lat: float
    lon: float
    station: str = ""
    skills: tuple[str, ...] = ()


class Place(Struct, frozen=True):
    """A place that can be found: an address, an intersection or a common name. Degrees are WGS 84."""

    text: str
    town: str
    zone: str
    lat: float
    lon: float
    cross: str = ""
    name: str = ""


class PremiseNote(Struct, frozen=True):
    """Something to know before going there, with who said so, when (ISO date), and within how many metres it counts."""

    place: str
    town: str
    text: str
    source: str
    date: str
    radius_m: int = 50
    hazard: bool = False


class Disposition(Struct, frozen=True):
    """A code that an incident or an assignment closes with."""

    code: str
    name: str


class Target(Struct, frozen=True):
    """A stage clock's limit in seconds.

    `share` is the part of calls (0 to 1) that must meet it, `priority` 0 means all.
    """

    stage: Stage
    seconds: int
    share: float = 0.9
    priority: int = 0


class Standard(Struct, frozen=True):
    """A named profile of targets, one or more a stage."""

    name: str
    targets: tuple[Target, ...]

    def seconds(self, stage: Stage, priority: int = 0) -> int | None:
        """The limit of a stage in seconds: this priority's if there is one, else the one for all, else None."""
        for_all = None
        for target in reversed(self.targets):  # of several for one stage, the last one counts
            if target.stage == stage and target.priority == priority:
                return target.seconds
            if target.stage == stage and target.priority == 0 and for_all is None:
                for_all = target.seconds
        return for_all


class Centre(Struct, frozen=True, dict=True):
    """Everything a centre's files say, checked and cross-checked."""

    code: str
    name: str
    timezone: str
    lines: tuple[str, ...]
    towns: tuple[str, ...]
    departments: tuple[Department, ...]
    services: tuple[Service, ...]
    units: tuple[RosterUnit, ...]
    places: tuple[Place, ...]
    notes: tuple[PremiseNote, ...]
    phrases: tuple[Phrase, ...]
    dispositions: tuple[Disposition, ...]
    reasons: tuple[str, ...]
    """Why a unit may be out of service."""
    standard: Standard
    kinds: Mapping[str, str] = field(default_factory=dict)
    """Unit kind to the words for it, such as patrol: "patrol car"."""
    guesses: tuple[Guess, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    listings: tuple[Listing, ...] = ()
    offers: tuple[Offer, ...] = ()
    languages: tuple[Language, ...] = ()

    @cached_property
    def noted_places(self) -> tuple[tuple[PremiseNote, Place], ...]:
        """Each premise note with the place that it is about."""
        spots = {(place.text, place.town): place for place in self.places}
        return tuple((note, spots[note.place, note.town]) for note in self.notes if (note.place, note.town) in spots)

    @cached_property
    def department_by_code(self) -> Mapping[str, Department]:
        """Departments by their code in capitals."""
        return {department.code.upper(): department for department in self.departments}

    @cached_property
    def service_by_code(self) -> Mapping[str, Service]:
        """Services by their code in capitals."""
        return {service.code.upper(): service for service in self.services}
