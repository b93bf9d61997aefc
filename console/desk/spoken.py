"""A command line cut into its parts: verb, units, incident, words and remark, whatever separates them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from console.rules.board import Board
from console.rules.refused import Refused
from console.rules.unit import find_unit

FREE_TEXT = {"r", "h"}
"""Verbs after which everything but a leading #incident is words as they stand."""
NO_UNITS = {"w", "p", "ro", "k"}
"""Verbs that speak of an incident only: a bare number after them is never a unit."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """The parts of a line. `incident` is as it was typed; `asks` means that `?` stood after the verb."""

    word: str
    units: tuple[str, ...] = ()
    incident: str = ""
    words: str = ""
    remark: str = ""
    asks: bool = False


def hear(text: str, words: Collection[str] | Mapping[str, object], board: Board) -> Spoken:
    """Cut a line into its parts; raises Refused when the verb is none of `words` or a unit is not on duty."""
    line, _, remark = text.partition(";")
    first, rest = _first(line.strip(), words, board)
    rest = rest.strip(" ,.")
    if rest == "?":
        return Spoken(first, asks=True)
    if first in FREE_TEXT:
        named = re.match(r"(#\d+|\d\d-\d+)\s+(.*)", rest)
        return Spoken(first, (), named[1] if named else "", named[2] if named else rest, remark.strip())
    units, incident, said = _arguments(first, rest, board)
    return Spoken(first, units, incident, said, remark.strip())


def _first(line: str, words: Collection[str] | Mapping[str, object], board: Board) -> tuple[str, str]:
    """The verb and what follows, nothing needed between them: `e12`, `dM3`, `c #17`."""
    head = re.split(r"[ ,.]", line, maxsplit=1)[0]
    for split in _splits(head, words):
        attached = head[len(split) :]
        if not attached or attached in ("?", "*") or attached.startswith("#") or _can_follow(split, attached, board):
            return split, line[len(split) :]
    known = [word for word in words if head.lower().startswith(word)]
    if known and any(character.isdigit() for character in head):
        find_unit(board, head[len(max(known, key=len)) :])
    near = get_close_matches(head.lower(), list(words), 1, 0.3)
    hint = f"; did you mean {near[0]}?" if near else ""
    raise Refused(f"There is no command {head}{hint}  As in  d12 14;  help  lists them.")


def _splits(head: str, words: Collection[str] | Mapping[str, object]) -> Iterator[str]:
    yield from sorted((word for word in words if head.lower().startswith(word)), key=len, reverse=True)


def _can_follow(word: str, attached: str, board: Board) -> bool:
    if word in NO_UNITS:
        return attached.isdigit()
    return attached.upper() in (name.upper() for name in board.units)


def _arguments(word: str, rest: str, board: Board) -> tuple[tuple[str, ...], str, str]:
    """Units and the incident come first, in either order; from the first other word on it is words."""
    callsigns = {name.upper(): name for name in board.units}
    units: list[str] = []
    incident = ""
    while rest:
        found = re.match(r"([^\s,.]+)[\s,.]*", rest)
        if found is None:
            break
        token = found[1]
        if token.upper() in callsigns and word not in NO_UNITS:
            units.append(callsigns[token.upper()])
        elif re.fullmatch(r"#\d+|\d\d-\d{4,}", token) and not incident:
            incident = token
        elif token.isdigit() and word not in NO_UNITS and not incident and _expects_unit(word, units):
            incident = _unit_or_incident(token, board)
        else:
            break
        rest = rest[found.end() :]
    return tuple(units), incident, rest.strip()


def _expects_unit(word: str, units: list[str]) -> bool:
    return word in ("d", "de", "do", "c", "f") or not units


def _unit_or_incident(token: str, board: Board) -> str:
    """A bare number that is no unit is an incident's short number; else it was meant as a unit."""
    shorts = {str(short) for short in board.shorts()}
    if token not in shorts:
        find_unit(board, token)
    return token
