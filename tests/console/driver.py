"""Somebody at a console: presses commands by name, types, and waits for text instead of sleeping."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from textual import events
from textual.pilot import Pilot

from console.app import ConsoleApp
from console.cli.places import default_centre
from console.desk.centre_files import load_centre
from console.desk.desk import new_key
from console.desk.verbs import Verb
from console.keymap import FOLDER, Keymap
from console.keymap_file import load_keymap
from console.rules.centre import Centre
from tests.console import ways
from tests.console.rest import at_rest
from tests.console.ways import House

PATIENCE = 20.0
"""Seconds that a test waits for what must come."""
START = 1_795_289_527_000
"""Sat 21 Nov 2026, 14:32:07 in Milltown, in ms UTC."""


@cache
def milltown() -> Centre:
    """The example centre, read once: it never changes."""
    return load_centre(default_centre())


def default_keymap() -> Keymap:
    """The keys that a new user has."""
    return load_keymap(FOLDER / "default.toml")


def keys_for(keymap: Keymap, id: str, *, typing: bool) -> tuple[str, ...]:
    """The keys that reach a command from where one is, one after another."""
    if keymap.direct.get(id):
        return tuple(keymap.direct[id][0].split(" "))
    if not typing and keymap.lists.get(id):
        return tuple(keymap.lists[id][0].split(" "))
    out = ("ctrl+g",) if typing and keymap.leave else ()  # with two modes the leader leads only outside a field
    if id == "menu.open" and not keymap.printable:
        return (*out, keymap.leader, keymap.leader)
    return (*out, keymap.leader, *keymap.letters[id][0].split(" "))


@dataclass
class Clock:
    """A clock that goes only when it is told to."""

    now: int = START

    def __call__(self) -> int:
        """Milliseconds UTC."""
        return self.now


class Seat:
    """A console in this process, with a real store behind it and a pilot at its keys."""

    def __init__(self, app: ConsoleApp, pilot: Pilot[int], clock: Clock, house: House) -> None:
        self.app = app
        self.pilot = pilot
        self.clock = clock
        self.house = house

    async def do(self, *ids: str) -> None:
        """Press the keys of commands, by the commands' names."""
        for id in ids:
            await self.press(*keys_for(self.app.shift.keymap, id, typing=self.typing))

    async def press(self, *keys: str) -> None:
        """Press keys by Textual's names of them; each is done with before the next."""
        for key in keys:
            self.app.post_message(events.Key(key, " " if key == "space" else key if len(key) == 1 else None))
            await self.at_rest()

    async def burst(self, *keys: str) -> None:
        """Press keys all at once, as they come in one packet; then wait until all is done."""
        for key in keys:
            self.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await self.at_rest()

    async def type(self, text: str) -> None:
        """Type characters, whatever they are, one after another."""
        for character in text:
            self.app.post_message(events.Key(character, character))
        await self.at_rest()

    async def paste(self, text: str) -> None:
        """Paste, as a terminal with bracketed paste does."""
        self.app.post_message(events.Paste(text))
        await self.at_rest()

    async def ask(self, *verbs: Verb) -> None:
        """Something that another hand does at the same desk."""
        assert self.app.shift.desk is not None
        for verb in verbs:
            await self.app.shift.desk.ask(verb)
        await self._told()

    async def colleague(self, *verbs: Verb, who: str = "LEE", position: str = "D02") -> None:
        """Something that somebody else does at another position."""
        assert self.house.desk is not None
        for verb in verbs:
            await self.house.desk.ask_as(who, position, verb, key=new_key())
        await self._told()

    async def _told(self) -> None:
        """Over a socket the console is told a moment after the desk has it."""
        if ways.chosen == ways.SOCKET:
            await self.at_rest()

    async def later(self, seconds: float) -> None:
        """Let time pass, all at once."""
        self.clock.now += round(seconds * 1000)
        self.app.shift.touched = self.clock.now  # whoever lets it pass sits there
        self.app.tick()
        await self.at_rest()

    async def shows(self, *texts: str) -> None:
        """Wait until all these stand on the screen."""

        def shown() -> bool:
            screen = self.text
            return all(text in screen for text in texts)

        await self.until(shown, f"{texts} on the screen")

    async def until(self, happened: Callable[[], bool], what: str) -> None:
        """Wait until it happened; the screen is in the message when it does not."""
        deadline = time.monotonic() + PATIENCE
        while not happened():
            assert time.monotonic() < deadline, f"{what} did not happen in {PATIENCE} s; the screen:\n{self.text}"
            await asyncio.sleep(0.002)

    async def at_rest(self) -> None:
        """Wait until all that was asked for is done and drawn."""
        await self.until(lambda: at_rest(self.app, self.house.ahead_of), "rest")

    @property
    def lines(self) -> list[str]:
        """The screen as text, one string a row."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self.lines)

    @property
    def typing(self) -> bool:
        """Whether letters are typed into something now."""
        return bool(getattr(self.app.screen, "typing", False))

    @property
    def field(self) -> tuple[str, str, int]:
        """Where the cursor is: the field's name, its text, and the place in it."""
        focused = self.app.focused
        value, at = getattr(focused, "value", ""), getattr(focused, "cursor_position", 0)
        return (focused.id if focused and focused.id else type(focused).__name__), value, at

    def value(self, name: str) -> str:
        """What stands in a field of the form."""
        return self.app.intake.paper.box(name).value


@asynccontextmanager
async def seat(
    store: Path,
    *,
    size: tuple[int, int] = (80, 24),
    keymap: Keymap | None = None,
    clock: Clock | None = None,
    theme: str = "",
) -> AsyncIterator[Seat]:
    """Kim at C04 on Milltown's desk; the store is let go of at the end."""
    clock = clock or Clock()
    house = House()
    app = ConsoleApp(lambda: house.open(store, milltown(), clock), keymap or default_keymap(), "C04", "KIM", clock)
    async with app.run_test(size=size) as pilot:
        if theme:
            app.theme = theme
        here = Seat(app, pilot, clock, house)
        await here.until(
            lambda: app.begun and app.shift.desk is not None and len(app.shift.board.units) > 0, "a desk that is open"
        )
        await here.until(lambda: all(worker.is_finished for worker in app.workers), "drafts taken back")
        app.redraw()
        try:
            yield here
        finally:
            await app.shift.close()
            await house.close()
            await here.at_rest()  # what the last commands changed is drawn while there are screens to draw on
            gc.unfreeze()  # a console keeps what it began with for good; a test run has hundreds of them
