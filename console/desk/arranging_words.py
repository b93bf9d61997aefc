"""The words of the command line for what is arranged: it waits, is planned, needs another alarm, is part of a major."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from msgspec.structs import replace

from console.desk import verbs as v
from console.desk.floor import Floor, Order, Word, named_incident
from console.desk.spoken import DAY, Spoken
from console.desk.times import CLOCK, clock, limit, when
from console.rules.board import Board, Incident
from console.rules.incident import title
from console.rules.recommend import recommend
from console.rules.refused import Refused
from console.rules.unit import find_unit
from console.rules.wording import listed, quoted


def _wait(floor: Floor, spoken: Spoken) -> Order:
    incident = floor.incident(spoken)
    if not spoken.words:
        return Order(f"{title(incident)} no longer waits", (v.Release(incident.id),))
    reason, typed, until = limit(spoken.words, floor, f"w #{incident.short} no unit free until 18:00")
    ends = "" if until is None else f" for {typed} min" if typed.isdigit() else f" until {clock(until, floor)}"
    return Order(f"{title(incident)} waits{ends}: {reason or '(say why)'}", (v.Defer(incident.id, reason, until),))


def _plan(floor: Floor, spoken: Spoken) -> Order:
    incident = floor.incident(spoken)
    typed, rest = _time_first(spoken.words)
    at = _begins(typed, floor)
    if at is None:
        wrong = f"There is no time {quoted(typed)}" if typed else "No time is given"
        raise Refused(f"{wrong}; give the clock, with the day if it is not the next, as in  pl #17 18:00 12 14")
    units = (*spoken.units, *(find_unit(floor.board, name).callsign for name in re.split(r"[\s,.]+", rest) if name))
    begins = f"{title(incident)} begins {clock(at, floor)}"
    said = f" with {listed(units)}, free until then{_twice(floor.board, incident, units)}" if units else ""
    return Order(f"{begins}{said}", (v.Plan(incident.id, at, units),))


def _time_first(words: str) -> tuple[str, str]:
    """The time that the words begin with, the day before it or not, and what follows."""
    day = DAY.match(words)
    parts = words.split(maxsplit=2 if day else 1)
    count = 2 if day else 1
    return " ".join(parts[:count]), " ".join(parts[count:])


def _begins(typed: str, floor: Floor) -> int | None:
    """`18:00` is the next time that the clock shows it, `2026-11-25 18:00` that very day (ms UTC); None for neither."""
    day, _, hour = typed.rpartition(" ")
    found = CLOCK.fullmatch(hour)
    if found is None:
        return None
    if not day:
        return when(hour, floor)
    try:
        begins = datetime.combine(date.fromisoformat(day), time(int(found[1]), int(found[2])), floor.zone)
    except ValueError:
        return None
    return round(begins.astimezone(UTC).timestamp() * 1000)


def _twice(board: Board, incident: Incident, units: Sequence[str]) -> str:
    """Units that are booked for other planned work already, in words."""
    others = {unit: [one for one in board.booked(unit) if one.id != incident.id] for unit in units}
    said = [f"{unit} is booked for #{planned[0].short} too" for unit, planned in others.items() if planned]
    return f"; {listed(said)}" if said else ""


def _alarm(floor: Floor, spoken: Spoken) -> Order:
    """What the next alarm adds is told before it is called for; nobody is sent by it."""
    incident = floor.incident(spoken)
    raised = replace(incident, level=incident.level + 1)
    advice = recommend(floor.board, floor.centre, raised)
    adds = f"d sends {listed(advice.units)}; {advice.why}" if advice.units else advice.why
    return Order(f"alarm {raised.level} for {title(incident)}: {adds}", (v.RaiseLevel(incident.id),))


def _belongs(floor: Floor, spoken: Spoken) -> Order:
    """With two incidents named the first belongs to the second; with one, the selected one belongs to it."""
    if not spoken.incident:
        raise Refused("Name the major incident, as in  kp #18 #17")
    named = named_incident(floor.board, spoken.incident)
    if spoken.into:
        part, major = named, named_incident(floor.board, spoken.into)
    else:
        part, major = floor.incident(Spoken(spoken.word)), named
    return Order(f"{title(part)} belongs to {title(major)}", (v.LinkIncident(part.id, major.id),))


def _parts(floor: Floor, spoken: Spoken) -> Order:
    incident = floor.incident(spoken)
    return Order(f"{title(incident)} stands alone", (v.UnlinkIncident(incident.id),))


def _waiting(floor: Floor) -> Sequence[str]:
    waits = (incident for incident in floor.board.incidents.values() if incident.state in ("pending", "deferred"))
    return [f"#{incident.short}" for incident in waits][:9]


def _worked_on(floor: Floor) -> Sequence[str]:
    at_work = (incident for incident in floor.board.incidents.values() if incident.state in ("pending", "active"))
    return [f"#{incident.short}" for incident in at_work][:9]


def _children(floor: Floor) -> Sequence[str]:
    return [f"#{one.short}" for one in floor.board.incidents.values() if one.parent is not None][:9]


ARRANGING_WORDS = (
    Word("w", "wait, or release", "w #17 no unit free 30", _wait, _waiting),
    Word("pl", "planned work: when it begins, and who then goes", "pl #17 18:00 12 14", _plan, _waiting),
    Word("al", "another alarm: the run card's next level", "al #17", _alarm, _worked_on),
    Word("kp", "it belongs to a major incident", "kp #18 #17", _belongs, _worked_on),
    Word("kp-", "it does not belong to a major incident", "kp- #18", _parts, _children),
)
