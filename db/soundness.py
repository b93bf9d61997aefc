"""Is a store's file sound? A short look when it is opened, and a whole one at a copy of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from sqlalchemy import text

from db.file import uri
from db.heads import Head
from db.log import first_hash
from db.reader import ENTRY_COLUMNS, Reader
from db.trouble import StoreRefused
from db.verify import PAGE, Chain

TAIL = 10_000
"""Entries whose chain is checked when a store is opened (SAFETY: bit flips)."""
_PAGES = f"SELECT {ENTRY_COLUMNS} FROM entry WHERE number > ? ORDER BY number LIMIT {PAGE}"
_REMEDY = "keep the file as it is, and restore the last backup"


async def check_at_opening(reader: Reader) -> None:
    """Look at the pages and the newest entries of a store that was just opened; StoreRefused when it is damaged.

    It costs 0.15 s for 100 MB, most of it for the pages.
    """
    if reader.on_sqlite:
        said = str((await reader.fetch(text("PRAGMA quick_check(1)")))[0][0])
        if said != "ok":
            raise StoreRefused(f"{reader.place} is damaged ({_one_line(said)}); {_REMEDY}")
    last = (await reader.head())[0]
    after = max(0, last - TAIL)
    before = await reader.entries(after - 1, after) if after else []
    chain = Chain(after, before[0].hash if before else first_hash(reader.store_id))
    while page := await reader.bare_entries(chain.number, PAGE):
        if fault := chain.wrong_in(page):
            raise StoreRefused(f"{reader.place} is damaged ({fault.sentence}); {_REMEDY}")


def check_copy(path: Path, heads: Sequence[Head] = ()) -> str:
    """Look at every page and every entry of a file that nobody writes to; what is wrong, "" when it is sound."""
    try:
        with closing(open_copy(path)) as file:
            said = str(file.execute("PRAGMA integrity_check(1)").fetchone()[0])
            return _one_line(said) if said != "ok" else _chain(file, heads)
    except (sqlite3.Error, UnicodeError) as error:
        return _one_line(str(error))


def open_copy(path: Path) -> sqlite3.Connection:
    """A file that nobody writes to, opened so that nothing in it can do anything."""
    file = sqlite3.connect(uri(path, "mode=ro&immutable=1"), uri=True, isolation_level=None)
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0", "query_only = ON"):
        file.execute(f"PRAGMA {pragma}")
    return file


def _chain(file: sqlite3.Connection, heads: Sequence[Head]) -> str:
    found = file.execute("SELECT id FROM store").fetchone()
    if not found:
        return "it was never finished"
    chain = Chain(0, first_hash(str(found[0])), heads)
    after = -(2**62)
    while page := file.execute(_PAGES, (after,)).fetchall():
        if fault := chain.wrong_in(page):
            return f"entry {fault.number}: {fault.sentence}"
        after = chain.number
    fault = chain.at_end()
    return f"entry {fault.number}: {fault.sentence}" if fault else ""


def _one_line(said: str) -> str:
    return " ".join(said.split())[:200]
