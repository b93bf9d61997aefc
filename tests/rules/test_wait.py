"""What a caller may be told of the wait: from waits alike, enough of them, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import quantiles
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from console.rules.wait import Estimate, Seen, Waits, honest, lately, spoken_minutes

DAY = 86_400_000
NOW = 100 * DAY
NOON = Seen(NOW - DAY, 2, "12", 300, 13)


def like(wait: Seen, n: int, **others: Any) -> list[Seen]:
    """As many such waits, with these things different."""
    return [replace(wait, **others)] * n


def of(lengths: Sequence[float]) -> Waits:
    return Waits([replace(NOON, seconds=seconds) for seconds in lengths])


def estimate(waits: Waits) -> Estimate | None:
    return waits.estimate(2, "12", 13, NOW)


@given(st.lists(st.integers(0, 86_400), min_size=30, max_size=90))
def test_eight_in_ten_is_the_80th_percentile(lengths: list[int]) -> None:
    """The same as the standard library says of them, in whatever order they come."""
    found = estimate(of(lengths))
    assert found is not None
    assert found.seconds == pytest.approx(quantiles(lengths, n=5, method="inclusive")[3])
    assert found.n == len(lengths)


@pytest.mark.parametrize(
    ("seen", "basis"),
    [
        (like(NOON, 30) + like(NOON, 9, zone="7"), "P2 zone 12, 12-16 h, 28 days"),
        (like(NOON, 29) + like(NOON, 1, zone="7"), "P2 all zones, 12-16 h, 28 days"),
        (like(NOON, 29) + like(NOON, 1, hour=16), "P2 all zones, all hours, 28 days"),
        (like(NOON, 30, zone="7", hour=3), "P2 all zones, all hours, 28 days"),
        (like(NOON, 29) + like(NOON, 99, priority=1), None),
        ([], None),
    ],
)
def test_with_too_few_alike_it_looks_wider(seen: list[Seen], basis: str | None) -> None:
    """The zone goes first, then the hours, never the priority; fewer than 30 even so: nothing is said."""
    found = estimate(Waits(seen))
    assert (found.basis if found else None) == basis


def test_a_place_without_a_zone_is_in_no_zone() -> None:
    """Incidents whose zone is not known are not alike for that."""
    found = Waits(like(NOON, 30, zone="")).estimate(2, "", 13, NOW)
    assert found is not None
    assert found.basis == "P2 all zones, 12-16 h, 28 days"


@pytest.mark.parametrize(
    ("when", "seconds", "counts"),
    [
        (NOW - 300_000, 300, True),
        (NOW - 300_000, 301, False),
        (NOW + DAY, 300, False),
        (NOW - 28 * DAY, 0, False),
        (NOW - 28 * DAY, 1, True),
        (NOW - 29 * DAY, 2 * 86_400, True),
    ],
)
def test_only_waits_that_ended_in_the_last_28_days_count(when: int, seconds: float, counts: bool) -> None:
    """What is still to end is not known yet; what began long ago and ended lately is."""
    found = estimate(Waits(like(NOON, 29) + like(NOON, 1, when=when, seconds=seconds)))
    assert (found is not None) == counts


def test_old_waits_leave_without_a_trace() -> None:
    """A group that was slow a month ago is told by the waits since."""
    waits = Waits(like(NOON, 30) + like(NOON, 500, when=NOW - 40 * DAY, seconds=9_000))
    assert waits.estimate(2, "12", 13, NOW) == Estimate(300, 30, "P2 zone 12, 12-16 h, 28 days")


def test_a_departments_wait_is_its_own() -> None:
    """Whatever the hour; never from another department's requests, nor from incidents in a zone called the same."""
    asked = replace(NOON, kind="request", priority=0, zone="parks", seconds=5 * 86_400, when=NOW - 9 * DAY)
    waits = Waits(
        like(asked, 15, hour=9)
        + like(asked, 15, hour=22)
        + like(asked, 99, zone="roads", seconds=60)
        + like(NOON, 99, priority=0, zone="parks")
    )
    assert waits.estimate(0, "parks", 3, NOW, "request") == Estimate(432_000, 30, "parks, 28 days")
    assert waits.estimate(0, "trees", 3, NOW, "request") is None


@pytest.mark.parametrize(
    ("seconds", "minutes"),
    [(0, 5), (1, 5), (300, 5), (300.5, 10), (1500, 25), (1501, 30), (1800, 30), (1801, 40), (2400, 40), (3601, 70)],
)
def test_minutes_are_said_rounded_up(seconds: float, minutes: int) -> None:
    """To five as far as half an hour, to ten beyond, and never "up to 0 minutes"."""
    assert spoken_minutes(seconds) == minutes


@pytest.mark.parametrize(
    ("oldest", "service", "said"),
    [(None, 900, 600), (0, 300, 600), (400, 200, 600), (400, 201, 601), (2_000, 300, 2_300)],
)
def test_nobody_is_promised_less_than_the_oldest_waits_already(oldest: float | None, service: float, said: int) -> None:
    """The estimate, or the oldest pending call's age and its service where that is longer."""
    assert honest(Estimate(600, 30, "P2 all zones, all hours, 28 days"), oldest, service) == said


@pytest.mark.parametrize(("hours", "within"), [(3, "a day"), (24, "a day"), (25, "2 days"), (200, "9 days")])
def test_a_departments_time_is_told_in_whole_days(hours: int, within: str) -> None:
    """Rounded up, with what it rests on."""
    said = lately(Estimate(hours * 3600, 31, "WORKS, 28 days"))
    assert said == f"Lately 8 in 10 were done within {within} (WORKS, 28 days, n=31)."
