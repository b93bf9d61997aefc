"""What the words of a scenario's conditions come to at a moment of a run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from console.practice.party import Party
from console.practice.scenario import Truth
from console.rules.board import Incident

if TYPE_CHECKING:
    from console.practice.run import Run


def words_of(run: Run, party: Party | None) -> Mapping[str, str]:
    """Every word with its value: Y or N, a number, or a word."""
    words = {**_of_scenario(run), **_of_units(run)}
    truth = run.scenario.about_of(party.caller) if party else run.scenario.truth[0]
    incident = incident_of(run, truth, party)
    words |= _of_incident(run, truth, incident)
    if party is not None:
        words |= _of_party(run, party)
    else:
        words["t"] = str((run.now - run.began) // 1000)
    return words


def incident_of(run: Run, truth: Truth, party: Party | None = None) -> Incident | None:
    """The incident that stands for a truth: this caller's own, else the one that was sent, else the first."""
    own = run.incident_of_call.get(party.call) if party else None
    ids = [run.into(own)] if own is not None else run.incidents_of(truth.id)
    found = [run.board.incidents.get(id) or run.board.recent.get(id) for id in ids]
    there = [one for one in found if one is not None]
    return next((one for one in there if one.sent or one.closed), next(iter(there), None))


def outcome_of(run: Run, incident: Incident) -> str:
    """How it was served so far: as it was closed, as a request, or as dispatched once it is with the dispatcher."""
    if incident.closed is not None and incident.outcome:
        return incident.outcome
    return "dispatched" if incident.sent is not None or incident.first_dispatched is not None else ""


def _yes(value: object) -> str:
    return "Y" if value else "N"


def _of_scenario(run: Run) -> dict[str, str]:
    scenario = run.scenario
    words = {fact.id: _yes(fact.id in run.learnt) for fact in scenario.fact}
    words |= {say.id: _yes(say.id in run.said) for say in scenario.say}
    marks = [one.mark for one in scenario.reply] + [one.mark for one in scenario.event] + [e.id for e in scenario.event]
    words |= {mark: _yes(mark in run.marks) for mark in marks if mark}
    words |= {f"phrase-{phrase}": "Y" for phrase in run.phrases}
    words |= {f"gone-{id}": _yes(party.gone is not None) for id, party in run.parties.items()}
    words |= {f"answered-{id}": _yes(party.answered is not None) for id, party in run.parties.items()}
    words["danger"] = _yes(run.board.dangers)
    return words


def _of_units(run: Run) -> dict[str, str]:
    found: dict[str, str] = {}
    for unit in run.board.units.values():
        job = run.board.current(unit)
        found[f"checked-{unit.callsign}"] = _yes(unit.callsign in run.checked)
        found[f"unit-{unit.callsign}"] = job.status if job else "out" if unit.out else "available"
    return found


def _of_incident(run: Run, truth: Truth, incident: Incident | None) -> dict[str, str]:
    details = incident.details if incident else {}
    place = incident.place if incident else None
    promises = [p for p in run.board.promises.values() if incident is not None and p.incident == incident.id]
    words = {f"entry-{code}": value for code, value in details.items()}
    return words | {
        "placed": _yes(place),
        "place-right": _yes(incident and place_right(truth, incident)),
        "verified": _yes(place and place.verified),
        "typed": _yes(incident and incident.type),
        "type-right": _yes(incident and incident.type in truth.types),
        "phone-noted": _yes(details.get("phone")),
        "name-noted": _yes(details.get("name")),
        "sent": _yes(incident and incident.sent),
        "dispatched": _yes(incident and incident.first_dispatched),
        "rolling": _yes(incident and incident.first_en_route),
        "on-scene": _yes(incident and incident.first_on_scene),
        "told-wait": _yes(any(p.kind == "wait" for p in promises)),
        "callback": _yes(any(p.kind == "callback" for p in promises)),
        "escalated": _yes(any(p.kind == "escalation" for p in promises)),
        "priority": str(incident.priority) if incident else "",
        "outcome": outcome_of(run, incident) if incident else "",
        "listing": run.listings.get(incident.id, "") if incident else "",
        "linked": _yes(incident and run.board.callers(incident) > 1),
    }


def _of_party(run: Run, party: Party) -> dict[str, str]:
    answered = party.answered
    return {
        "t": str((run.now - answered) // 1000) if answered is not None else "",
        "silent": str((run.now - party.spoken_to) // 1000) if answered is not None else "",
        "turns": str(party.turns),
        "mood": str(party.mood),
        "answered": _yes(answered is not None),
        "held": _yes(party.held),
        "hung-up": _yes(party.hung_up),
        "gone": _yes(party.gone is not None),
        "cut-off": _yes(party.cut_off),
    }


def place_right(truth: Truth, incident: Incident) -> bool:
    """Whether the place on the form is the true one; a flat or a name beside it does not matter."""
    place = incident.place
    if place is None or not truth.place:
        return place is None and not truth.place
    same_town = not truth.town or place.town.casefold() == truth.town.casefold()
    return same_town and place.text.casefold().startswith(truth.place.casefold())
