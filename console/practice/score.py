"""The score of a run against the frozen truth: what was won of what could be won, area by area."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from console.practice.keywords import fits, heard
from console.practice.run import Run
from console.practice.scenario import AREAS, Area, Truth
from console.practice.state import incident_of, outcome_of, place_right
from console.rules.board import Incident
from console.rules.run_card import abilities

ACKNOWLEDGES = (
    "@A1",
    "@A3",
    "you've_told|you_told|you_said",
    "i_have_that|i've_got_that|got_it",
    "thank_you|thanks",
    "i_understand",
    "i_hear_you|i_hear_that",
)
"""How a caller hears that they were heard."""


class Item(Struct, frozen=True):
    """Something that could be won: its weight within the area, how much of it was (0 to 1), and what it is."""

    area: Area
    weight: float
    got: float
    what: str


def areas(run: Run) -> Mapping[Area, tuple[float, int]]:
    """For each area in which something can be won: the share that was won (0 to 1), and the points it is worth."""
    found = list(items(run))
    shares = {area: _share([item for item in found if item.area == area]) for area in AREAS}
    weights = {area: getattr(run.scenario.score, area) for area in AREAS}
    there = {area: share for area, share in shares.items() if share is not None and weights[area]}
    total = sum(weights[area] for area in there) or 1
    points = {area: round(100 * weights[area] / total) for area in there}
    if there:  # what rounding leaves over goes to the heaviest
        heaviest = max(there, key=lambda area: points[area])
        points[heaviest] += 100 - sum(points.values())
    return {area: (share, points[area]) for area, share in there.items()}


def items(run: Run) -> Iterator[Item]:
    """Everything that could be won, and how much of it was."""
    for truth in run.scenario.truth:
        incident = incident_of(run, truth)
        yield from _location(truth, incident)
        yield from _entry(run, truth, incident)
    yield from _asked(run)
    yield from _words(run)
    yield from _clocks(run)
    yield from _dispatch(run)


def _share(found: list[Item]) -> float | None:
    weight = sum(item.weight for item in found)
    return sum(item.weight * item.got for item in found) / weight if weight else None


def _location(truth: Truth, incident: Incident | None) -> Iterator[Item]:
    right = incident is not None and place_right(truth, incident)
    if truth.place:
        yield Item("location", 5, float(right), "the place on the form is the true one")
        sure = right and incident is not None and incident.place is not None and incident.place.verified
        yield Item("location", 2, float(sure), "the place was verified")
    if truth.phone:
        noted = incident.details.get("phone", "") if incident else ""
        yield Item("location", 2, float(digits(noted) == digits(truth.phone)), "the number to ring back on")


def _entry(run: Run, truth: Truth, incident: Incident | None) -> Iterator[Item]:
    kind = incident.type if incident else ""
    details = incident.details if incident else {}
    got = 1.0 if kind == truth.types[0] else 0.8 if kind in truth.types else 0.0
    yield Item("entry", 4, got, f"the type ({' or '.join(truth.types)})")
    if truth.priority:
        yield Item("entry", 1, float(bool(incident) and incident.priority == truth.priority), "the priority")  # type: ignore[union-attr]
    for code, value in truth.answers.items():
        yield Item(
            "entry", 1, float(details.get(code, "").casefold() == value.casefold()), f"the answer {code} {value}"
        )
    if truth.name:
        yield Item("entry", 1, float(truth.name.casefold() in details.get("name", "").casefold()), "the caller's name")
    remarks = [remark.text for remark in incident.remarks] if incident else []
    for rule in truth.notes:
        noted = any(fits((rule,), heard(text)) for text in (*remarks, *details.values()))
        yield Item("entry", 1, float(noted), f"a note of {rule}")
    if truth.outcome:
        served = outcome_of(run, incident) if incident else ""
        yield Item("entry", 3, float(served == truth.outcome), f"the outcome: {truth.outcome}")
    if truth.listing:
        chosen = run.listings.get(incident.id, "") if incident else ""
        yield Item("entry", 3, float(chosen == truth.listing), "the service that can help")


def _asked(run: Run) -> Iterator[Item]:
    for fact in run.scenario.fact:
        if fact.worth:
            yield Item(fact.area, fact.worth, float(fact.id in run.learnt), f"learnt: {fact.id}")
    for say in run.scenario.say:
        if say.worth:
            yield Item(say.area, say.worth, float(say.id in run.said), f"said: {say.words}")


def _words(run: Run) -> Iterator[Item]:
    if not run.parties:
        return
    yield Item("words", 3, max(0.0, 1 - run.spoilt.count / 2) if run.turns else 0.0, "no words that hurt")
    acknowledged = any(fits(ACKNOWLEDGES, heard(turn.text, turn.phrase)) for turn in run.turns)
    yield Item("words", 1, float(acknowledged), "acknowledged what was said")
    for name in names_told(run):
        yield Item("words", 1, float(name_used(run, name)), "used the caller's name")
    alone = any(party.left_alone for party in run.parties.values())
    yield Item("words", 1, float(bool(run.turns) and not alone), "nobody was left alone on the line")


def names_told(run: Run) -> list[str]:
    """The names that callers gave."""
    return [truth.name for truth in run.scenario.truth if truth.name and _told(run, truth.name)]


def _told(run: Run, name: str) -> bool:
    learnt = (fact for fact in run.scenario.fact if fact.id in run.learnt)
    said = [fact.says if isinstance(fact.says, str) else " ".join(fact.says) for fact in learnt]
    opened = [party.caller.opens for party in run.parties.values() if party.answered is not None]
    return any(name.casefold() in text.casefold() for text in (*said, *opened))


def name_used(run: Run, name: str) -> bool:
    """Whether a caller was spoken to by a name."""
    return any(name.casefold() in turn.text.casefold() for turn in run.turns)


def _clocks(run: Run) -> Iterator[Item]:
    for clock, taken, most in steps(run):
        yield Item(
            "time", 1, in_time(taken, most), f"{clock}: {'never' if taken is None else f'{taken} s'} of {most} s"
        )


def in_time(taken: int | None, most: int) -> float:
    """Whole within the time, nothing from three times as long on."""
    return 0.0 if taken is None else min(1.0, max(0.0, 1 - (taken - most) / (2 * most)))


def steps(run: Run) -> Iterator[tuple[str, int | None, int]]:
    """Each clock of the run: its step, the seconds it took (None: never), and the most it may."""
    clocks = run.scenario.clocks
    for rang, answered in run.tally.rang.values():
        yield "answer", None if answered is None else (answered - rang) // 1000, clocks.answer_s
    if run.scenario.role == "dispatcher":
        for truth in run.scenario.truth:
            if truth.outcome == "dispatched":
                yield "brief", first_help(run, truth), clocks.brief_s
        return
    for truth in run.scenario.truth:
        incident, began = incident_of(run, truth), answered_about(run, truth)
        if began is None or truth.id in run.before:  # what stood there before was placed and sent by somebody else
            continue
        if truth.place:
            located = incident.located if incident else None
            yield "locate", None if located is None else (located - began) // 1000, clocks.locate_s
        if truth.outcome == "dispatched":
            sent = incident.sent if incident else None
            yield "brief", None if sent is None else (sent - began) // 1000, clocks.brief_s


def _dispatch(run: Run) -> Iterator[Item]:
    for truth in run.scenario.truth:
        for can in truth.units:
            yield Item("dispatch", 1, float(sent_to(run, truth, can)), f"sent: {can}")
    for unit, taken in run.tally.helped.items():
        yield Item("dispatch", 3, in_time(taken, run.scenario.clocks.help_s), f"help for {unit}")


def answered_about(run: Run, truth: Truth) -> int | None:
    """When the first call about a truth was answered (ms UTC)."""
    parties = (party for party in run.parties.values() if run.scenario.about_of(party.caller).id == truth.id)
    answered = (run.tally.rang.get(call, (0, None))[1] for party in parties for call in party.calls)
    return min((when for when in answered if when is not None), default=None)


def sent_to(run: Run, truth: Truth, can: str) -> bool:
    """Whether a unit that can do this was sent."""
    incidents = run.incidents_of(truth.id)
    units = (
        run.board.units[one.unit] for one in run.tally.sent if one.incident in incidents and one.unit in run.board.units
    )
    return any(can in abilities(run.centre, unit.kind, unit.skills) for unit in units)


def first_help(run: Run, truth: Truth) -> int | None:
    """After how many seconds a unit was sent, from the beginning or from the moment it was given to the dispatcher."""
    incidents = run.incidents_of(truth.id)
    sent = min(
        (one.when for one in run.tally.sent if one.incident in incidents and one.when >= run.began), default=None
    )
    given = (run.board.incidents.get(id) or run.board.recent.get(id) for id in incidents)
    since = max(run.began, min((one.sent for one in given if one is not None and one.sent), default=run.began))
    return None if sent is None else (sent - since) // 1000


def digits(phone: str) -> str:
    """A number without what stands between its digits."""
    return "".join(sign for sign in phone if sign.isdecimal())[-10:]
