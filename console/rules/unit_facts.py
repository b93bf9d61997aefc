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


class UnitSignedOff(Struct, frozen=True):
    """A unit is off duty."""

    unit: str


class UnitDispatched(Struct, frozen=True):
    """A unit was told to go."""

    assignment: int
    unit: str
    incident: int


class UnitReported(Struct, frozen=True):
    """A unit reached a status on one of its assignments; `note` is a destination where it transports."""

    assignment: int
    unit: str
    incident: int
    status: StatusName
    note: str = ""


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
    """Somebody heard that the unit is all right."""

    unit: str
