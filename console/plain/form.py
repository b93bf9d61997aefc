"""A call's form, asked field by field: what is known is passed over, an empty answer skips."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from console.desk import verbs as v
from console.plain.card import call_of, same_lines
from console.plain.lists import numbered
from console.plain.position import LEAVE, Left, Position
from console.rules.board import Incident
from console.rules.call_facts import Channel
from console.rules.catalogue import Question
from console.rules.facts import CallAnswered, Facts, IncidentOpened, PrioritySet
from console.rules.refused import Refused
from console.rules.service import FIRST, parse_answer, question_code, questions, still_open
from console.screens.accepting import Accepting
from console.screens.call_form import ANSWER, DETAILS, CallForm, logged

ASKS = {
    "who": "Who or which vehicle?",
    "name": "Caller's name?",
    "entry": "How to get in, hazards?",
}
"""What is asked for the details beside the place, the type and the number."""
HOW = f"Empty skips, {LEAVE} leaves the form, {LEAVE}s sends it now."


async def take(position: Position, text: str) -> None:
    """Answer the line that rings, or open a call, `text` perhaps the call in one line; then ask what is missing."""
    first, _, rest = text.partition(" ")
    channel, line = (first, rest) if first in get_args(Channel) else ("phone", text)
    verb = v.TakeCall(channel=channel)  # type: ignore[arg-type]  # it is one of them
    facts = await position.ask(verb, patience=None)
    opened = next((fact.incident for fact in facts if isinstance(fact, IncidentOpened)), None)
    if opened is None:
        return
    answered = next(fact.call for fact in facts if isinstance(fact, CallAnswered))
    call = position.sight.board.calls[answered]
    position.hand = opened
    position.tell(f"ok  #{position.needed().short}: you are on {call.line} {call.phone}".rstrip())
    await fill(position, opened, line.strip())


async def fill(position: Position, incident: int, place: str = "") -> None:
    """Ask for all that is missing in an incident's form; `place` is what was said of it already."""
    form = position.form(incident)
    entry = Accepting(position.shift)
    entry.form = form
    try:
        if place:
            await put(position, entry, "location", place)
        position.tell(HOW)
        await _place(position, entry)
        await _type(position, entry)
        await _phone(position, entry)
        await _questions(position, form)
        for name, prompt in ASKS.items():
            if name not in _known(position, form):
                await put(position, entry, name, await position.field(form, name, prompt))
        while remark := await position.field(form, "remark", "Remark?"):
            await put(position, entry, "remark", remark)
        position.tell("That is all;  s  sends it,  ; text  adds a remark.")
    except Left:
        if not position.leaving:
            position.tell("The form is left as it is;  form  goes on with it,  s  sends it.")


async def put(position: Position, entry: Accepting, name: str, text: str) -> None:
    """Put a field's text on the log; where several things fit, ask which one."""
    form = entry.form
    before = position.shift.incident(form.incident)
    while text:
        if await entry.accept(name, text):
            break
        text = await _choose(position, entry, name, text)
    await position.settle()
    incident = position.shift.incident(form.incident)
    if incident is not None and before is not None:
        position.tell_all(_taken(position, before, incident))


def _taken(position: Position, before: Incident, incident: Incident) -> Iterator[str]:
    """How the place and the type were understood, where they have changed."""
    place = incident.place
    if place is not None and place != before.place:
        sure = "VERIFIED" if place.verified else "matched; said again is  verify" if place.matched else "UNVERIFIED"
        zone = f" zone {place.zone}" if place.zone else ""
        said = f"{place.text}, {place.town}".rstrip(", ")
        yield f"place {said}{zone} {sure}"
        yield from (f"{line};  k  adds your caller to it" for line in same_lines(position.sight, incident))
    if incident.type and incident.type != before.type:
        yield f"type {incident.type} {incident.type_name}, priority {incident.priority}"


async def _choose(position: Position, entry: Accepting, name: str, text: str) -> str:
    """Take one of several by its number, or as it was heard; returns other words that were typed instead."""
    rows = entry.rows()
    position.tell_all(numbered(rows))
    heard = "Enter takes it unverified" if name == "location" else "Enter leaves it open"
    while True:
        given = await position.question(f"Which one? A number, other words, or {LEAVE} to leave; {heard}:")
        if not given:
            position.hand = entry.form.incident
            await entry.accept(name, text, as_heard=True)
            return ""
        if not given.isdecimal():
            return given
        if entry.pick(int(given) - 1):
            return ""
        position.tell(f"There is no {given}; the numbers are 1 to {len(rows)}.")


def _known(position: Position, form: CallForm) -> set[str]:
    """The fields that are on the log and of which nothing is half typed."""
    on_log = logged(position.shift.incident(form.incident))
    return {name for name, text in on_log.items() if text and name not in form.typed}


async def _place(position: Position, entry: Accepting) -> None:
    form = entry.form
    if "location" in _known(position, form):
        return
    call = call_of(position.sight, position.shift.incident(form.incident))
    near = call.near if call else ""
    offer = f" (the network says {near}; y takes it)" if near else ""
    text = await position.field(form, "location", f"Place?{offer}")
    await put(position, entry, "location", near if near and text.casefold() == "y" else text)


async def _type(position: Position, entry: Accepting) -> None:
    if "type" not in _known(position, entry.form):
        await put(position, entry, "type", await position.field(entry.form, "type", "Type, or what happened?"))


async def _phone(position: Position, entry: Accepting) -> None:
    form = entry.form
    if "phone" in _known(position, form):
        return
    call = call_of(position.sight, position.shift.incident(form.incident))
    shown = call.phone if call else ""
    offer = f" (the line shows {shown}; y takes it)" if shown else ""
    while True:
        text = await position.field(form, "phone", f"Phone?{offer}")
        if shown and text.casefold() == "y":
            text = shown
        if not text or text.lstrip("+( ")[:1].isdecimal():
            await put(position, entry, "phone", text)
            return
        form.typed.pop("phone", None)
        position.tell(f"A number begins with a digit or +;  {LEAVE}{text}  would be the command.")


async def _questions(position: Position, form: CallForm) -> None:
    """Each question once, as far as the answers so far call for it."""
    asked = {FIRST.code, *DETAILS}
    while True:
        incident = position.shift.incident(form.incident)
        left = [question for question in still_open(position.sight.centre, incident) if question.code not in asked]
        if incident is None or not left:
            return
        asked.add(left[0].code)
        await ask_question(position, form, left[0])


async def ask_question(position: Position, form: CallForm, question: Question) -> None:
    """Ask one question until its answer can be read or it is skipped."""
    choices = ", ".join(f"{number} {choice}" for number, choice in enumerate(question.choices, 1))
    how = " Y, N or ?" if question.kind == "yes-no" else f" {choices}" if choices else ""
    while text := await position.field(form, ANSWER + question.code, f"{question.ask}{how}"):
        form.typed.pop(ANSWER + question.code, None)
        if await answer(position, form, question, text) is not None:
            return
        position.tell(f"{LEAVE}{text}  would be the command.")


async def answer(position: Position, form: CallForm, question: Question, text: str) -> Facts | None:
    """Put an answer on the log; no facts where it was refused, None where it cannot be read, and why is told."""
    try:
        value = parse_answer(question, text, position.sight.now, position.zone)
    except Refused as refusal:
        position.tell(str(refusal))
        return None
    assert form.incident is not None
    facts = await position.ask(v.SetDetail(form.incident, question.code, value))
    position.tell_all(f"ok  P{fact.priority} {fact.why}" for fact in facts if isinstance(fact, PrioritySet))
    return facts


async def answer_named(position: Position, rest: str) -> None:
    """`answer weapon n`: one answer by its question's code."""
    incident = position.needed()
    word, _, said = rest.partition(" ")
    centre = position.sight.centre
    code = question_code(word, centre.service_by_code.get(incident.type))
    found = next((q for q in questions(centre, incident) if q.code == code), Question(code, code, "text"))
    if not word or not said:
        raise Refused("Name the question and its answer, as in  answer weapon n")
    if await answer(position, position.form(incident.id), found, said):
        position.tell(f"ok  {code} {position.needed().details.get(code, '')}")


async def put_named(position: Position, rest: str, name: str) -> None:
    """`place 185 n oak st`, `type theft`, `phone 919-555-0142`: one field by its name."""
    incident = position.needed()
    if not rest:
        raise Refused(f"Say what it is, as in  {name if name != 'location' else 'place'} 185 n oak st")
    entry = Accepting(position.shift)
    entry.form = position.form(incident.id)
    entry.form.type_in(name, rest, incident)
    try:
        await put(position, entry, name, rest)
    except Left:
        return
    if name in DETAILS and name not in entry.form.typed:
        position.tell(f"ok  {name} {position.needed().details.get(name, '')}")


async def send(position: Position) -> None:
    """Give the call in hand to the dispatcher."""
    incident = position.needed()
    if incident.sent is not None:
        position.tell("The dispatcher has it; every line you enter reaches them as it is.")
        return
    if await position.ask(v.Send(incident.id)):
        position.tell(f"ok  SENT #{incident.short} {incident.type} to the dispatcher")
