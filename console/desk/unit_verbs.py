"""What can be done with a unit."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from console.rules import facts as f
from console.rules.status import StatusName


class SignOn(Struct, frozen=True):
    """Bring a unit on duty."""

    unit: f.UnitSignedOn


class SignOff(Struct, frozen=True):
    """Take a unit off duty."""

    unit: str


class Dispatch(Struct, frozen=True):
    """Send units to an incident.

    `seen` are the jobs (assignment ids) that each unit had when the sender looked; another one since refuses it.
    """

    units: tuple[str, ...]
    incident: int
    reached: StatusName = "dispatched"
    seen: Mapping[str, tuple[int, ...]] | None = None


class Divert(Struct, frozen=True):
    """Take a unit off what it works on, which goes back to the queue, and send it to another incident."""

    unit: str
    incident: int
    seen: Mapping[str, tuple[int, ...]] | None = None


class Exchange(Struct, frozen=True):
    """Another unit takes over what a unit works on; if that one was on a job itself, the two change places."""

    unit: str
    other: str
    seen: Mapping[str, tuple[int, ...]] | None = None


class Turn(Struct, frozen=True):
    """Of its several assignments a unit works on this one first."""

    unit: str
    incident: int


class TellCrew(Struct, frozen=True):
    """The crew was told what has changed."""

    unit: str
    incident: int | None = None


class ChangeUnit(Struct, frozen=True):
    """Another crew, vehicle, radio or other skills; what is None stays as it is."""

    unit: str
    crew: tuple[str, ...] | None = None
    vehicle: str | None = None
    radio: str | None = None
    skills: tuple[str, ...] | None = None


class CameUpon(Struct, frozen=True):
    """A unit came upon something: an incident of its own, with the unit on scene."""

    unit: str
    place: f.PlaceSet
    code: str


class Report(Struct, frozen=True):
    """A unit reaches a status on the incident named, else on the one it works on."""

    unit: str
    status: StatusName
    incident: int | None = None
    note: str = ""


class Clear(Struct, frozen=True):
    """A unit is done; `closes` says whether the last one to clear ends the incident."""

    unit: str
    disposition: str = ""
    incident: int | None = None
    closes: bool = True


class Free(Struct, frozen=True):
    """Take a unit off its incident."""

    unit: str
    incident: int | None = None


class TakeOut(Struct, frozen=True):
    """A unit can't be sent, with the reason and perhaps a time (ms UTC)."""

    unit: str
    reason: str
    until: int | None = None


class BringBack(Struct, frozen=True):
    """A unit can be sent again."""

    unit: str


class MakeContact(Struct, frozen=True):
    """A unit answered and is all right; `*` is every unit on a job.

    `minutes` is how long it may be silent from now on, until its status changes.
    """

    unit: str
    minutes: int | None = None
