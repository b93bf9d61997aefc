"""The console on a board into which a real file's busiest hours pour, once it is sent SIGUSR1.

    python -m bench.peers.storm_console URL CSV MAP SPEED HOURS REPORT

When the storm is over, REPORT holds the drawing loop's stalls and the most alarm rows there were, as JSON.
"""

from __future__ import annotations

import asyncio
import json
import signal
import sys
import threading
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any, cast

from msgspec.structs import replace as with_changes

from console.app import ConsoleApp
from console.cli.places import SHIPPED
from console.desk.apart import DeskApart
from console.desk.centre_files import load_centre
from console.desk.desk import Desk, Receipt
from console.desk.history import read_history
from console.desk.history_map import find_map, load_map
from console.desk.local import LocalDesk
from console.desk.now import now
from console.desk.past import Written
from console.desk.replay_plan import Plan, Step, make_plan
from console.desk.replaying import Replay, replay_centre
from console.desk.verbs import SignOn, Verb
from console.keymap import FOLDER
from console.keymap_file import load_keymap
from console.rules.board import Board
from console.rules.centre import Centre
from console.terminal.driver import GuardDriver
from console.terminal.text import clean

HOUR = 3_600_000
STEP_S = 0.01
"""How often the drawing loop is asked whether it is there."""


class Others:
    """Everybody else at this desk: what the file tells is theirs, not this position's."""

    def __init__(self, desk: LocalDesk) -> None:
        self._desk = desk
        self.centre: Centre = desk.centre

    @property
    def board(self) -> Board:
        """The newest board."""
        return self._desk.board

    async def ask(self, verb: Verb, *, key: str = "", happened: int | None = None) -> Receipt:
        """Do it at another position."""
        return await self._desk.ask_as("STORM", "X01", verb, key=key, happened=happened)


class StormConsole(ConsoleApp):
    """A console that says how its loop fared."""

    def __init__(
        self, opening: Callable[[], Awaitable[Desk]], storm: Callable[[], Awaitable[None]], report: Path
    ) -> None:
        keymap = load_keymap(FOLDER / "default.toml")
        super().__init__(opening, keymap, "C01", "BENCH", now, GuardDriver)
        self._storm, self._report = storm, report
        self._stalls: list[float] = []
        self._rows = 0

    def begin(self) -> None:
        """Wait for the sign to begin."""
        super().begin()
        asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, lambda: self.run_worker(self._through()))

    async def _through(self) -> None:
        watch = asyncio.create_task(self._watch())
        await self._storm()
        watch.cancel()
        told = {"stalls": sorted(self._stalls)[-50:], "steps": len(self._stalls), "alarm_rows": self._rows}
        self._report.write_text(json.dumps(told))

    async def _watch(self) -> None:
        while True:
            began = perf_counter()
            await asyncio.sleep(STEP_S)
            self._stalls.append(perf_counter() - began - STEP_S)
            self._rows = max(self._rows, len(self.shift.sight.alarms))


def main() -> None:
    """Open the console; the words are in the module's text."""
    url, file, map_name, speed, hours, report = sys.argv[1:]
    map = load_map(find_map(map_name, SHIPPED / "maps"))
    plan = make_plan(read_history(Path(file), map, clean))
    first = busiest(plan.steps, int(float(hours) * HOUR))
    folder = SHIPPED / map_name
    centre = replay_centre(map, plan)
    if folder.is_dir():
        centre = with_changes(load_centre(folder), lines=centre.lines)
    desks: list[tuple[LocalDesk, asyncio.AbstractEventLoop]] = []
    written = Written()  # the incidents and calls of what was poured in before are what later steps are about

    async def opening() -> Desk:
        desk, loop, apart = await _apart(url, centre)
        desks.append((desk, loop))
        before = [s for s in plan.steps if s.due < first and (s.due >= first - HOUR or isinstance(s.verb, SignOn))]
        await _there(loop, _pour(desk, shifted(before, first, float(speed)), written, None))
        return apart

    async def storm() -> None:
        desk, loop = desks[0]
        until = first + int(float(hours) * HOUR)
        during = [step for step in plan.steps if first <= step.due < until]
        await _there(loop, _pour(desk, shifted(during, first, float(speed)), written, 1.0))

    StormConsole(opening, storm, Path(report)).run()


def busiest(steps: Sequence[Step], window: int) -> int:
    """When the window (ms) with the most steps begins."""
    times = [step.due for step in steps]
    best, at, last = 0, times[0], 0
    for first, begins in enumerate(times):
        while last < len(times) and times[last] < begins + window:
            last += 1
        if last - first > best:
            best, at = last - first, begins
    return at


def shifted(steps: Sequence[Step], first: int, speed: float) -> tuple[Step, ...]:
    """The steps as if `first` were now, and time ran so many times as fast."""
    start = now()

    def moved(at: int) -> int:
        return start + round((at - first) / speed)

    return tuple(Step(moved(s.due), moved(s.happened), s.key, s.verb, s.opening, s.line) for s in steps)


async def _pour(desk: LocalDesk, steps: tuple[Step, ...], written: Written, speed: float | None) -> None:
    await Replay(cast(Any, Others(desk)), Plan(steps, (), 0, 0, 0), written).run(speed)


async def _there(loop: asyncio.AbstractEventLoop, work: Any) -> None:
    await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, loop))


async def _apart(url: str, centre: Centre) -> tuple[LocalDesk, asyncio.AbstractEventLoop, DeskApart]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    opening = LocalDesk.open(url, centre, position="C01", who="BENCH")
    desk = await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(opening, loop))
    return desk, loop, DeskApart(desk, loop, thread)


if __name__ == "__main__":
    main()
