"""What came of run cards that were tried on the past, in figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import StatisticsError, correlation, linear_regression, median
from typing import Any

from console.rules.card_trial import Going, Tried, Trip, plan
from console.rules.whereabouts import JOBS, WAYS

CLEAR = 40
"""So many sends of one and the same plan make a clear pattern."""
STEPS = (0, 60, 120, 240, 480)
"""Where the classes of estimated seconds begin by which the estimate is set against the truth."""


def share(count: int, n: int) -> float | None:
    """A share to three places; None of nothing."""
    return round(count / n, 3) if n else None


class Group:
    """Incidents of one type and priority: how many, what was sent, and how many sends were matched."""

    def __init__(self) -> None:
        self.n = self.left_out = self.same_kinds = self.by_card = 0
        self.plans: Counter[str] = Counter()

    def add(self, one: Tried) -> None:
        """One more incident."""
        self.n += 1
        self.plans[plan(one.sent)] += 1
        self.left_out += bool(one.left_out)
        self.same_kinds += one.same_kinds
        self.by_card += one.by_card

    @property
    def clear(self) -> bool:
        """Whether one plan was sent often enough to be called the pattern."""
        return max(self.plans.values(), default=0) >= CLEAR

    def figures(self) -> dict[str, Any]:
        """The counts and shares."""
        usual, times = self.plans.most_common(1)[0] if self.plans else ("", 0)
        return {
            "n": self.n,
            "not_tested": self.left_out,
            "matched": self.same_kinds,
            "share": share(self.same_kinds, self.n),
            "by_card": self.by_card,
            "by_card_share": share(self.by_card, self.n),
            "usual_plan": usual,
            "usual_n": times,
            "usual_share": share(times, self.n),
            "clear": self.clear,
        }


class Travel:
    """The estimated ways of what was advised and of what was sent, where both are the same kinds and all are known."""

    def __init__(self) -> None:
        self.sent = self.advised = 0.0
        self.same_units = 0
        self.differences: list[float] = []

    def add(self, one: Tried) -> None:
        """One more incident; those that can't be compared are passed over."""
        sent, advised = _whole_way(one.sent), _whole_way(one.advised)
        if not one.same_kinds or sent is None or advised is None:
            return
        self.sent += sent
        self.advised += advised
        self.differences.append(advised - sent)
        self.same_units += {going.unit for going in one.sent} == {going.unit for going in one.advised}

    def figures(self) -> dict[str, Any]:
        """Estimated seconds in all, and what the choice of units adds (above 0) or saves (below 0)."""
        return {
            "compared": len(self.differences),
            "same_units": self.same_units,
            "sent_s": round(self.sent),
            "advised_s": round(self.advised),
            "added_s": round(self.advised - self.sent),
            "added_share": round((self.advised - self.sent) / self.sent, 3) if self.sent else None,
            "median_added_s": round(median(self.differences), 1) if self.differences else None,
            "each_added_s": round((self.advised - self.sent) / len(self.differences), 1) if self.differences else None,
        }


def _whole_way(going: Sequence[Going]) -> float | None:
    known = [one.seconds for one in going if one.seconds is not None]
    return sum(known) if going and len(known) == len(going) else None


def calibration(trips: Sequence[Trip]) -> dict[str, Any]:
    """How the estimate stands to real ways, en route to on scene: by how a unit's place was told, and by size."""
    used = next(way for way, jobs in WAYS.items() if jobs == JOBS)
    classes = []
    for low, high in zip(STEPS, (*STEPS[1:], float("inf")), strict=True):
        inside = [trip for trip in trips if low <= trip.foretold[used] < high]
        if inside:
            estimated, real = (
                median(values) for values in zip(*((t.foretold[used], t.real) for t in inside), strict=True)
            )
            classes.append({"from_s": low, "n": len(inside), "estimated_s": round(estimated), "real_s": round(real)})
    return {"trips": len(trips), "used": used, "ways": {way: _fit(trips, way) for way in WAYS}, "classes": classes}


def _fit(trips: Sequence[Trip], way: str) -> Mapping[str, float] | None:
    """The line through the ways, real = fixed_s + slope x estimate, the median error of it and the rank correlation."""
    estimated, real = [trip.foretold[way] for trip in trips], [trip.real for trip in trips]
    try:
        line = linear_regression(estimated, real)
        rank = correlation(_ranks(estimated), _ranks(real))
    except StatisticsError:  # too few, or all alike
        return None
    error = median(abs(line.intercept + line.slope * e - r) for e, r in zip(estimated, real, strict=True))
    return {
        "rank_correlation": round(rank, 3),
        "fixed_s": round(line.intercept),
        "slope": round(line.slope, 3),
        "median_error_s": round(error),
    }


def _ranks(values: Sequence[float]) -> list[float]:
    """Each value's place when all are put in order; equal ones share the middle of theirs."""
    order = sorted(values)
    first: dict[float, int] = {}
    for place, value in enumerate(order):
        first.setdefault(value, place)
    count = Counter(order)
    return [first[value] + (count[value] - 1) / 2 for value in values]
