"""The attributes of an Open311 definition as questions that a call-taker asks."""

from __future__ import annotations

from collections.abc import Mapping

from console.desk.open311_files import LONG, Entry
from console.rules.catalogue import AnswerKind, Question
from console.rules.wording import quoted

KINDS: Mapping[str, AnswerKind] = {
    "string": "text",
    "text": "text",
    "number": "number",
    "datetime": "datetime",
    "singlevaluelist": "choice",
    "multivaluelist": "choices",
}
OWN = frozenset(("phone", "name", "who", "entry", "where"))
"""Answers that every call form has of its own, so that no service's question may write over them."""
LAST = 1_000_000


def read_questions(definition: Entry) -> tuple[Question, ...]:
    """A definition's questions in their order; whatever is odd about them is told by the entry."""
    asked: list[tuple[int, Question]] = []
    codes: set[str] = set()
    for attribute in definition.inner("attributes"):
        code = attribute.text("code")
        if not code:
            attribute.note("has no code, by which its answer would be known; left out")
        elif code.casefold() in codes:
            attribute.note(f"the code {quoted(code)} stands twice; the first is kept, this one left out")
        else:
            codes.add(code.casefold())
            asked.append((_order(attribute), _question(attribute, code)))
    return tuple(question for _, question in sorted(asked, key=lambda pair: pair[0]))


def _order(attribute: Entry) -> int:
    said = attribute.text("order")
    try:
        return int(said or LAST)
    except ValueError:
        attribute.note(f"its order {quoted(said)} is no number; asked last")
        return LAST


def _question(attribute: Entry, code: str) -> Question:
    ask, help = attribute.text("description", LONG), attribute.text("datatype_description", LONG)
    if not ask:
        attribute.note(f"has no description; asked as {quoted(code)}")
    if code.casefold() in OWN:
        code = f"{code}-311"
        attribute.note(f"its code is one of the call form's own; kept as {quoted(code)}")
    if attribute.flag("variable") is False:
        return Question(code, ask or code, "note", help=help)
    kind = _kind(attribute)
    choices = _choices(attribute) if kind in ("choice", "choices") else {}
    if kind in ("choice", "choices") and not choices:
        attribute.note("has no values to choose from; asked as text")
        kind = "text"
    required = attribute.flag("required") is True
    return Question(code, ask or code, kind, required, tuple(choices.values()), tuple(choices), help=help)


def _kind(attribute: Entry) -> AnswerKind:
    said = attribute.text("datatype")
    kind = KINDS.get(said.lower())
    if kind is None:
        attribute.note(f"its datatype is {quoted(said) or 'missing'}, which Open311 does not know; asked as text")
    return kind or "text"


def _choices(attribute: Entry) -> dict[str, str]:
    """The names to choose from by their keys, each name different so that an answer says which."""
    choices: dict[str, str] = {}
    names: set[str] = set()
    for value in attribute.inner("values"):
        key, name = value.text("key"), value.text("name")
        if not key and not name:
            value.note("has neither key nor name; left out")
            continue
        if not key or not name:
            value.note(f"has no {'name' if key else 'key'}; {quoted(key or name)} stands for it")
        key, name = key or name, name or key
        if key in choices:
            value.note(f"the key {quoted(key)} stands twice; the first is kept, this one left out")
            continue
        if name.casefold() in names:
            value.note(f"the name {quoted(name)} stands twice; this one is shown with its key")
            name = f"{name} ({key})"
        names.add(name.casefold())
        choices[key] = name
    return choices
