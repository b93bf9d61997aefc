"""Fills a store through the desk's own verbs, and opens the console on it."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bench.pty import Terminal, python, surroundings
from console.cli.places import default_centre
from console.desk.centre_files import load_centre
from console.desk.local import LocalDesk
from console.desk.now import now
from console.desk.verbs import OpenIncident, Send, SetPlace, SetType
from console.rules.facts import IncidentOpened, PlaceSet

SPREAD_MS = 8 * 60_000
"""The incidents were sent over so long a time, so that some have just come and some are late."""
PATIENCE_SECONDS = 60
"""How long filling may take."""
_BATCH = 8


async def _fill(url: str, count: int) -> None:
    centre = load_centre(default_centre())
    started, opened = now(), 0

    def then() -> int:
        return started - SPREAD_MS + opened * SPREAD_MS // max(1, count)

    desk = await LocalDesk.open(url, centre, position="C02", who="BENCH", now=then)

    async def incident(index: int) -> None:
        nonlocal opened
        place = centre.places[index * 7 % len(centre.places)]
        receipt = await desk.ask(OpenIncident())
        id = next(fact.incident for fact in receipt.facts if isinstance(fact, IncidentOpened))
        await desk.ask(SetPlace(PlaceSet(id, place.text, place.town, place.zone, place.lat, place.lon, verified=True)))
        await desk.ask(SetType(id, centre.services[index * 5 % len(centre.services)].code))
        await desk.ask(Send(id))
        opened += 1

    for first in range(0, count, _BATCH):
        await asyncio.gather(*(incident(index) for index in range(first, min(first + _BATCH, count))))
    await desk.close()


def fill(folder: Path, count: int) -> str:
    """A store with so many pending incidents and the example centre's units on duty; its URL."""
    folder.mkdir(parents=True, exist_ok=True)
    url = f"sqlite:///{folder / f'{count}.db'}"
    asyncio.run(asyncio.wait_for(_fill(url, count), PATIENCE_SECONDS))
    return url


def console_words(url: str) -> list[str]:
    """The command that opens the console on a store."""
    return python("-m", "console", "run", "--store", url, "--position", "C01", "--name", "BENCH")


def console(home: Path, url: str, size: tuple[int, int] = (120, 40), **environ: str) -> Terminal:
    """The console, just started, on a store."""
    return Terminal(console_words(url), surroundings(home, **environ), size)
