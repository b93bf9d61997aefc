"""What a good call-taker would do next, in words and keys: the order of a call, read from where the run stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from console.practice.party import Party
from console.practice.run import Run
from console.practice.scenario import Fact, Truth
from console.practice.score import name_used, names_told
from console.practice.state import incident_of
from console.rules.board import Call, Incident

Key = Callable[[str], str]
SILENCE = 0.7
"""The part of a caller's patience after which they should hear something."""
RINGS_MS = 5_000
"""How long another line may ring before the coach speaks of it."""
HAVE_THAT = "you've told me all I asked for. I have that."
KEEPS_WRITING = "I'm writing this down; I'm still here."


def next_steps(run: Run, key: Key) -> Iterator[str]:
    """The steps that are open, the next one first."""
    talking = run.talking
    ringing = sorted((c for c in run.board.calls.values() if c.state == "ringing"), key=lambda call: call.rang)
    if ringing:
        yield from _ringing(run, ringing[0], key, alone=talking is None)
    if talking is None and ringing:
        return
    if run.scenario.role == "dispatcher":
        yield from _floor(run, key)
    if talking is None:
        yield from _without_caller(run, key)
        return
    silent = run.now - max(talking.spoken_to, talking.heard_at)
    if silent > SILENCE * talking.caller.patience_s * 1000:
        yield f"They hear nothing from you. {key('call.say')} and say: {_quoted(KEEPS_WRITING)}"
    truth = run.scenario.about_of(talking.caller)
    incident = incident_of(run, truth, talking)
    yield from (hint.says for hint in run.scenario.hint if run.holds(hint.when, talking))
    yield from _call(run, talking, truth, incident, key)


def _ringing(run: Run, call: Call, key: Key, *, alone: bool) -> Iterator[str]:
    """What answers a line that rings: another key where a call is in hand already."""
    in_hand = any(own.state == "answered" for own in run.board.calls_of(run.position))
    if not in_hand:
        yield f"{call.line} rings: {key('call.take')} answers it."
    elif alone:
        yield f"{call.line} rings, and nobody is on the line you opened: {key('call.next')} answers it."
    elif run.now - call.rang > RINGS_MS:
        yield f"{call.line} rings, too: ask yours to hold, then {key('call.next')} parks this one and answers."


def _call(run: Run, party: Party, truth: Truth, incident: Incident | None, key: Key) -> Iterator[str]:
    """One call from its first question to its end."""
    words = run.words(party)
    places = [fact for fact in _open_facts(run, party) if fact.area == "location" and fact.needed]
    yield from (_ask(fact, party, key) for fact in places)
    if truth.place and words["placed"] == "N":
        where = f"Write it down: {key('call.take')} goes to LOCATION; type the place, then Enter."
        yield f"{where} Several? Press its number."
    if words["typed"] == "N":
        yield f"TYPE is next ({key('call.type')} goes there): type what it is, such as {truth.types[0]}, then Enter."
    if truth.outcome == "dispatched" and words["sent"] == "N":
        yield f"Place and type are enough: {key('call.send')} gives it to the dispatcher while you go on asking."
    yield from (_ask(fact, party, key) for fact in _open_facts(run, party) if fact.needed)
    yield from (_say(say.words, key) for say in run.scenario.say if say.needed and say.id not in run.said)
    missing = [code for code, value in truth.answers.items() if words.get(f"entry-{code}", "") != value]
    if missing:
        yield f"{key('call.safety')} goes to the answers ({', '.join(missing)}): Y, N or ? each."
    if truth.place and words["verified"] == "N":
        yield f'Have it said again: "Say the address once more." Is it the same? {key("call.verify")} verifies it.'
    yield from (_ask(fact, party, key) for fact in _open_facts(run, party) if fact.worth)
    if truth.phone and words["phone-noted"] == "N":
        yield f"{key('call.phone')} goes to PHONE: type the number, then Enter."
    if truth.name in (known := names_told(run)) and words["name-noted"] == "N":
        yield f"NAME is beside PHONE ({key('call.phone')}, then Tab): write {truth.name}, then Enter."
    if truth.name in known and not name_used(run, truth.name):
        yield _say(f"{truth.name}, {HAVE_THAT}", key)
    yield from (_say(say.words, key) for say in run.scenario.say if say.id not in run.said)
    if truth.outcome not in (None, "dispatched", words["outcome"]):
        yield f"{key('call.outcome')} shows how it can be served: sent, requested, referred or told."
    yield f"{key('call.end')} ends the call."


def _without_caller(run: Run, key: Key) -> Iterator[str]:
    held = next((call for call in run.board.calls_of(run.position) if call.state in ("held", "parked")), None)
    if held is not None:
        yield f"{held.line} waits: {key('call.next')} goes there."
    elif not run.served and any(party.gone is not None for party in run.parties.values()):
        sends, serves = key("call.send"), key("call.outcome")
        yield f"Nobody has been given this yet: {sends} sends it, {serves} serves it another way."
    elif any(not party.call and party.caller.at_s >= 0 for party in run.parties.values()):
        yield "The telephone will ring in a moment."


def _floor(run: Run, key: Key) -> Iterator[str]:
    """What a dispatcher does next."""
    waiting = sorted((i for i in run.board.incidents.values() if i.state == "pending"), key=lambda i: i.priority or 9)
    if run.board.dangers:
        yield f"A crew needs help. Select its incident and send the nearest: {key('incident.dispatch')} twice."
    if waiting:
        first = waiting[0]
        queue, send = key("list.queue"), key("incident.dispatch")
        yield f"#{first.short} waits: {queue} goes to the queue, {send} shows whom to send, again sends."


def _open_facts(run: Run, party: Party) -> Iterator[Fact]:
    """What could be asked now and was not learnt yet."""
    for fact in run.scenario.fact:
        mine = run.scenario.caller_of(fact) == party.caller.id
        if mine and fact.ask and fact.id not in run.learnt and run.holds(fact.when, party):
            yield fact


def _ask(fact: Fact, party: Party, key: Key) -> str:
    if party.turns:
        return f"Ask (YOU SAY is at {key('call.say')}): {_quoted(fact.ask)}"
    return f"{key('call.say')} goes to YOU SAY. Type your question and press Enter: {_quoted(fact.ask)}"


def _say(words: str, key: Key) -> str:
    return f"Say (YOU SAY is at {key('call.say')}): {_quoted(words)}"


def _quoted(words: str) -> str:
    return f'"{words}"'
