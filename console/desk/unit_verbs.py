"""What can be done with a unit."""

from __future__ import annotations

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
    """Send units to an incident."""

    units: tuple[str, ...]
    incident: int
    reached: StatusName = "dispatched"


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
    """A unit answered and is all right; `*` is every unit on a job."""

    unit: str
