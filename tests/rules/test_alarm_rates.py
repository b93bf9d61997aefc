"""The rates of alarms are those that a person at the position lived through."""

from __future__ import annotations

from console.rules.alarm_rates import STALE_MS, Rates, Record, rates, stale
from console.rules.told import Rung

MINUTE = 60_000
HOUR = 60 * MINUTE


def shown(*minutes: float, level: int = 2, position: str = "C01") -> list[Rung]:
    """An alarm of its own for each of these minutes."""
    return [Rung(round(at * MINUTE), position, f"late:{number}:1", level) for number, at in enumerate(minutes)]


def one(rung: list[Rung], worked: dict[str, frozenset[int]] | None = None) -> Rates:
    (found,) = rates(Record(rung, worked=worked or {}))
    return found


def test_the_rate_counts_the_hours_at_work() -> None:
    """Twelve alarms in two hours at work are one in ten minutes, however many hours the desk stood empty between."""
    rung = shown(1, 12, 21, 34, 45, 56, 601, 612, 623, 634, 645, 656)
    assert one(rung).per_ten_minutes == 1.0
    assert one(rung, {"C01": frozenset({0, 6, 60})}).per_ten_minutes == 12 / 18
    assert one(rung).above == ()


def test_a_flood_is_more_than_ten_in_ten_minutes() -> None:
    """Its share is that of the ten minutes on duty; the peaks are those of any ten minutes and any hour."""
    figures = one(shown(*(6 + number for number in range(17))))
    assert (figures.peak_ten_minutes, figures.peak_hour, figures.flood) == (10, 17, 0.0)
    figures = one(shown(*(number / 2 for number in range(11))))
    assert (figures.peak_ten_minutes, figures.flood) == (11, 1 / 6)
    assert figures.above == ("per 10 min", "peak 10 min", "flood")


def test_each_position_has_its_own() -> None:
    """What one was shown is not another's load; more high ones than a quarter is said."""
    calm, busy = rates(Record([*shown(1, 2, 3, 4), *shown(1, 2, level=1, position="D02")]))
    assert (calm.position, calm.shown, calm.high, calm.above) == ("C01", 4, 0.0, ())
    assert (busy.position, busy.shown, busy.high, busy.above) == ("D02", 2, 1.0, ("high",))


def test_what_comes_again_and_again_is_chatter() -> None:
    """Three alarms about the same thing within ten minutes; three within an hour are not."""
    again = [Rung(minute * MINUTE, "C01", f"late:7:{minute}", 2) for minute in (1, 5, 9)]
    assert one(again).chattering == ("late:7",)
    slowly = [Rung(minute * MINUTE, "C01", f"late:7:{minute}", 2) for minute in (1, 15, 29)]
    assert one(slowly).chattering == ()


def test_what_was_seen_and_left_standing_is_stale() -> None:
    """After an hour."""
    assert stale(Record(stood={"late:1": STALE_MS + 1, "late:2": STALE_MS})) == ("late:1",)
