"""A console in practice: the same one, in a dress that nobody takes for live, on a store in a folder of its own."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from console.app import ConsoleApp
from console.desk.desk import Desk
from console.keymap import Keymap
from console.rules.centre import Centre
from console.terminal.driver import GuardDriver
from console.widgets.sight import Mode

if TYPE_CHECKING:
    from console.desk.local import LocalDesk

PRACTICE = Mode("*** PRACTICE - NOT REAL ***", "practice", " *** PRACTICE - NOT REAL *** ")
PAGES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "dark": ("#00005F", {}),
    "night": ("#00005F", {}),
    "light": ("#FFFFD7", {"available": "#00005F"}),
    "sixteen": ("ansi_blue", {"onscene": "bright_white"}),
}
"""The background of each theme in practice, with the inks that could not be read on it; `mono` has no colours."""
STEP_S = 0.25
"""How often callers and crews are looked after at least, seconds."""
TWICE_MS = 10_000
"""Within which time the keys that leave have to be pressed again."""


class PracticeStore:
    """A store that is made for one console and is gone with it. It takes no address, so it can be no other."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="firstline-practice-")

    async def open(self, centre: Centre, position: str, who: str, now: Callable[[], int]) -> LocalDesk:
        """The desk on it."""
        from console.desk.local import LocalDesk  # the first frame does not wait for it

        url = f"sqlite:///{Path(self._folder.name) / 'practice.db'}"
        return await LocalDesk.open(url, centre, position=position, who=who, now=now)

    def forget(self) -> None:
        """Take it away."""
        self._folder.cleanup()


def practice_console(
    opening: Callable[[], Awaitable[Desk]], keymap: Keymap, position: str, who: str, now: Callable[[], int]
) -> ConsoleApp:
    """The console in its dress; the keys of practice leave it, the second time they are pressed."""
    app = ConsoleApp(opening, keymap, position, who, now, GuardDriver)
    app.shift.mode = PRACTICE
    app.tint(PAGES)
    asked = [0]

    def leave() -> None:
        if app.shift.read_clock() - asked[0] < TWICE_MS:
            app.run_worker(app.go(0), name="leaving")
        else:
            asked[0] = app.shift.read_clock()
            app.shift.say(f"Leave practice? {app.shift.key('desk.practice')} again does it; this run is not kept.")

    app.wired["desk.practice"] = leave
    return app


async def look_after(step: Callable[[], Awaitable[None]], stirred: Callable[[float], Awaitable[None]]) -> None:
    """Do what is due, again and again, until cancelled."""
    while True:
        await step()
        await stirred(STEP_S)


def looking_after(
    step: Callable[[], Awaitable[None]], stirred: Callable[[float], Awaitable[None]]
) -> asyncio.Task[None]:
    """The task that does it."""
    return asyncio.create_task(look_after(step, stirred))
