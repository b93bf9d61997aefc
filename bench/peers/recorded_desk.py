"""A desk at work under the shim's eye, for the power to be cut at: `... recorded_desk URL LOG COMMANDS SEED`.

Ten positions ask until so many commands were answered; the desk is closed and opened again in the middle, and its last
word is a close. Each answer is written into the shim's log at the moment it came.
"""

from __future__ import annotations

import asyncio
import os
import struct
import sys
from collections.abc import Awaitable, Callable

from bench.disk_log import HEAD
from bench.work import Worker
from console.cli.places import default_centre
from console.desk.centre_files import load_centre
from console.desk.desk import Receipt, new_key
from console.desk.local import LocalDesk
from console.desk.verbs import Verb
from console.rules.centre import Centre
from db import engine

POSITIONS = 10
FOLD_PAGES = 300
"""The -wal is folded back into the file every so many pages, so that many a cut falls into it."""


class Witness:
    """Asks a desk, and swears in the log to each answer."""

    def __init__(self, ask: Callable[[Verb, str], Awaitable[Receipt]], log: int) -> None:
        self._ask = ask
        self._log = log
        self.answered = 0

    async def ask(self, verb: Verb) -> Receipt:
        """Ask; what came back is noted with the command's key and how many entries it has."""
        key = new_key()
        receipt = await self._ask(verb, key)
        note = key.encode() + struct.pack("<I", len(receipt.numbers))
        os.write(self._log, HEAD.pack(b"A", os.getpid(), 0, 0, len(note)) + note)
        self.answered += 1
        return receipt


async def main(url: str, log: str, commands: int, seed: int) -> None:
    """Two shifts on one store."""
    usual = f"wal_autocheckpoint = {engine.FOLD_PAGES}"
    sooner = [p.replace(usual, f"wal_autocheckpoint = {FOLD_PAGES}") for p in engine._WRITER]
    setattr(engine, "_WRITER", sooner)  # noqa: B010
    centre = load_centre(default_centre())
    out = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    for shift in (0, 1):
        desk = await LocalDesk.open(url, centre, position="P1", who="BENCH")
        witness = Witness(_asking(desk), out)
        first = seed * 100 + shift * 50
        await asyncio.gather(*(_work(desk, witness, centre, first + n, commands) for n in range(POSITIONS)))
        await desk.close()


def _asking(desk: LocalDesk) -> Callable[[Verb, str], Awaitable[Receipt]]:
    async def ask(verb: Verb, key: str) -> Receipt:
        return await desk.ask(verb, key=key)

    return ask


async def _work(desk: LocalDesk, witness: Witness, centre: Centre, seed: int, commands: int) -> None:
    worker = Worker(centre, seed, centre.units[seed % 50].callsign)
    while witness.answered < commands // 2:
        await worker.incident(witness.ask)
        await desk.save_draft(f"call:{seed}", "half a sentence " * (seed % 9))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
