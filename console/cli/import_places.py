"""`firstline import places`: a list of addresses taken over into a store's gazetteer."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Iterable
from functools import partial

from console.desk import now as clock
from console.desk.place_file import Left, PlaceFault, read_places
from console.rules.reading import TOO_LONG
from console.terminal.text import clean
from db.places import PlaceRow
from db.store import open_store
from db.trouble import NotWritten, StoreRefused, Unknown


def run(options: argparse.Namespace) -> int:
    """Take the places over; the exit status is 1 when nothing went in."""
    left: list[Left] = []
    places = read_places(options.file, partial(clean, limit=2 * TOO_LONG), clean(options.town).strip(), left.append)
    try:
        rows = list(places)
        new = asyncio.run(_put(options.store, rows)) if rows else 0
    except (PlaceFault, StoreRefused, NotWritten, Unknown) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    for one in left:
        print(clean(f"line {one.line}: {one.why}"), file=sys.stderr)
    print(f"{len(rows)} places taken over, {new} of them new; {len(left)} left out")
    return 0 if rows else 1


async def _put(url: str, rows: Iterable[PlaceRow]) -> int:
    store = await open_store(url, now=clock.now)
    try:
        return await store.put_places(rows)
    finally:
        await store.close()
