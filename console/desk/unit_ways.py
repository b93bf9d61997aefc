"""What can be done with a unit now, and who was heard of when: lines to choose from."""

from __future__ import annotations

from collections.abc import Iterator

from console.desk.floor import Floor, Order
from console.rules.board import Assignment, Unit
from console.rules.crew import untold
from console.rules.incident import title
from console.rules.status import STATUS, STATUSES
from console.rules.wording import brief, listed

WORD = {"acknowledged": "ak", "en_route": "e", "on_scene": "o", "transporting": "t", "at_destination": "td"}
"""The word that reports a status."""


def ways(floor: Floor, callsign: str) -> Order:
    """What can be done with this unit now; a line that ends in a blank lacks its last words."""
    unit = floor.board.units[callsign]
    job = floor.board.current(unit)
    choices = tuple(_out(unit) if unit.out else _idle(floor, unit) if job is None else _on_job(floor, unit, job))
    lines = ", ".join(line.strip() for line, _ in choices)
    return Order(f"{callsign} {_standing(floor, unit)}: {lines}", choices=choices)


def _standing(floor: Floor, unit: Unit) -> str:
    job = floor.board.current(unit)
    if unit.out:
        return f"out of service, {unit.out}"
    return f"{STATUS[job.status].word} #{floor.board.incident(job.incident).short}" if job else "available"


def _out(unit: Unit) -> Iterator[tuple[str, str]]:
    name = unit.callsign
    yield f"on{name}", "back in service"
    yield from _always(name)


def _idle(floor: Floor, unit: Unit) -> Iterator[tuple[str, str]]:
    name = unit.callsign
    selected = floor.board.incidents.get(floor.selected or 0)
    if selected is not None and selected.state != "draft":
        yield f"d{name} #{selected.short}", f"send to {title(selected)}"
    yield f"fi{name} ", "it came upon something: type and place"
    yield f"off{name} ", "out of service, with the reason"
    yield from _always(name)


def _on_job(floor: Floor, unit: Unit, job: Assignment) -> Iterator[tuple[str, str]]:
    name, incident = unit.callsign, floor.board.incident(job.incident)
    yield f"y{name}", "it is all right"
    if untold(floor.board, job):
        yield f"tl{name}", "crew told what has changed"
    for status in STATUSES:
        if status.name in WORD and status.order > STATUS[job.status].order:
            open_end = " " if status.name == "transporting" else ""
            yield f"{WORD[status.name]}{name}{open_end}", f"{status.word} #{incident.short}"
    yield f"c{name} ", f"done with #{incident.short}, with a code"
    yield f"f{name}", f"take it off #{incident.short}"
    for id in unit.assignments[1:]:
        other = floor.board.incident(floor.board.assignments[id].incident)
        yield f"tn{name} #{other.short}", f"work on {title(other)} first"
    selected = floor.board.incidents.get(floor.selected or 0)
    if (
        selected is not None
        and selected.state != "draft"
        and all(floor.board.assignments[id].incident != selected.id for id in unit.assignments)
    ):
        yield f"d{name} #{selected.short}", f"let {title(selected)} wait for it"
        yield f"x{name} #{selected.short}", f"divert to {title(selected)}"
    yield f"ch{name} ", "another crew, car, radio or other skills"


def _always(name: str) -> Iterator[tuple[str, str]]:
    yield f"ch{name} ", "another crew, car, radio or other skills"
    yield f"sf{name}", "off duty"


def roll(floor: Floor) -> Order:
    """Every unit on duty, those on a job first, the longest silent first; to choose one says that it is all right."""
    units = sorted(floor.board.units.values(), key=lambda unit: (not unit.assignments, unit.contact))
    choices = tuple((f"y{unit.callsign}", _heard(floor, unit)) for unit in units)
    silent = listed(f"{unit.callsign} {brief((floor.now - unit.contact) / 1000)}" for unit in units[:3])
    return Order(f"ROLL CALL {len(units)} on duty, longest silent {silent or 'nobody'}", choices=choices, again=True)


def _heard(floor: Floor, unit: Unit) -> str:
    silent = brief((floor.now - unit.contact) / 1000)
    crew = f"   {', '.join(unit.crew)}" if unit.crew else ""
    return f"{unit.callsign:<6} heard of {silent:>6} ago   {_standing(floor, unit)}{crew}"
