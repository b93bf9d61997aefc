"""Enquiries by their names: what is asked over a socket, and what it is given."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import cache
from typing import Any, get_type_hints

import msgspec

from console.desk.enquiries import Enquiries

QUESTIONS = (
    "read_place",
    "known_of",
    "search",
    "card",
    "history_of_unit",
    "history_of_place",
    "history_of_caller",
    "acts_of",
    "expect",
    "served",
)
"""What can be asked: the methods of Enquiries."""


class Unheard(ValueError):
    """A question that no console asks."""


async def answer_to(enquiries: Enquiries, question: str, given: msgspec.Raw) -> object:
    """The answer to a question; Unheard when there is no such question or it is given what it does not take."""
    if question not in QUESTIONS:
        raise Unheard(f"nothing is asked by the name {question!r}")
    try:
        arguments = _given(question).decode(given)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Unheard(f"{question} is not asked like that: {error}") from error
    ask: Callable[..., Awaitable[object]] = getattr(enquiries, question)
    return await ask(*arguments)


@cache
def answer_type(question: str) -> msgspec.msgpack.Decoder[Any]:
    """What reads the answer to a question."""
    return msgspec.msgpack.Decoder(_hints(question)["return"])


@cache
def _given(question: str) -> msgspec.msgpack.Decoder[tuple[Any, ...]]:
    hints = {name: hint for name, hint in _hints(question).items() if name != "return"}
    return msgspec.msgpack.Decoder(tuple.__class_getitem__(tuple(hints.values())))


def _hints(question: str) -> dict[str, Any]:
    return get_type_hints(getattr(Enquiries, question))
