"""`firstline review`: draw the week's calls and dispatches to be reviewed, by lot."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections import Counter
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import or_, select

from console.desk.now import now
from console.rules.review import Handled, draw
from console.rules.status import UNDONE
from console.terminal.text import clean
from db.reader import Reader
from db.store import open_reader
from db.tables import RECORDS
from db.trouble import StoreRefused

WEEK = timedelta(days=7)


def run(options: argparse.Namespace) -> int:
    """Print the lot; the exit status is 1 when the store or the day can't be read."""
    try:
        begins = date.fromisoformat(options.week) if options.week else _today() - WEEK
        handled = asyncio.run(_read(options.store, begins))
    except ValueError:
        print(f"--week {options.week} is no day; write it as 2026-11-16", file=sys.stderr)
        return 1
    except StoreRefused as trouble:
        print(trouble, file=sys.stderr)
        return 1
    seed = options.seed or begins.isoformat()
    people, new = Counter(one.who for one in handled), {name.upper() for name in options.new}
    for name in sorted(new - people.keys()):
        print(f"{clean(name)} handled nothing that week; --new names people as the log does", file=sys.stderr)
    lot = draw(handled, seed, new)
    print(
        f"{len(lot)} of {len(handled)} by {len(people)} people, week of {begins}, seed {seed}: by lot, not by outcome"
    )
    for one in lot:
        print(clean(f"{one.id:<16} {one.who}"))
    return 0


def _today() -> date:
    return datetime.fromtimestamp(now() / 1000, UTC).date()


async def _read(url: str, begins: date) -> list[Handled]:
    first = round(datetime(begins.year, begins.month, begins.day, tzinfo=UTC).timestamp() * 1000)
    last = first + round(WEEK.total_seconds() * 1000)
    reader = await open_reader(url)
    try:
        return [*await _calls(reader, first, last), *await _dispatches(reader, first, last)]
    finally:
        await reader.close()


async def _calls(reader: Reader, first: int, last: int) -> list[Handled]:
    call = RECORDS["call"].c
    query = select(call.id, call.answered_by).where(call.answered >= first, call.answered < last)
    return [Handled(f"call:{row.id}", row.answered_by) for row in await reader.fetch(query)]


async def _dispatches(reader: Reader, first: int, last: int) -> list[Handled]:
    """Each incident once for everybody who sent somebody to it."""
    job = RECORDS["assignment"].c
    kept = or_(job.disposition.is_(None), job.disposition != UNDONE)
    query = select(job.incident, job.dispatched_by).where(job.dispatched >= first, job.dispatched < last, kept)
    return [Handled(f"incident:{row.incident}", row.dispatched_by) for row in await reader.fetch(query.distinct())]
