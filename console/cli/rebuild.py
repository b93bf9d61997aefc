"""`firstline rebuild`: the records made anew from the log."""

from __future__ import annotations

import argparse
import asyncio
import sys

from console.desk.now import now
from console.desk.past import FoldFault, records
from db.store import open_reader, open_store
from db.trouble import NotWritten, StoreRefused, Unknown


def run(options: argparse.Namespace) -> int:
    """Replace every record by what the log says; all of it or nothing."""
    try:
        entries = asyncio.run(_rebuild(options.store))
    except (StoreRefused, NotWritten, Unknown, FoldFault) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    print(f"records rebuilt from {entries} entries")
    return 0


async def _rebuild(url: str) -> int:
    await (await open_reader(url)).close()  # refuses where there is no store, which opening for writing would make
    store = await open_store(url, now=now)
    try:
        await store.replace_records(records(store))
        return (await store.head())[0]
    finally:
        await store.close()
