"""What became of alarms, read from the log: shown, seen, put aside, and how long what was seen still stood."""

from __future__ import annotations

from collections import defaultdict

from console.desk.past import fold_log
from console.desk.reading import stamped
from console.rules.alarm_kinds import conditions
from console.rules.alarm_rates import Aside, Record
from console.rules.board import Board
from console.rules.centre import Centre
from console.rules.facts import AlarmShelved, AlarmShown
from console.rules.flood import FLOOD_MS
from console.rules.told import Rung
from db.reader import Reader

LOOK_MS = 10_000
"""How exactly it is known when an alarm was over."""


class _Standing:
    """The alarms that were shown and are not over, and since when."""

    def __init__(self, centre: Centre) -> None:
        self._centre = centre
        self._since: dict[str, int] = {}
        self._looked = 0
        self.stood: dict[str, int] = {}

    def shown(self, alarm: str, when: int) -> None:
        self._since.setdefault(alarm, when)

    def look(self, board: Board, now: int, *, last: bool = False) -> None:
        """End those that are over by now; at the log's end the others have stood until then."""
        if not self._since or (now - self._looked < LOOK_MS and not last):
            return
        self._looked = now
        there = {alarm.id for alarm in conditions(board, self._centre, now)}
        for alarm in [id for id in self._since if last or id not in there]:
            stood = now - self._since.pop(alarm)
            if alarm in board.seen:
                self.stood[alarm] = max(stood, self.stood.get(alarm, 0))


async def read_alarms(reader: Reader, centre: Centre) -> Record:
    """All that a store's log tells of alarms, by the standards of a centre."""
    rung: list[Rung] = []
    aside: list[Aside] = []
    worked: dict[str, set[int]] = defaultdict(set)
    standing, board, now = _Standing(centre), Board(), 0
    async for entry, after, _ in fold_log(reader, Board()):
        board, now = after, entry.at
        worked[entry.position].add(now // FLOOD_MS)
        if entry.kind == AlarmShown.__name__:
            shown = stamped(entry).fact
            assert isinstance(shown, AlarmShown)
            rung.append(Rung(now, entry.position, shown.alarm, shown.level))
            standing.shown(shown.alarm, now)
        elif entry.kind == AlarmShelved.__name__:
            put = stamped(entry).fact
            assert isinstance(put, AlarmShelved)
            aside.append(Aside(now, entry.position, entry.who, put.alarm, put.reason, put.until))
        else:
            standing.look(board, now)
    standing.look(board, now, last=True)
    return Record(rung, aside, {position: frozenset(slots) for position, slots in worked.items()}, standing.stood)
