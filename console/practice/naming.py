"""The mistakes of a run by their names: those that the coach knows everywhere, and those of the scenario."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from console.practice.mistakes import known
from console.practice.run import Run
from console.practice.scenario import Truth
from console.practice.score import digits, name_used, names_told, sent_to, steps
from console.practice.state import incident_of, outcome_of, place_right
from console.rules.board import Incident
from console.rules.wording import spell

LATE = 2
"""How many times its time a step may take before the coach names it; before that it only costs points."""


class Named(Struct, frozen=True):
    """A mistake that was made: what came of it, the words for next time, the line that was said, what is drilled.

    At most `cap` points are left, and `costs` are taken.
    """

    id: str
    says: str
    next: str
    cap: int = 100
    costs: int = 0
    line: str = ""
    drill: str = ""


def mistakes(run: Run) -> list[Named]:
    """All of them, the gravest first."""
    found = [*_of_scenario(run), *_known(run)]
    once = {one.id: one for one in reversed(found)}
    order = [*dict.fromkeys(one.id for one in found)]
    return sorted(once.values(), key=lambda one: (one.cap, -one.costs, order.index(one.id)))


def _of_scenario(run: Run) -> Iterator[Named]:
    for mistake in run.scenario.mistake:
        by_reply = f"mistake {mistake.id}" in run.marks
        at_end = bool(mistake.when) and not mistake.ever and run.holds(mistake.when)
        if by_reply or mistake.id in run.ever or at_end:
            line = run.spoilt.lines[mistake.id].text if mistake.id in run.spoilt.lines else ""
            drill = mistake.drill
            yield Named(mistake.id, mistake.says, mistake.next, mistake.cap, mistake.costs, line, drill)
    told = {mistake.id for mistake in run.scenario.mistake}
    for reply in run.scenario.reply:
        if reply.mistake and reply.mistake not in told and f"mistake {reply.mistake}" in run.marks:
            line = run.spoilt.lines[reply.mistake].text
            yield Named(
                reply.mistake, f'You said "{line}", and the caller only agreed.', "Ask, and let them say it.", line=line
            )


def _known(run: Run) -> Iterator[Named]:
    for truth in run.scenario.truth:
        incident = incident_of(run, truth)
        if incident is not None:
            yield from _place(truth, incident)
            yield from _entry(run, truth, incident)
        if len(run.incidents_of(truth.id)) > 1:
            yield _named("not-linked")
    yield from _crossed(run)
    yield from _unasked(run)
    yield from _words(run)
    yield from _clocks(run)
    yield from _floor(run)


def _place(truth: Truth, incident: Incident) -> Iterator[Named]:
    place = incident.place
    if truth.place and place is None:
        yield _named("place-missing")
    elif truth.place and place is not None:
        if not place_right(truth, incident):
            yield _named("place-wrong", ", ".join(part for part in (place.text, place.town) if part))
        if not place.verified:
            yield _named("place-unsure")
    noted = incident.details.get("phone", "")
    if truth.phone and not noted:
        yield _named("phone-missing")
    elif truth.phone and digits(noted) != digits(truth.phone):
        yield _named("phone-wrong", noted)


def _entry(run: Run, truth: Truth, incident: Incident) -> Iterator[Named]:
    if not incident.type:
        yield _named("type-missing")
    elif incident.type not in truth.types:
        yield _named("type-wrong", incident.type)
    for code, value in truth.answers.items():
        noted = incident.details.get(code, "")
        if noted not in ("", "?") and noted.casefold() != value.casefold():
            yield _named("answer-wrong", f"{code} {noted}", code)
    served = outcome_of(run, incident)
    if truth.outcome is None or run.scenario.role == "dispatcher":
        return
    if not served:
        yield _named("not-sent" if truth.outcome == "dispatched" else "outcome-missing")
    elif served != truth.outcome:
        yield _named("outcome-wrong", served)
    listing = run.listings.get(incident.id, "")
    if truth.listing and listing and listing != truth.listing:
        yield _named("listing-wrong", listing)


def _crossed(run: Run) -> Iterator[Named]:
    """Two truths in one incident."""
    seen: dict[int, str] = {}
    for truth in run.scenario.truth:
        for id in run.incidents_of(truth.id):
            if seen.setdefault(id, truth.id) != truth.id:
                yield _named("wrongly-linked")
                return


def _unasked(run: Run) -> Iterator[Named]:
    reached = {id for id, party in run.parties.items() if party.answered is not None or len(party.calls) > 1}
    for fact in run.scenario.fact:
        if fact.needed and fact.id not in run.learnt and run.scenario.caller_of(fact) in reached:
            yield _named("not-asked", fact.ask, fact.id, drill=fact.id)
    for say in run.scenario.say:
        if say.needed and say.id not in run.said and (not say.caller or say.caller in reached):
            yield _named("not-said", say.words, say.id, drill=say.id)


def _words(run: Run) -> Iterator[Named]:
    for id, turn in run.spoilt.lines.items():
        if id in known():
            yield _named(id, turn.text, line=turn.text)
    if any(not name_used(run, name) for name in names_told(run)):
        yield _named("name-unused")
    if any(party.left_alone for party in run.parties.values()):
        yield _named("left-alone")
    if "held-unasked" in run.marks:
        yield _named("held-unasked")


def _clocks(run: Run) -> Iterator[Named]:
    for id, party in run.parties.items():
        if party.calls and all(run.tally.rang.get(call, (0, None))[1] is None for call in party.calls):
            yield _named("never-answered", party.caller.who, id)
    for clock, taken, most in steps(run):
        if taken is not None and taken > LATE * most:
            yield _named(f"late-{clock}", spell(taken))


def _floor(run: Run) -> Iterator[Named]:
    missing = [can for truth in run.scenario.truth for can in truth.units if not sent_to(run, truth, can)]
    if missing:
        yield _named("units-missing", ", ".join(missing))
    for taken in run.tally.helped.values():
        if taken is None or taken > LATE * run.scenario.clocks.help_s:
            yield _named("late-help", "in vain" if taken is None else spell(taken))


def _named(id: str, what: str = "", part: str = "", *, line: str = "", drill: str = "") -> Named:
    one = known()[id]
    says, following = one.says.replace("{what}", what), one.next.replace("{what}", what)
    return Named(f"{id}:{part}" if part else id, says, following, one.cap, one.costs, line, drill or one.drill)
