"""A desk whose store is in trouble, and hands to bring it there."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from console.desk.local import LocalDesk
from console.rules.board import Board
from db.store import open_reader
from db.verify import check_chain
from tests.desk.test_local import from_the_log
from tests.rules.factory import CENTRE, START

PATIENCE = 15
ROOT = Path(__file__).parents[2]


async def opened(store: Path, now: Callable[[], int] | None = None) -> LocalDesk:
    """The desk of a store; each reading of its clock is seven milliseconds later unless one is given."""
    ticking = count(START, 7)
    return await LocalDesk.open(
        f"sqlite:///{store}", CENTRE, position="P1", who="ann", now=now or (lambda: next(ticking))
    )


async def until(true: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
    """Wait for something, up to a time."""
    deadline = asyncio.get_running_loop().time() + seconds
    while not true():
        assert asyncio.get_running_loop().time() < deadline, f"{what} did not come"
        await asyncio.sleep(0.02)


async def at_rest(desk: LocalDesk) -> None:
    """Wait until the trouble is over."""
    await until(lambda: not desk.standing.trouble, "the return", 10)


async def kill(desk: LocalDesk) -> None:
    """End a desk with no farewell, as far as its files go."""
    await desk._watch.stop()
    await desk.enquiries.close()
    desk._waiting.put_nowait(None)
    await desk._writer
    os.close(desk._aside._spool._held)  # type: ignore[union-attr]
    desk._aside._spool._held = -1  # type: ignore[union-attr]
    await desk._store.close()


async def whole(store: Path) -> Board:
    """What the log alone makes of a closed store, its chain whole and its rows those of the log."""
    reader = await open_reader(f"sqlite:///{store}")
    assert await check_chain(reader) is None
    await reader.close()
    board, held, made = await from_the_log(f"sqlite:///{store}")
    assert {(table, row["id"]): row for table, found in held.items() for row in found} == made
    return board


@contextmanager
def at_work(store: Path, how: str) -> Iterator[Iterator[str]]:
    """A desk in a process of its own, killed with -9 at the end; what it tells, line by line."""
    words = [sys.executable, "-m", "tests.desk.keeps_aside", str(store), how]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        yield iter(child.stdout)
        child.kill()


async def entries_of(store: Path, kind: str) -> list[Any]:
    reader = await open_reader(f"sqlite:///{store}")
    found = await reader.entries(kind=kind)
    await reader.close()
    return found


def no_writing(connection: Any, _record: object) -> None:
    """What a file without the right to write it is to a new connection."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA query_only = ON")
    cursor.close()


async def pragma(desk: LocalDesk, statement: str) -> None:
    """A setting of the one connection that writes."""
    async with desk._store.pen() as pen:
        await pen._turn.do(lambda connection: connection.exec_driver_sql(f"PRAGMA {statement}").close())


class Failing:
    """What the disk does to the writing connection: its commits fail, `after` they were made or before."""

    def __init__(self, desk: LocalDesk, *, after: bool = False) -> None:
        self._connection = desk._store._writer._connection
        self._after = after

    async def arm(self) -> None:
        assert self._connection is not None
        raw = (await self._connection.get_raw_connection()).driver_connection
        assert raw is not None
        commit = raw.commit

        async def failing() -> None:
            if self._after:
                await commit()
            raise sqlite3.OperationalError("disk I/O error")

        raw.commit = failing
