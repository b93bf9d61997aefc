"""The picture of now: calls, incidents, units and assignments as frozen values. Times are milliseconds UTC."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct, field

from console.rules.call_facts import Channel
from console.rules.catalogue import Service
from console.rules.owed import Promise, Request, Signed
from console.rules.people import Glass, Handover, Person
from console.rules.status import StatusName
from console.rules.told import Bulletin, Danger, Rung, Shelf, Spoken, Whisper

CallState = Literal["ringing", "answered", "held", "parked", "ended", "abandoned"]
IncidentState = Literal["draft", "pending", "active", "deferred", "merged", "closed"]

RECENT = 100
"""How many closed incidents stay at hand for an undo or a reopening."""


class Call(Struct, frozen=True):
    """One contact with the centre. `since` is when its state began.

    `talk` are the newest lines of its conversation, where that is kept, and `lines` how many there were in all.
    """

    id: int
    line: str
    rang: int
    state: CallState
    since: int
    phone: str = ""
    answered: int | None = None
    ended: int | None = None
    position: str = ""
    who: str = ""
    incident: int | None = None
    reason: str = ""
    channel: Channel = "phone"
    near: str = ""
    near_lat: float | None = None
    near_lon: float | None = None
    radius_m: int | None = None
    talk: tuple[Spoken, ...] = ()
    lines: int = 0


class Spot(Struct, frozen=True):
    """Where an incident is. Without coordinates it was heard but matches nothing in the gazetteer."""

    text: str
    town: str = ""
    zone: str = ""
    lat: float | None = None
    lon: float | None = None
    verified: bool = False
    verified_by: str = ""

    @property
    def state(self) -> Literal["heard", "matched", "verified"]:
        """How sure the place is."""
        return "verified" if self.verified else "matched" if self.matched else "heard"

    @property
    def matched(self) -> bool:
        """Whether the place is known to the gazetteer."""
        return self.lat is not None


class Remark(Struct, frozen=True):
    """A line of the story: when, who wrote it where (SYS for the desk itself), and the words.

    `struck` says who struck it out and why; it stays to be read.
    """

    when: int
    who: str
    position: str
    text: str
    struck: str = ""


class Said(Struct, frozen=True):
    """A phrase that was said: when, by whom, and its id."""

    when: int
    who: str
    phrase: str


class Edit(Struct, frozen=True):
    """Who changed a field last, where and when (ms UTC)."""

    who: str
    position: str
    when: int


class Incident(Struct, frozen=True):
    """The thing that happened, and every stamp that its clocks need.

    `why` is the reason of its priority, `by_hand` whether a person chose that; `into` is the incident that it was
    found to be the same as, and `was` the state it had before. `level` is the alarm level of its run card, `parent`
    the major incident it belongs to, `planned` when it is to begin (ms UTC) and `booked` the units that then go.
    `edits` tells of "place", "type", "priority" and the details, by their field, who changed them last.
    """

    id: int
    number: str
    short: int
    state: IncidentState
    opened: int
    received: int
    position: str
    who: str
    ref: str = ""
    calls: tuple[int, ...] = ()
    place: Spot | None = None
    type: str = ""
    type_name: str = ""
    priority: int = 0
    details: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    answered: int | None = None
    located: int | None = None
    sent: int | None = None
    first_dispatched: int | None = None
    first_en_route: int | None = None
    first_on_scene: int | None = None
    closed: int | None = None
    deferred_until: int | None = None
    reason: str = ""
    disposition: str = ""
    outcome: str = ""
    why: str = ""
    by_hand: bool = False
    said: tuple[Said, ...] = ()
    into: int | None = None
    was: IncidentState = "draft"
    told: str = ""
    level: int = 1
    parent: int | None = None
    planned: int | None = None
    booked: tuple[str, ...] = ()
    edits: Mapping[str, Edit] = field(default_factory=dict)


class Assignment(Struct, frozen=True):
    """One unit on one incident, with its own times; `status` is the furthest one that was reported.

    `department` is the unit's own. `told` is when the crew was last told what has changed of the incident, `to_lat`
    and `to_lon` (degrees, WGS 84) where it transports to, if that place is known.
    """

    id: int
    unit: str
    kind: str
    incident: int
    status: StatusName
    since: int
    stamps: Mapping[StatusName, int]
    by: str = ""
    disposition: str = ""
    destination: str = ""
    department: str = ""
    told: int = 0
    to_lat: float | None = None
    to_lon: float | None = None


class Unit(Struct, frozen=True):
    """What can be sent. `assignments` are the open ones, the one it works on first; `out` is why it can't be sent.

    `contact` is when it was last heard of (ms UTC), `check_minutes` how long it may be silent from then on where
    somebody said so for this unit; another status takes that back.
    """

    callsign: str
    kind: str
    since: int
    department: str = ""
    town: str = ""
    zone: str = ""
    lat: float | None = None
    lon: float | None = None
    station: str = ""
    skills: tuple[str, ...] = ()
    assignments: tuple[int, ...] = ()
    out: str = ""
    out_until: int | None = None
    contact: int = 0
    crew: tuple[str, ...] = ()
    vehicle: str = ""
    radio: str = ""
    check_minutes: int | None = None

    @property
    def available(self) -> bool:
        """Whether it can be sent now."""
        return not self.assignments and not self.out


class LastAct(Struct, frozen=True):
    """The newest command of a position, and what it touched as it was before and after (None: not there before).

    `promises` are those it ended, as they were; `who` gave it.
    """

    key: str
    when: int
    what: str
    incidents: Mapping[int, tuple[Incident | None, Incident]] = field(default_factory=dict)
    assignments: Mapping[int, tuple[Assignment | None, Assignment]] = field(default_factory=dict)
    units: Mapping[str, tuple[Unit | None, Unit]] = field(default_factory=dict)
    promises: Mapping[int, Promise] = field(default_factory=dict)
    taken_back: bool = False
    who: str = ""


class Board(Struct, frozen=True):
    """Everything that is open now, as of entry `number`. `recent` are the newest closed incidents, oldest first.

    `rung` are the alarms shown within the last hour, `shelved` those put aside, `seen` when others were seen.
    `whispers` holds what was whispered to each position last.
    `people` are those who work here, by login; `glass` lets some do everything, `handovers` are those of an hour.
    `years` holds each year (two digits) with the last number given in it, since late entries come from any year.
    """

    number: int = 0
    when: int = 0
    calls: Mapping[int, Call] = field(default_factory=dict)
    incidents: Mapping[int, Incident] = field(default_factory=dict)
    recent: Mapping[int, Incident] = field(default_factory=dict)
    assignments: Mapping[int, Assignment] = field(default_factory=dict)
    units: Mapping[str, Unit] = field(default_factory=dict)
    last: Mapping[str, LastAct] = field(default_factory=dict)
    off_duty: frozenset[str] = frozenset()
    seen: Mapping[str, int] = field(default_factory=dict)
    promises: Mapping[int, Promise] = field(default_factory=dict)
    requests: Mapping[int, Request] = field(default_factory=dict)
    defined: Mapping[str, Service] = field(default_factory=dict)
    signed: Mapping[str, Signed] = field(default_factory=dict)
    bulletins: Mapping[int, Bulletin] = field(default_factory=dict)
    dangers: Mapping[int, Danger] = field(default_factory=dict)
    shelved: Mapping[str, Shelf] = field(default_factory=dict)
    rung: tuple[Rung, ...] = ()
    whispers: Mapping[str, Whisper] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    glass: Mapping[str, Glass] = field(default_factory=dict)
    handovers: tuple[Handover, ...] = ()
    next_bulletin: int = 1
    next_danger: int = 1
    next_promise: int = 1
    next_request: int = 1
    next_call: int = 1
    next_incident: int = 1
    next_assignment: int = 1
    short: int = 0
    years: Mapping[int, int] = field(default_factory=dict)

    def incident(self, id: int) -> Incident:
        """An open or recently closed incident; KeyError when it is neither."""
        return self.incidents[id] if id in self.incidents else self.recent[id]

    def merged_into(self, incident: int) -> tuple[Incident, ...]:
        """The incidents that were found to be the same as this one."""
        return tuple(i for i in self.incidents.values() if i.into == incident)

    def callers(self, incident: Incident) -> int:
        """How many calls are about an incident, with those of the ones merged into it."""
        return len(incident.calls) + sum(len(other.calls) for other in self.merged_into(incident.id))

    def children(self, incident: int) -> tuple[Incident, ...]:
        """The open incidents that belong to this major one."""
        return tuple(i for i in self.incidents.values() if i.parent == incident)

    def booked(self, unit: str) -> tuple[Incident, ...]:
        """The planned incidents that a unit is booked for and that have not begun, the earliest first."""
        mine = (i for i in self.incidents.values() if unit in i.booked and i.state == "deferred" and i.planned)
        return tuple(sorted(mine, key=lambda incident: incident.planned or 0))

    def on(self, incident: int) -> tuple[Assignment, ...]:
        """The assignments on an incident that are not cleared, in the order they were made."""
        return tuple(a for a in self.assignments.values() if a.incident == incident and a.status != "cleared")

    def current(self, unit: Unit) -> Assignment | None:
        """The assignment a unit works on now; None when it has none."""
        return self.assignments[unit.assignments[0]] if unit.assignments else None

    def calls_of(self, position: str) -> tuple[Call, ...]:
        """The calls a position has answered and not ended, oldest first."""
        return tuple(c for c in self.calls.values() if c.position == position and c.state != "ringing")

    def shorts(self) -> Iterable[int]:
        """Short numbers that are in view."""
        yield from (i.short for i in self.incidents.values())
        yield from (i.short for i in self.recent.values())
