"""`firstline heads`: make the key that heads are signed with, and sign the end of a store's log now."""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path

from console.desk.now import now
from db.head_keys import NAME, find_key, load_key, make_key
from db.sealing import JOURNAL, Heads, Sealed
from db.store import open_reader
from db.trouble import StoreRefused


def make(options: argparse.Namespace) -> int:
    """Make a key and its public half; exit status 1 where there is one already."""
    try:
        key, public = make_key(options.folder)
    except StoreRefused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    print(f"{key} signs the heads: give it to the desk, and let nobody else read it")
    print(f"{public} checks them: keep it where the heads are checked, as in  firstline verify --head-key")
    return 0


def seal(options: argparse.Namespace) -> int:
    """Sign the end of the log now and append it to the files; exit status 1 when one of them did not take it."""
    try:
        sealed = asyncio.run(_seal(options.store, options.head_key, options.to))
    except StoreRefused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    print(*sealed.trouble, sep="\n", end="\n" if sealed.trouble else "", file=sys.stderr)
    print(f"the log is sealed at entry {sealed.number}")
    return 1 if sealed.trouble else 0


async def _seal(url: str, given: Path | None, files: list[Path]) -> Sealed:
    path = find_key(given)
    if path is None:
        raise StoreRefused(f"there is no key to sign with; name it with --head-key, as in  --head-key {NAME}")
    key = load_key(path)
    reader = await open_reader(url)
    try:
        return await Heads(reader, key, files, now, JOURNAL if JOURNAL.exists() else None).seal()
    finally:
        await reader.close()
