"""While the store takes nothing the desk goes on: what is asked for is kept beside it, and written once it can be."""

from __future__ import annotations

import asyncio
import os
import random
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest

from console.desk import verbs as v
from console.desk.desk import NotSaved, new_key
from console.desk.local import LocalDesk
from console.rules.refused import Refused
from db.spool import ROOM, Spool, free
from db.store import open_reader
from db.trouble import StoreRefused
from db.verify import check_chain
from tests.desk.test_local import a_move, from_the_log, story
from tests.rules.factory import CENTRE, START

PATIENCE = 15


class Disk:
    """A small disk that can be filled up and emptied."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = folder / "floor.db"
        self._ballast = folder / "ballast"

    @property
    def url(self) -> str:
        return f"sqlite:///{self.store}"

    def fill(self) -> None:
        """Leave not one byte."""
        held = os.open(self._ballast, os.O_WRONLY | os.O_CREAT, 0o600)
        with suppress(OSError):
            while True:
                os.write(held, bytes(4096))
        os.close(held)
        assert free(self.folder)[0] == 0

    def empty(self) -> None:
        """Take away what filled it."""
        self._ballast.unlink()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "firstline-test", str(folder)], capture_output=True, text=True
    )
    if mounted.returncode:
        pytest.skip(f"no small disk can be mounted here: {mounted.stderr.strip()}")
    yield Disk(folder)
    subprocess.run(["umount", "-l", str(folder)], check=True)


Opener = Callable[[str], "asyncio.Future[LocalDesk]"]
ticks = count(START, 7)


async def opened(url: str, clock: Iterator[int] | None = None) -> LocalDesk:
    ticking = clock or count(START, 7)
    return await LocalDesk.open(url, CENTRE, position="P1", who="ann", now=lambda: next(ticking))


async def until(true: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
    """Wait for something, up to a time."""
    deadline = asyncio.get_running_loop().time() + seconds
    while not true():
        assert asyncio.get_running_loop().time() < deadline, f"{what} did not come"
        await asyncio.sleep(0.02)


async def verified(url: str) -> int:
    """How many entries a closed store has, its chain whole."""
    reader = await open_reader(url)
    assert await check_chain(reader) is None
    number, _ = await reader.head()
    await reader.close()
    return number


async def test_a_call_is_taken_while_the_disk_is_full(disk: Disk) -> None:
    """The desk says so, takes the whole call, shows it to all; with room again all is on the log by itself."""
    desk = await opened(disk.url)
    disk.fill()
    await story(desk)
    assert "disk is full" in desk.standing.trouble
    assert desk.standing.aside == 5
    assert desk.board.incidents[1].first_dispatched
    disk.empty()
    await until(lambda: not desk.standing.trouble, "the return", 10)
    assert desk.standing.aside == 0
    await desk.ask(v.AddRemark(1, "and it goes on"))
    await desk.close()
    board, held, made = await from_the_log(disk.url)
    assert board == desk.board
    assert {(table, row["id"]): row for table, found in held.items() for row in found} == made
    assert await verified(disk.url) == board.number
    assert not (disk.folder / "floor.db.aside").exists()
