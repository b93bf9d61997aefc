"""The desk looks after itself: its store, the disk under it, and the clock."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

from console.desk import now as clock
from console.desk.aside import Aside
from console.desk.ledger import Ledger
from console.desk.status_warnings import LOW_BYTES, LOW_SHARE
from console.rules.board import Board
from db.file import LARGE_WAL, wal_size
from db.spool import free

LOOK_S = 2
"""How often a store is looked at: whether it is there, and in a trouble whether it takes again what is aside."""
JUMP_MS = 2_000
"""A clock that was set by more than this is put on record."""


class Watch:
    """A task that looks once a second. `returned` is told that what was aside is on the log, and which board was shown
    until then; `jumped` by how many ms the clock was set, if anybody wants to know.
    """

    def __init__(
        self,
        ledger: Ledger,
        aside: Aside,
        returned: Callable[[Board], None],
        jumped: Callable[[int], Awaitable[None]] | None,
    ) -> None:
        self._ledger = ledger
        self._aside = aside
        self._store = aside.beside
        self._returned = returned
        self._jumped = jumped
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Look no more."""
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task

    async def _run(self) -> None:
        seconds, ahead = 0, clock.now() - clock.steady()
        while True:
            await asyncio.sleep(1)
            seconds += 1
            before, ahead = ahead, clock.now() - clock.steady()
            if self._jumped is not None and abs(ahead - before) > JUMP_MS:
                with suppress(Exception):  # the clock is no reason to stop looking after the store
                    await self._jumped(ahead - before)
            if seconds % LOOK_S == 0:
                try:
                    await self._look()
                except Exception as broken:  # whoever looks must go on looking, and somebody has to hear of it
                    self._ledger.warn(f"the desk can't look after its store ({broken}); open it anew when it is quiet")

    async def _look(self) -> None:
        if self._ledger.standing.trouble:
            shown = await self._ledger.try_again()
            if shown is not None:
                self._returned(shown)
            return
        await self._ledger.look()
        room = "" if self._aside.ready() else f"nothing could be kept beside {self._store}; free some space there"
        self._ledger.warn(disk_warning(self._store) or room)


def disk_warning(store: Path) -> str:
    """What must be seen to before the disk of a store is full; "" when all is well."""
    try:
        left, all = free(store.parent)
        grown = wal_size(store)
    except OSError:
        return ""
    if left < LOW_BYTES and left < all * LOW_SHARE:
        return f"the disk is nearly full, {_size(left)} left; free some space on {store.parent}"
    if grown > LARGE_WAL:
        return f"{store.name}-wal has grown to {_size(grown)}; another program reads the store for too long, close it"
    return ""


def _size(bytes: int) -> str:
    return f"{bytes / 2**20:.0f} MB" if bytes >= 2**20 else f"{bytes // 2**10} kB"
