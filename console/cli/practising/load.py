"""`firstline practice --load`: a stretch of a replayed file, or an hour of Milltown, as live arrivals."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from console.app import ConsoleApp
from console.cli.places import SHIPPED, default_centre
from console.cli.practising.practice_console import PracticeStore, looking_after, practice_console
from console.desk.centre_files import load_centre
from console.desk.desk import Desk
from console.desk.history import read_history
from console.desk.history_map import HistoryFault, find_map, load_map
from console.desk.now import now
from console.desk.replay_plan import make_plan
from console.desk.replaying import replay_centre
from console.keymap import Keymap
from console.practice.arrivals import HOUR_MS, Arrival, from_file, of_milltown, units_of
from console.practice.load import Load
from console.rules import facts as f
from console.rules.centre import Centre
from console.terminal.environment import uses_mouse
from console.terminal.text import clean

if TYPE_CHECKING:
    from console.desk.local import LocalDesk

LEAST, MOST = 1.0, 10.0
"""How many times as fast."""
MILLTOWN = "milltown"


class Wanted:
    """What is to arrive where: the centre, the incidents, and the units that are not on its roster."""

    def __init__(self, centre: Centre, arrivals: tuple[Arrival, ...], units: Sequence[f.UnitSignedOn] = ()) -> None:
        self.centre = centre
        self.arrivals = arrivals
        self.units = units


def wanted(options: argparse.Namespace, seed: int) -> Wanted:
    """What the options ask for; HistoryFault says what cannot be read."""
    if not LEAST <= options.times <= MOST:
        raise HistoryFault(f"--times {options.times:g} is not from 1 to 10; write --times 4")
    if not 0 < options.hours <= 168:
        raise HistoryFault(f"--hours {options.hours:g} is no stretch of a week; write --hours 1")
    if options.load == MILLTOWN:
        centre = load_centre(default_centre())
        return Wanted(centre, of_milltown(centre, seed, options.hours))
    if not options.map:
        raise HistoryFault(f"say which column of {options.load} is which: --map sffd, or a map file of your own")
    map = load_map(find_map(options.map, SHIPPED / "maps"))
    plan = make_plan(read_history(Path(options.load), map, clean))
    own = SHIPPED / "centres" / Path(options.map).stem
    centre = load_centre(own) if own.is_dir() else replay_centre(map, plan)
    arrivals = from_file(plan, _moment(options.since, map.timezone), options.hours)
    if not arrivals:
        raise HistoryFault(f"nothing arrives in that stretch of {options.load}; name another --from, or more --hours")
    return Wanted(centre, arrivals, tuple(units_of(plan)))


def _moment(local: str, timezone: str) -> int | None:
    if not local:
        return None
    try:
        at = datetime.strptime(local, "%Y-%m-%d %H:%M").replace(tzinfo=ZoneInfo(timezone))
    except ValueError:
        raise HistoryFault(f'--from {local!r} is no time; write it as "2020-04-08 17:00"') from None
    return round(at.timestamp() * 1000)


def practise_load(options: argparse.Namespace, keymap: Keymap, dress: Callable[[ConsoleApp], None], seed: int) -> int:
    """Open the console, let it arrive, and say how it went."""
    try:
        load = wanted(options, seed)
    except HistoryFault as fault:
        print(fault, file=sys.stderr)
        return 1
    store, running = PracticeStore(), Running(options, load)

    async def opening() -> Desk:
        desk = await store.open(load.centre, options.position, options.name, now)
        return await running.begin(desk)

    app = running.app = practice_console(opening, keymap, options.position, options.name, now)
    dress(app)
    try:
        app.run(mouse=uses_mouse(os.environ, options.mouse))
    finally:
        store.forget()
    if app.trouble:
        print(app.trouble, file=sys.stderr)
    print(*(running.load.told() if running.load else ()), sep="\n")
    return app.return_code or app.return_value or 0


class Running:
    """A load practice while it runs."""

    def __init__(self, options: argparse.Namespace, wanted: Wanted) -> None:
        self.app: ConsoleApp
        self.load: Load | None = None
        self._options = options
        self._wanted = wanted
        self._task: asyncio.Task[None] | None = None
        self._told = False

    async def begin(self, desk: LocalDesk) -> Desk:
        """Put the units on duty and let it begin."""
        ends = round(self._options.hours * HOUR_MS)
        load = self.load = Load(desk, self._wanted.arrivals, self._options.times, now, ends)
        await load.begin(self._wanted.units)
        self._task = looking_after(self._step, load.hands.stirred)
        return load.hands.seat()

    async def _step(self) -> None:
        if self.load is None:
            return
        await self.load.step()
        if self.load.over is not None and not self._told:
            self._told = True
            self.app.shift.say(f"The stretch is over. {next(self.load.told())}")
