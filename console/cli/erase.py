"""`firstline erase`: empty what the law wants erased, leave the chain whole, and put on record who did it."""

from __future__ import annotations

import argparse
import asyncio
import sys

from console.cli.one_command import command
from console.desk.desk import DeskShut, NotSaved
from console.desk.story import NotFound, resolve
from console.desk.verbs import Erase
from console.rules.facts import PrivateErased
from console.rules.refused import Refused
from console.terminal.text import clean
from db.store import open_reader
from db.trouble import StoreRefused

POSITION = "ERASE"


def run(options: argparse.Namespace) -> int:
    """Erase; the exit status is 1 when there is nothing to erase, it is still open, or nothing could be written."""
    try:
        fact = asyncio.run(_erase(options))
    except (StoreRefused, DeskShut, NotSaved, Refused, NotFound) as trouble:
        print(clean(str(trouble), limit=2000), file=sys.stderr)
        return 1
    print(f"erased in {len(fact.entries)} entries about {', '.join(fact.belonging)}; the log says who did it and why")
    print("backups made before hold it still: keep them no longer than you may, or delete them now")
    return 0


async def _erase(options: argparse.Namespace) -> PrivateErased:
    about = f"entry:{options.entry}" if options.entry else await _about(options.store, options.about)
    receipt = await command(options.store, Erase(about, clean(options.why)), POSITION)
    return next(fact for fact in receipt.facts if isinstance(fact, PrivateErased))


async def _about(url: str, named: str) -> str:
    reader = await open_reader(url)
    try:
        return await resolve(reader, named)
    finally:
        await reader.close()
