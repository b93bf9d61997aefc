"""Whom a promise is made to: the incident it is about, the call it was made on, the caller's name and number."""

from __future__ import annotations

import re

from msgspec import Struct

from console.desk.floor import Floor
from console.desk.spoken import Spoken
from console.rules.call import number_of

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


def phone_at_end(words: str) -> tuple[str, str]:
    """What stands before a number at the end of the words, and the number; empty where there is none."""
    found = PHONE.search(words)
    return (words[: found.start()].strip(), found[1]) if found else (words.strip(), "")
