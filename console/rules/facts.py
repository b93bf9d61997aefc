"""What has happened, in the past tense. A fact is never renamed and never changed; a correction is a new fact.

Times inside facts are milliseconds since 1970-01-01 UTC.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from console.rules.board import Assignment, Incident, Unit
from console.rules.status import StatusName


class CallRang(Struct, frozen=True):
    """A line began to ring; `phone` is what the network says, not yet confirmed."""

    call: int
    line: str
    phone: str = ""


class CallAnswered(Struct, frozen=True):
    """The entry's position picked up."""

    call: int


class CallHeld(Struct, frozen=True):
    """The caller was asked to hold."""

    call: int
    reason: str = ""


class CallParked(Struct, frozen=True):
    """The line was left for another one; its form waits as it is."""

    call: int


class CallResumed(Struct, frozen=True):
    """A held or parked caller was spoken to again."""

    call: int


class CallEnded(Struct, frozen=True):
    """The conversation was over."""

    call: int


class CallAbandoned(Struct, frozen=True):
    """The caller was gone before anyone answered."""

    call: int


class CallLinked(Struct, frozen=True):
    """The call is about this incident."""

    call: int
    incident: int


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


class TypeSet(Struct, frozen=True):
    """What it is: a service's code and its name at that time."""

    incident: int
    code: str
    name: str


class PrioritySet(Struct, frozen=True):
    """How urgent it is, 1 (life) to 5, and why."""

    incident: int
    priority: int
    why: str


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


class IncidentDeferred(Struct, frozen=True):
    """It waits, with a reason, until a time."""

    incident: int
    reason: str
    until: int | None = None


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


class AlarmSeen(Struct, frozen=True):
    """A person has seen this alarm; its clock runs on."""

    alarm: str


class Undone(Struct, frozen=True):
    """A command was taken back: what it touched is as it was before. Assignments it made are cancelled.

    The incidents are without remarks, which stay, and without answers, which are in `details` by incident.
    """

    command: str
    what: str
    incidents: tuple[Incident, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    units: tuple[Unit, ...] = ()
    cancelled: tuple[int, ...] = ()
    details: tuple[tuple[int, Mapping[str, str]], ...] = ()


CallFact = CallRang | CallAnswered | CallHeld | CallParked | CallResumed | CallEnded | CallAbandoned | CallLinked
IncidentFact = (
    IncidentOpened
    | PlaceSet
    | TypeSet
    | PrioritySet
    | DetailSet
    | IncidentSent
    | RemarkAdded
    | IncidentDeferred
    | IncidentReleased
    | IncidentClosed
    | IncidentReopened
)
UnitFact = (
    UnitSignedOn
    | UnitSignedOff
    | UnitDispatched
    | UnitReported
    | UnitCleared
    | UnitFreed
    | UnitOutOfService
    | UnitInService
    | ContactMade
)
Fact = CallFact | IncidentFact | UnitFact | AlarmSeen | Undone
Facts = tuple[Fact, ...]


class Stamped(Struct, frozen=True):
    """A fact with its place in the log: number, when it happened, who did it where, and by which command."""

    number: int
    when: int
    who: str
    position: str
    key: str
    fact: Fact


def about(fact: Fact) -> str:
    """What a fact is about, such as `incident:7`, `unit:E1` or `call:3`: the key under which the log finds it."""
    for noun in ("incident", "call", "unit"):
        value = getattr(fact, noun, None)
        if value is not None:
            return f"{noun}:{value}"
    return f"command:{fact.command}" if isinstance(fact, Undone) else "desk"
