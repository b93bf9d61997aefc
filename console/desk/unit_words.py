"""The words of the command line that send units and report of them: sent, under way, there, done, in and out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import get_close_matches

from console.desk import verbs as v
from console.desk.ending import how_it_ended, lacks_nothing, left_empty
from console.desk.floor import Floor, Order, Word
from console.desk.spoken import MINUTES, Spoken
from console.desk.times import clock, limit
from console.rules.board import Unit
from console.rules.hands import jobs_seen
from console.rules.incident import title
from console.rules.refused import Refused
from console.rules.unit import may_go
from console.rules.wording import listed, quoted


def _dispatch(reached: str, said: str) -> Callable[[Floor, Spoken], Order]:
    def read(floor: Floor, spoken: Spoken) -> Order:
        if not spoken.units:
            raise Refused("Name the units to send, as in  d12 14")
        incident = floor.incident(spoken)
        seen = jobs_seen(floor.board, spoken.units)
        verb = v.Dispatch(spoken.units, incident.id, reached, seen)  # type: ignore[arg-type]  # one of three given below
        for unit in named(floor, spoken):
            may_go(floor.board, unit, incident.id)
        stacked = [f"{one} works on {job_of(floor, one)}" for one in spoken.units if seen[one]]
        if stacked:
            waits = f"{listed(stacked)}; #{incident.short} waits behind it"
            return Order(f"{said} {listed(spoken.units)} to #{incident.short}; {waits}", (verb,))
        return Order(f"{said} {listed(spoken.units)} to {title(incident)}", (verb,))

    return read


def named(floor: Floor, spoken: Spoken) -> Sequence[Unit]:
    """The units of the line."""
    return [floor.board.units[name] for name in spoken.units]


def job_of(floor: Floor, callsign: str) -> str:
    """What a unit works on, as `#17`; empty where it is on nothing."""
    job = floor.board.current(floor.board.units[callsign])
    return f"#{floor.board.incident(job.incident).short}" if job else ""


def which(floor: Floor, spoken: Spoken) -> str:
    """The units of the line, each that has several incidents with the one that is meant, as in `12 (#17) and 14`."""
    several = {unit.callsign for unit in named(floor, spoken) if len(unit.assignments) > 1 and not spoken.incident}
    return listed(f"{name} ({job_of(floor, name)})" if name in several else name for name in spoken.units)


def report(status: str, said: str) -> Callable[[Floor, Spoken], Order]:
    """What a word means that reports a status of units."""

    def read(floor: Floor, spoken: Spoken) -> Order:
        needs_unit(spoken, f"Name the unit that is {said}, as in  e12")
        incident = floor.incident(spoken).id if spoken.incident else None
        reports = tuple(
            v.Report(unit, status, incident, spoken.words)  # type: ignore[arg-type]  # a status named below
            for unit in spoken.units
        )
        where = f" {spoken.words}" if spoken.words else ""
        return Order(f"{which(floor, spoken)} {said}{where}", reports)

    return read


def needs_unit(spoken: Spoken, sentence: str) -> None:
    """Refuse a line that names no unit."""
    if not spoken.units:
        raise Refused(sentence)


def _disposition(floor: Floor, spoken: Spoken) -> str:
    """The code that was named, in capitals; a refusal names the nearest of the centre's."""
    code, known = spoken.words.upper(), [disposition.code.upper() for disposition in floor.centre.dispositions]
    if not code or not known or code in known:
        return code
    near = listed([word.lower() for word in get_close_matches(code, known, 3, 0.0)], "or")
    raise Refused(f"There is no disposition {quoted(code)}; near it: {near}, as in  c12 {known[0].lower()}")


def _clear_or_close(floor: Floor, spoken: Spoken) -> Order:
    """With units they are done; without, the incident is closed. Where a code is needed and missing, it is asked."""
    ended = _disposition(floor, spoken)
    incident = floor.incident(spoken) if spoken.incident or not spoken.units else None
    empty = left_empty(floor, spoken.units, incident)
    if empty and not ended:
        return how_it_ended(floor, empty[0], spoken.units, spoken.incident)
    for each in empty:
        lacks_nothing(floor, each, ended, spoken.remark)
    if not spoken.units and incident is not None:
        return Order(f"close {title(incident)} with {ended or '(no code)'}", (v.Close(incident.id, ended),))
    clears = tuple(v.Clear(unit, ended, incident.id if incident else None) for unit in spoken.units)
    return Order(f"clear {which(floor, spoken)}{f' with {ended}' if ended else ''}", clears)


def _free(floor: Floor, spoken: Spoken) -> Order:
    needs_unit(spoken, "Name the unit to free, as in  f12")
    incident = floor.incident(spoken).id if spoken.incident else None
    return Order(f"free {which(floor, spoken)}", tuple(v.Free(unit, incident) for unit in spoken.units))


def _contact(floor: Floor, spoken: Spoken) -> Order:
    """`y12`, `y *`; a number behind them is the minutes until the next check."""
    said = MINUTES.fullmatch(spoken.words)
    everyone = said is not None and said["all"] == "*"
    if not everyone:
        needs_unit(spoken, "Name the unit that answered, as in  y12, or  y *  for all")
    minutes = int(said["minutes"]) if said is not None and said["minutes"] else None
    names = ("*",) if everyone else spoken.units
    until = f"; asked again in {minutes} min" if minutes else ""
    who = "every unit on a job is" if everyone else listed(names)
    return Order(f"{who} all right{until}", tuple(v.MakeContact(name, minutes) for name in names))


def _back_in(floor: Floor, spoken: Spoken) -> Order:
    needs_unit(spoken, "Name the unit that is back, as in  on12")
    return Order(f"{listed(spoken.units)} in service", tuple(v.BringBack(unit) for unit in spoken.units))


def _take_out(floor: Floor, spoken: Spoken) -> Order:
    """The reason, and if it is known until when: `off12 meal 30`, `off12 court until 16:00`."""
    needs_unit(spoken, "Name the unit and why, as in  off12 meal")
    why, _, due = limit(spoken.words, floor, f"off{spoken.units[0]} court until 16:00")
    until = f" until {clock(due, floor)}" if due is not None else ""
    taken = tuple(v.TakeOut(unit, why, due) for unit in spoken.units)
    return Order(f"{listed(spoken.units)} out of service: {why or '(say why)'}{until}", taken)


def _free_units(floor: Floor) -> Sequence[str]:
    return [unit.callsign for unit in floor.board.units.values() if unit.available]


def busy_units(floor: Floor) -> Sequence[str]:
    """The units that are on a job."""
    return [unit.callsign for unit in floor.board.units.values() if unit.assignments]


def _out_units(floor: Floor) -> Sequence[str]:
    return [unit.callsign for unit in floor.board.units.values() if unit.out]


def _dispositions(floor: Floor) -> Sequence[str]:
    return [f"{d.code.lower()} ({d.name})" for d in floor.centre.dispositions]


def _destinations(floor: Floor) -> Sequence[str]:
    """The busy units, and where they may go: every place that has a name."""
    return [*busy_units(floor), *dict.fromkeys(place.name for place in floor.centre.places if place.name)]


UNIT_WORDS = (
    Word("d", "dispatch units", "d12 14", _dispatch("dispatched", "dispatch"), _free_units),
    Word("de", "dispatch, already en route", "de12", _dispatch("en_route", "dispatch, already en route,"), _free_units),
    Word("do", "dispatch, already on scene", "do12", _dispatch("on_scene", "dispatch, already on scene,"), _free_units),
    Word("ak", "unit acknowledges", "ak12", report("acknowledged", "acknowledges"), busy_units),
    Word("o", "unit on scene", "o12", report("on_scene", "on scene"), busy_units),
    Word("t", "unit transporting", "t12 mercy", report("transporting", "transporting"), _destinations),
    Word("td", "unit at destination", "td12", report("at_destination", "at destination"), busy_units),
    Word("c", "clear a unit, or close an incident", "c12 rpt", _clear_or_close, _dispositions),
    Word("f", "free a unit", "f12", _free, busy_units),
    Word("y", "unit is all right, asked again in minutes", "y12 20", _contact, busy_units),
    Word("on", "unit in service", "on12", _back_in, _out_units),
    Word(
        "off", "unit out of service, for minutes or until", "off12 meal", _take_out, lambda floor: floor.centre.reasons
    ),
)
