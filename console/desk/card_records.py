"""An incident's whole card as the records and the log have it, however long ago it was closed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import ColumnElement, Row, select

from console.desk.codec import decode
from console.desk.enquiries import Card
from console.desk.story import in_words, short_body
from console.desk.viewing import NOTED
from console.rules import facts as f
from console.rules.status import STATUSES, UNDONE
from db.log import Entry
from db.reader import Reader
from db.tables import RECORDS

_TOLD_ELSEWHERE = (f.IncidentOpened, f.IncidentSent, f.UnitDispatched, f.UnitReported, f.UnitCleared, f.UnitFreed)
"""What the head of a card and its units' times say already."""
Clock = Callable[[int], str]
Said = tuple[int, str, str]
"""A line of the story: when (ms UTC), who, and the words."""


async def card_of(reader: Reader, incident: int, zone: tzinfo, restricted: Collection[str] = ()) -> Card:
    """The head, the units with their times, what was promised and asked, and every line of the story in order.

    It is restricted where it, or one merged into it, is of such a service.
    """
    record = RECORDS["incident"].c
    rows = await reader.fetch(select(RECORDS["incident"]).where(record.id == incident))
    if not rows:
        return Card(incident, unknown="There is no incident of that number on record.")
    (row,) = rows
    clock = _clock(zone, row.received)
    same = await _rows(reader, "incident", record.into == incident)
    units = await _rows(reader, "assignment", RECORDS["assignment"].c.incident == incident)
    secret = any(one.type in restricted for one in (row, *same))
    lines = [
        *([NOTED] if secret else []),
        *_head(row, clock),
        *(f"same call as this: {other.number}" for other in same),
        *(f"{job.unit:<6} {times(job, clock)}" for job in units),
        *await _beside(reader, row, clock),
    ]
    told = await _story(reader, incident, "", zone)
    for other in same:
        told += await _story(reader, other.id, f"({other.number}) ", zone)
    told.sort(key=lambda line: line[0])
    lines += [f"{clock(when)} {who:<5} {words}" for when, who, words in told]
    title = " ".join(filter(None, (row.number, f"P{row.priority}" if row.priority else "", row.type, row.place)))
    return Card(incident, row.number, title, row.state, tuple(lines), restricted=secret)


def times(job: Row[Any], clock: Clock) -> str:
    """When a unit reached each stage of a job, and how it ended: `DP 14:01 ER 14:02 OS 14:06 AV 14:30 RPT`."""
    reached = (
        f"{status.code} {clock(stamp)[:5]}" for status in STATUSES if (stamp := getattr(job, status.name)) is not None
    )
    over = "taken back" if job.disposition == UNDONE else job.disposition
    to = f"to {job.destination}" if job.destination else ""
    return " ".join(filter(None, (*reached, to, over)))


def _clock(zone: tzinfo, first: int) -> Clock:
    """A moment as the wall clock shows it, with the day where it is another one than the first."""
    day = datetime.fromtimestamp(first / 1000, zone).date()

    def clock(when: int) -> str:
        at = datetime.fromtimestamp(when / 1000, zone)
        return f"{at:%H:%M:%S}" if at.date() == day else f"{at:%H:%M:%S %d %b %y}"

    return clock


def _head(row: Row[Any], clock: Clock) -> Iterator[str]:
    where = ", ".join(filter(None, (row.place, row.town, f"zone {row.zone}" if row.zone else "")))
    yield f"place {where or 'unknown'}{'' if row.verified else '  UNVERIFIED'}"
    moments = (("received", row.received), ("sent", row.sent), ("on scene", row.first_on_scene), ("closed", row.closed))
    yield "  ".join(f"{word} {clock(when)}" for word, when in moments if when is not None) + f"  by {row.opened_by}"
    caller = " ".join(filter(None, (row.caller, row.phone)))
    yield f"caller {caller or 'not known'}" + (f", {row.callers} calls" if row.callers > 1 else "")
    over = " ".join(filter(None, (row.state, row.outcome, row.disposition)))
    yield f"{over}{f': {row.told}' if row.told else ''}"


async def _beside(reader: Reader, row: Row[Any], clock: Clock) -> list[str]:
    """Its calls, its promises, its requests, and where the caller was sent on to."""
    calls = await _rows(reader, "call", RECORDS["call"].c.incident == row.id)
    promises = await _rows(reader, "promise", RECORDS["promise"].c.incident == row.id)
    requests = await _rows(reader, "request", RECORDS["request"].c.number == row.number)
    referrals = await _rows(reader, "referral", RECORDS["referral"].c.id == row.id)
    return [
        *(f"call on {call.line} {clock(call.rang)} {call.phone}".rstrip() for call in calls),
        *(f"P{one.id} {one.kind} {one.to or one.name} {one.state}: {one.text}" for one in promises),
        *(f"R{one.id} {one.service} of {one.department} {one.state} {one.reason or ''}".rstrip() for one in requests),
        *(f"sent on to {one.name} {clock(one.at)}" for one in referrals),
    ]


async def _rows(reader: Reader, table: str, which: ColumnElement[bool]) -> Sequence[Row[Any]]:
    records = RECORDS[table]
    return await reader.fetch(select(records).where(which).order_by(records.c.id))


async def _story(reader: Reader, incident: int, before: str, zone: tzinfo) -> list[Said]:
    """What was written and changed; a line that was struck out says so and stays to be read."""
    told: list[Said] = []
    remarks: list[int] = []
    for entry in await reader.entries(about=f"incident:{incident}"):
        fact = decode(entry.kind, entry.body, entry.private)
        when = entry.at if entry.happened is None else entry.happened
        if isinstance(fact, f.RemarkStruck) and fact.remark < len(remarks):
            at = remarks[fact.remark]
            told[at] = (told[at][0], told[at][1], f"{before}(struck {entry.who}: {fact.why}) {told[at][2]}")
        elif not isinstance(fact, _TOLD_ELSEWHERE):
            if isinstance(fact, f.RemarkAdded):
                remarks.append(len(told))
            told.append((when, entry.who, before + _words(entry, fact, zone)))
    return told


def _words(entry: Entry, fact: f.Fact, zone: tzinfo) -> str:
    match fact:
        case f.RemarkAdded():
            return fact.text
        case f.DetailSet():
            return f"{fact.field}: {fact.value}"
        case f.PlaceSet():
            return f"place {fact.text}{f', {fact.town}' if fact.town else ''}"
        case f.TypeSet():
            return f"type {fact.code} {fact.name}"
        case f.PrioritySet():
            return f"priority {fact.priority}: {fact.why}"
    return f"{in_words(entry.kind)} {short_body(entry, zone)}".rstrip()
