"""The words of the command line that look back: at a unit, a place, a caller, and at one's own last commands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from console.desk.floor import HISTORY, Floor, Order, Word
from console.desk.spoken import Spoken
from console.rules.board import Incident
from console.rules.call import number_of
from console.rules.phone import digits
from console.rules.refused import Refused
from console.rules.wording import quoted

FEWEST = 4
"""Digits that a telephone number has at least."""


def _unit(floor: Floor, spoken: Spoken) -> Order:
    """A unit that is off duty, or was another year's, has a past as well."""
    name = spoken.words.strip().upper()
    if not name or " " in name:
        raise Refused("Name one unit, as in  hu12")
    known = (*floor.board.units, *(unit.callsign for unit in floor.centre.units))
    name = next((callsign for callsign in known if callsign.upper() == name), name)
    return Order(f"what {name} did in the last days", command=HISTORY, text=f"unit {name}")


def _place(floor: Floor, spoken: Spoken) -> Order:
    if spoken.words and not _numbered(spoken):
        return Order(f"what happened at {spoken.words}", command=HISTORY, text=f"place {spoken.words}")
    incident = _incident(floor, spoken)
    if incident.place is None:
        raise Refused(f"#{incident.short} has no place yet; type one, as in  hp 1200 n oak")
    return Order(f"what happened at {incident.place.text}", command=HISTORY, text=f"here {incident.id}")


def _caller(floor: Floor, spoken: Spoken) -> Order:
    """A number that was typed, else the caller's of the incident that is selected, else of one's own line."""
    if spoken.words and not _numbered(spoken):
        phone = spoken.words
        if len(digits(phone)) < FEWEST:
            raise Refused(f"{quoted(phone)} is no telephone number; type one, as in  hc 919-555-0142")
    else:
        call = floor.board.calls.get(floor.call) if floor.call is not None else None
        on_line = call.phone if call is not None and not spoken.words and floor.selected is None else ""
        phone = on_line or number_of(floor.board, _incident(floor, spoken))
        if not phone:
            raise Refused("No number is known of this caller; type it, as in  hc 919-555-0142")
    return Order(f"what we had with {phone}", command=HISTORY, text=f"caller {phone}")


def _numbered(spoken: Spoken) -> bool:
    return re.fullmatch(r"#\d+|\d\d-\d{4,6}", spoken.words.strip()) is not None


def _incident(floor: Floor, spoken: Spoken) -> Incident:
    return floor.incident(replace(spoken, incident=spoken.words.strip()))


def _acts(floor: Floor, spoken: Spoken) -> Order:
    return Order("what was done here last", command=HISTORY, text="acts")


def _units(floor: Floor) -> Sequence[str]:
    return list(floor.board.units)


HISTORY_WORDS = (
    Word("hu", "what a unit did, with its times", "hu12", _unit, _units),
    Word("hp", "what happened at this place and near it", "hp 1200 n oak", _place),
    Word("hc", "what we had with this caller", "hc 919-555-0142", _caller),
    Word("la", "what was done at this position last", "la", _acts),
)
