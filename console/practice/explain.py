"""What each line of a scenario could have released: the rules read out, and what nobody can ever reach."""

from __future__ import annotations

from collections.abc import Iterator

from console.practice.keywords import fits, heard
from console.practice.scenario import Fact, Reply, Scenario


def explained(scenario: Scenario) -> Iterator[str]:
    """Every caller with their facts and replies, in lines."""
    yield f"{scenario.id}  {scenario.title}  (level {scenario.level})"
    for caller in scenario.caller:
        yield ""
        yield f"{caller.id}: {caller.who}. Opens: {caller.opens or '(silence)'}"
        for fact in scenario.fact:
            if scenario.caller_of(fact) == caller.id:
                yield from _fact(scenario, fact)
        for reply in scenario.reply:
            if scenario.caller_of(reply) == caller.id:
                yield from _reply(reply)
    yield ""
    yield from _events(scenario)


def released_by(scenario: Scenario, caller: str, text: str, phrase: str = "") -> Iterator[str]:
    """What a sentence could release from a caller, whatever has gone before."""
    said = heard(text, phrase)
    for fact in scenario.fact:
        if scenario.caller_of(fact) == caller and fits(fact.asked, said):
            yield f"fact {fact.id}" + (f" (if {fact.when})" if fact.when else "")
    for reply in scenario.reply:
        if scenario.caller_of(reply) == caller and fits(reply.said, said):
            yield f"reply {reply.says or reply.mark}" + (" and nothing else" if reply.stops else "")
    for say in scenario.say:
        if fits(say.said, said):
            yield f"counts as {say.id}"


def _fact(scenario: Scenario, fact: Fact) -> Iterator[str]:
    needed = "needed, " if fact.needed else ""
    condition = f", only if {fact.when}" if fact.when else ""
    yield f"  {fact.id} ({needed}{fact.area} {fact.worth}{condition})"
    yield f"    asked by  {'   or   '.join(fact.asked)}"
    says = fact.says if isinstance(fact.says, str) else "   then   ".join(fact.says)
    yield f"    says      {says}"
    if fact.ask:
        others = [name for name in _before(scenario, fact) if name]
        first = f"   (told after {', '.join(others)})" if others else ""
        yield f"    best      {fact.ask}{first}"


def _before(scenario: Scenario, fact: Fact) -> Iterator[str]:
    """Facts that the same question fits and that stand earlier in the file."""
    said, caller = heard(fact.ask), scenario.caller_of(fact)
    for other in scenario.fact:
        if other is fact:
            return
        if scenario.caller_of(other) == caller and fits(other.asked, said):
            yield other.id


def _reply(reply: Reply) -> Iterator[str]:
    effects = [f"mood {reply.mood:+}" if reply.mood else "", f"mark {reply.mark}" if reply.mark else ""]
    effects += [f"MISTAKE {reply.mistake}" if reply.mistake else "", "nothing else is told" if reply.stops else ""]
    told = ", ".join(effect for effect in effects if effect)
    yield f"  to {'   or   '.join(reply.said)}"
    yield f"    says      {reply.says or '(nothing)'}" + (f"   [{told}]" if told else "")


def _events(scenario: Scenario) -> Iterator[str]:
    for event in scenario.event:
        when = " and ".join(part for part in (f"{event.at_s} s" if event.at_s else "", event.when) if part)
        what = event.says or (f"({event.noise})" if event.noise else "") or event.mark
        yield f"  at {when}: {what} {event.do}".rstrip()
