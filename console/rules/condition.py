"""Conditions on earlier answers, as a centre's files write them: `breathing = N or age < 8 and not awake`.

`hurt` is answered yes and `not awake` no; choices are compared by name; case never counts; `and` binds before `or`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from functools import lru_cache

from msgspec import Struct

CLAUSE = re.compile(r"(?P<code>[\w-]+)(?:\s*(?P<sign><=|>=|<|>|=)\s*(?P<value>[^<>=]+))?")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
JOINERS = ("and", "or", "not")
SHORT = {"yes": "y", "no": "n"}
EXAMPLE = "write it like `breathing = N`, `age < 8`, `hurt` or `not awake`, joined by `and` or `or`"
TOGETHER = ", "
"""What stands between several choices in one answer."""


class Unreadable(ValueError):
    """A part of a condition that is none; its text is that part."""


class Clause(Struct, frozen=True):
    """One comparison with one answer; code and value in small letters."""

    code: str
    sign: str
    value: str

    def holds(self, answer: str) -> bool:
        """Whether an answer in small letters fits; one that is not known fits nothing."""
        if answer in ("", "?"):
            return False
        if self.sign == "=":
            return self.value in (SHORT.get(answer, answer), *answer.split(TOGETHER))
        if not NUMBER.fullmatch(answer):
            return False
        said, limit = float(answer), float(self.value)
        return {"<": said < limit, ">": said > limit, "<=": said <= limit, ">=": said >= limit}[self.sign]


def holds(when: str, answers: Mapping[str, str]) -> bool:
    """Whether a condition holds: an empty one always does, one on an answer that is not known or unreadable never."""
    if not when.strip():
        return True
    said = {code.casefold(): answer.strip().casefold() for code, answer in answers.items()}
    try:
        either = _read(when)
    except Unreadable:
        return False
    return any(all(clause.holds(said.get(clause.code, "")) for clause in every) for every in either)


def problem(when: str, codes: Collection[str], what: str = "a question that is not asked here") -> str:
    """What is wrong with a condition on the answers to these questions, as a sentence; "" when it is good.

    `what` is how a code that is none of them is called.
    """
    try:
        asked = [clause.code for every in _read(when) for clause in every] if when.strip() else []
    except Unreadable as part:
        return f"the condition `{part}` can't be read; {EXAMPLE}"
    known = {code.casefold(): code for code in codes}
    for code in asked:
        if code not in known:
            close = get_close_matches(code, known, n=1)
            remedy = f"did you mean `{known[close[0]]}`?" if close else f"there are {', '.join(codes) or 'none'}"
            return f"the condition `{when.strip()}` speaks of `{code}`, {what}; {remedy}"
    return ""


@lru_cache(maxsize=1024)
def _read(when: str) -> tuple[tuple[Clause, ...], ...]:
    """The ways in which a condition can hold, each with all that it needs; raises Unreadable."""
    ways = re.split(r"\s+or\s+", when.strip().casefold())
    return tuple(tuple(_clause(part) for part in re.split(r"\s+and\s+", way)) for way in ways)


def _clause(part: str) -> Clause:
    found = CLAUSE.fullmatch(part.removeprefix("not ").strip())
    denied = part.startswith("not ")
    if not found or found["code"] in JOINERS or (denied and found["sign"]):
        raise Unreadable(part)
    if not found["sign"]:
        return Clause(found["code"], "=", "n" if denied else "y")
    value = found["value"].strip()
    if not value or (found["sign"] != "=" and not NUMBER.fullmatch(value)):
        raise Unreadable(part)
    return Clause(found["code"], found["sign"], SHORT.get(value, value))
