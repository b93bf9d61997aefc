"""A file from elsewhere driven through the desk's own verbs, as fast as it goes or at a multiple of real time."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from console.desk import verbs as v
from console.desk.desk import Receipt
from console.desk.history import Odd
from console.desk.history_map import HistoryMap
from console.desk.local import LocalDesk
from console.desk.past import Written
from console.desk.replay_plan import Plan, Step, addressed, most_calls
from console.rules.centre import Centre, Standard
from console.rules.facts import CallLinked, IncidentOpened
from console.rules.refused import Refused

POSITION = "REPLAY"
WINDOW = 256
"""How many steps are asked for together at full speed: enough for whole batches, some minutes of a busy centre."""
SPARE_LINES = 100
"""Lines beside those the file needs, for calls that another replay left open when it was stopped."""


@dataclass(slots=True)
class Outcome:
    """What came of a replay: commands written now, commands the log had already, and what the desk refused."""

    written: int = 0
    already: int = 0
    refused: list[Odd] = field(default_factory=list)


def replay_centre(map: HistoryMap, plan: Plan) -> Centre:
    """A centre that has nothing but a name, a time zone and lines enough."""
    count = most_calls(plan.steps, WINDOW) + SPARE_LINES
    lines = tuple(f"{POSITION} {number}" for number in range(1, count + 1))
    return Centre("REPLAY", map.name, map.timezone, lines, (), (), (), (), (), (), (), (), (), Standard("none", ()))


class Replay:
    """One run of a plan through a desk."""

    def __init__(self, desk: LocalDesk, plan: Plan, before: Written) -> None:
        self.outcome = Outcome()
        self._desk = desk
        self._steps = plan.steps
        self._keys = before.keys
        self._incidents = before.incidents
        self._calls = before.calls

    async def run(self, speed: float | None) -> Outcome:
        """Do what is not on the log yet; `speed` is a multiple of real time, None as fast as it goes."""
        on_duty = {name.upper() for name in self._desk.board.units}
        to_do = [step for step in self._steps if not self._is_done(step, on_duty)]
        self.outcome.already = sum(step.key in self._keys for step in self._steps)
        if speed is None:
            for start in range(0, len(to_do), WINDOW):
                await self._together(to_do[start : start + WINDOW])
        else:
            await self._in_time(to_do, speed)
        return self.outcome

    def _is_done(self, step: Step, on_duty: set[str]) -> bool:
        known = isinstance(step.verb, v.SignOn) and step.verb.unit.unit.upper() in on_duty
        return known or step.key in self._keys

    async def _in_time(self, steps: Sequence[Step], speed: float) -> None:
        loop = asyncio.get_running_loop()
        began = loop.time()
        for due, moment in groupby(steps, key=lambda step: step.due):
            wait = began + (due - steps[0].due) / 1000 / speed - loop.time()
            if wait > 0:
                await asyncio.sleep(wait)
            await self._together(list(moment))

    async def _together(self, window: Sequence[Step]) -> None:
        """Open the window's incidents first, since all else needs their ids, then do the rest in order."""
        opening = [step for step in window if step.opening == step.key]
        lines = self._free_lines()
        await asyncio.gather(*(self._open(step, lines) for step in opening))
        await asyncio.gather(*(self._follow(step) for step in window if step.opening != step.key))

    def _free_lines(self) -> Iterator[str]:
        used = {call.line for call in self._desk.board.calls.values()}
        return (line for line in self._desk.centre.lines if line not in used)

    async def _open(self, step: Step, lines: Iterator[str]) -> None:
        verb = v.TakeCall(next(lines), step.verb.ref) if isinstance(step.verb, v.TakeCall) else step.verb
        receipt = await self._ask(step, verb)
        for fact in receipt.facts if receipt else ():
            if isinstance(fact, IncidentOpened | CallLinked):
                self._incidents[step.key] = fact.incident
            if isinstance(fact, CallLinked):
                self._calls[step.key] = fact.call

    async def _follow(self, step: Step) -> None:
        if step.opening and step.opening not in self._incidents:
            self.outcome.refused.append(Odd(step.line, "refused", "its incident could not be opened"))
            return
        verb = addressed(step.verb, self._incidents.get(step.opening, 0), self._calls.get(step.opening, 0))
        await self._ask(step, verb)

    async def _ask(self, step: Step, verb: v.Verb) -> Receipt | None:
        """The receipt; None where the desk refused, which is noted with its sentence."""
        try:
            receipt = await self._desk.ask(verb, key=step.key, happened=step.happened)
        except Refused as refusal:
            self.outcome.refused.append(Odd(step.line, "refused", f"{type(verb).__name__}: {refusal}"))
            return None
        self.outcome.written += 1
        return receipt
