"""How a line ends work: whom it would leave with nobody, what the code must not lack, and which codes there are."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from console.desk.floor import Floor, Order
from console.rules.board import Incident, Remark
from console.rules.centre import Disposition
from console.rules.closing import complete, missing
from console.rules.wording import listed


def left_empty(floor: Floor, units: Sequence[str], incident: Incident | None) -> Sequence[Incident]:
    """The incidents that nobody is on once these units are done; without units, the incident itself if nobody is."""
    if not units:
        return [incident] if incident and not floor.board.on(incident.id) else []
    jobs = []
    for name in units:
        mine = [floor.board.assignments[id] for id in floor.board.units[name].assignments]
        jobs += [job for job in mine if incident is None or job.incident == incident.id][:1]
    done = {job.id for job in jobs}
    empty = {job.incident for job in jobs if all(other.id in done for other in floor.board.on(job.incident))}
    return [floor.board.incident(id) for id in sorted(empty)]


def lacks_nothing(floor: Floor, incident: Incident, code: str, remark: str) -> None:
    """Refuse a code while what it needs is missing, unless the remark that comes with the line is just that."""
    if incident.id in floor.board.incidents:
        complete(floor.board, floor.centre, _with(incident, remark), code)


def how_it_ended(floor: Floor, incident: Incident, units: Sequence[str], said: str) -> Order:
    """The codes to choose from, those of the service's own department first."""
    codes = fitting(floor, incident)
    where = said or ("" if units else f"#{incident.short}")
    line = f"c{' '.join(units)} {where}".rstrip() + " "
    choices = tuple((f"{line}{one.code.lower()}", _row(floor, incident, one)) for one in codes)
    example = f"{line}{codes[0].code.lower()}" if codes else f"{line}rpt"
    named = listed([one.code.lower() for one in codes], "or")
    return Order(f"How did #{incident.short} end? {named}, as in  {example}", line=line, choices=choices)


def fitting(floor: Floor, incident: Incident) -> Sequence[Disposition]:
    """Every disposition: first what the service's own department closes with, then everybody's, then the others'."""
    service = floor.centre.service_of(incident.type)
    own = service.department if service else ""
    return sorted(
        floor.centre.dispositions, key=lambda one: 1 if not one.departments else 0 if own in one.departments else 2
    )


def _row(floor: Floor, incident: Incident, one: Disposition) -> str:
    lacks = [lack.partition(",")[0] for lack in missing(floor.board, floor.centre, incident, one.code)]
    needs = f"   needs {listed(lacks)}" if lacks else ""
    return f"{one.code:<7} {one.name}{needs}"


def _with(incident: Incident, remark: str) -> Incident:
    if not remark:
        return incident
    return replace(incident, remarks=(*incident.remarks, Remark(0, "", "", remark)))
