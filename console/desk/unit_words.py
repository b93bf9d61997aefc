"""The words of the command line that are about units: send, report, clear, free, in and out of service."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import get_close_matches

from console.desk import verbs as v
from console.desk.floor import Floor, Order, Word
from console.desk.spoken import Spoken
from console.rules.incident import title
from console.rules.refused import Refused
from console.rules.wording import listed, quoted


def _dispatch(reached: str, said: str) -> Callable[[Floor, Spoken], Order]:
    def read(floor: Floor, spoken: Spoken) -> Order:
        if not spoken.units:
            raise Refused("Name the units to send, as in  d12 14")
        incident = floor.incident(spoken)
        units = listed(spoken.units)
        verb = v.Dispatch(spoken.units, incident.id, reached)  # type: ignore[arg-type]  # one of three given below
        return Order(f"{said} {units} to {title(incident)}", (verb,))

    return read


def report(status: str, said: str) -> Callable[[Floor, Spoken], Order]:
    """What a word means that reports a status of units."""

    def read(floor: Floor, spoken: Spoken) -> Order:
        _needs_unit(spoken, f"Name the unit that is {said}, as in  e12")
        incident = floor.incident(spoken).id if spoken.incident else None
        reports = tuple(
            v.Report(unit, status, incident, spoken.words)  # type: ignore[arg-type]  # a status named below
            for unit in spoken.units
        )
        where = f" {spoken.words}" if spoken.words else ""
        return Order(f"{listed(spoken.units)} {said}{where}", reports)

    return read


def _needs_unit(spoken: Spoken, sentence: str) -> None:
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
    ended = _disposition(floor, spoken)
    if spoken.units:
        incident = floor.incident(spoken).id if spoken.incident else None
        clears = tuple(v.Clear(unit, ended, incident) for unit in spoken.units)
        how = f" with {ended}" if ended else ""
        return Order(f"clear {listed(spoken.units)}{how}", clears)
    incident_to_close = floor.incident(spoken)
    verb = v.Close(incident_to_close.id, ended)
    return Order(f"close {title(incident_to_close)} with {ended or '(say how it ended)'}", (verb,))


def _free(floor: Floor, spoken: Spoken) -> Order:
    _needs_unit(spoken, "Name the unit to free, as in  f12")
    incident = floor.incident(spoken).id if spoken.incident else None
    return Order(f"free {listed(spoken.units)}", tuple(v.Free(unit, incident) for unit in spoken.units))


def _contact(floor: Floor, spoken: Spoken) -> Order:
    if spoken.words == "*":
        return Order("every unit on a job is all right", (v.MakeContact("*"),))
    _needs_unit(spoken, "Name the unit that answered, as in  y12, or  y *  for all")
    return Order(f"{listed(spoken.units)} all right", tuple(v.MakeContact(unit) for unit in spoken.units))


def _back_in(floor: Floor, spoken: Spoken) -> Order:
    _needs_unit(spoken, "Name the unit that is back, as in  on12")
    return Order(f"{listed(spoken.units)} in service", tuple(v.BringBack(unit) for unit in spoken.units))


def _take_out(floor: Floor, spoken: Spoken) -> Order:
    _needs_unit(spoken, "Name the unit and why, as in  off12 meal")
    taken = tuple(v.TakeOut(unit, spoken.words) for unit in spoken.units)
    return Order(f"{listed(spoken.units)} out of service: {spoken.words or '(say why)'}", taken)


def _free_units(floor: Floor) -> Sequence[str]:
    return [unit.callsign for unit in floor.board.units.values() if unit.available]


def busy_units(floor: Floor) -> Sequence[str]:
    """The units that are on a job."""
    return [unit.callsign for unit in floor.board.units.values() if unit.assignments]


def _dispositions(floor: Floor) -> Sequence[str]:
    return [f"{d.code.lower()} ({d.name})" for d in floor.centre.dispositions]


UNIT_WORDS = (
    Word("d", "dispatch units", "d12 14", _dispatch("dispatched", "dispatch"), _free_units),
    Word("de", "dispatch, already en route", "de12", _dispatch("en_route", "dispatch, already en route,"), _free_units),
    Word("do", "dispatch, already on scene", "do12", _dispatch("on_scene", "dispatch, already on scene,"), _free_units),
    Word("ak", "unit acknowledges", "ak12", report("acknowledged", "acknowledges"), busy_units),
    Word("o", "unit on scene", "o12", report("on_scene", "on scene"), busy_units),
    Word("t", "unit transporting", "t12 mercy", report("transporting", "transporting"), busy_units),
    Word("td", "unit at destination", "td12", report("at_destination", "at destination"), busy_units),
    Word("c", "clear a unit, or close an incident", "c12 rpt", _clear_or_close, _dispositions),
    Word("f", "free a unit", "f12", _free, busy_units),
    Word("y", "unit is all right", "y12", _contact, busy_units),
    Word("on", "unit in service", "on12", _back_in),
    Word("off", "unit out of service", "off12 meal", _take_out, lambda floor: floor.centre.reasons),
)
