"""`firstline backup`: a checked copy of a store, made beside the console or the desk that writes it."""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path
from urllib.parse import quote

from console.desk.comparing import first_difference
from console.desk.now import now
from console.desk.past import FoldFault
from console.terminal.text import clean
from db import backup, file
from db.engine import place
from db.store import open_reader
from db.trouble import StoreRefused

SERVER = (
    "a PostgreSQL store is backed up by its own tools, as in  pg_dump --format=custom --file=firstline.dump  "
    "with the store's URL; check one by restoring it elsewhere and  firstline verify"
)


def run(options: argparse.Namespace) -> int:
    """Copy, check, name, and delete what is too old; exit status 1 when it could not, or the records say otherwise."""
    try:
        store = sqlite_file(options.store)
        folder = (options.to or backup.default_folder(store)).absolute()
        made, difference = _back_up(store, folder, records=not options.chain)
        gone = backup.thin_out(folder, store, options.keep) if options.keep else []
    except (StoreRefused, OSError) as trouble:
        print(clean(str(trouble), limit=2000), file=sys.stderr)
        return 1
    agree = "" if options.chain or difference else ", records agree"
    dropped = f"; {len(gone)} older deleted" if gone else ""
    print(f"{made.path}: {made.entries} entries, chain whole{agree}{dropped}")
    if difference:
        print(f"{clean(difference)}; the log is whole, so  firstline rebuild  makes the records anew", file=sys.stderr)
    return 1 if difference else 0


def sqlite_file(url: str) -> Path:
    """The file of a store; StoreRefused when it is on a server, or there is none."""
    where = place(url)
    if where.get_backend_name() == "postgresql":
        raise StoreRefused(SERVER)
    path = file.find(where.database or "")
    file.look(path)
    return path


def _back_up(store: Path, folder: Path, *, records: bool) -> tuple[backup.Backup, str]:
    """The backup, and how its records differ from its log: those can be made anew, so they keep nothing back."""
    with backup.copied(store, folder) as copy:
        backup.require_sound(copy)
        difference = asyncio.run(_difference(copy)) if records else ""
        return backup.keep(copy, store, now()), difference


async def _difference(copy: Path) -> str:
    reader = await open_reader(f"sqlite:///{quote(str(copy))}")
    try:
        return await first_difference(reader)
    except FoldFault as fault:
        return str(fault)
    finally:
        await reader.close()
