"""The words of the command line that are about a caller: hold, put through, call back, message, escalate, wait."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import NoReturn, get_args

from console.desk import verbs as v
from console.desk.caller import Caller, caller, phone_at_end
from console.desk.crew_words import move
from console.desk.floor import Floor, Order, Word, screen_word
from console.desk.spoken import Spoken
from console.desk.times import clock, when
from console.desk.unit_words import busy_units, report
from console.rules.board import Call
from console.rules.call_facts import Channel
from console.rules.facts import PromiseMade
from console.rules.incident import title
from console.rules.promise import UNKNOWN
from console.rules.refused import Refused
from console.rules.wording import listed, quoted

TIME_LIKE = re.compile(r"\d[\d:.]*")
"""What is meant as a time, whether or not there is such a time."""
SUPERVISOR = "supervisor"
"""Who gets what is escalated, where nobody else is named."""


def _own_call(floor: Floor, what: str) -> Call:
    call = floor.board.calls.get(floor.call or 0)
    if call is None:
        raise Refused(f"You have no caller to {what}; answer a call first, as in  n")
    return call


def _hold(floor: Floor, spoken: Spoken) -> Order:
    return Order("hold this line", (v.Hold(_own_call(floor, "hold").id, spoken.words),))


def _agencies(floor: Floor) -> Sequence[str]:
    return [department.agency for department in floor.centre.departments]


def _departments(floor: Floor) -> dict[str, tuple[str, str, str]]:
    """How each department may be named, in small letters: its code, agency and number by that name."""
    known = {}
    for department in floor.centre.departments:
        for name in (department.code, department.agency, department.name):
            known[name.casefold()] = (department.code, department.agency, department.phone)
    return known


def _named(floor: Floor, words: str) -> tuple[tuple[str, str, str] | None, str]:
    """The department that the words begin with, and what follows; None and all of the words where it is none."""
    known = _departments(floor)
    for name in sorted(known, key=len, reverse=True):
        if f"{words.casefold()} ".startswith(f"{name} "):
            return known[name], words[len(name) :].strip()
    return None, words


def placed(floor: Floor, words: str) -> str:
    """The code of the department that the words name; a refusal lists them."""
    department, rest = _named(floor, words)
    if department is None or rest:
        codes = listed((department.code.casefold() for department in floor.centre.departments), "or")
        raise Refused(f"There is no department {quoted(words)}; there are {codes}.")
    return department[0]


def _move_or_transfer(floor: Floor, spoken: Spoken) -> Order:
    moves = spoken.units or (spoken.incident and not spoken.words)
    return move(floor, spoken) if moves else _transfer(floor, spoken)


def _transfer(floor: Floor, spoken: Spoken) -> Order:
    call = _own_call(floor, "put through")
    first, _, after = spoken.words.partition(" ")
    cold = first.casefold() == "cold"
    words = after.strip() if cold else spoken.words
    if not words:
        raise Refused("Say whom the caller goes to, as in  x fire")
    department, receiver = _named(floor, words)
    if department is None:
        _no_slip(floor, words)
        to, number, receiver = words, "", ""
    else:
        _, to, number = department
    verb = v.Transfer(call.id, to, receiver, warm=not cold)
    number = f" {number}" if number else ""
    if receiver:
        return Order(f"{call.line} goes to {to}: {receiver} answered", (verb,))
    if cold:
        return Order(f"{call.line} goes to {to}{number} at once, cold", (verb,))
    return Order(f"stay on {call.line} with {to}{number}; once they answer  xc NAME", (verb,))


def _no_slip(floor: Floor, words: str) -> None:
    """Any other agency may be named as it is called; what is nearly one of ours is a slip."""
    near = get_close_matches(words.split()[0].casefold(), _departments(floor), 1, 0.7)
    if near:
        raise Refused(f"There is no department {quoted(words.split()[0])}; did you mean {near[0]}? As in  x {near[0]}")


def _connect(floor: Floor, spoken: Spoken) -> Order:
    call = _own_call(floor, "put through")
    if not spoken.words:
        raise Refused("Name who answered, as in  xc lee")
    return Order(f"{spoken.words} answered; {call.line} is theirs", (v.Connect(call.id, spoken.words),))


def _callback(floor: Floor, spoken: Spoken) -> Order:
    typed, due, rest = _time(floor, spoken, "b 17:00 osei")
    about = caller(floor, spoken)
    words, number = phone_at_end(rest)
    name, phone = words or about.name, number or about.phone
    if not name:
        raise Refused(f"Nobody has given a name; say it, or the word unknown, as in  b {typed} {UNKNOWN}")
    if not phone:
        raise Refused(f"There is no number to ring; ask for it, as in  b {typed} {name.split()[0]} 919-555-0142")
    made = _made(about, "callback", due=due, name=name, phone=phone)
    return Order(f"call {name} back at {clock(due, floor)} on {phone}", (made,))


def _time(floor: Floor, spoken: Spoken, example: str) -> tuple[str, int, str]:
    """The time that the words begin with, as typed and in ms UTC, and what follows."""
    typed, _, rest = spoken.words.partition(" ")
    due = when(typed, floor)
    if due is None:
        wrong = f"There is no time {quoted(typed)}" if typed else "No time is given"
        raise Refused(f"{wrong}; give minutes or the clock, as in  {example}")
    return typed, due, rest.strip()


def _made(about: Caller, kind: str, **values: object) -> v.MakePromise:
    given = {"incident": about.incident, "call": about.call, "name": about.name, "phone": about.phone, **values}
    return v.MakePromise(PromiseMade(0, kind, "", **given))  # type: ignore[arg-type]  # named by what calls this


def _message(floor: Floor, spoken: Spoken) -> Order:
    department, text = _named(floor, spoken.words)
    to = department[0] if department else spoken.words.partition(" ")[0]
    text = text if department else spoken.words.partition(" ")[2].strip()
    if not to:
        raise Refused("Say whom it is for and what, as in  m park the gate is open")
    if not text:
        raise Refused(f"The message for {quoted(to)} is empty, as in  m {to.casefold()} the gate is open")
    return Order(f"message for {to}: {text}", (_made(caller(floor, spoken), "message", to=to, text=text),))


def _en_route_or_escalate(floor: Floor, spoken: Spoken) -> Order:
    if spoken.units or not spoken.words:
        if not spoken.units:
            raise Refused("Name the unit that is en route, as in  e12, or why you need help, as in  e wants an officer")
        return report("en_route", "en route")(floor, spoken)
    department, text = _named(floor, spoken.words)
    first, _, after = spoken.words.partition(" ")
    to = department[0] if department else SUPERVISOR
    if department is None and first.casefold() == SUPERVISOR:
        text = after.strip()
    if not text:
        raise Refused(f"Say why {to} is needed, as in  e {first.casefold()} wants an officer")
    return Order(f"{to} is asked: {text}", (_made(caller(floor, spoken), "escalation", to=to, text=text),))


def _follow_up(floor: Floor, spoken: Spoken) -> Order:
    """With a time the caller is told something then; without one it is a flag that stays until somebody sees to it."""
    typed, _, rest = spoken.words.partition(" ")
    due = when(typed, floor)
    if due is None and TIME_LIKE.fullmatch(typed):
        example = "fu 17:00 result of the visit"
        raise Refused(f"There is no time {quoted(typed)}; give minutes or the clock, as in  {example}")
    text = spoken.words if due is None else rest.strip()
    if not text:
        told = f"told at {typed}, as in  fu {typed}" if due else "followed up, with a time or without, as in  fu"
        raise Refused(f"Say what is to be {told} result of the visit")
    about = caller(floor, spoken)
    made = _made(about, "follow-up", due=due, text=text)
    if due is not None:
        return Order(f"tell the caller at {clock(due, floor)}: {text}", (made,))
    known = floor.board.incidents.get(about.incident or 0) or floor.board.recent.get(about.incident or 0)
    return Order(f"follow up {title(known) if known else 'with no incident'}: {text}", (made,))


def _told_wait(floor: Floor, spoken: Spoken) -> Order:
    incident = floor.incident(spoken)
    if not spoken.words.isdigit() or not 0 < int(spoken.words) < 1000:
        _no_minutes(spoken.words)
    minutes = int(spoken.words)
    made = _made(caller(floor, spoken), "wait", incident=incident.id, minutes=minutes)
    return Order(f"callers of {title(incident)} were told up to {minutes} min", (made,))


def _no_minutes(words: str) -> NoReturn:
    wrong = f"There is no number of minutes {quoted(words)}" if words else "No minutes are given"
    raise Refused(f"{wrong}; give what the caller was told, as in  wt 15")


def _new_call(floor: Floor, spoken: Spoken) -> Order:
    return Order(f"new call {spoken.words}".rstrip(), command="call.new", text=spoken.words)


def _channels(floor: Floor) -> Sequence[str]:
    return get_args(Channel)[1:]


def _outcome(floor: Floor, spoken: Spoken) -> Order:
    said = f"how it ends without a unit: {spoken.words}" if spoken.words else "how it ends without a unit"
    return Order(said, command="call.outcome", text=spoken.words)


def _with_supervisor(floor: Floor) -> Sequence[str]:
    return [*busy_units(floor), SUPERVISOR, *_agencies(floor)]


def _listings(floor: Floor) -> Sequence[str]:
    return [one.code.casefold() for one in floor.centre.listings]


CALL_WORDS = (
    Word("x", "put your caller through, or divert a unit as in  x12 #17", "x fire", _move_or_transfer, _agencies),
    Word("xc", "they answered: your caller is theirs", "xc lee", _connect),
    Word("b", "call back at a time, or in minutes", "b 17:00 osei", _callback),
    Word("m", "take a message", "m park the gate is open", _message, _agencies),
    Word("e", "unit en route, or ask a supervisor", "e12", _en_route_or_escalate, _with_supervisor),
    Word("fu", "follow up, or tell the caller something at a time", "fu 17:00 result of the visit", _follow_up),
    Word("wt", "the wait in minutes that the caller was told", "wt 15", _told_wait),
    Word("i", "referral, information or request", "i tow", _outcome, _listings),
    Word("h", "hold this line", "h other line", _hold),
    Word("j", "next waiting line", "j", screen_word("call.next", "next waiting line")),
    Word("n", "new call, in one line if you like", "n 1200 n oak st/dist-v/wpn n", _new_call, _channels),
)
