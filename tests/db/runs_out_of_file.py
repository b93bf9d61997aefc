"""A process whose files may not grow after a while: tells what each write ended as, then is given room again."""

from __future__ import annotations

import asyncio
import json
import resource
import sys
from uuid import uuid4

from db.log import Unwritten
from db.store import Store, open_store
from db.trouble import NotWritten, Unknown
from db.verify import check_chain


async def write(store: Store, key: str) -> None:
    async with store.pen() as pen:
        await pen.start([], 0)
        await pen.write([Unwritten(None, "ann", "P1", "call:1", "CallRang", "x" * 9000, "", key, 0)], 5, [])


async def main(url: str) -> None:
    store = await open_store(url, now=lambda: 5)
    acked: list[str] = []
    failed: list[str] = []
    kinds: list[str] = []
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, before[1]))
    while len(failed) < 3:
        key = uuid4().hex
        try:
            await write(store, key)
            acked.append(key)
        except (NotWritten, Unknown) as error:
            failed.append(key)
            kinds.append(type(error).__name__)
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    acked.append(uuid4().hex)
    await write(store, acked[-1])
    fault = await check_chain(store)
    lost = [key for key in acked if not await store.written(key)]
    there = [bool(await store.written(key)) for key in failed]
    await store.close()
    sys.stdout.write(json.dumps({"kinds": kinds, "lost": lost, "there": there, "fault": fault and fault.sentence}))


asyncio.run(main(sys.argv[1]))
