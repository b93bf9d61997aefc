"""The alarms at hand: few, one an incident, the worst first.

On-delay and hysteresis need no memory, since a condition says when it began and its id says what began it. It is an
alarm once it has lasted DELAY_MS. What ends it for less than that (a unit sent by a slip, a change undone) leaves both
as they were, so that it comes back as the same alarm: seen if it was seen, shelved if it was shelved, not rung again.
"""

from __future__ import annotations

from msgspec import Struct

from console.rules.alarm_kinds import DELAY_MS, Alarm, conditions
from console.rules.board import Board
from console.rules.centre import Centre

_FIRST = ("danger", "lost", "store")
"""What stands before all others of its level: who is in danger, and what may keep anybody from being helped."""
AT_ONCE = ("danger", "glass")
"""What is told without waiting whether it lasts."""


class AtHand(Struct, frozen=True):
    """The alarms that nobody has seen yet, and those that are put aside, the first to come back first."""

    alarms: tuple[Alarm, ...] = ()
    shelved: tuple[Alarm, ...] = ()


def at_hand(board: Board, centre: Centre, now: int, of_desk: tuple[Alarm, ...] = ()) -> AtHand:
    """The alarms at `now` (ms UTC); those about the desk itself come from outside of the board, and without delay."""
    lasting = conditions(board, centre, now)
    found = [*of_desk, *(alarm for alarm in lasting if alarm.kind in AT_ONCE or now - alarm.since >= DELAY_MS)]
    aside = {id for id, shelf in board.shelved.items() if shelf.until > now}
    unseen = [alarm for alarm in found if alarm.id not in board.seen and alarm.id not in aside]
    shelved = sorted((alarm for alarm in found if alarm.id in aside), key=lambda alarm: board.shelved[alarm.id].until)
    return AtHand(_worst(unseen), tuple(shelved))


def _worst(unseen: list[Alarm]) -> tuple[Alarm, ...]:
    """One an incident: it escalates instead of multiplying, and what is less is told once that was seen."""
    unseen.sort(key=lambda alarm: (alarm.level, _FIRST.index(alarm.kind) if alarm.kind in _FIRST else 9, alarm.since))
    worst: dict[int | str, Alarm] = {}
    for alarm in unseen:
        worst.setdefault(alarm.id if alarm.incident is None else alarm.incident, alarm)
    return tuple(worst.values())
