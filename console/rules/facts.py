"""What has happened, in the past tense. A fact is never renamed and never changed; a correction is a new fact.

Fields marked `private` hold what the law may want erased; they are kept apart from the rest of the entry.
Times inside facts are milliseconds since 1970-01-01 UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as fact_field

from console.rules.board import Assignment, Incident, Unit
from console.rules.status import StatusName

PRIVATE = {"private": True}


@dataclass(frozen=True, slots=True)
class CallRang:
    """A line began to ring; `phone` is what the network says, not yet confirmed."""

    call: int
    line: str
    phone: str = fact_field(default="", metadata=PRIVATE)


@dataclass(frozen=True, slots=True)
class CallAnswered:
    """The entry's position picked up."""

    call: int


@dataclass(frozen=True, slots=True)
class CallHeld:
    """The caller was asked to hold."""

    call: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CallParked:
    """The line was left for another one; its form waits as it is."""

    call: int


@dataclass(frozen=True, slots=True)
class CallResumed:
    """A held or parked caller was spoken to again."""

    call: int


@dataclass(frozen=True, slots=True)
class CallEnded:
    """The conversation was over."""

    call: int


@dataclass(frozen=True, slots=True)
class CallAbandoned:
    """The caller was gone before anyone answered."""

    call: int


@dataclass(frozen=True, slots=True)
class CallLinked:
    """The call is about this incident."""

    call: int
    incident: int


@dataclass(frozen=True, slots=True)
class IncidentOpened:
    """A form was begun. `number` is for people and records, `short` for the screen, `ref` an outside system's."""

    incident: int
    number: str
    short: int
    ref: str = ""


@dataclass(frozen=True, slots=True)
class PlaceSet:
    """Where it is. Without `lat` and `lon` (degrees, WGS 84) the place was heard but not matched."""

    incident: int
    text: str
    town: str = ""
    zone: str = ""
    lat: float | None = None
    lon: float | None = None
    verified: bool = False


@dataclass(frozen=True, slots=True)
class TypeSet:
    """What it is: a service's code and its name at that time."""

    incident: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class PrioritySet:
    """How urgent it is, 1 (life) to 5, and why."""

    incident: int
    priority: int
    why: str


@dataclass(frozen=True, slots=True)
class DetailSet:
    """An answer: `field` is a form's field or a question's code."""

    incident: int
    field: str
    value: str = fact_field(default="", metadata=PRIVATE)


@dataclass(frozen=True, slots=True)
class IncidentSent:
    """The dispatcher has it."""

    incident: int


@dataclass(frozen=True, slots=True)
class RemarkAdded:
    """A line for everybody who works on the incident; `typed` is when its first key was pressed."""

    incident: int
    text: str = fact_field(default="", metadata=PRIVATE)
    typed: int | None = None


@dataclass(frozen=True, slots=True)
class IncidentDeferred:
    """It waits, with a reason, until a time."""

    incident: int
    reason: str
    until: int | None = None


@dataclass(frozen=True, slots=True)
class IncidentReleased:
    """It no longer waits."""

    incident: int


@dataclass(frozen=True, slots=True)
class IncidentClosed:
    """It is over; `outcome` is one of informed, referred, requested, dispatched, or cancelled."""

    incident: int
    disposition: str
    outcome: str


@dataclass(frozen=True, slots=True)
class IncidentReopened:
    """It is not over after all."""

    incident: int


@dataclass(frozen=True, slots=True)
class UnitSignedOn:
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


@dataclass(frozen=True, slots=True)
class UnitSignedOff:
    """A unit is off duty."""

    unit: str


@dataclass(frozen=True, slots=True)
class UnitDispatched:
    """A unit was told to go."""

    assignment: int
    unit: str
    incident: int


@dataclass(frozen=True, slots=True)
class UnitReported:
    """A unit reached a status on one of its assignments; `note` is a destination where it transports."""

    assignment: int
    unit: str
    incident: int
    status: StatusName
    note: str = ""


@dataclass(frozen=True, slots=True)
class UnitCleared:
    """A unit is done with one of its assignments."""

    assignment: int
    unit: str
    incident: int
    disposition: str = ""


@dataclass(frozen=True, slots=True)
class UnitFreed:
    """A unit was taken off an incident, which goes back to the queue if nobody else is on it."""

    assignment: int
    unit: str
    incident: int


@dataclass(frozen=True, slots=True)
class UnitOutOfService:
    """A unit can't be sent, with the reason."""

    unit: str
    reason: str
    until: int | None = None


@dataclass(frozen=True, slots=True)
class UnitInService:
    """A unit can be sent again."""

    unit: str


@dataclass(frozen=True, slots=True)
class ContactMade:
    """Somebody heard that the unit is all right."""

    unit: str


@dataclass(frozen=True, slots=True)
class AlarmSeen:
    """A person has seen this alarm; its clock runs on."""

    alarm: str


@dataclass(frozen=True, slots=True)
class Undone:
    """A command was taken back: what it touched is as it was before. Assignments it made are cancelled."""

    command: str
    what: str
    incidents: tuple[Incident, ...] = fact_field(default=(), metadata=PRIVATE)
    assignments: tuple[Assignment, ...] = ()
    units: tuple[Unit, ...] = ()
    cancelled: tuple[int, ...] = ()


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


@dataclass(frozen=True, slots=True)
class Stamped:
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
