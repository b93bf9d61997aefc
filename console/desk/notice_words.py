"""The words of the command line that are told to all desks: bulletins and danger; and alarms that can wait."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import ceil

from console.desk import verbs as v
from console.desk.floor import Floor, Order, Word, screen_word
from console.desk.spoken import Spoken
from console.desk.times import clock, limit, when
from console.desk.unit_words import busy_units
from console.rules.alarm import at_hand
from console.rules.notice import SHELF_MINUTES, running
from console.rules.refused import Refused
from console.rules.wording import listed, quoted

UNTIL = re.compile(r"(?:(.*\S)\s+)?until\s+(\S+)", re.IGNORECASE)


def _bulletin(floor: Floor, spoken: Spoken) -> Order:
    found = UNTIL.fullmatch(spoken.words.strip())
    until = when(found[2], floor) if found else None
    if found is None or until is None:
        raise Refused("Say until when it holds, a time or minutes, as in  bb Mill Rd is closed until 18:00")
    text = found[1] or ""
    return Order(f"tell all desks until {clock(until, floor)}: {text}", (v.PostBulletin(text, until),))


def _end(floor: Floor, spoken: Spoken) -> Order:
    id = _named(spoken.words, "B", [bulletin.id for bulletin in running(floor.board, floor.now)], "bulletin", "bx B3")
    return Order(f"end B{id}: {quoted(floor.board.bulletins[id].text)}", (v.EndBulletin(id),))


def _danger(floor: Floor, spoken: Spoken) -> Order:
    """Nothing that is typed in a hurry is refused for its form: what is no unit and no incident is words."""
    unit, words = _leading(spoken.words, {name.upper(): name for name in floor.board.units})
    known = {f"#{incident.short}": str(incident.id) for incident in floor.board.incidents.values()}
    about, words = _leading(words, known)
    incident = int(about) if about else None
    job = floor.board.current(floor.board.units[unit]) if unit else None
    if incident is None and job is not None:
        incident = job.incident
    elif incident is None and not unit and floor.selected in floor.board.incidents:
        incident = floor.selected
    where = f"#{floor.board.incident(incident).short}" if incident is not None else ""
    who = " at ".join(part for part in (unit, where) if part) or "somebody"
    return Order(f"DANGER to every position: {who} {words}".rstrip(), (v.RaiseDanger(unit, incident, words),))


def _leading(words: str, known: dict[str, str]) -> tuple[str, str]:
    """What the first word stands for and the rest; "" and all of it where it stands for nothing."""
    first, _, rest = words.strip().partition(" ")
    found = known.get(first.upper(), "")
    return (found, rest.strip()) if found else ("", words.strip())


def _over(floor: Floor, spoken: Spoken) -> Order:
    dangers = floor.board.dangers
    only = str(next(iter(dangers))) if len(dangers) == 1 and not spoken.words.strip() else spoken.words
    id = _named(only, "D", list(dangers), "danger", "!- D1")
    return Order(f"the danger D{id} is over", (v.ClearDanger(id),))


def _named(typed: str, letter: str, known: Sequence[int], noun: str, example: str) -> int:
    bare = typed.strip().upper().removeprefix(letter)
    if bare.isdigit() and int(bare) in known:
        return int(bare)
    there = listed(f"{letter}{id}" for id in known) or "none"
    raise Refused(f"Name the {noun}; open: {there}, as in  {example}")


def _shelve(floor: Floor, spoken: Spoken) -> Order:
    alarms = at_hand(floor.board, floor.centre, floor.now).alarms
    if not alarms:
        raise Refused("No alarm waits to be put aside.")
    reason, _, until = limit(spoken.words.strip(), floor, "sh tow is on the way 20")
    minutes = SHELF_MINUTES if until is None else ceil((until - floor.now) / 60_000)
    said = f"put aside for {minutes} min: {alarms[0].text}: {reason or '(say why)'}"
    return Order(said, (v.ShelveAlarm(alarms[0].id, reason, minutes),))


NOTICE_WORDS = (
    Word("bb", "bulletin to all desks, with its end", "bb Mill Rd is closed until 18:00", _bulletin),
    Word("bl", "list the bulletins", "bl", screen_word("bulletin.list", "list the bulletins")),
    Word(
        "bx",
        "end a bulletin",
        "bx B3",
        _end,
        lambda floor: [f"B{bulletin.id}" for bulletin in running(floor.board, floor.now)],
    ),
    Word("!!", "DANGER: tell every position who and where", "!! 12 shots fired", _danger, busy_units),
    Word("!-", "a danger is over", "!- D1", _over, lambda floor: [f"D{id}" for id in floor.board.dangers]),
    Word("alarms", "list the alarms at hand", "alarms", screen_word("alarm.list", "list the alarms at hand")),
    Word("sh", "put the top alarm aside, for 30 minutes at most", "sh tow is on the way 20", _shelve),
)
