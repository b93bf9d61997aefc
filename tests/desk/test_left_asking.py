"""A console that hangs up while it is owed answers: what it asked for is done, what it asked about is let go."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from console.cli.sockets import bound
from console.desk import verbs as v
from console.desk import wire
from console.desk.desk import Receipt
from console.desk.server import Server
from console.desk.verb_codec import encode_verb
from tests.desk.conftest import Opening


async def test_nothing_is_looked_up_for_one_who_hung_up(
    opening: Opening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or those who come, ask about old commands and go would keep the desk at it for everybody else."""
    desk, path = await opening(), tmp_path / "desk.sock"
    server, looking, let_go = Server(desk), asyncio.Event(), asyncio.Event()
    await server.listen(bound(path))

    async def whole(receipt: Receipt) -> Receipt:
        looking.set()
        try:
            await asyncio.Event().wait()
        finally:
            let_go.set()
        return receipt

    await desk.ask(v.OpenIncident(), key="k1")
    monkeypatch.setattr(desk, "whole", whole)
    _, writer = await asyncio.open_unix_connection(str(path))
    writer.write(wire.frame(wire.Hello(wire.VERSION, "C01", "KIM")))
    writer.write(wire.frame(wire.Do(1, "k1", encode_verb(v.OpenIncident()))))
    async with asyncio.timeout(10):
        await looking.wait()
        writer.close()
        await let_go.wait()
    await server.close()
    await desk.close()
