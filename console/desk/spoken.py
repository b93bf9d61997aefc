"""A command line cut into its parts: verb, units, incident, words and remark, whatever separates them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches

from msgspec import Struct

from console.rules.board import Board
from console.rules.refused import Refused
from console.rules.unit import find_unit
from console.rules.wording import quoted

ABOUT = {"r", "r-", "b", "m", "fu", "wt"}
"""Verbs after which everything but a leading #incident is words as they stand."""
PROMISES, REQUESTS = {"pk", "pt", "pn", "pb", "po"}, {"qt", "qb", "qa", "qd"}
"""Verbs after which a promise or a request is named: P3, R5."""
HISTORIES = {"hu", "hp", "hc"}
"""Verbs that look back at what is named: a unit, on duty or not, a place, a number."""
NOTICES = {"bb": r"(?!)", "bx": r"b?\d+", "!!": r".+", "!-": r"d?\d+", "sh": r"(?!)"}
"""Verbs about what all desks are told, each with what may follow it without a space: bx3, !!12."""
SEATS = {"take", "hand", "glass"}
"""Verbs about who sits where, after which a position is named or a reason given."""
FREE_TEXT = {*ABOUT, "n", "h", "so", "xc", "i", "dt", "sg", "dq", *SEATS, *PROMISES, *REQUESTS, *NOTICES, *HISTORIES}
"""Verbs after which everything is words as they stand: a number in them is never a unit."""
EITHER = {"e", "x"}
"""Verbs that act on the units after them; where none is named, what follows is words as they stand."""
NO_UNITS = {"w", "p", "ro", "k", "k-", "al", "kp", "kp-"}
"""Verbs that speak of an incident only: a bare number after them is never a unit."""
ON_UNITS = {"on", "off", "y", "sf", "ch", "u", "fi"}
"""Verbs that speak of units only: a bare number after them is never an incident."""
SENDS_OR_ENDS = {"d", "de", "do", "c", "f", "x", "tn"}
"""Verbs after which a number that follows the units must be a unit or an incident."""
WORDLESS = {"d", "de", "do", "ak", "e", "o", "td", "f", "y", "on", "x", "tn", "tl", "sf", "u", *NO_UNITS - {"w", "p"}}
"""Verbs with no words of their own: what is no unit and no incident after them is a slip, never passed over."""
ALONE = {"lock", "j", "a", "alarms", "bl", "rc", "la", "help", "z"}
"""Verbs with nothing after them."""
DAY = re.compile(r"\d{4}-\d\d-\d\d\b")
"""A day before a time: 2026-11-25."""
TIME = re.compile(r"\d{1,2}:\d\d")
"""A time of the clock: 18:00."""
MINUTES = re.compile(r"(?P<all>\*?)\s*(?:(?P<minutes>\d{1,3})\s*(?:m|min)?)?")
"""What may follow the units of a check: all of them, and the minutes until the next one."""


class Spoken(Struct, frozen=True):
    """The parts of a line. `incident` and `into`, which it is the same as, are as they were typed.

    `asks` means that `?` stood after the verb.
    """

    word: str
    units: tuple[str, ...] = ()
    incident: str = ""
    words: str = ""
    remark: str = ""
    asks: bool = False
    into: str = ""


def hear(text: str, words: Collection[str] | Mapping[str, object], board: Board) -> Spoken:
    """Cut a line into its parts; raises Refused when the verb is none of `words` or a unit is not on duty."""
    first, rest = _first(text.strip(), words, board)
    if rest.strip(" ,.") == "?":
        return Spoken(first, asks=True)
    if first in FREE_TEXT or (first in EITHER and _is_words(rest, board)):
        return _as_it_stands(first, rest.lstrip(" ,."))
    rest, _, remark = rest.partition(";")
    if first in ALONE and rest.strip(" ,."):
        raise Refused(f"Nothing goes after {first}; a remark has a line of its own, as in  r gate code 4411")
    units, (incident, into), said = _arguments(first, rest.strip(" ,."), board)
    if said == "?":
        return Spoken(first, asks=True)
    _no_slip(first, units, incident, said, board)
    return Spoken(first, units, incident, said, remark.strip(), into=into)


def _as_it_stands(word: str, rest: str) -> Spoken:
    named = re.match(r"(#\d+|\d\d-\d{4,})(?:\s+(.*))?$", rest) if word in ABOUT | EITHER else None
    return Spoken(word, (), named[1], named[2] or "") if named else Spoken(word, words=rest)


def _is_words(rest: str, board: Board) -> bool:
    """Whether what follows begins with a word, behind an incident perhaps, and no unit and no number."""
    said = re.sub(r"^(#\d+|\d\d-\d{4,})[\s,.]*", "", rest.lstrip(" ,."))
    first = re.split(r"[\s,.;]", said)[0]
    return bool(first) and not first.isdigit() and first.upper() not in (name.upper() for name in board.units)


def _no_slip(word: str, units: tuple[str, ...], incident: str, said: str, board: Board) -> None:
    if word not in WORDLESS or not said or (word == "y" and MINUTES.fullmatch(said)):
        return
    slip = re.split(r"[\s,.]", said)[0]
    if word not in ON_UNITS and (word in NO_UNITS or re.fullmatch(r"#?\d+|\d\d-\d{4,}", slip)):
        whole = f"{word}{units[0] if units else ''} {incident or '#3'}"
        what = quoted(said) if said[0] in "#0123456789" else f'The word "{quoted(said)}"'
        raise Refused(f"{what} is too much after the incident; name one, as in  {whole}")
    find_unit(board, slip)


def _first(line: str, words: Collection[str] | Mapping[str, object], board: Board) -> tuple[str, str]:
    """The verb and what follows, nothing needed between them: `e12`, `dM3`, `c #17`."""
    head = re.split(r"[ ,.;]", line, maxsplit=1)[0]
    for split in _splits(head, words):
        attached = head[len(split) :]
        if not attached or attached in ("?", "*") or attached.startswith("#") or _can_follow(split, attached, board):
            return split, line[len(split) :]
    known = [word for word in words if head.lower().startswith(word) and word not in FREE_TEXT]
    if known and any(character.isdigit() for character in head):
        find_unit(board, head[len(max(known, key=len)) :])
    near = get_close_matches(head.lower(), list(words), 1, 0.3)
    hint = f"did you mean {near[0]}?" if near else "help lists them."
    raise Refused(f"There is no command {quoted(head)}; {hint} A command is typed as in  d12 14")


def _splits(head: str, words: Collection[str] | Mapping[str, object]) -> Iterator[str]:
    yield from sorted((word for word in words if head.lower().startswith(word)), key=len, reverse=True)


def _can_follow(word: str, attached: str, board: Board) -> bool:
    if word in ("so", "hu"):  # a unit that is off duty is on no board
        return re.fullmatch(r"[a-z]*\d[\w-]*", attached.lower()) is not None
    if word in NOTICES:
        return re.fullmatch(NOTICES[word], attached.lower()) is not None
    if word in FREE_TEXT:
        letter = "p" if word in PROMISES else "r" if word in REQUESTS else ""
        times = r"\d+(:\d\d)?" if word in ABOUT - {"r", "m"} else r"(?!)"
        return re.fullmatch(rf"{letter}?\d+" if letter else times, attached.lower()) is not None
    if word in NO_UNITS:
        return attached.isdigit()
    if word == "pl" and TIME.fullmatch(attached):
        return True
    return attached.upper() in (name.upper() for name in board.units)


def _arguments(word: str, rest: str, board: Board) -> tuple[tuple[str, ...], tuple[str, str], str]:
    """Units and the incident come first, in either order; from the first other word on it is words.

    Only `k` and `kp` name a second incident; a priority and the time of planned work may stand anywhere among them.
    """
    callsigns = {name.upper(): name for name in board.units}
    units: list[str] = []
    incident = into = level = ""
    while rest:
        found = re.match(r"([^\s,.]+)[\s,.]*", rest)
        if found is None:
            break
        token = found[1]
        if token.upper() in callsigns and word not in NO_UNITS:
            units.append(callsigns[token.upper()])
        elif re.fullmatch(r"#\d+|\d\d-\d{4,}", token) and not incident:
            incident = token
        elif word in ("k", "kp") and re.fullmatch(r"#?\d+|\d\d-\d{4,}", token) and incident and not into:
            into = token
        elif word == "p" and token.isdigit() and not level:
            level = token
        elif word == "pl" and (DAY.fullmatch(token) or TIME.fullmatch(token)):
            level = f"{level} {token}".strip()
        elif token.isdigit() and not incident and _is_incident(word, token, units, board):
            incident = token
        else:
            break
        rest = rest[found.end() :]
    return tuple(units), (incident, into), f"{level} {rest}".strip()


def _is_incident(word: str, token: str, units: list[str], board: Board) -> bool:
    """Whether a bare number that is no unit is an incident's short number; refused where it was meant as a unit."""
    if word in NO_UNITS - {"w", "p"}:
        return True
    if word == "p" or (word in ON_UNITS and units):
        return False
    known = word not in ON_UNITS and token in {str(short) for short in board.shorts()}
    if not known and word not in NO_UNITS and (word in SENDS_OR_ENDS or not units):
        find_unit(board, token)
    return known
