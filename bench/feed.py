"""A real week poured into a desk behind a socket, as switchboards and crews would, while others watch."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from threading import Thread
from typing import Any, cast

from bench.peers.storm_console import HOUR, busiest, shifted
from console.cli.places import SHIPPED
from console.desk.client import DeskOverSocket
from console.desk.history import read_history
from console.desk.history_map import find_map, load_map
from console.desk.now import now
from console.desk.past import Written
from console.desk.replay_plan import Plan, Step, make_plan
from console.desk.replaying import Replay
from console.desk.verbs import SignOn
from console.desk.wire import ENCODER
from console.terminal.text import clean

_PLACES = [above / "shared/data/sffd" for above in Path(__file__).parents[2:]]
REAL = next((place for place in _PLACES if place.is_dir()), _PLACES[0])
"""Where the real week is: beside the folder that this one is in, or above it."""
_LINES = 300


class NoWeek(Exception):
    """There is no file of a real week here."""


def centre(folder: Path) -> Path:
    """The files of the centre whose week it was, with lines enough for whoever called at the same time."""
    place = folder / "sffd"
    shutil.copytree(SHIPPED / "centres" / "sffd", place)
    file = place / "centre.toml"
    lines = ", ".join(f'"F{number}"' for number in range(1, _LINES))
    file.write_text(file.read_text().replace('lines = ["L1"]', f"lines = [{lines}]"))
    return place


class Feed:
    """The busiest hours of the week, and the hour before them, which is there at once."""

    def __init__(self, socket: Path, speed: float, seconds: float) -> None:
        weeks = sorted(REAL.glob("calls_*.csv"))
        if not weeks:
            raise NoWeek(f"no file of a real week under {REAL.name}/")
        map = load_map(find_map("sffd", SHIPPED / "maps"))
        steps = make_plan(read_history(weeks[0], map, clean)).steps
        window = int(seconds * speed * 1000)
        first = busiest(steps, window)
        before = [s for s in steps if s.due < first and (s.due >= first - HOUR or isinstance(s.verb, SignOn))]
        self._during = [s for s in steps if first <= s.due < first + window]
        self._first, self._before = first, before
        self._socket, self._speed = socket, speed
        self._written = Written()
        self.written = 0
        self.boards: list[str] = []
        """What the watchers and one who comes at the end say that the board is; see `digest`."""
        self._thread: Thread | None = None

    def prepare(self) -> None:
        """Write the hour before."""
        asyncio.run(self._pour(self._before, None, 0))

    def start(self, watchers: int) -> None:
        """Write the rest at its speed, in a thread, while so many clients follow."""
        self._thread = Thread(target=lambda: asyncio.run(self._pour(self._during, 1.0, watchers)), daemon=True)
        self._thread.start()

    @property
    def over(self) -> bool:
        """Whether all of it is written."""
        return self._thread is not None and not self._thread.is_alive()

    async def _pour(self, steps: Sequence[Step], speed: float | None, watchers: int) -> None:
        desk = await self._sit("FEED")
        watching = [await self._sit(f"W{number}") for number in range(watchers)]
        plan = Plan(shifted(steps, self._first, self._speed), (), 0, 0, 0)
        outcome = await Replay(cast(Any, desk), plan, self._written).run(speed)
        self.written += outcome.written
        await asyncio.sleep(1)
        late = await self._sit("LATE")
        self.boards = [digest(one.board) for one in (late, *watching)]
        for one in (desk, late, *watching):
            await one.close()

    async def _sit(self, position: str) -> DeskOverSocket:
        return await DeskOverSocket.open(self._socket, position=position, who=position, now=now)


def digest(board: object) -> str:
    """A board's bytes, as short as can be told apart."""
    return sha256(ENCODER.encode(board)).hexdigest()[:16]
