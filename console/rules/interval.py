"""How long things took: percentiles of the intervals between an incident's stamps and an assignment's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

PERCENTS = (50, 90, 95, 99)
NOTE = (
    "seconds; linear-interpolated percentiles over non-negative values; phoned = received earlier than entered "
    "(the rest are unit- or system-generated)"
)

Figures = Mapping[str, float | int | None]
Span = tuple[int | None, int | None]
"""When something began and when it ended, ms UTC; None where there is no stamp."""


class IncidentTimes(Struct, frozen=True):
    """The stamps of one incident that intervals are made of, ms UTC."""

    id: int
    received: int | None
    sent: int | None
    first_dispatched: int | None
    first_en_route: int | None
    first_on_scene: int | None

    @property
    def phoned(self) -> bool:
        """Whether somebody rang: it was received earlier than it was sent."""
        return self.received is not None and self.sent is not None and self.received < self.sent


class AssignmentTimes(Struct, frozen=True):
    """The stamps of one unit on one incident that intervals are made of, ms UTC."""

    incident: int
    dispatched: int | None
    en_route: int | None
    on_scene: int | None


def intervals(incidents: Sequence[IncidentTimes], assignments: Sequence[AssignmentTimes]) -> dict[str, object]:
    """Every interval of the phoned incidents and of all, in seconds, with the number of assignments."""
    phoned = {times.id for times in incidents if times.phoned}
    return {
        "phoned": _section(
            [times for times in incidents if times.id in phoned],
            [times for times in assignments if times.incident in phoned],
        ),
        "all": _section(incidents, assignments),
        "rows": len(assignments),
        "note": NOTE,
    }


def _section(incidents: Sequence[IncidentTimes], units: Sequence[AssignmentTimes]) -> dict[str, object]:
    return {
        "incidents": len(incidents),
        "received_to_entered": figures((i.received, i.sent) for i in incidents),
        "entered_to_first_dispatched": figures((i.sent, i.first_dispatched) for i in incidents),
        "received_to_first_dispatched": figures((i.received, i.first_dispatched) for i in incidents),
        "first_dispatched_to_first_enroute": figures((i.first_dispatched, i.first_en_route) for i in incidents),
        "received_to_first_onscene": figures((i.received, i.first_on_scene) for i in incidents),
        "unit_dispatched_to_enroute": figures((u.dispatched, u.en_route) for u in units),
        "unit_enroute_to_onscene": figures((u.en_route, u.on_scene) for u in units),
    }


def figures(spans: Iterable[Span]) -> Figures:
    """How many spans there are, their percentiles and the longest, in seconds to one decimal.

    A span without both ends, or that ends before it begins, does not count; without any the figures are None.
    """
    seconds = sorted(
        (end - begin) / 1000 for begin, end in spans if begin is not None and end is not None and end >= begin
    )
    found: dict[str, float | int | None] = {"n": len(seconds)}
    for percent in PERCENTS:
        found[f"p{percent}"] = round(percentile(seconds, percent), 1) if seconds else None
    found["max"] = round(seconds[-1], 1) if seconds else None
    return found


def percentile(ordered: Sequence[float], percent: float) -> float:
    """The percentile (0 to 100) of at least one ordered value, interpolated as numpy does to the last bit."""
    place = (len(ordered) - 1) * (percent / 100)
    below = int(place)
    share = place - below
    low, high = ordered[below], ordered[min(below + 1, len(ordered) - 1)]
    return high - (high - low) * (1 - share) if share >= 0.5 else low + (high - low) * share
