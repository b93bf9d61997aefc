"""What of a list is shown: conditions on its columns, as they are typed on the command line: `p<3 zone=12 pending`."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Set
from difflib import get_close_matches

from msgspec import Struct

from console.rules.refused import Refused
from console.rules.wording import listed, quoted

NUMBERS = ("p", "age")
"""Columns that hold a number: the priority, and the age or the time in a status in minutes."""
STATES = ("pending", "active", "deferred", "late", "mine", "free", "busy", "out")
"""What a row can be, by one word."""
INCIDENTS = frozenset(("p", "age", "type", "place", "town", "zone", "dept", "by", *STATES[:5]))
"""What the queue can be filtered by."""
UNITS = frozenset(("unit", "kind", "skill", "status", "age", "town", "zone", "dept", *STATES[5:]))
"""What the units can be filtered by."""
BEGINS = ("type", "status", "place", "unit")
"""Columns of which the beginning is enough; of the others the whole word counts."""
NONE = "none"
"""The word that takes a filter away."""
EXAMPLE = "f p<3 zone=12"
_CONDITION = re.compile(r"([a-z]+)(<=|>=|<|>|=)([^\s<>=]+)")


class Condition(Struct, frozen=True):
    """A column, how it compares, and with which of these; a state, or words anywhere in the row, have no `how`."""

    column: str
    how: str = ""
    values: tuple[str, ...] = ()

    def fits(self, cells: Cells) -> bool:
        """Whether a row is shown."""
        if not self.how:
            return self.column in cells.states if self.column else self.values[0] in cells.text
        if self.column in NUMBERS:
            return _compares(cells.numbers.get(self.column), self.how, float(self.values[0]))
        held = cells.words.get(self.column, ())
        if self.column in BEGINS:
            return any(word.startswith(self.values) for word in held)
        return not set(held).isdisjoint(self.values)


class Cells(Struct, frozen=True):
    """A row as a filter sees it: numbers and words by their columns, its states and its text, all in small letters."""

    numbers: Mapping[str, float]
    words: Mapping[str, tuple[str, ...]]
    states: Set[str] = frozenset()
    text: str = ""


class Filter(Struct, frozen=True):
    """The conditions that a row has to meet, all of them, as they were typed in `text`; none: every row is shown."""

    text: str = ""
    conditions: tuple[Condition, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Filter:
        """What was typed after `f`; Refused with the part that means nothing and one correct example."""
        said = " ".join(re.sub(r"\s*(<=|>=|<|>|=)\s*", r"\1", text.casefold()).split())
        if said in ("", NONE):
            return cls()
        return cls(said, tuple(_condition(part) for part in said.split(" ")))

    @property
    def columns(self) -> frozenset[str]:
        """The columns and states that it asks for."""
        return frozenset(condition.column for condition in self.conditions if condition.column)

    @property
    def lists(self) -> tuple[bool, bool]:
        """Whether it can be put on the queue, and on the units; Refused when there is no list that has all of it."""
        on_queue, on_units = self.columns <= INCIDENTS, self.columns <= UNITS
        if not on_queue and not on_units:
            theirs, ours = sorted(self.columns - INCIDENTS), sorted(self.columns - UNITS)
            raise Refused(
                f"{listed(ours)} is for the queue, {listed(theirs)} for the units; filter by one, as in  {EXAMPLE}"
            )
        return on_queue, on_units

    def fits(self, cells: Cells) -> bool:
        """Whether a row is shown."""
        return all(condition.fits(cells) for condition in self.conditions)


def is_filter(text: str, callsigns: Collection[str]) -> bool:
    """Whether what stands after `f` is a filter; otherwise it names units to free, of which these are on duty."""
    first = re.split(r"\s|[<>=]", text.strip().casefold(), maxsplit=1)[0]
    if not first or first.upper() in (name.upper() for name in callsigns):
        return False
    return first in (*STATES, NONE) or re.match(r"[a-z]+\s*[<>=]", text.strip().casefold()) is not None


def _condition(part: str) -> Condition:
    found = _CONDITION.fullmatch(part)
    if found is None:
        if re.search(r"[<>=]", part):
            raise Refused(f"{quoted(part)} is no condition; a column, < > or = and a value are, as in  {EXAMPLE}")
        return Condition(part) if part in STATES else Condition("", values=(part,))
    column, how, value = found.groups()
    known = sorted((INCIDENTS | UNITS) - {*STATES})
    if column not in known:
        near = get_close_matches(column, known, 3, 0.0)
        raise Refused(f"There is no column {quoted(column)}; near it: {listed(near, 'or')}, as in  {EXAMPLE}")
    if column in NUMBERS:
        if not re.fullmatch(r"\d{1,6}", value):
            raise Refused(f"{quoted(column)} is a number, not {quoted(value)}; as in  f {column}{how}3")
        return Condition(column, how, (value,))
    if how != "=":
        raise Refused(f"{quoted(column)} has no order; ask for one or more by =, as in  f {column}={value}")
    return Condition(column, how, tuple(word for word in value.split(",") if word) or ("",))


def _compares(number: float | None, how: str, with_: float) -> bool:
    if number is None:
        return False
    match how:
        case "<":
            return number < with_
        case ">":
            return number > with_
        case "<=":
            return number <= with_
        case ">=":
            return number >= with_
    return number == with_
