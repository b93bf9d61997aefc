"""`firstline verify`: is the log as it was written and sealed, and do the records say the same?"""

from __future__ import annotations

import argparse
import asyncio
import sys

from console.desk.comparing import first_difference
from console.desk.past import FoldFault
from console.terminal.text import clean
from db.head_keys import load_public_key
from db.heads import Head, HeadFile, read_heads
from db.reader import Reader
from db.store import open_reader
from db.trouble import StoreRefused
from db.verify import check_chain


class Unsound(Exception):
    """The store is not as it was written; the sentence names the first entry or record."""


def run(options: argparse.Namespace) -> int:
    """Check the chain, the heads, then the records; exit status 1 at the first thing that is wrong."""
    try:
        said = asyncio.run(_verify(options))
    except (StoreRefused, Unsound, FoldFault) as trouble:
        print(clean(str(trouble), limit=2000), file=sys.stderr)
        return 1
    print(said)
    return 0


async def _verify(options: argparse.Namespace) -> str:
    reader = await open_reader(options.store)
    try:
        file = _heads(options, reader.store_id)
        entries = (await reader.head())[0]
        await _require_whole(reader, file.heads)
        said = [f"{entries} entries, chain whole", *_of_heads(file, checked=options.head_key is not None)]
        if not options.chain:
            await _require_same(reader)
            said.append("records agree")
        return ", ".join(said)
    finally:
        await reader.close()


def _heads(options: argparse.Namespace, store_id: str) -> HeadFile:
    if options.heads is None:
        return HeadFile(())
    key = load_public_key(options.head_key) if options.head_key else None
    file = read_heads(options.heads, store_id, key.signed if key else None)
    if file.torn:
        print(f"{file.torn} lines of {options.heads} are torn and say nothing", file=sys.stderr)
    return file


def _of_heads(file: HeadFile, *, checked: bool) -> list[str]:
    if not file.heads:
        return []
    newest = max(file.heads, key=lambda head: head.number)
    signed = "" if checked else "; their signatures were not checked, which takes --head-key"
    agree = "1 head agrees" if len(file.heads) == 1 else f"{len(file.heads)} heads agree"
    return [f"{agree} (the last at entry {newest.number}, {newest.at}{signed})"]


async def _require_whole(reader: Reader, heads: tuple[Head, ...]) -> None:
    fault = await check_chain(reader, heads)
    if fault is not None:
        raise Unsound(f"entry {fault.number}: {fault.sentence}; keep the store as it is and restore the last backup")


async def _require_same(reader: Reader) -> None:
    if difference := await first_difference(reader):
        raise Unsound(f"{clean(difference)}; the log is whole, so  firstline rebuild  makes the records anew")
