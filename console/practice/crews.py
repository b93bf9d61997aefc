"""Simulated crews: what a unit does after it was sent, by its scenario or as crews mostly do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from console.practice.acts import CrewActs
from console.practice.scenario import Crew, CrewDoes, Scenario
from console.rules import facts as f
from console.rules.board import Assignment, Board
from console.rules.status import StatusName
from console.rules.travel import seconds_away

ROLLS_S, ARRIVES_S = 25, 240
"""When a crew rolls and how long its way is where nobody knows better, seconds."""
SINCE: dict[StatusName, str] = {"dispatched": "dispatched", "en_route": "rolling", "on_scene": "arrived"}

Acts = Iterator[tuple[int, CrewActs]]
Holds = Callable[[str], bool]


class Crews:
    """Follows the units; gives what each does and when (ms UTC)."""

    def __init__(self, scenario: Scenario, chance: Random) -> None:
        self._crews = scenario.crew
        self._spread = [chance.randint(0, crew.spread_s) for crew in scenario.crew]
        self._done: set[int] = set()
        self._waiting: list[tuple[int, Crew, Assignment]] = []

    def hear(self, entry: f.Stamped, board: Board, holds: Holds) -> Acts:
        """A unit was sent or reported something."""
        fact = entry.fact
        if not isinstance(fact, f.UnitDispatched | f.UnitReported):
            return
        job = board.assignments.get(fact.assignment)
        if job is None or job.status not in SINCE:
            return
        own = [crew for crew in self._crews if crew.unit in ("", job.unit)]
        since = SINCE[job.status]
        for place, crew in enumerate(self._crews):
            if crew in own and crew.since == since:
                self._waiting.append((entry.when + (crew.after_s + self._spread[place]) * 1000, crew, job))
        yield from self._as_mostly(entry.when, board, job, own)

    def tick(self, now: int, began: int, holds: Holds) -> Acts:
        """What is due by now and may happen."""
        for place, crew in enumerate(self._crews):
            due = crew.since == "start" and now - began >= crew.after_s * 1000
            if due and place not in self._done and holds(crew.when):
                self._done.add(place)
                yield now, CrewActs(crew.unit, 0, crew.does, crew.says)
        ready = [one for one in self._waiting if one[0] <= now and holds(one[1].when)]
        self._waiting = [one for one in self._waiting if one not in ready]
        for _, crew, job in ready:
            yield now, CrewActs(job.unit, job.incident, crew.does, crew.says)

    def _as_mostly(self, when: int, board: Board, job: Assignment, own: list[Crew]) -> Acts:
        """Rolling and arriving, unless the scenario says how this crew does it, or that it is stuck."""
        told = {crew.does for crew in own}
        incident = board.incidents.get(job.incident)
        if incident is None:
            return
        if job.status == "dispatched" and "rolls" not in told:
            yield when + ROLLS_S * 1000, CrewActs(job.unit, job.incident, "rolls")
        if job.status == "en_route" and not told & {"arrives", "stuck"}:
            way = seconds_away(board.units[job.unit], incident.place)
            yield (
                when + round(way if way is not None else ARRIVES_S) * 1000,
                CrewActs(job.unit, job.incident, "arrives"),
            )


STATUS: dict[CrewDoes, StatusName] = {"rolls": "en_route", "arrives": "on_scene"}
"""The status that a crew reports by what it does."""
