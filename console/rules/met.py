"""How many stage clocks were met: of those that have stopped, by stage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from console.rules.centre import Stage, Standard


class Stopped(Struct, frozen=True):
    """The stamps of a call and its incident that stages begin and end with, ms UTC; None where there is none."""

    rang: int | None = None
    answered: int | None = None
    located: int | None = None
    dispatched: int | None = None
    en_route: int | None = None
    on_scene: int | None = None
    priority: int = 0
    type: str = ""


class Met(Struct, frozen=True):
    """How many clocks of a stage have stopped, and how many of them in time."""

    stage: Stage
    met: int
    stopped: int


def clocks_met(answered: Iterable[Stopped], handled: Iterable[Stopped], standard: Standard) -> tuple[Met, ...]:
    """Of every call how it was answered, of every incident the later stages; a stage without a target is left out."""
    stopped, met = Counter[Stage](), Counter[Stage]()

    def count(stage: Stage, begin: int | None, end: int | None, times: Stopped) -> None:
        limit = standard.seconds(stage, times.priority, times.type)
        if limit is not None and begin is not None and end is not None and end >= begin:
            stopped[stage] += 1
            met[stage] += (end - begin) // 1000 <= limit

    for one in answered:
        count("answer", one.rang, one.answered, one)
    for one in handled:
        count("locate", one.answered, one.located, one)
        count("brief", one.located, one.dispatched, one)
        count("roll", one.dispatched, one.en_route, one)
        count("arrive", one.answered, one.on_scene, one)
    stages: tuple[Stage, ...] = ("answer", "locate", "brief", "roll", "arrive")
    return tuple(Met(stage, met[stage], stopped[stage]) for stage in stages if stopped[stage])
