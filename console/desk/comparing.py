"""Do the records say what the log says? Both are read, while others may go on writing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from console.desk.past import fold_log
from console.rules.board import Board
from db.reader import Reader

Values = Mapping[str, object]
_TABLES = ("incident", "assignment", "call", "promise", "request", "referral")


class _Expected:
    """What each row may be: its last state, and every later one that was written while the records were read."""

    def __init__(self) -> None:
        self._states: dict[tuple[str, object], list[Values]] = {}
        self._sure: set[tuple[str, object]] = set()

    def say(self, table: str, values: Values, *, meanwhile: bool) -> None:
        """A row came to this state."""
        key = (table, values["id"])
        states = self._states.setdefault(key, [])
        if not meanwhile:
            states.clear()
            self._sure.add(key)
        states.append(values)

    def difference(self, table: str, found: Mapping[object, Values]) -> Iterator[str]:
        """A sentence for each row of the table that is not in any state it may be in."""
        known = {id: states for (name, id), states in self._states.items() if name == table}
        for id in sorted([*known, *(id for id in found if id not in known)], key=lambda id: int(str(id))):
            if id not in known:
                yield f"{table} {id} is in the records, but not on the log"
            elif id not in found:
                if (table, id) in self._sure:
                    yield f"{table} {id} is on the log, but not in the records"
            elif not any(_same(state, found[id]) for state in known[id]):
                yield f"{table} {id} differs in {_first_difference(known[id][-1], found[id])}"


async def first_difference(reader: Reader) -> str:
    """A sentence that names the first record that differs from the log; "" when all agree. FoldFault as in the past."""
    expected, board = _Expected(), Board()
    async for _, after, changed in fold_log(reader, Board()):
        board = after
        for row in changed:
            expected.say(row.table, row.values, meanwhile=False)
    found = {table: {row["id"]: row for row in await reader.rows(table)} for table in _TABLES}
    async for _, _, changed in fold_log(reader, board):
        for row in changed:
            expected.say(row.table, row.values, meanwhile=True)
    return next((sentence for table in _TABLES for sentence in expected.difference(table, found[table])), "")


def _same(state: Values, found: Values) -> bool:
    return all(state.get(name) == value for name, value in found.items())


def _first_difference(state: Values, found: Values) -> str:
    name = next(name for name, value in found.items() if state.get(name) != value)
    return f"{name}: the log says {state.get(name)!r}, the records say {found[name]!r}"
