"""`firstline log`: the log's entries, one line each."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from console.desk.centre_files import load_centre
from console.desk.faults import CentreFault
from console.desk.story import NotFound, in_words, read_story, short_body
from console.terminal.text import clean
from db.log import Entry
from db.store import open_reader
from db.trouble import StoreRefused

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def run(options: argparse.Namespace) -> int:
    """Print the entries asked for; exit status 1 when the store, the centre or what it is about is not there."""
    try:
        zone = ZoneInfo(load_centre(options.centre).timezone) if options.centre else UTC
        story = asyncio.run(_story(options))
    except (StoreRefused, NotFound, CentreFault) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    for line in _json(story) if options.json else _lines(story, zone):
        print(line)
    return 0


async def _story(options: argparse.Namespace) -> list[Entry]:
    reader = await open_reader(options.store)
    try:
        return await read_story(
            reader,
            about=options.about or "",
            kind=options.kind or "",
            position=options.position or "",
            after=options.after,
            last=options.last,
        )
    finally:
        await reader.close()


def _lines(story: list[Entry], zone: tzinfo) -> Iterator[str]:
    for entry in story:
        when = _moment(entry.at if entry.happened is None else entry.happened).astimezone(zone)
        head = f"{entry.number:>6} {when:%Y-%m-%d %H:%M:%S} {entry.who}/{entry.position} {entry.about}"
        yield clean(f"{head}  {in_words(entry.kind)}  {short_body(entry, zone)}".rstrip(), limit=2000)


def _json(story: list[Entry]) -> Iterator[str]:
    """One object a line, in plain ASCII, so that nothing in it can move a cursor."""
    for entry in story:
        happened = None if entry.happened is None else _iso(entry.happened)
        told = {**asdict(entry), "at": _iso(entry.at), "happened": happened}
        told["body"] = json.loads(entry.body)
        told["private"] = json.loads(entry.private) if entry.private else entry.private
        yield json.dumps(told)


def _iso(ms: int) -> str:
    return _moment(ms).isoformat(timespec="milliseconds")


def _moment(ms: int) -> datetime:
    return _EPOCH + timedelta(milliseconds=ms)
