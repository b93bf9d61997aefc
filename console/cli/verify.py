"""`firstline verify`: is the log as it was written, and do the records say the same?"""

from __future__ import annotations

import argparse
import asyncio
import sys

from console.desk.comparing import first_difference
from console.desk.past import FoldFault
from console.terminal.text import clean
from db.reader import Reader
from db.store import open_reader
from db.trouble import StoreRefused
from db.verify import check_chain


class Unsound(Exception):
    """The store is not as it was written; the sentence names the first entry or record."""


def run(options: argparse.Namespace) -> int:
    """Check the chain, then the records; exit status 1 at the first thing that is wrong."""
    try:
        entries = asyncio.run(_verify(options.store))
    except (StoreRefused, Unsound, FoldFault) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    print(f"{entries} entries, chain whole, records agree")
    return 0


async def _verify(url: str) -> int:
    reader = await open_reader(url)
    try:
        entries = (await reader.head())[0]
        await _require_whole(reader)
        difference = await first_difference(reader)
        if difference:
            sentence = clean(difference)
            raise Unsound(f"{sentence}; the log is whole, so  firstline rebuild  makes the records anew")
        return entries
    finally:
        await reader.close()


async def _require_whole(reader: Reader) -> None:
    fault = await check_chain(reader)
    if fault is not None:
        raise Unsound(f"entry {fault.number}: {fault.sentence}; keep the store as it is and restore the last backup")
