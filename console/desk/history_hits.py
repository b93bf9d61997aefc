"""What a unit, a place, a caller and a position did or had before, one line each, the newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import Row, select

from console.desk.card_records import times
from console.desk.codec import decode
from console.desk.enquiries import Found, Hit
from console.desk.history_records import is_here, near_to
from console.desk.phone_digits import may_be
from console.desk.search_hits import call_hit, incident_hit, one_line, promise_hit, where
from console.desk.story import in_words, short_body
from console.rules import facts as f
from console.rules.board import Spot
from console.rules.distance import distance_m
from console.rules.phone import digits, same_phone
from console.rules.status import STATUS, UNDONE
from db import tables
from db.log import Entry
from db.reader import Reader
from db.tables import RECORDS
from db.writing import entry_of

UNIT_DAYS = 14
"""Days of a unit's past that are shown."""
NEAR_M = 100
"""Metres around a place that count as near it."""
ACTS_BACK = 20_000
"""Lines of the log, the newest, among which a position's own are looked for."""
_NO_ACTS = ("AlarmShown", "AlarmSeen", "SignedIn", "SignInFailed", "SignedOut", "SessionLocked", "SessionUnlocked")
_DAY = 86_400_000
_INCIDENT, _JOB = RECORDS["incident"].c, RECORDS["assignment"].c


async def unit_hits(reader: Reader, unit: str, now: int, zone: tzinfo, limit: int) -> Found:
    """Its jobs of the last 14 days with their times, and when it was out of service, on and off duty."""
    since = now - UNIT_DAYS * _DAY
    columns = (RECORDS["assignment"], _INCIDENT.number, _INCIDENT.type, _INCIDENT.place, _INCIDENT.town)
    query = select(*columns).join(RECORDS["incident"], _JOB.incident == _INCIDENT.id)
    jobs = await reader.fetch(query.where(_JOB.unit == unit, _JOB.dispatched >= since))
    duty = (_duty(entry, zone) for entry in await reader.entries(about=f"unit:{unit}") if entry.at >= since)
    return _newest([*(_job(row, zone) for row in jobs), *(hit for hit in duty if hit)], limit)


async def place_hits(reader: Reader, place: Spot, limit: int) -> Found:
    """The incidents at a place and within 100 m of it, each with how far off it was."""
    found: dict[int, Row[Any]] = {}
    for near in near_to(place, NEAR_M):
        query = select(RECORDS["incident"]).where(near).order_by(_INCIDENT.id.desc())
        found |= {row.id: row for row in await reader.fetch(query.limit(4 * limit))}
    hits = []
    for row in found.values():
        away = _metres(place, row)
        if away is not None:
            hits.append(incident_hit(row, f"{away} m away" if away else "here"))
    return _newest(hits, limit)


async def caller_hits(reader: Reader, phone: str, limit: int) -> Found:
    """The calls of a number, the incidents it was given for, and what was promised to it or where it was sent on to."""
    if not digits(phone):
        return Found()
    calls = await _of_phone(reader, "call", phone)
    named = {row.incident for row in calls if row.incident is not None}
    about = {row.id: row for row in await _of_phone(reader, "incident", phone)}
    rest = select(RECORDS["incident"]).where(_INCIDENT.id.in_(named - about.keys()))
    about |= {row.id: row for row in await reader.fetch(rest)}
    numbers = {id: row.number for id, row in about.items()}
    hits = [
        *(incident_hit(row, "") for row in about.values()),
        *(call_hit(row) for row in calls if row.incident is None),
        *(promise_hit(row, numbers) for row in await _of_phone(reader, "promise", phone)),
        *(_referral(row) for row in await _of_phone(reader, "referral", phone)),
    ]
    return _newest(hits, limit)


async def act_hits(reader: Reader, position: str, limit: int, upto: int | None = None) -> Found:
    """The newest commands of a position, up to an entry of the log, each with who gave it."""
    entry = tables.entry
    last = (await reader.head())[0] if upto is None else upto
    mine = (entry.c.number.between(last - ACTS_BACK, last), entry.c.position == position, entry.c.part == 0)
    theirs = entry.c.kind.not_in(_NO_ACTS)
    newest = select(entry.c.key).where(*mine, theirs).order_by(entry.c.number.desc()).limit(limit)
    rows = await reader.fetch(select(entry).where(entry.c.key.in_(newest)).order_by(entry.c.number.desc()))
    acts: dict[str, list[tuple[Entry, f.Fact]]] = {}
    for one in map(entry_of, rows):
        acts.setdefault(one.key, []).insert(0, (one, decode(one.kind, one.body, one.private)))
    ids = {_about(parts) for parts in acts.values()}
    named = await reader.fetch(select(_INCIDENT.id, _INCIDENT.number).where(_INCIDENT.id.in_(ids - {None})))
    numbers = {row.id: row.number for row in named}
    return Found(tuple(_act(parts, numbers) for parts in acts.values()))


def _about(parts: Sequence[tuple[Entry, f.Fact]]) -> int | None:
    """The incident that a command was about, if any."""
    return next((id for _, fact in parts if (id := getattr(fact, "incident", None)) is not None), None)


def _act(parts: Sequence[tuple[Entry, f.Fact]], numbers: Mapping[int, str]) -> Hit:
    """`LEE M3 E1 dispatched`, with the incident's number beside it."""
    (entry, first), incident = parts[0], _about(parts)
    units = [getattr(fact, "unit", None) for _, fact in parts if isinstance(fact, type(first))]
    named = " ".join(dict.fromkeys(unit for unit in units if unit))
    word = STATUS[first.status].word if isinstance(first, f.UnitReported) else in_words(entry.kind)
    said = f"{named} {word.removeprefix('unit ')}" if named else f"{word} {_said(entry, first)}"
    return Hit(numbers.get(incident or 0, ""), incident, None, _when(entry), one_line(f"{entry.who} {said}"), "")


def _said(entry: Entry, fact: f.Fact) -> str:
    if isinstance(fact, f.IncidentOpened):
        return ""
    if isinstance(fact, f.Undone):
        return fact.what
    return fact.text if isinstance(fact, f.RemarkAdded | f.PlaceSet) else short_body(entry)


def _newest(hits: list[Hit], limit: int) -> Found:
    hits.sort(key=lambda hit: (hit.when, hit.incident or 0), reverse=True)
    return Found(tuple(hits[:limit]), len(hits) > limit)


def _when(entry: Entry) -> int:
    return entry.at if entry.happened is None else entry.happened


def _job(row: Row[Any], zone: tzinfo) -> Hit:
    def clock(when: int) -> str:
        return f"{datetime.fromtimestamp(when / 1000, zone):%H:%M:%S}"

    state = "taken back" if row.disposition == UNDONE else "clear" if row.cleared is not None else "on it"
    what = one_line(times(row, clock), row.type, where(row))
    return Hit(row.number, row.incident, None, row.dispatched, what, state)


def _duty(entry: Entry, zone: tzinfo) -> Hit | None:
    """When it came on duty and went, and was in or out of service, and why; of anything else there is nothing."""
    fact = decode(entry.kind, entry.body, entry.private)
    match fact:
        case f.UnitOutOfService():
            until = datetime.fromtimestamp(fact.until / 1000, zone) if fact.until is not None else None
            state, what = "out", f"out of service: {fact.reason}{f' until {until:%H:%M}' if until else ''}"
        case f.UnitInService():
            state, what = "in", "in service"
        case f.UnitSignedOn():
            state, what = "on duty", one_line(f"signed on as {fact.kind}", " ".join(fact.crew), fact.vehicle)
        case f.UnitSignedOff():
            state, what = "off duty", "signed off"
        case _:
            return None
    return Hit("", None, None, _when(entry), what, state)


def _metres(place: Spot, row: Row[Any]) -> int | None:
    """How far off an incident was: 0 at the place itself, None where it is not near."""
    if is_here(place, row):
        return 0
    if place.lat is None or place.lon is None or row.lat is None or row.lon is None:
        return None
    away = distance_m(place.lat, place.lon, row.lat, row.lon)
    return round(away) if away <= NEAR_M else None


async def _of_phone(reader: Reader, table: str, phone: str) -> list[Row[Any]]:
    records = RECORDS[table]
    rows = await reader.fetch(select(records).where(may_be(records.c.phone, phone)))
    return [row for row in rows if same_phone(row.phone, phone)]


def _referral(row: Row[Any]) -> Hit:
    how = "connected" if row.connected else "given the number"
    return Hit(row.number, row.id, None, row.at, one_line(f"sent on to {row.name}"), how)
