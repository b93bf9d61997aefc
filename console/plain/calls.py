"""What is done with a call beside its form: the next line, its end, what was said, and in which language."""

from __future__ import annotations

from console.desk import verbs as v
from console.plain.form import take
from console.plain.position import LEAVE, Left, Position
from console.rules.phrase import facts_of, filled
from console.rules.refused import Refused
from console.rules.wording import quoted

SAID_AGAIN = "said again"
"""How a place is verified that the caller said a second time."""
HEARD = f"Y, or Enter for no; {LEAVE} leaves it:"
NOISE = {"": False, "n": False, "no": False, "y": True, "yes": True}


async def next_line(position: Position, rest: str) -> None:
    """Go to the line that waits longest; one that rings is answered."""
    waiting = sorted((c for c in position.sight.calls if c.state != "answered"), key=lambda call: call.since)
    if not waiting:
        position.tell("No other line waits.")
    elif waiting[0].state == "ringing":
        await take(position, "")
    elif await position.ask(v.Resume(waiting[0].id), said=f"{waiting[0].line} is yours again"):
        position.hand = waiting[0].incident


async def end(position: Position, rest: str) -> None:
    """The conversation is over."""
    call = position.call
    if call is None:
        raise Refused("There is no open call.")
    others = [other.line for other in position.sight.calls if other.id != call.id]
    offer = f"; {others[0]} waits,  j  goes there" if others else ""
    await position.ask(v.EndCall(call.id), said=f"{call.line} ended{offer}")


async def cut_off(position: Position, rest: str) -> None:
    """The line was lost: whoever it was is rung back, twice where something was heard."""
    call = position.call
    if call is None:
        raise Refused("There is no open call.")
    try:
        while (
            heard := (await position.question(f"Was anything odd heard on {call.line}? {HEARD}")).casefold()
        ) not in NOISE:
            position.tell(f"Type y or n;  {LEAVE}{heard}  would be the command.")
    except Left:
        position.tell(f"{call.line} goes on.")
        return
    verb = v.EndCall(call.id, "dropped", noise=NOISE[heard])
    await position.ask(verb, said=f"{call.line} lost; ring back within 5 min")


async def verify(position: Position, rest: str) -> None:
    """The caller said the place again, and it is the same."""
    await position.ask(v.VerifyPlace(position.needed().id, SAID_AGAIN), said="the place is verified: said again")


async def say(position: Position, rest: str) -> None:
    """The phrases with what this call knows in their gaps; with an id, note that it was said."""
    sight, incident, call = position.sight, position.incident, position.call
    if incident is not None and position.knowing.outdated(incident, call):
        await position.knowing.renew(incident, call)
    wait = str(position.knowing.minutes(incident) or "")
    facts = facts_of(sight.centre, incident, call, sight.who, sight.position, wait=wait) | {"M": wait}
    if not rest:
        position.tell_all(f"{one.id:<4} {one.when}: {filled(one.text, facts)}" for one in sight.centre.phrases)
        return
    phrase = next((one for one in sight.centre.phrases if one.id.casefold() == rest.casefold()), None)
    if phrase is None:
        raise Refused(f"There is no phrase {quoted(rest)};  say  lists them.")
    position.tell(f'SAY "{filled(phrase.text, facts)}"')
    verbs, said = position.knowing.spoken(position.needed(), call, phrase.id)
    await position.ask(*verbs, said=said)


async def language(position: Position, rest: str) -> None:
    """The languages; with one, note it and tell its key questions as one says them."""
    languages = position.sight.centre.languages
    wanted = rest.casefold()
    found = next((one for one in languages if wanted and wanted in (one.code.casefold(), one.name.casefold())), None)
    if found is None:
        position.tell_all([f"There is no language {quoted(rest)}; there are:"] if rest else [])
        position.tell_all(f"{one.code:<4} {one.name}  interpreter {one.interpreter or '-'}" for one in languages)
        return
    await position.ask(v.SetDetail(position.needed().id, "language", found.code), said=f"language {found.name}")
    position.tell_all(f"{meant}: {said}" for meant, said in found.lines)
