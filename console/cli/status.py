"""`firstline status` and `firstline metrics`: how things are, for a person, a script and a collector of figures."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec

from console.cli.places import default_url
from console.cli.sockets import listening
from console.desk.centre_files import load_centre
from console.desk.client import DeskOverSocket
from console.desk.desk import DeskShut, NotSaved
from console.desk.faults import CentreFault
from console.desk.now import now
from console.desk.reading import read_board
from console.desk.status import Status
from console.desk.status_reading import read_status
from console.desk.status_text import in_words, open_metrics
from console.rules.refused import Refused
from console.terminal.text import clean
from db import file
from db.backup import default_folder
from db.engine import place
from db.store import open_reader
from db.trouble import StoreRefused


def run(options: argparse.Namespace) -> int:
    """Print the status in words or as JSON; exit status 1 when the store or the centre can't be read."""
    return _print(options, _json if options.json else in_words)


def metrics(options: argparse.Namespace) -> int:
    """Print the status as OpenMetrics text; exit status as above."""
    return _print(options, open_metrics)


def _print(options: argparse.Namespace, form: Callable[[Status], str]) -> int:
    try:
        status = asyncio.run(status_of(options))
    except (StoreRefused, CentreFault, DeskShut, NotSaved, Refused) as trouble:
        print(clean(str(trouble), limit=2000), file=sys.stderr)
        return 1
    print(form(status).rstrip("\n"))
    return 0


def _json(status: Status) -> str:
    return msgspec.json.encode(status).decode()


async def status_of(options: argparse.Namespace) -> Status:
    """The status as the desk tells it, or read from the store where none listens or a store is named."""
    socket = options.socket or (None if options.store else listening())
    return await _told(socket) if socket else await _read(options.store or default_url(), options)


async def _told(socket: Path) -> Status:
    desk = await DeskOverSocket.open(socket, position=f"STATUS{os.getpid()}", who="", now=now, sits=False)
    try:
        return await desk.status()
    finally:
        await desk.close()


async def _read(url: str, options: argparse.Namespace) -> Status:
    centre = load_centre(options.centre)
    where = place(url)
    path = file.find(where.database or "") if where.get_backend_name() == "sqlite" else None
    reader = await open_reader(url)
    try:
        board = await read_board(reader)
        folder = options.backups or (default_folder(path) if path else None)
        return await read_status(reader, board, centre, now(), file=path, backups_in=folder)
    finally:
        await reader.close()
