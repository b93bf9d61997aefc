"""How many alarms each position was shown, against what a person can take (ux/work 2.11: EEMUA 191, ISA-18.2)."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field

from console.rules.flood import FLOOD, FLOOD_MS
from console.rules.told import Rung

HOUR_MS = 3_600_000
PER_TEN = 1.0
"""Alarms per 10 min that are very likely acceptable; twice that is the most that can be managed."""
PEAK_HOUR = 15
FLOOD_SHARE = 0.01
HIGH_SHARE = 0.25
"""The part that may be high: 5 % to 15 % medium; the 80 % that are low are marks in their rows and no alarms here."""
STALE_MS = HOUR_MS
"""An alarm that was seen and still stands after so long is stale: nobody did what it asks for."""
STALE_A_DAY = 5
CHATTER = 3
"""So many alarms about the same thing within ten minutes are chatter."""


class Aside(Struct, frozen=True):
    """An alarm that was put aside at `when` until `until` (ms UTC), by whom and why."""

    when: int
    position: str
    who: str
    alarm: str
    reason: str
    until: int


class Record(Struct, frozen=True):
    """What the log tells of alarms. `worked` are the ten minutes (numbered from 1970) in which a position wrote.

    `stood` is for how long (ms) each alarm that somebody saw stood since it was shown first.
    """

    rung: Sequence[Rung] = ()
    aside: Sequence[Aside] = ()
    worked: Mapping[str, frozenset[int]] = field(default_factory=dict)
    stood: Mapping[str, int] = field(default_factory=dict)


class Rates(Struct, frozen=True):
    """The figures of one position; shares are 0 to 1. `chattering` names what was shown again and again."""

    position: str
    shown: int
    hours: float
    per_ten_minutes: float
    peak_ten_minutes: int
    peak_hour: int
    flood: float
    high: float
    chattering: tuple[str, ...] = ()

    @property
    def above(self) -> tuple[str, ...]:
        """Which limits it is above, in words."""
        limits = (
            (self.per_ten_minutes > PER_TEN, "per 10 min"),
            (self.peak_ten_minutes > FLOOD, "peak 10 min"),
            (self.peak_hour > PEAK_HOUR, "peak hour"),
            (self.flood > FLOOD_SHARE, "flood"),
            (self.high > HIGH_SHARE, "high"),
            (bool(self.chattering), "chattering"),
        )
        return tuple(word for is_above, word in limits if is_above)


def rates(record: Record) -> tuple[Rates, ...]:
    """Those of every position that was shown an alarm. On duty is every hour in which a position wrote anything."""
    return tuple(
        _rates(position, [rung for rung in record.rung if rung.position == position], record.worked.get(position, ()))
        for position in sorted({rung.position for rung in record.rung})
    )


def stale(record: Record) -> tuple[str, ...]:
    """The alarms that were seen and left standing."""
    return tuple(alarm for alarm, stood in record.stood.items() if stood > STALE_MS)


def _rates(position: str, rung: Sequence[Rung], worked: Iterable[int]) -> Rates:
    times = sorted(one.when for one in rung)
    in_slots = Counter(when // FLOOD_MS for when in times)
    hours = {slot * FLOOD_MS // HOUR_MS for slot in (*worked, *in_slots)}
    slots = len(hours) * (HOUR_MS // FLOOD_MS)
    return Rates(
        position,
        len(rung),
        float(len(hours)),
        len(rung) / slots,
        _peak(times, FLOOD_MS),
        _peak(times, HOUR_MS),
        sum(count > FLOOD for count in in_slots.values()) / slots,
        sum(one.level == 1 for one in rung) / len(rung),
        tuple(_chattering(rung)),
    )


def _peak(times: Sequence[int], within: int) -> int:
    """The most of these that came within so long of one another."""
    return max(index + 1 - bisect_left(times, when - within + 1) for index, when in enumerate(times))


def _chattering(rung: Sequence[Rung]) -> Iterable[str]:
    about: dict[str, list[int]] = {}
    for one in rung:
        about.setdefault(":".join(one.alarm.split(":")[:2]), []).append(one.when)
    return (thing for thing, times in about.items() if _peak(sorted(times), FLOOD_MS) >= CHATTER)
