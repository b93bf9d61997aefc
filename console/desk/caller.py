"""Whom a promise is made to: the incident it is about, the call it was made on, the caller's name and number."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta

from msgspec import Struct

from console.desk.floor import Floor
from console.desk.spoken import Spoken
from console.rules.call import number_of

MINUTES = re.compile(r"\d{1,3}")
CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
PHONE = re.compile(r"(?:^|\s)(\+?\d[\d ()-]{5,}\d)$")


class Caller(Struct, frozen=True):
    """Who rang, as far as the call and its incident say; `incident` and `call` are ids."""

    incident: int | None = None
    call: int | None = None
    name: str = ""
    phone: str = ""


def caller(floor: Floor, spoken: Spoken) -> Caller:
    """The caller of the incident named, else of the selected one, else of one's own call."""
    own = floor.board.calls.get(floor.call or 0)
    id = floor.selected
    if spoken.incident:
        id = floor.incident(spoken).id
    elif id is None and own is not None:
        id = own.incident
    known = {**floor.board.incidents, **floor.board.recent}
    incident = known.get(id) if id is not None else None
    if incident is None:
        return Caller(None, own.id, "", own.phone) if own else Caller()
    call = own if own is not None and own.incident == incident.id else None
    phone = number_of(floor.board, incident, call)
    return Caller(incident.id, call.id if call else None, incident.details.get("name", ""), phone)


def when(typed: str, floor: Floor) -> int | None:
    """`15` is in so many minutes, `17:00` the next time that the centre's clock shows it (ms UTC); None for neither."""
    if MINUTES.fullmatch(typed):
        return floor.now + int(typed) * 60_000
    found = CLOCK.fullmatch(typed)
    if found is None:
        return None
    here = datetime.fromtimestamp(floor.now / 1000, UTC).astimezone(floor.zone)
    there = datetime.combine(here.date(), time(int(found[1]), int(found[2])), floor.zone)
    if there.timestamp() * 1000 <= floor.now:
        there = datetime.combine(here.date() + timedelta(days=1), there.time(), floor.zone)
    return round(there.timestamp() * 1000)


def clock(due: int, floor: Floor) -> str:
    """A time as the centre's clock shows it, and the day unless it is today: 17:00, tomorrow 09:00, 25 Nov 18:00."""
    then, here = (datetime.fromtimestamp(ms / 1000, UTC).astimezone(floor.zone) for ms in (due, floor.now))
    days = (then.date() - here.date()).days
    if days > 1:
        return f"{then.day} {then:%b %H:%M}"
    return f"tomorrow {then:%H:%M}" if days else f"{then:%H:%M}"


def phone_at_end(words: str) -> tuple[str, str]:
    """What stands before a number at the end of the words, and the number; empty where there is none."""
    found = PHONE.search(words)
    return (words[: found.start()].strip(), found[1]) if found else (words.strip(), "")
