"""A flood of alarms in few lines: above ten in ten minutes those of a kind share a line."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

from console.rules.alarm_kinds import Alarm
from console.rules.board import Board
from console.rules.wording import spell

FLOOD = 10
"""More alarms than this in FLOOD_MS are a flood (EEMUA 191)."""
FLOOD_MS = 600_000

SAID = {
    "danger": "{n} in danger",
    "lost": "{n} desks not reached",
    "store": "{n} troubles with the store",
    "late": "{n} P{level} late",
    "ack": "{n} units have not acknowledged",
    "check": "{n} checks overdue",
    "promise": "{n} promises due or broken",
    "hold": "{n} callers on hold",
    "planned": "{n} planned ones begin",
    "unsent": "{n} calls never sent",
    "glass": "{n} times the glass is broken",
}
"""How several alarms of a kind are said. Ten lines at most: `late` has two levels, broken glass stands with danger."""


class Row(Struct, frozen=True):
    """What one line says: an alarm, or in a flood all of its kind."""

    level: int
    text: str
    alarms: tuple[Alarm, ...]


def flooded(board: Board, alarms: tuple[Alarm, ...], position: str, now: int) -> bool:
    """Whether a position has more alarms at hand, or was shown more in the last ten minutes, than anybody can read."""
    shown = sum(rung.position == position and rung.when > now - FLOOD_MS for rung in board.rung)
    return max(len(alarms), shown) > FLOOD


def rows(board: Board, alarms: tuple[Alarm, ...], position: str, now: int) -> tuple[Row, ...]:
    """The lines for these alarms, the worst first; ten at most."""
    if not flooded(board, alarms, position, now):
        return tuple(Row(alarm.level, alarm.text, (alarm,)) for alarm in alarms)
    groups: dict[tuple[str, int], list[Alarm]] = {}
    for alarm in alarms:
        kind = "danger" if alarm.kind == "glass" else alarm.kind
        groups.setdefault((kind, alarm.level if kind == "late" else 0), []).append(alarm)
    return tuple(_row(group, now) for group in groups.values())


def _row(group: list[Alarm], now: int) -> Row:
    level, first = group[0].level, group[0]
    if len(group) == 1:
        return Row(level, first.text, (first,))
    oldest = spell((now - min(alarm.since for alarm in group)) // 1000)
    kinds = Counter(alarm.kind for alarm in group)
    said = ", ".join(SAID[kind].format(n=count, level=level) for kind, count in kinds.items())
    return Row(level, f"{said}, oldest {oldest}", tuple(group))
