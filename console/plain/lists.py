"""What the other screens show as lists, told as lines: the queue, the units, alarms, promises, requests, services."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from console.rules.board import Incident, Unit
from console.rules.cells import incident_cells, sorted_queue, sorted_units, unit_cells
from console.rules.clock import due
from console.rules.filter import Filter
from console.rules.notice import running
from console.rules.owed import Promise, Request
from console.rules.pressing import promised, standing
from console.rules.recommend import recommend
from console.rules.signing import sign_off
from console.rules.signing import standing as doubted
from console.rules.status import STATUS
from console.rules.wording import brief
from console.widgets.sight import Sight

ALL = Filter()
"""Nothing is left out."""


def queue(sight: Sight, only: Filter = ALL) -> Iterator[str]:
    """What waits for a unit, the latest first, then what is being worked on; `only` leaves out what does not fit."""
    board, centre = sight.board, sight.centre
    incidents = [board.incidents[id] for id in sorted_queue(board, centre, sight.now, "lateness")]
    me = (sight.position, sight.who)
    shown = [i for i in incidents if only.fits(incident_cells(i, board, centre, sight.now, me))]
    waiting = sum(i.state != "active" for i in shown)
    yield f"PENDING {waiting}  ACTIVE {len(shown) - waiting}"
    yield from (f"{named(incident)}  {_state(sight, incident)}" for incident in shown)


def named(incident: Incident) -> str:
    """An incident in one line: `#3 P1 MED-U 88 RIVER RD, Milltown`; `~` stands before a place that nobody matched."""
    place = incident.place
    where = ", ".join(part for part in (place.text, place.town) if part) if place else "place unknown"
    mark = "" if place and place.matched else "~"
    return f"#{incident.short} P{incident.priority or '?'} {incident.type or 'type unknown'} {mark}{where}"


def _state(sight: Sight, incident: Incident) -> str:
    if incident.state == "active":
        crew = (f"{job.unit} {STATUS[job.status].word}" for job in sight.board.on(incident.id))
        return ", ".join(crew) or "nobody on it"
    advice = recommend(sight.board, sight.centre, incident)
    send = f"send {' '.join(advice.units)}" if advice.units else "nobody to send"
    age = brief((sight.now - (incident.sent or incident.opened)) // 1000)
    callers = sight.board.callers(incident)
    more = f", {callers} callers" if callers > 1 else ""
    return f"{incident.state} {age}{_due(sight, incident)}{more}; {send}"


def _due(sight: Sight, incident: Incident) -> str:
    when = due(incident, sight.centre.standard)
    if when is None:
        return ""
    left = brief(abs(when - sight.now) // 1000)
    return f", LATE +{left}" if when < sight.now else f", due in {left}"


def units(sight: Sight, only: Filter = ALL) -> Iterator[str]:
    """Every unit that fits with what it does and for how long, those on a job first."""
    board, centre = sight.board, sight.centre
    on_duty = [board.units[name] for name in sorted_units(board, centre, "status")]
    shown = [unit for unit in on_duty if only.fits(unit_cells(unit, board, sight.now))]
    yield f"UNITS {sum(unit.available for unit in shown)} of {len(shown)} available"
    yield from (f"{unit.callsign} {_doing(sight, unit)}  {unit.kind}" for unit in shown)


def filtered(sight: Sight, text: str) -> Iterator[str]:
    """The queue, the units or both, only the rows that fit what was typed after `f`."""
    only = Filter.parse(text)
    on_queue, on_units = only.lists
    yield from queue(sight, only) if on_queue else ()
    yield from units(sight, only) if on_units else ()


def _doing(sight: Sight, unit: Unit) -> str:
    job = sight.board.current(unit)
    if unit.out:
        return f"OUT OF SERVICE {unit.out} {brief((sight.now - unit.since) // 1000)}"
    if job is None:
        return f"AVAILABLE {brief((sight.now - unit.since) // 1000)} zone {unit.zone}".rstrip()
    incident = sight.board.incident(job.incident)
    where = job.destination or (incident.place.text if incident.place else "place unknown")
    status = "dispatched, not acknowledged" if job.status == "dispatched" else STATUS[job.status].word
    more = f" and {len(unit.assignments) - 1} more" if len(unit.assignments) > 1 else ""
    return f"{status} {brief((sight.now - job.since) // 1000)} #{incident.short} {where}{more}"


def alarms(sight: Sight) -> Iterator[str]:
    """What nobody has seen yet, worst first."""
    yield f"ALARMS {len(sight.alarms)}" + ("; a  acknowledges the first" if sight.alarms else "")
    yield from (f"{'!!' if row.level == 1 else '!'} {row.text}" for row in sight.alarm_rows)


def bulletins(sight: Sight) -> Iterator[str]:
    """The bulletins to all desks, the newest first; `new` are those that this person has not read."""
    shown = running(sight.board, sight.now)
    yield f"BULLETINS {len(shown)}" + ("; read: read B3" if shown else "")
    for one in shown:
        new = "" if sight.who in (one.by, *one.read) else "new "
        yield f"{new}B{one.id} {one.by} until {sight.time(one.until)[:5]}: {one.text}"


def promises(sight: Sight) -> Iterator[str]:
    """What was promised to callers: one's own first, each part by its time."""
    shown = sorted(
        sight.board.promises.values(),
        key=lambda p: (p.owner != sight.position, p.due is None, p.due or p.made, p.id),
    )
    yield f"PROMISES {len(shown)}" + ("; kept: pk P3, tried: pt P3, not needed: pn P3 why" if shown else "")
    yield from (_promise(sight, promise) for promise in shown)


def _promise(sight: Sight, promise: Promise) -> str:
    left = brief(abs((promise.due or 0) - sight.now) // 1000)
    state = standing(promise, sight.now)
    by = f"by {sight.time(promise.due)[:5]}" if promise.due else "no time"
    due = f"BROKEN +{left}" if state == "broken" else f"DUE in {left}" if state == "due" else by
    return "  ".join(p for p in (promised(promise), promise.phone, due, f"kept by {promise.owner}", promise.text) if p)


def requests(sight: Sight, department: str = "") -> Iterator[str]:
    """What the departments were asked for, or one of them by its code."""
    wanted = department.upper()
    shown = [r for r in sight.board.requests.values() if wanted in ("", "ALL", r.department.upper())]
    whose = "" if wanted in ("", "ALL") else f" of {wanted}"
    yield f"REQUESTS{whose} {len(shown)}" + ("; taken: qt R5, done: qd R5 reason" if shown else "")
    yield from (_request(sight, request) for request in shown)


def _request(sight: Sight, request: Request) -> str:
    late = request.due is not None and request.due < sight.now
    due = "" if request.due is None else f"{'LATE, was due' if late else 'due'} {sight.day(request.due)}"
    where = f"{request.place}, {request.town}".strip(", ")
    lacks = f"lacks: {request.missing}" if request.missing else ""
    head = f"R{request.id} {request.number} {request.service} {request.department}"
    return "  ".join(part for part in (head, where, request.state, due, lacks) if part)


def catalogue(sight: Sight, code: str = "") -> Iterator[str]:
    """Every service with its department and who signed its words; a code, or the start of one, shows only those."""
    shown = [one for one in sight.centre.services if one.code.upper().startswith(code.upper())]
    yield f"CATALOGUE {len(shown)}" + ("" if code else "; one of them:  catalogue pothole")
    for service in shown:
        why, signed = doubted(sight.board, service, sight.today), sign_off(sight.board, service)
        by = f"UNVERIFIED: {why}" if why else f"signed by {signed.by} until {signed.review_by}" if signed else ""
        doubts = sum(p.kind == "doubt" and p.service == service.code for p in sight.board.promises.values())
        tail = f", {doubts} doubted" if doubts else ""
        yield f"{service.code}  {service.name}  {service.department}  {by}{tail}"


def numbered(rows: Sequence[str]) -> Iterator[str]:
    """Choices, each behind the number that takes it."""
    yield from (f"{number}  {row}" for number, row in enumerate(rows, 1))
