"""The desk over a unix socket: it greets consoles, tells all of them what happened, and ends cleanly."""

from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from console.desk import now as clock
from console.desk import wire
from console.desk.connection import Connection
from console.desk.desk import Standing
from console.desk.latency import Latencies
from console.desk.local import LocalDesk
from console.desk.status import Serving, Status
from console.desk.status_reading import read_status
from console.desk.thin import for_consoles
from console.rules.admit import Claim
from console.rules.board import Board
from console.rules.facts import Stamped
from console.rules.refused import Refused
from db.backup import default_folder
from db.sealing import Heads

MOST_CONSOLES = 200
"""How many consoles may be connected at once."""
GREETING_SECONDS = 5
"""How long one may take to say who it is."""
_LEAVE_IT: dict[str, Any] = {"cleanup_socket": False} if sys.version_info >= (3, 13) else {}
"""Whoever made the socket's file takes it away: it may be systemd's, which keeps it while the desk restarts."""


class Server:
    """The consoles of one desk. It belongs to the loop that the desk runs on.

    `heads` seals its log, if it is sealed; `backups` is the folder that a status looks into.
    """

    def __init__(self, desk: LocalDesk) -> None:
        self.desk = desk
        self.connections: set[Connection] = set()
        self._centre = for_consoles(desk.centre)
        self._board_sent = b""
        self._board_number = -1
        self._standing: Standing = desk.standing
        self._listening: list[asyncio.Server] = []
        self.latencies = Latencies()
        self.heads: Heads | None = None
        self.backups: Path | None = default_folder(desk.file) if desk.file else None
        desk.heard = self.tell
        desk.replaced = self.tell_anew

    async def listen(self, *sockets: socket.socket) -> None:
        """Take consoles on these bound unix sockets."""
        loop = asyncio.get_running_loop()
        for bound in sockets:
            server = await loop.create_unix_server(lambda: Connection(self), sock=bound, backlog=100, **_LEAVE_IT)
            self._listening.append(server)

    def came(self, connection: Connection) -> None:
        """Somebody connected."""
        if len(self.connections) >= MOST_CONSOLES:
            connection.turn_away(f"{MOST_CONSOLES} consoles are at this desk already; leave one of them first.")
            return
        self.connections.add(connection)
        asyncio.get_running_loop().call_later(GREETING_SECONDS, self._expect_greeting, connection)

    def _expect_greeting(self, connection: Connection) -> None:
        if connection in self.connections and not connection.position:
            connection.turn_away("This console did not say who sits at it.")

    def went(self, connection: Connection) -> None:
        """It is gone."""
        self.connections.discard(connection)

    def greet(self, connection: Connection, hello: wire.Hello) -> None:
        """Give a console its position and show it how things stand, or say why not."""
        if hello.version != wire.VERSION:
            connection.turn_away(
                f"This console speaks version {hello.version} of the desk's language and the desk {wire.VERSION}; "
                "start the console of the same Firstline as the desk."
            )
            return
        position = hello.position.strip()[:12] or self._free_position()
        name = hello.name.strip()[:40] or connection.peer.account.upper()[:8]
        claim = Claim(connection.peer.account, hello.login, connection.peer.owner, name)
        session = self.desk.seated(claim, position, sits=hello.sits)
        try:
            sitting = session.begin()
        except Refused as refusal:
            connection.turn_away(str(refusal))
            return
        connection.sit_down(session, position, sits=hello.sits)
        if sitting.wants or not hello.sits or self.let_in(connection):
            board = self.desk.board if connection.sees else Board()
            welcome = wire.Welcome(position, sitting.name, self._centre, board, self.desk.standing, sitting)
            connection.show(wire.frame(welcome))

    def let_in(self, connection: Connection) -> bool:
        """Whether the position is theirs who were let in there; else the connection ends with a sentence."""
        here = [one for one in self.connections if one.position == connection.position and one is not connection]
        sitting = next((one for one in here if one.sees), None)
        if sitting is not None:
            if (sitting.peer.uid, sitting.who) != (connection.peer.uid, connection.who):
                other = f"{sitting.who} sits at {connection.position}"
                connection.turn_away(f"{other}; name another position with --position.")
                return False
            sitting.turn_away(f"{connection.position} was taken over by another console of {connection.who}.")
            self.connections.discard(sitting)
        return True

    def _free_position(self) -> str:
        taken = {connection.position for connection in self.connections}
        return next(name for name in (f"C{number:02}" for number in range(1, 999)) if name not in taken)

    def tell(self, entries: Sequence[Stamped]) -> None:
        """Tell every console that keeps up what was committed."""
        if not entries:
            return
        news = wire.frame(wire.News(tuple(map(wire.entry_of, entries))))
        for connection in self.connections:
            if connection.sees:
                connection.tell(news)

    def tell_anew(self) -> None:
        """Show every console that keeps up the whole board: what it was told has come out otherwise."""
        self._board_number = -1
        for connection in self.connections:
            if connection.sees and not connection.behind:
                connection.show(self.anew())

    def tell_standing(self) -> None:
        """Tell every console how the desk and its session are, where that has changed."""
        for connection in tuple(self.connections):
            connection.look()
        if self._standing == self.desk.standing:
            return
        self._standing = self.desk.standing
        for connection in self.connections:
            if connection.position:
                connection.send(wire.frame(wire.Stands(self._standing)))

    def anew(self) -> bytes:
        """The whole board, for one that fell behind; made once for all that did."""
        if self._board_number != self.desk.board.number:
            self._board_sent = wire.frame(wire.Anew(self.desk.board))
            self._board_number = self.desk.board.number
        return self._board_sent

    async def status(self, asker: Connection) -> Status:
        """How the desk, its floor and its store are, for one who is no console; StoreRefused when it can't be read."""
        desk, sealed = self.desk, self.heads.last if self.heads else None
        serving = Serving(
            sum(bool(one.position) and one is not asker for one in self.connections),
            self.latencies.count,
            self.latencies.at(50),
            self.latencies.at(99),
            sealed.number if sealed else None,
            sealed.at if sealed else None,
            desk.standing.aside,
            desk.standing.trouble,
        )
        where = {"file": desk.file, "backups_in": self.backups}
        return await read_status(desk.reader, desk.board, desk.centre, clock.now(), **where, desk=serving)

    async def close(self, seconds: float = 3) -> None:
        """Take nothing more, give the answers that are owed, and say goodbye; what is left then is looked up later."""
        for listening in self._listening:
            listening.close()
        owing = [connection.answered.wait() for connection in self.connections]
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.gather(*owing), seconds)
        for connection in tuple(self.connections):
            connection.close()
