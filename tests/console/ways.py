"""The two ways to a desk: in the console's own process, and over a socket; a test of a screen holds on both."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

from console.cli.sockets import bound
from console.desk.client import DeskOverSocket
from console.desk.desk import Desk
from console.desk.local import LocalDesk
from console.desk.server import Server
from console.rules.centre import Centre

STORE, SOCKET = "store", "socket"
chosen = os.environ.get("FIRSTLINE_TEST_WAY", STORE)
"""`socket` runs every test of a screen against a desk behind a socket; `make over-socket` does so."""


class House:
    """A desk on a file, and the way that a console takes to it."""

    def __init__(self) -> None:
        self.desk: LocalDesk | None = None
        self._server: Server | None = None

    async def open(self, store: Path, centre: Centre, now: Callable[[], int]) -> Desk:
        """What Kim at C04 gets."""
        self.desk = await LocalDesk.open(f"sqlite:///{store}", centre, position="C04", who="KIM", now=now)
        if chosen == STORE:
            return self.desk
        self._server = Server(self.desk)
        path = Path(mkdtemp(dir=store.parent)) / "desk.sock"
        await self._server.listen(bound(path))
        return await DeskOverSocket.open(path, position="C04", who="KIM", now=now)

    def ahead_of(self, number: int) -> bool:
        """Whether it has committed more than a console with its board at this entry knows."""
        return self.desk is not None and self.desk.board.number != number

    async def close(self) -> None:
        """Let go of the store."""
        if self._server is not None:
            await self._server.close()
        if self.desk is not None:
            await self.desk.close()
