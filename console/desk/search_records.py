"""A search through all that was ever recorded: records by their columns, remarks and answers by the log."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, Select, and_, or_, select

from console.desk.phone_digits import has_digits
from console.rules.phone import digits
from console.rules.spelling import short
from db import tables
from db.reader import Reader
from db.tables import RECORDS

MOST_WORDS = 8
"""Words of a search that count; more only make it slower."""
LONGEST = 60
"""Letters of a word that count."""
FEWEST_DIGITS = 4
"""Digits that are looked for in telephone numbers; fewer are in every other one."""
BROAD = 500
"""Lines of the log, the newest first, that are looked through once more: the database finds names of fields too."""
_SPOKEN = ("RemarkAdded", "DetailSet", "RequestAskedBack", "RequestAnswered")
_PHONE = re.compile(r"[\d\s()+./-]+")
_COLUMNS = {
    "incident": ("number", "ref", "place", "town", "type", "caller", "told", "disposition", "outcome"),
    "request": ("number", "place", "town", "service", "name", "text", "question", "reason", "note"),
    "promise": ("to", "name", "text", "note"),
}


class Sought(Struct, frozen=True):
    """What is looked for: words that must all be there, or the digits of a telephone number, if it may be one."""

    words: tuple[str, ...]
    digits: str = ""


class Fitting(Struct, frozen=True):
    """What fits: the ids in each record table, and by `noun:id` the newest line of the log, or the unit, that does.

    `exact` are the incidents that are called just so.
    """

    incident: frozenset[int]
    request: frozenset[int]
    promise: frozenset[int]
    call: frozenset[int]
    lines: dict[str, str]
    exact: frozenset[int] = frozenset()


def sought(text: str) -> Sought:
    """The words of a search; unseen characters part them."""
    plain = "".join(character if character.isprintable() else " " for character in text)
    number = digits(text) if _PHONE.fullmatch(plain) else ""
    words = tuple(word[:LONGEST] for word in plain.split()[:MOST_WORDS])
    return Sought(words, number if len(number) >= FEWEST_DIGITS else "")


async def find(reader: Reader, wanted: Sought, limit: int) -> Fitting:
    """The newest `limit` of each kind that fit."""
    ids = {table: await _ids(reader, wanted, table, limit) for table in _COLUMNS}
    lines = {**await _jobs(reader, wanted, limit), **await _lines(reader, wanted, limit)}
    exact = await _called(reader, "incident", " ".join(wanted.words))
    for table, letter in (("promise", "P"), ("request", "R")):
        ids[table] |= await _called(reader, table, " ".join(wanted.words), letter)
    incidents, calls = await _of_phone(reader, wanted, limit)
    spoken = {noun: {_id(about) for about in lines if about.startswith(f"{noun}:")} for noun in ("incident", "request")}
    return Fitting(
        frozenset(ids["incident"] | spoken["incident"] | incidents | exact),
        frozenset(ids["request"] | spoken["request"]),
        frozenset(ids["promise"]),
        frozenset(calls),
        lines,
        frozenset(exact),
    )


async def _called(reader: Reader, table: str, name: str, letter: str = "") -> set[int]:
    """What has just this name: an incident its own or another system's number, a promise P3, a request R5."""
    row = RECORDS[table].c
    if not letter:
        return await _first(reader, select(row.id).where(or_(row.number == name, row.ref == name)), 1)
    id = name[1:] if name[:1].upper() == letter else ""
    return await _first(reader, select(row.id).where(row.id == int(id)), 1) if re.fullmatch("[0-9]{1,9}", id) else set()


async def _jobs(reader: Reader, wanted: Sought, limit: int) -> dict[str, str]:
    """The incidents that a unit was on, by its callsign, how its job there ended, and where it went from there."""
    job = RECORDS["assignment"].c
    ends = (job.disposition, job.destination)
    fits = and_(*(or_(job.unit.in_(_cases(word)), *(_has(end, word) for end in ends)) for word in wanted.words))
    query = select(job.incident, job.unit, job.disposition, job.destination).where(fits)
    rows = await reader.fetch(query.order_by(job.id.desc()).limit(limit))
    return {f"incident:{row.incident}": " ".join(filter(None, tuple(row)[1:])) for row in reversed(rows)}


async def _ids(reader: Reader, wanted: Sought, table: str, limit: int) -> set[int]:
    row = RECORDS[table].c
    fits = _fits(wanted, [row[name] for name in _COLUMNS[table]], row.phone)
    return await _first(reader, select(row.id).where(fits).order_by(row.id.desc()), limit)


async def _of_phone(reader: Reader, wanted: Sought, limit: int) -> tuple[set[int], set[int]]:
    """The incidents that a number rang about or was sent on from, and its calls that came to none."""
    if not wanted.digits:
        return set(), set()
    call, referral = RECORDS["call"].c, RECORDS["referral"].c
    rang, sent_on = has_digits(call.phone, wanted.digits), has_digits(referral.phone, wanted.digits)
    about = select(call.incident).where(rang, call.incident.is_not(None)).order_by(call.id.desc())
    referred = select(referral.id).where(sent_on).order_by(referral.id.desc())
    alone = select(call.id).where(rang, call.incident.is_(None)).order_by(call.id.desc())
    incidents = await _first(reader, about, limit) | await _first(reader, referred, limit)
    return incidents, await _first(reader, alone, limit)


async def _first(reader: Reader, query: Select[tuple[int]], limit: int) -> set[int]:
    return {row[0] for row in await reader.fetch(query.limit(limit))}


async def _lines(reader: Reader, wanted: Sought, limit: int) -> dict[str, str]:
    """The remarks and answers that fit, the newest of each incident or request, at most `limit` of them."""
    entry = tables.entry.c
    written = Sought(tuple(_escaped(word) for word in wanted.words), wanted.digits)
    fits = _fits(written, [entry.private], entry.private)
    query = select(entry.about, entry.private).where(entry.kind.in_(_SPOKEN), fits)
    found: dict[str, str] = {}
    for row in await reader.fetch(query.order_by(entry.number.desc()).limit(BROAD)):
        line = " ".join(msgspec.json.decode(row.private, type=dict[str, str]).values())
        if _says(line, wanted) and len(found) < limit:
            found.setdefault(row.about, line)
    return found


def _fits(wanted: Sought, columns: Sequence[ColumnElement[str]], phone: ColumnElement[str]) -> ColumnElement[bool]:
    """Every word in any of the columns, or else the digits in the phone."""
    words = and_(*(or_(*(_has(column, word) for column in columns)) for word in wanted.words))
    return or_(words, has_digits(phone, wanted.digits)) if wanted.digits else words


def _has(column: ColumnElement[str], word: str) -> ColumnElement[bool]:
    """The word however its capitals are written: SQLite knows only those of ASCII. Streets also by their short form."""
    spellings = {word.lower()} if word.isascii() else {word, word.lower(), word.upper(), word.title(), word.casefold()}
    if column.name == "place":
        spellings.add(short(word.casefold()))
    return or_(*(column.icontains(spelling, autoescape=True) for spelling in sorted(spellings)))


def _cases(word: str) -> set[str]:
    return {word, word.upper(), word.lower()}


def _says(line: str, wanted: Sought) -> bool:
    said = line.casefold()
    has_words = all(word.casefold() in said for word in wanted.words)
    return has_words or bool(wanted.digits and wanted.digits in digits(line))


def _escaped(word: str) -> str:
    """A word as it stands in the log."""
    return msgspec.json.encode(word).decode()[1:-1]


def _id(about: str) -> int:
    return int(about.partition(":")[2])
