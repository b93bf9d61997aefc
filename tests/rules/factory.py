"""A small centre, and a floor on which tests act: verbs decided and folded, with no store and a clock that is given."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pytest

from console.desk import verbs as v
from console.desk.decide import decide
from console.rules import facts as f
from console.rules.asked import Asked
from console.rules.board import Assignment, Board, Call, Incident, Unit
from console.rules.catalogue import Department, Need, PriorityRule, Question, Service
from console.rules.centre import Centre, Disposition, RosterUnit, Standard, Target
from console.rules.courtesy import Listing, Offer, Phrase
from console.rules.fold.board import apply
from console.rules.known import with_catalogue
from console.rules.record import RecordRow
from console.rules.refused import Refused
from console.rules.row import rows

START = 1_774_000_000_000
FIRSTLINE = Standard(
    "firstline",
    (
        Target("answer", 5),
        Target("locate", 20),
        Target("brief", 40),
        Target("roll", 40),
        Target("arrive", 480),
        Target("pending", 40, priority=1),
        Target("pending", 600, priority=2),
        Target("pending", 3600, priority=4),
    ),
)
UNITS = (
    RosterUnit("12", "patrol", "POL", "Milltown", "12", 35.80, -78.85),
    RosterUnit("14", "patrol", "POL", "Milltown", "10", 35.79, -78.86),
    RosterUnit("21", "patrol", "POL", "Ridgeway", "30", 35.80, -78.75),
    RosterUnit("M3", "medic", "EMS", "Milltown", "10", 35.78, -78.86),
    RosterUnit("E1", "engine", "FIRE", "Milltown", "10", 35.78, -78.86),
)
CENTRE = Centre(
    "TEST",
    "Test floor",
    "UTC",
    ("L1", "L2", "L3"),
    ("Milltown", "Ridgeway"),
    (Department("POL", "police", "Police"), Department("WORKS", "public works", "Public works")),
    (
        Service("UNK", "unknown", "POL", 2, ("dispatched",), (Need("patrol"),)),
        Service("MED-U", "unwell", "EMS", 1, ("dispatched",), (Need("medic"), Need("engine"))),
        Service("FIRE-B", "building on fire", "FIRE", 1, ("dispatched",), (Need("engine", 2),)),
        Service("NOISE", "noise", "POL", 4, ("dispatched", "informed"), (Need("patrol"),)),
        Service("PARK", "park hours", "POL", 5, ("informed", "referred")),
        Service(
            "POTHOLE",
            "pothole",
            "WORKS",
            4,
            ("requested", "referred"),
            questions=(
                Question("size", "How big?", "text", required=True),
                Question("lane", "Which lane?", "text"),
            ),
            rules=(PriorityRule("lane = middle", 2, "in the middle lane"),),
            days=2,
            reasons=("repaired", "not found"),
        ),
    ),
    UNITS,
    (),
    (),
    (Phrase("G1", "greeting", "Where is it?"),),
    (Disposition("RPT", "report taken"), Disposition("GOA", "gone on arrival")),
    ("meal", "fuel"),
    FIRSTLINE,
    {"patrol": "patrol car", "medic": "medic unit", "engine": "fire engine"},
    listings=(Listing("TOW", "Town Towing", "vehicles", "comes within the hour", "2026-03-01", "ann", "919-555-0160"),),
    offers=(Offer("RING", "ring back today", "slip", ("call-taker", "supervisor")),),
)
BEGINS = re.compile(r"[A-Z#0-9]|all ")
ENDS = re.compile(r"\.$|  \S+( \S+)*$")
CODE = re.compile(r"Traceback|Error\b|\bNone\b|<[a-z_.]+|\{|\}|\bdict\b|\[\d*\]|object at")


def says(callsigns: tuple[str, ...], sentence: str) -> list[str]:
    """What is wrong with a refusal as a sentence for a person; [] when nothing is."""
    wrong = []
    if not (BEGINS.match(sentence) or sentence.startswith(callsigns)):
        wrong.append("begins with neither a capital, a callsign, a number nor `all`")
    if not ENDS.search(sentence):
        wrong.append("ends with neither a full stop nor an example")
    if len(sentence) > 160:
        wrong.append(f"is {len(sentence)} characters long")
    if CODE.search(sentence):
        wrong.append("reads like code")
    return wrong


def signed_on(unit: RosterUnit) -> v.SignOn:
    """A roster unit comes on duty."""
    return v.SignOn(f.UnitSignedOn(unit.callsign, unit.kind, unit.department, unit.town, unit.zone, unit.lat, unit.lon))


@dataclass
class Floor:
    """A board that verbs are done on, the log they left, and the record rows that were written on the way."""

    board: Board = field(default_factory=Board)
    log: list[f.Stamped] = field(default_factory=list)
    records: dict[tuple[str, object], RecordRow] = field(default_factory=dict)
    now: int = START
    commands: int = 0
    centre: Centre = CENTRE

    def do(self, verb: v.Verb, at: str = "P1", happened: int | None = None, year: int = 26) -> f.Facts:
        """Do a verb at a position; raises Refused and leaves everything as it was."""
        self.commands += 1
        asked = Asked(self.now, "ann", at, f"key{self.commands}", year, happened)
        facts = decide(self.board, with_catalogue(self.centre, self.board), asked, verb)
        for fact in facts:
            entry = f.Stamped(self.board.number + 1, asked.when, asked.who, at, asked.key, fact)
            after = apply(self.board, entry)
            self.records |= {(row.table, row.values["id"]): row for row in rows(self.board, after, entry)}
            self.log.append(entry)
            self.board = after
        return facts

    def refuses(self, verb: v.Verb, part: str, at: str = "P1", happened: int | None = None) -> None:
        """The verb is refused in a good sentence that has these words; nothing changes."""
        before = self.board
        with pytest.raises(Refused) as refusal:
            self.do(verb, at, happened)
        assert part in str(refusal.value)
        assert says(tuple(self.board.units), str(refusal.value)) == []
        assert self.board is before

    def later(self, seconds: float) -> Floor:
        """Time passes."""
        self.now += int(seconds * 1000)
        return self

    def call(self, id: int = 1) -> Call:
        """An open call."""
        return self.board.calls[id]

    def incident(self, id: int = 1) -> Incident:
        """An open or recently closed incident."""
        return self.board.incident(id)

    def unit(self, callsign: str) -> Unit:
        """A unit on duty."""
        return self.board.units[callsign]

    def job(self, id: int = 1) -> Assignment:
        """An assignment."""
        return self.board.assignments[id]


def on_duty() -> Floor:
    """The roster is on duty and nothing has happened."""
    floor = Floor()
    for unit in UNITS:
        floor.do(signed_on(unit), "SYS")
    return floor


def place(incident: int = 1, text: str = "1200 N OAK ST", lat: float | None = 35.80, zone: str = "12") -> v.SetPlace:
    """A place is said."""
    lon = None if lat is None else -78.85
    return v.SetPlace(f.PlaceSet(incident, text, "Milltown", zone, lat, lon))


def taken() -> Floor:
    """Call 1 is answered and incident 1 is a draft."""
    floor = on_duty()
    floor.do(v.TakeCall())
    return floor


def pending(type: str = "NOISE", floor: Floor | None = None) -> Floor:
    """One more incident waits for a unit."""
    floor = floor or on_duty()
    floor.do(v.TakeCall())
    incident = floor.board.next_incident - 1
    floor.do(v.EndCall(floor.board.next_call - 1))
    floor.do(place(incident))
    floor.do(v.SetType(incident, type))
    floor.do(v.Send(incident))
    return floor


def active(*callsigns: str) -> Floor:
    """Incident 1 has these units on it, 12 where none is named."""
    floor = pending()
    floor.do(v.Dispatch(callsigns or ("12",), 1))
    return floor


def closed() -> Floor:
    """Incident 1 was closed by its last unit."""
    floor = active()
    floor.do(v.Clear("12", "rpt"))
    return floor
