"""What a centre is: its services, units, places, words and standards. Frozen values, read from a centre's files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from msgspec import Struct, field

from console.rules.catalogue import Department, Elsewhere, Guess, Service
from console.rules.courtesy import Language, Listing, Offer, Phrase
from console.rules.people import Role
from console.rules.status import StatusName

Stage = Literal["answer", "locate", "brief", "roll", "arrive", "pending", "welfare"]
"""The five stage clocks; `pending` is how long an incident that was sent may wait for its first unit, `welfare` how
often its callers are rung while it is deferred."""
ClosingNeed = Literal["remark", "caller", "place", "answers"]
"""What a disposition may ask for: a remark, the caller's name, a place that is known, the required answers."""


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
    """A code that an incident or an assignment closes with, and what it needs to have been noted by then.

    `departments` are those whose work mostly ends so; none: anybody's.
    """

    code: str
    name: str
    needs: tuple[ClosingNeed, ...] = ()
    departments: tuple[str, ...] = ()


class StatusCheck(Struct, frozen=True):
    """How many minutes a unit of this kind ("": any other) may be silent in a status before it is asked."""

    status: StatusName
    minutes: int
    kind: str = ""


class Target(Struct, frozen=True):
    """A stage clock's limit in seconds.

    `share` is the part of calls (0 to 1) that must meet it, `priority` 0 means all. `services` are the codes of those
    it is for, none: all; in a centre's files groups and departments may stand there for all of theirs.
    """

    stage: Stage
    seconds: int
    share: float = 0.9
    priority: int = 0
    services: tuple[str, ...] = ()


class Standard(Struct, frozen=True):
    """A named profile of targets, one or more a stage."""

    name: str
    targets: tuple[Target, ...]

    def seconds(self, stage: Stage, priority: int = 0, type: str = "") -> int | None:
        """The limit of a stage in seconds for a priority and a service's code; None where there is none.

        What names both counts before what names one of them, and that before what is for all; then the last one.
        """
        fits = [
            target
            for target in self.targets
            if target.stage == stage
            and target.priority in (priority, 0)
            and (not target.services or type in target.services)
        ]
        fits.reverse()  # of those that name as much `max` takes the first
        return max(fits, key=lambda target: bool(target.services) + bool(target.priority)).seconds if fits else None


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
    can: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What every unit of a kind can do beside being of that kind, such as engine: "first aid"."""
    zone_order: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Where units for a zone come from when no distance is known: the next zones or stations, best first."""
    guesses: tuple[Guess, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    listings: tuple[Listing, ...] = ()
    offers: tuple[Offer, ...] = ()
    languages: tuple[Language, ...] = ()
    checks: tuple[StatusCheck, ...] = ()
    busy: tuple[str, ...] = ()
    """Reasons for which a unit is at work elsewhere and can be called away, such as court."""
    roles: tuple[Role, ...] = ()
    """What people may do; none: those that Firstline knows."""
    lock_minutes: int = 15
    """After how many minutes without a key a console hides what it shows; 0: never."""

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

    @cached_property
    def service_by_name(self) -> Mapping[str, Service]:
        """Services by their whole name in capitals: how another system's types find their service."""
        return {service.name.upper(): service for service in self.services}

    def service_of(self, type: str) -> Service | None:
        """The service that an incident's type is the code or the name of; None when there is none."""
        return self.service_by_code.get(type.upper()) or self.service_by_name.get(type.upper())
