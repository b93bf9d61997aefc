"""What a unit did."""

from __future__ import annotations

from msgspec import Struct

from console.rules.status import StatusName


class UnitSignedOn(Struct, frozen=True):
    """A unit is on duty, with what it is and where it starts from."""

    unit: str
    kind: str
    department: str = ""
    town: str = ""
    zone: str = ""
    lat: float | None = None
    lon: float | None = None
    station: str = ""
    skills: tuple[str, ...] = ()
    crew: tuple[str, ...] = ()
    vehicle: str = ""
    radio: str = ""


class UnitChanged(Struct, frozen=True):
    """Another crew, vehicle, radio or other skills, while the unit stays on duty; each as it is from now on."""

    unit: str
    skills: tuple[str, ...] = ()
    crew: tuple[str, ...] = ()
    vehicle: str = ""
    radio: str = ""


class UnitSignedOff(Struct, frozen=True):
    """A unit is off duty."""

    unit: str


class UnitDispatched(Struct, frozen=True):
    """A unit was told to go."""

    assignment: int
    unit: str
    incident: int


class UnitReported(Struct, frozen=True):
    """A unit reached a status on one of its assignments; `note` is a destination where it transports.

    `lat` and `lon` (degrees, WGS 84) are those of the destination, if it is a known place.
    """

    assignment: int
    unit: str
    incident: int
    status: StatusName
    note: str = ""
    lat: float | None = None
    lon: float | None = None


class UnitTurned(Struct, frozen=True):
    """Of its several assignments the unit works on this one first; what it did before waits behind it."""

    assignment: int
    unit: str
    incident: int


class CrewTold(Struct, frozen=True):
    """The crew was told what has changed of the incident."""

    assignment: int
    unit: str
    incident: int


class UnitCleared(Struct, frozen=True):
    """A unit is done with one of its assignments."""

    assignment: int
    unit: str
    incident: int
    disposition: str = ""


class UnitFreed(Struct, frozen=True):
    """A unit was taken off an incident, which goes back to the queue if nobody else is on it."""

    assignment: int
    unit: str
    incident: int


class UnitOutOfService(Struct, frozen=True):
    """A unit can't be sent, with the reason."""

    unit: str
    reason: str
    until: int | None = None


class UnitInService(Struct, frozen=True):
    """A unit can be sent again."""

    unit: str


class ContactMade(Struct, frozen=True):
    """Somebody heard that the unit is all right; `minutes`, if given, is how long it may be silent from now on."""

    unit: str
    minutes: int | None = None
