"""A process that writes until it is killed, telling each entry number once it is committed."""

from __future__ import annotations

import asyncio
import sys
from uuid import uuid4

from db.log import Unwritten
from db.records import Row
from db.store import open_store


async def main(url: str) -> None:
    store = await open_store(url, now=lambda: 5)
    last, _ = await store.head()
    while True:
        async with store.pen() as pen:
            await pen.start([], last)
            fact = Unwritten(None, "ann", "P1", "call:1", "CallRang", "{}", '{"phone":"5"}', uuid4().hex, 0)
            (entry,) = await pen.write([fact], 5, [Row("call", {"id": last + 1})])
        last = entry.number
        sys.stdout.write(f"{last}\n")
        sys.stdout.flush()


asyncio.run(main(sys.argv[1]))
