"""A scenario from a closed incident: its questions and its end are as they were, its people and places are not."""

from __future__ import annotations

import json
from collections.abc import Iterator

from console.practice.case import Case
from console.practice.changing import Changed
from console.practice.keywords import fits, heard, plain
from console.practice.scenario import Service
from console.rules.catalogue import Question
from console.rules.centre import Centre
from console.rules.said import words

SERVICES: dict[str, Service] = {"EMS": "ambulance", "FIRE": "fire", "POL": "police", "TOW": "truck"}
"""Which kind of practice a department's services are; all others are the city's."""
OWN = ("phone", "name", "who", "entry", "language")
SAYS = {"Y": "Yes.", "N": "No."}
COMMON = frozenset(words("what which where when how many much have does they them there this that with from your")) | {
    *words("anyone anybody about right their into been were will would could should")
}
"""Words that are no sign of a question."""


def scenario_text(case: Case, centre: Centre, seed: int) -> tuple[str, tuple[str, ...]]:
    """The scenario's file, and what a person has to look at before it is saved."""
    changed = Changed(case, centre, seed)
    lines = [*_head(case, centre), *_truth(case, centre, changed), *_caller(case, centre, changed), *_place(changed)]
    questions = {question.code: question for question in _questions(case, centre)}
    for code, value in case.details.items():
        if code in questions and value not in ("", "?"):
            lines += _fact(questions[code], changed.text(value))
    if case.details.get("name"):
        lines += _name(changed)
    lines += _say(case)
    return "\n".join(lines) + "\n", tuple(_to_look_at(case, changed))


def _head(case: Case, centre: Centre) -> Iterator[str]:
    service = centre.service_of(case.type)
    kind = SERVICES.get(service.department, "city") if service else "city"
    yield "# From a closed incident. Names, numbers and places are others than they were; read it before you use it."
    yield f"id = {_quoted('life-' + plain(case.number).replace(' ', '-'))}"
    yield f"title = {_quoted('From life: ' + (service.name if service else case.type))}"
    yield f'service = "{kind}"'
    yield "level = 2"
    yield f"about = {_quoted('A call that we had: ' + (service.name if service else case.type) + '.')}"


def _truth(case: Case, centre: Centre, changed: Changed) -> Iterator[str]:
    codes = {question.code: question for question in _questions(case, centre)}
    kept = {code: value for code, value in case.details.items() if _keeps(codes.get(code)) and value not in ("", "?")}
    yield '\n[[truth]]\nid = "case"'
    yield f"types = [{_quoted(case.type)}]"
    if case.outcome in ("dispatched", "requested", "referred", "informed"):
        listing = case.listing if case.listing in {one.code for one in centre.listings} else ""
        if case.outcome != "referred" or listing:
            yield f'outcome = "{case.outcome}"'
        if listing:
            yield f"listing = {_quoted(listing)}"
    yield f"place = {_quoted(changed.place.text)}"
    yield f"town = {_quoted(changed.place.town)}"
    yield f"phone = {_quoted(changed.phone)}"
    if case.details.get("name"):
        yield f"name = {_quoted(changed.name)}"
    if kept:
        yield f"answers = {{ {', '.join(f'{code} = {_quoted(value)}' for code, value in kept.items())} }}"


def _caller(case: Case, centre: Centre, changed: Changed) -> Iterator[str]:
    service = centre.service_of(case.type)
    told = [text for text in (*case.talk, *case.remarks) if text.strip()]
    opens = changed.text(told[0]) if told else f"I'm calling about this: {service.name if service else case.type}."
    yield '\n[[caller]]\nid = "caller"\nwho = "a caller"'
    yield f"opens = {_quoted(opens)}"
    yield f"phone = {_quoted(changed.phone)}"
    yield f"mood = {max(2, 8 - 2 * (case.priority or 3))}"


def _place(changed: Changed) -> Iterator[str]:
    yield '\n[[fact]]\nid = "address"'
    yield 'asked = ["address|where", "house|street|number -phone|call|calling", "@L1"]'
    yield f"says = {_quoted(f'{changed.place.text.title()}, in {changed.place.town}.')}"
    yield 'ask = "What is the address?"\nworth = 3\nneeded = true\narea = "location"'
    yield '\n[[fact]]\nid = "number"\nasked = ["phone|telephone|callback", "number call|calling|reach|back"]'
    yield f"says = {_quoted(changed.phone + '.')}"
    yield 'ask = "What is the number you are calling from?"\narea = "location"'


def _fact(question: Question, value: str) -> Iterator[str]:
    rule = _rule(question)
    yield f"\n[[fact]]\nid = {_quoted('q-' + question.code)}"
    yield f"asked = [{_quoted(rule)}]"
    yield f"says = {_quoted(SAYS.get(value, value if value.endswith('.') else value + '.'))}"
    yield f"ask = {_quoted(question.ask)}"
    if question.required:
        yield "worth = 2\nneeded = true"


def _rule(question: Question) -> str:
    """The telling words of a question, any of them."""
    telling = [word for word in plain(question.ask).split() if len(word) > 3 and word not in COMMON]
    own = [question.code] if question.code.isalpha() else []
    rule = "|".join(dict.fromkeys([*telling, *own])) or plain(question.ask)
    return rule if fits((rule,), heard(question.ask)) else plain(question.ask).replace(" ", "_")


def _name(changed: Changed) -> Iterator[str]:
    yield '\n[[fact]]\nid = "who-calls"\nasked = ["your name", "who_is_this|who_am_i"]'
    yield f"says = {_quoted(f'My name is {changed.name}.')}"
    yield 'ask = "What is your name?"'


def _say(case: Case) -> Iterator[str]:
    if case.outcome == "dispatched":
        yield '\n[[say]]\nid = "help-is-sent"'
        yield 'said = ["ambulance|help|crew|officer*|somebody|someone|they|unit send*|sent|way|coming", "@A3"]'
        yield 'words = "I\'m sending somebody to you."\nwhy = "They hear what you do."\nneeded = true'


def _keeps(question: Question | None) -> bool:
    return question is not None and question.kind in ("yes-no", "choice")


def _questions(case: Case, centre: Centre) -> tuple[Question, ...]:
    service = centre.service_of(case.type)
    return tuple(q for q in service.questions if q.kind != "note" and q.code not in OWN) if service else ()


def _to_look_at(case: Case, changed: Changed) -> Iterator[str]:
    """Words that may still tell who or where it was."""
    texts = [*case.talk[:1], *([] if case.talk else case.remarks[:1]), *case.details.values()]
    doubtful = {word for text in texts for word in changed.doubtful(changed.text(text))}
    if doubtful:
        yield f"may be names: {', '.join(sorted(doubtful))}"
    if case.place:
        yield f"the place is {changed.place.text}, {changed.place.town} now; does anything said still tell the old one?"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
