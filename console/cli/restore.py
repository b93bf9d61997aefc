"""`firstline restore`: a store made from a backup, which is believed in nothing; or a rehearsal of it."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import msgspec

from console.desk.now import now
from console.desk.past import FoldFault, fold_log
from console.rules.board import Board
from console.rules.fold.board import REVISION
from console.terminal.text import clean
from db import restore
from db.file import find
from db.head_keys import load_public_key
from db.heads import Head, read_heads
from db.records import Row
from db.store import Store, open_store
from db.trouble import NotWritten, StoreRefused, Unknown

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def run(options: argparse.Namespace) -> int:
    """Make the store, or with --dry-run only try; exit status 1 where the backup is no good or the place is taken."""
    try:
        target = find(str(options.to)) if options.to else None
        if target is None and not options.dry_run:
            raise StoreRefused("name the new store's file with --to, or try it first with --dry-run")
        _restore(options, target)
    except (StoreRefused, NotWritten, Unknown, FoldFault, OSError) as trouble:
        print(clean(str(trouble), limit=2000), file=sys.stderr)
        return 1
    return 0


def _restore(options: argparse.Namespace, target: Path | None) -> None:
    if target is not None:
        restore.require_free(target)
    with restore.workshop(target.parent if target else None) as folder:
        copy = restore.taken_in(options.file, folder)
        held = restore.contents(copy, options.file)
        print(clean(f"{options.file}: {_told(held)}", limit=2000))
        made = restore.made_anew(copy, held, options.file, _heads(options, held.store_id))
        asyncio.run(_finish(made))
        if options.dry_run or target is None:
            print("the chain is whole and the records follow from it; this was a rehearsal, nothing was kept")
            return
        restore.put_in_place(made, target)
    print(f"restored to {target}: chain whole, records made anew from the log")


def _heads(options: argparse.Namespace, store_id: str) -> tuple[Head, ...]:
    if options.heads is None:
        return ()
    key = load_public_key(options.head_key) if options.head_key else None
    return read_heads(options.heads, store_id, key.signed if key else None).heads


async def _finish(made: Path) -> None:
    """Bring the tables up to date, make the records, and keep the board, so that the first start is quick."""
    store = await open_store(f"sqlite:///{quote(str(made))}", now=now)
    try:
        board = await _records(store)
        await store.save_snapshot(board.number, REVISION, msgspec.json.encode(board).decode())
    finally:
        await store.close()


async def _records(store: Store) -> Board:
    board = Board()

    async def rows() -> AsyncIterator[Row]:
        nonlocal board
        async for _, after, changed in fold_log(store, Board()):
            board = after
            for row in changed:
                yield Row(row.table, row.values)

    await store.replace_records(rows())
    return board


def _told(held: restore.Contents) -> str:
    span = f" from {_day(held.first)} to {_day(held.last)}" if held.first is not None else ""
    rows = ", ".join(f"{count} {name}s" for name, count in held.rows.items() if count)
    head = f", head {held.hash[:12]}" if held.hash else ""
    return f"store {held.store_id}, tables {held.revision}, {held.entries} entries{span}{head}; {rows or 'no records'}"


def _day(ms: int | None) -> str:
    return (_EPOCH + timedelta(milliseconds=ms or 0)).strftime("%Y-%m-%d %H:%M:%S UTC")
