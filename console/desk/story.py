"""The log read as a story: which entries are about a thing, however a person names it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from difflib import get_close_matches

import msgspec
from sqlalchemy import or_, select

from console.desk.codec import KINDS
from console.rules.wording import listed
from db.log import Entry
from db.reader import Reader
from db.tables import RECORDS

_NOUNS = ("incident", "unit", "call", "promise", "request", "service", "bulletin", "danger", "person", "position")
_CAPITALS = ("unit", "service", "position")
"""What is named in capital letters."""
_MOMENT = 10**12
"""From here on a number can only be milliseconds since 1970: it was this large in 2001."""


class NotFound(Exception):
    """There is nothing of that name; the sentence says what can be named."""


async def read_story(
    reader: Reader, *, about: str = "", kind: str = "", position: str = "", after: int = 0, last: int | None = None
) -> list[Entry]:
    """The entries that were asked for, in order; NotFound when `about` or `kind` names nothing."""
    wanted = _known_kind(kind) if kind else None
    concerns = _concerns(await resolve(reader, about)) if about else lambda entry: True
    story = []
    async for page in reader.stream(after):
        story += [entry for entry in page if _asked_for(entry, wanted, position) and concerns(entry)]
    return story if last is None else story[max(0, len(story) - last) :]


def short_body(entry: Entry, zone: tzinfo = UTC) -> str:
    """What an entry says beyond its kind: `field value` pairs, empty ones left out, moments as the zone has them."""
    said = {**_values(entry.body), **_values(entry.private or "")}
    noun = entry.about.partition(":")[0]
    pairs = [
        f"{name} {_plain(value, zone)}"
        for name, value in said.items()
        if name != noun and value not in (None, "", [], {})
    ]
    return ", ".join([*pairs, *(["(part of it was erased)"] if entry.private is None else [])])


def in_words(kind: str) -> str:
    """A kind of fact as words: UnitOutOfService is `unit out of service`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind).lower()


def _asked_for(entry: Entry, kind: str | None, position: str) -> bool:
    return (kind is None or entry.kind == kind) and position.upper() in ("", entry.position.upper())


def _known_kind(kind: str) -> str:
    same = {name.lower(): name for name in KINDS}
    if kind.lower() in same:
        return same[kind.lower()]
    near = [same[name] for name in get_close_matches(kind.lower(), same, 3, 0.4)] or sorted(KINDS)
    raise NotFound(f"there is no kind of fact {kind}; write {listed(near, 'or')}")


async def resolve(reader: Reader, about: str) -> str:
    """The `noun:id` that a person means by a number, a short number, another system's number or a callsign."""
    noun, colon, id = about.partition(":")
    if colon and noun.lower() in _NOUNS:
        return f"{noun.lower()}:{id.upper() if noun.lower() in _CAPITALS else id}"
    if about.startswith("#"):
        opened = [
            entry
            for entry in await reader.entries(kind="IncidentOpened")
            if f"#{_values(entry.body)['short']}" == about
        ]
        if opened:
            return opened[-1].about
    else:
        incident = RECORDS["incident"].c
        query = select(incident.id).where(or_(incident.number == about, incident.ref == about)).order_by(incident.id)
        found = await reader.fetch(query)
        if found:
            return f"incident:{found[-1].id}"
        for entry in await reader.entries(kind="UnitSignedOn"):
            if entry.about.upper() == f"UNIT:{about.upper()}":
                return f"unit:{about.upper()}"
        named = re.fullmatch(r"([PR])(\d+)", about.upper())
        if named:
            return f"{'promise' if named[1] == 'P' else 'request'}:{named[2]}"
    raise NotFound(
        f"nothing on the log is called {about}; write it as 26-0417, #3, E12, P3, R5, incident:7, unit:E12 or call:3"
    )


def _concerns(wanted: str) -> Callable[[Entry], bool]:
    noun, _, id = wanted.partition(":")

    def concerns(entry: Entry) -> bool:
        if entry.about.partition(":")[0] == noun:
            return entry.about.partition(":")[2].upper() == id.upper()
        said = _values(entry.body)
        if entry.kind == "Undone":
            return id.upper() in (str(touched).upper() for touched in _touched(said, entry.private, noun))
        return str(said.get(noun, "")).upper() == id.upper()

    return concerns


def _touched(said: dict[str, object], private: str | None, noun: str) -> list[object]:
    """The ids of what an undo put back."""
    values = {**said, **_values(private or "")}.get(f"{noun}s", [])
    name = "callsign" if noun == "unit" else "id"
    return [value.get(name) for value in values if isinstance(value, dict)] if isinstance(values, list) else []


def _values(text: str) -> dict[str, object]:
    return msgspec.json.decode(text, type=dict[str, object]) if text else {}


def _plain(value: object, zone: tzinfo) -> str:
    """A value for people; of whole things that were put back, only what they are called."""
    if isinstance(value, int) and value >= _MOMENT:
        return f"{datetime.fromtimestamp(value / 1000, zone):%Y-%m-%d %H:%M:%S %Z}"
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        names = (item.get("callsign") or item.get("number") or item.get("id") for item in value)
        return " ".join(str(name) for name in names)
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
