"""What a line means here: words of this mode, else the command line as everywhere."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from msgspec import Struct

from console.commands import BY_ID
from console.desk import verbs as v
from console.desk.command_line import WORDS, read_line
from console.desk.floor import CAME_UPON, HISTORY, Order
from console.desk.likely import likeliest, link_line
from console.plain import lists
from console.plain.calls import cut_off, end, language, next_line, say, verify
from console.plain.card import card, clock_lines, same_lines
from console.plain.form import answer_named, fill, put_named, send, take
from console.plain.looking import history, search
from console.plain.outcome import choose_outcome
from console.plain.position import Position
from console.plain.units import came_upon, tell_choices
from console.rules.hands import jobs_seen
from console.rules.incident import title
from console.rules.recommend import recommend
from console.rules.refused import Refused
from console.rules.wording import listed
from console.screens.call_form import DETAILS
from console.screens.shift import Armed

Does = Callable[[Position, str], Awaitable[None]]


class PlainWord(Struct, frozen=True):
    """A word of this mode: what it does, and whether other words may follow it."""

    help: str
    does: Does
    followed: bool = False


async def obey(position: Position, line: str) -> None:
    """Do what a line says, or tell what is wrong with it."""
    word, _, rest = line.strip().partition(" ")
    own = PLAIN.get(word.casefold())
    if own is None or (rest and not own.followed):
        own = PlainWord("", _ordered, followed=True)
        rest = line
    armed = position.armed
    try:
        if line.strip():
            await own.does(position, rest.strip())
    except Refused as refusal:
        position.tell(str(refusal))
    if position.armed is armed:
        position.armed = ()


async def _ordered(position: Position, line: str) -> None:
    order = read_line(position.floor(), line)
    if order.choices:
        tell_choices(position, order)
    elif order.read:
        position.tell_all((order.said, *order.read))
    elif order.command:
        await do_command(position, order.command, order.text)
    elif order.search:
        await search(position, order.search)
    elif order.go is not None:
        await go(position, order.go)
    elif order.verbs:
        await _do(position, order)
    else:
        position.tell(order.said)


async def _do(position: Position, order: Order) -> None:
    facts = await position.ask(*order.verbs, said=order.said)
    link = next((verb for verb in order.verbs if isinstance(verb, v.LinkCall)), None)
    if link is not None and facts:
        position.hand = link.incident
        position.tell("What is new:  ; text.  end  ends the call.")


async def do_command(position: Position, id: str, text: str) -> None:
    """Do what is a command of the screens elsewhere."""
    if id not in COMMANDS:
        title_of = BY_ID[id].title if id in BY_ID else id
        raise Refused(f"{title_of} is for a drawn screen;  help  lists what there is here.")
    await COMMANDS[id](position, text)


async def go(position: Position, incident: int) -> None:
    """Take an incident in hand and tell its card, with what is known beside it."""
    position.hand = incident
    known = position.needed()
    position.tell_all(card(position.sight, known))
    if position.knowing.outdated(known, position.call):
        await position.knowing.renew(known, position.call)
    insight = position.knowing.insight(known, position.call, "")
    beside = {"HERE": insight.here, "SOUNDS LIKE": insight.guess, "NOT OURS": insight.elsewhere, "SAY": insight.wait}
    position.tell_all(f"{name} {said}" for name, said in beside.items() if said)
    position.tell_all(f"BEFORE {line}" for line in insight.before)


async def _dispatch(position: Position, rest: str) -> None:
    """Whom to send and why; the same again sends them."""
    incident = position.incident or position.oldest
    if incident is None:
        raise Refused("Nothing waits for a unit.")
    armed = position.armed[1] if position.armed[:1] == ("d",) else None
    if isinstance(armed, Armed) and armed.incident == incident.id:
        sent = v.Dispatch(armed.units, incident.id, seen=armed.seen)
        await position.ask(sent, said=f"dispatch {listed(armed.units)} to {title(incident)}")
        return
    advice = recommend(position.sight.board, position.sight.centre, incident)
    if not advice.units:
        raise Refused(f"Nobody to send to {title(incident)}: {advice.why}")
    position.hand = incident.id
    position.armed = ("d", Armed(incident.id, advice.units, jobs_seen(position.sight.board, advice.units)))
    position.tell(f"d  again sends {listed(advice.units)} to {title(incident)}: {advice.why}")


async def _link(position: Position, rest: str) -> None:
    """What is most likely the same; the same again adds the caller to it, or merges the two."""
    incident, sight = position.needed(), position.sight
    other = likeliest(sight.board, sight.centre, incident, sight.now)
    if other is None:
        raise Refused("Nothing looks the same; name it, as in  k #17")
    line = link_line(incident, other, sight.call)
    if position.armed == ("k", incident.id, other.id):
        await _ordered(position, line)
        return
    position.armed = ("k", incident.id, other.id)
    position.tell_all(same_lines(sight, incident))
    position.tell(f"k  again: {read_line(position.floor(), line).said}")


async def _oldest(position: Position, rest: str) -> None:
    if position.oldest is None:
        raise Refused("Nothing waits for a unit.")
    await go(position, position.oldest.id)


async def _see(position: Position, rest: str) -> None:
    rows = position.sight.alarm_rows
    if not rows:
        raise Refused("No alarm waits to be seen.")
    await position.ask(*(v.SeeAlarm(alarm.id) for alarm in rows[0].alarms), said=f"seen: {rows[0].text}")


async def _read(position: Position, rest: str) -> None:
    id = rest.upper().removeprefix("B")
    if not id.isdecimal():
        raise Refused("Name the bulletin, as in  read B3;  bl  lists them.")
    await position.ask(v.ReadBulletin(int(id)), said=f"B{id} is read")


async def _form(position: Position, rest: str) -> None:
    await fill(position, position.needed().id)


async def _send(position: Position, rest: str) -> None:
    await send(position)


async def _clocks(position: Position, rest: str) -> None:
    position.tell_all(clock_lines(position.sight, position.incident))


async def _card(position: Position, rest: str) -> None:
    await go(position, position.needed().id)


async def _help(position: Position, rest: str) -> None:
    """The words of this mode, then those of the command line; one word alone says how it is used."""
    if rest:
        position.tell(read_line(position.floor(), f"{rest} ?").said)
        return
    position.tell("Type a command. A question is skipped by Enter and left by a dot; .h  does  h  in between.")
    position.tell_all(f"{word:<10} {one.help}" for word, one in PLAIN.items() if one.help)
    position.tell_all(f"{word.word:<10} {word.help}, as in  {word.example}" for word in WORDS.values())


async def _nothing_to_try(position: Position, rest: str) -> None:
    position.tell("There is nothing to try: line by line only letters, Backspace and Enter are used.")


async def _leave(position: Position, rest: str) -> None:
    """Leave; while something is half done, only the second time."""
    open_lines = [call.line for call in position.sight.calls if call.state != "ringing"]
    mine = [i for i in position.sight.board.incidents.values() if i.position == position.shift.position]
    unsent = [f"#{incident.short}" for incident in mine if incident.state == "draft" and incident.calls]
    half = [f"#{i.short}" for id, form in position.forms.items() if form.draft() and (i := position.shift.incident(id))]
    said = [
        f"{listed(names)} {what}"
        for names, what in ((open_lines, "open"), (unsent, "not sent"), (half, "half typed"))
        if names
    ]
    if said and position.armed != ("bye",):
        position.armed = ("bye",)
        position.tell(f"Still {', '.join(said)}.  bye  again leaves; all of it is kept.")
        return
    position.leaving = True


async def _lock(position: Position, rest: str) -> None:
    """Hide everything until the person is back."""
    position.lock()


def _listing(rows: Callable[..., object]) -> Does:
    async def does(position: Position, rest: str) -> None:
        position.tell_all(rows(position.sight, rest) if rest else rows(position.sight))  # type: ignore[arg-type]

    return does


def _field(name: str) -> Does:
    async def does(position: Position, rest: str) -> None:
        await put_named(position, rest, name)

    return does


PLAIN: Mapping[str, PlainWord] = {
    "t": PlainWord("the clocks, the lines, the alarms", _clocks),
    "q": PlainWord("what waits for a unit, and what is worked on", _listing(lists.queue)),
    "v": PlainWord("the units", _listing(lists.units)),
    "o": PlainWord("go to what has waited longest", _oldest),
    "card": PlainWord("the incident in hand;  #17  takes another", _card),
    "d": PlainWord("whom to send; again sends them", _dispatch),
    "s": PlainWord("give the call in hand to the dispatcher", _send),
    "k": PlainWord("what may be the same call; again adds your caller to it", _link),
    "form": PlainWord("ask what is missing in the call's form", _form),
    "place": PlainWord("say where it is, as in  place 185 n oak st", _field("location"), followed=True),
    **{
        name: PlainWord(f"say the {name}, as in  {name} ...", _field(name), followed=True)
        for name in ("type", *DETAILS)
    },
    "answer": PlainWord("answer one question, as in  answer weapon n", answer_named, followed=True),
    "verify": PlainWord("the caller said the place again", verify),
    "say": PlainWord("the phrases, or note that one was said, as in  say g1", say, followed=True),
    "language": PlainWord("the languages, or note the caller's, as in  language es", language, followed=True),
    "end": PlainWord("the call is over", end),
    "cut": PlainWord("the line was lost", cut_off),
    "read": PlainWord("mark a bulletin as read, as in  read B3;  bl  lists them", _read, followed=True),
    "promises": PlainWord("what was promised to callers", _listing(lists.promises)),
    "requests": PlainWord("what the departments were asked for", _listing(lists.requests), followed=True),
    "catalogue": PlainWord("the services and who signed them", _listing(lists.catalogue), followed=True),
    "help": PlainWord("this; or one word, as in  help d", _help, followed=True),
    "bye": PlainWord("leave", _leave),
}
"""The words that only this mode has, or that mean something alone here."""
COMMANDS: Mapping[str, Does] = {
    "alarm.see": _see,
    "desk.lock": _lock,
    "alarm.list": _listing(lists.alarms),
    "bulletin.list": _listing(lists.bulletins),
    "list.filter": _listing(lists.filtered),
    "call.new": take,
    "call.next": next_line,
    "call.outcome": choose_outcome,
    "screen.requests": _listing(lists.requests),
    CAME_UPON: came_upon,
    HISTORY: history,
    "help.open": _help,
    "screen.selftest": _nothing_to_try,
}
"""What a command line may mean that is a command of the screens elsewhere."""
