"""The words of the command line that are about crews: on and off duty, moved, turned, told, asked, met on the road."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from console.desk import verbs as v
from console.desk.duty import changes, signed_on
from console.desk.floor import CAME_UPON, Floor, Order, Word
from console.desk.spoken import Spoken
from console.desk.unit_ways import roll, ways
from console.desk.unit_words import busy_units, job_of, needs_unit
from console.rules.catalogue import Service
from console.rules.crew import TOLD, change, tell, untold
from console.rules.hands import jobs_seen
from console.rules.incident import title
from console.rules.reassign import turn
from console.rules.refused import Refused
from console.rules.service import services_like
from console.rules.unit import may_go
from console.rules.wording import listed, quoted


def _sign_on(floor: Floor, spoken: Spoken) -> Order:
    fact = signed_on(floor, spoken.words)
    what = [fact.kind, f"zone {fact.zone}" if fact.zone else "", " ".join(fact.crew)]
    what += [f"car {fact.vehicle}" if fact.vehicle else "", f"radio {fact.radio}" if fact.radio else ""]
    what += [f"can {listed(fact.skills)}" if fact.skills else ""]
    return Order(f"{fact.unit} signs on: {', '.join(word for word in what if word)}", (v.SignOn(fact),))


def _sign_off(floor: Floor, spoken: Spoken) -> Order:
    needs_unit(spoken, "Name the unit that goes home, as in  sf12")
    return Order(f"{listed(spoken.units)} off duty", tuple(v.SignOff(unit) for unit in spoken.units))


def _change(floor: Floor, spoken: Spoken) -> Order:
    needs_unit(spoken, "Name the unit and what is new, as in  ch12 crew ann bo")
    if len(spoken.units) > 1:
        raise Refused(f"Change one unit at a time, as in  ch{spoken.units[0]} crew ann bo")
    (unit,) = spoken.units
    crew, vehicle, radio, skills = changes(unit, spoken.words)
    change(floor.board, unit, crew, vehicle, radio, skills)
    return Order(f"{unit}: {spoken.words}", (v.ChangeUnit(unit, crew, vehicle, radio, skills),))


def move(floor: Floor, spoken: Spoken) -> Order:
    """`x12 #17` takes 12 off what it works on and sends it there; `x12 14` lets 14 take it over from 12."""
    needs_unit(spoken, "Name the unit and where it goes instead, as in  x12 #3")
    if len(spoken.units) == 2 and not spoken.incident:
        return _exchange(floor, *spoken.units)
    incident = floor.incident(spoken)
    seen = jobs_seen(floor.board, spoken.units)
    for name in spoken.units:
        if not seen[name]:
            raise Refused(f"{name} is on no incident; send it, as in  d{name} #{incident.short}")
        if job_of(floor, name) == f"#{incident.short}":
            raise Refused(f"{name} works on #{incident.short} already; name another, as in  x{name} #3")
    taken = listed(f"{name} from {_left(floor, name, spoken.units)}" for name in spoken.units)
    moved = tuple(v.Divert(name, incident.id, seen) for name in spoken.units)
    return Order(f"takes {taken}, for #{incident.short}", moved)


def _left(floor: Floor, name: str, leaving: Sequence[str]) -> str:
    """The incident that a unit leaves, and what becomes of it."""
    job = floor.board.assignments[floor.board.units[name].assignments[0]]
    rest = [other.unit for other in floor.board.on(job.incident) if other.unit not in leaving]
    stays = f"which {listed(rest)} stay{'s' if len(rest) == 1 else ''} on" if rest else "which goes back to the queue"
    return f"{job_of(floor, name)}, {stays}"


def _exchange(floor: Floor, name: str, other: str) -> Order:
    given, taken = job_of(floor, name), job_of(floor, other)
    verb = v.Exchange(name, other, jobs_seen(floor.board, (name, other)))
    if not given:
        raise Refused(f"{name} is on no incident; name the unit that is on one first, as in  x{other} {name}")
    if given == taken:
        raise Refused(f"{name} and {other} are both on {given}; name another unit, or an incident, as in  x{name} #3")
    if taken:
        return Order(f"{name} and {other} change places: {name} to {taken}, {other} to {given}", (verb,))
    unit = floor.board.units[other]
    may_go(floor.board, unit, floor.board.assignments[floor.board.units[name].assignments[0]].incident)
    return Order(f"{other} takes over {given} from {name}, which is free then", (verb,))


def _turn(floor: Floor, spoken: Spoken) -> Order:
    needs_unit(spoken, "Name the unit and what it works on first, as in  tn12 #18")
    incident = floor.incident(spoken)
    for name in spoken.units:
        turn(floor.board, name, incident.id)
    behind = [f"{job_of(floor, name)} waits" for name in spoken.units if job_of(floor, name)]
    turned = tuple(v.Turn(name, incident.id) for name in spoken.units)
    waits = f"; {listed(dict.fromkeys(behind))}" if behind else ""
    return Order(f"{listed(spoken.units)} turns to {title(incident)} first{waits}", turned)


def _tell(floor: Floor, spoken: Spoken) -> Order:
    """Without a unit every crew of the incident that has not been told yet."""
    jobs = [floor.board.current(floor.board.units[name]) for name in spoken.units]
    about = floor.incident(spoken) if spoken.incident or not spoken.units else None
    if about is not None:
        on_it = floor.board.on(about.id)
        jobs = [job for job in on_it if (job.unit in spoken.units if spoken.units else untold(floor.board, job))]
    told = tuple(v.TellCrew(job.unit, job.incident) for job in jobs if job is not None)
    if not told:
        where = f"no crew of #{about.short} waits to hear of it" if about else f"{listed(spoken.units)} is on nothing"
        raise Refused(f"There is nothing to tell, {where}; a crew is named as in  tl12")
    for verb in told:
        tell(floor.board, verb.unit, verb.incident)
    new = {name for job in jobs if job is not None for name, _ in untold(floor.board, job)}
    what = f" the new {listed(name for name in TOLD if name in new)}" if new else ""
    return Order(f"{listed(verb.unit for verb in told)} told{what}", told)


def _ways(floor: Floor, spoken: Spoken) -> Order:
    needs_unit(spoken, "Name the unit, as in  u12")
    return ways(floor, spoken.units[0])


def _came_upon(floor: Floor, spoken: Spoken) -> Order:
    """The type comes first, by its code or as people say it; all that follows is the place, which is looked up."""
    needs_unit(spoken, "Name the unit, what it came upon and where, as in  fi12 unk 1200 n oak")
    if len(spoken.units) > 1:
        raise Refused(f"One unit comes upon it; send the others then, as in  d{spoken.units[1]}")
    (unit,) = spoken.units
    service, place = _type_then_place(floor, spoken.words)
    if service is None:
        typed = spoken.words.partition(" ")[0]
        near = get_close_matches(typed.upper(), floor.centre.service_by_code, 3, 0.0)
        wrong = f"There is no type {quoted(typed)}; near it: {listed(near, 'or')}" if typed else "Say what and where"
        raise Refused(f"{wrong}, as in  fi{unit} {(near or ['unk'])[0].casefold()} 1200 n oak")
    if not place:
        raise Refused(f"Say where, as in  fi{unit} {service.code.casefold()} 1200 n oak")
    may_go(floor.board, floor.board.units[unit], floor.board.next_incident)
    remark = f"; {spoken.remark}" if spoken.remark else ""
    text = f"{unit} {service.code} {place}{remark}"
    return Order(f"{unit} on scene of {service.code} at {place}", command=CAME_UPON, text=text)


def _type_then_place(floor: Floor, words: str) -> tuple[Service | None, str]:
    """The service that most of the first words name, and the rest."""
    parts = words.split()
    for count in range(min(4, len(parts)), 0, -1):
        said = " ".join(parts[:count])
        service = _named(floor, said)
        if service is not None:
            return service, " ".join(parts[count:])
    return None, ""


def _named(floor: Floor, said: str) -> Service | None:
    exact = floor.centre.service_of(said)
    if exact is not None:
        return exact
    low = said.casefold()
    called = [one for one in floor.centre.services if low in (word.casefold() for word in one.words)]
    if len(called) == 1:
        return called[0]
    begun = [one for one in services_like(said, floor.centre) if one.code.casefold().startswith(low)]
    return begun[0] if len(begun) == 1 and " " not in said else None


def _roll(floor: Floor, spoken: Spoken) -> Order:
    return roll(floor)


def _off_duty(floor: Floor) -> Sequence[str]:
    return [unit.callsign for unit in floor.centre.units if unit.callsign not in floor.board.units]


def _on_duty(floor: Floor) -> Sequence[str]:
    return list(floor.board.units)


def _types(floor: Floor) -> Sequence[str]:
    return [service.code.casefold() for service in floor.centre.services if "dispatched" in service.outcomes]


CREW_WORDS = (
    Word(
        "so", "sign a unit on, with crew, car, radio, skills", "so31 patrol zone 12 ann bo car 204", _sign_on, _off_duty
    ),
    Word("sf", "sign a unit off", "sf12", _sign_off, _on_duty),
    Word("ch", "another crew, car, radio or other skills", "ch12 crew ann bo", _change),
    Word("tn", "of its incidents a unit works on this one first", "tn12 #17", _turn, busy_units),
    Word("tl", "crew told what has changed", "tl12", _tell, busy_units),
    Word("fi", "a unit came upon something", "fi12 unk 1200 n oak", _came_upon, _types),
    Word("u", "what can be done with a unit", "u12", _ways, _on_duty),
    Word("rc", "roll call: who was heard of when", "rc", _roll),
)
