"""What has happened, in the past tense. A fact is never renamed and never changed; a correction is a new fact.

Times inside facts are milliseconds since 1970-01-01 UTC. Each noun's facts stand in a file of their own.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from console.rules.board import Assignment, Incident, Unit
from console.rules.call_facts import (
    CallAbandoned,
    CallAnswered,
    CallEnded,
    CallerSaid,
    CallerTold,
    CallHeld,
    CallLinked,
    CallParked,
    CallRang,
    CallResumed,
)
from console.rules.catalogue_facts import ServiceDefined, ServiceSigned
from console.rules.desk_facts import ClockJumped
from console.rules.incident_facts import (
    CallerInformed,
    DetailSet,
    IncidentClosed,
    IncidentDeferred,
    IncidentLinked,
    IncidentMerged,
    IncidentOpened,
    IncidentPlanned,
    IncidentReleased,
    IncidentReopened,
    IncidentSent,
    IncidentSplit,
    IncidentUnlinked,
    LevelRaised,
    OfferMade,
    PhraseSaid,
    PlaceSet,
    PlaceVerified,
    PrioritySet,
    ReferralMade,
    RemarkAdded,
    RemarkStruck,
    TypeSet,
    UnitsBooked,
)
from console.rules.notice_facts import (
    AlarmSeen,
    AlarmShelved,
    AlarmShown,
    BulletinEnded,
    BulletinPosted,
    BulletinRead,
    DangerCleared,
    DangerRaised,
    Whispered,
)
from console.rules.people_facts import (
    CommandDenied,
    GlassBroken,
    PassphraseSet,
    PersonAdded,
    PersonChanged,
    PersonDisabled,
    PersonEnabled,
    PersonLocked,
    PersonReleased,
    PositionHandedOver,
    SessionLocked,
    SessionUnlocked,
    SignedIn,
    SignedOut,
    SignInFailed,
)
from console.rules.promise_facts import PromiseEnded, PromiseMade, PromiseTaken, PromiseTried
from console.rules.record_facts import Exported, PrivateErased, RecordViewed
from console.rules.request_facts import RequestAnswered, RequestAskedBack, RequestDone, RequestMade, RequestTaken
from console.rules.unit_facts import (
    ContactMade,
    CrewTold,
    UnitChanged,
    UnitCleared,
    UnitDispatched,
    UnitFreed,
    UnitInService,
    UnitOutOfService,
    UnitReported,
    UnitSignedOff,
    UnitSignedOn,
    UnitTurned,
)


class Undone(Struct, frozen=True):
    """A command was taken back: what it touched is as it was before. Assignments it made are cancelled.

    The incidents are without remarks and what was told, which stay, and without answers, which are in `details` by
    incident. `promises` are those that it had ended: they are open again.
    """

    command: str
    what: str
    incidents: tuple[Incident, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    units: tuple[Unit, ...] = ()
    cancelled: tuple[int, ...] = ()
    details: tuple[tuple[int, Mapping[str, str]], ...] = ()
    promises: tuple[int, ...] = ()


TalkFact = CallerSaid | CallerTold | Whispered
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
    | PlaceVerified
    | PhraseSaid
    | IncidentMerged
    | IncidentSplit
    | CallerInformed
    | ReferralMade
    | OfferMade
    | IncidentPlanned
    | UnitsBooked
    | LevelRaised
    | IncidentLinked
    | IncidentUnlinked
    | RemarkStruck
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
    | UnitChanged
    | UnitTurned
    | CrewTold
)
PromiseFact = PromiseMade | PromiseTried | PromiseTaken | PromiseEnded
RequestFact = RequestMade | RequestTaken | RequestAskedBack | RequestAnswered | RequestDone
CatalogueFact = ServiceDefined | ServiceSigned
NoticeFact = (
    BulletinPosted | BulletinRead | BulletinEnded | DangerRaised | DangerCleared | AlarmSeen | AlarmShelved | AlarmShown
)
DeskFact = ClockJumped
RecordFact = RecordViewed | Exported | PrivateErased
PersonFact = (
    PersonChanged
    | PersonDisabled
    | PersonEnabled
    | PersonLocked
    | PersonReleased
    | PassphraseSet
    | SignedIn
    | SignInFailed
)
PeopleFact = (
    PersonFact
    | PersonAdded
    | SignedOut
    | SessionLocked
    | SessionUnlocked
    | GlassBroken
    | CommandDenied
    | PositionHandedOver
)
OwedFact = PromiseFact | RequestFact
Fact = (
    CallFact
    | IncidentFact
    | UnitFact
    | OwedFact
    | CatalogueFact
    | NoticeFact
    | PeopleFact
    | DeskFact
    | RecordFact
    | TalkFact
    | Undone
)
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
    if isinstance(fact, ServiceDefined | ServiceSigned):
        return f"service:{fact.service.code}"
    if isinstance(fact, PrivateErased):
        return fact.about
    if isinstance(fact, PositionHandedOver):
        return f"position:{fact.source}"
    if login := getattr(fact, "login", ""):
        return f"person:{login}"
    for noun in ("promise", "request", "bulletin", "danger", "incident", "call", "unit"):
        value = getattr(fact, noun, None)
        if value is not None:
            return f"{noun}:{value}"
    return f"command:{fact.command}" if isinstance(fact, Undone) else "desk"
