"""`firstline desk`: the daemon that owns the store and serves consoles over a unix socket."""

from __future__ import annotations

import argparse
import asyncio
import gc
import signal
import socket
import sys
from pathlib import Path

from console.cli.at_desk import NOBODY
from console.cli.backups_watched import watch_backups
from console.cli.hardening import keep_private
from console.cli.places import data_folder
from console.cli.sealing import sealing
from console.cli.sockets import NoSocket, activated, bound, own_socket, tell_systemd
from console.desk.centre_files import load_centre
from console.desk.desk import DeskShut, Standing
from console.desk.faults import CentreFault
from console.desk.local import LocalDesk
from console.desk.server import Server
from console.rules.fold.undo import DESK
from db.sealing import Heads

CHECK_SECONDS = 0.25
"""How often it looks whether anything is to be told that is no news."""


def run(options: argparse.Namespace) -> int:
    """Serve until told to stop (exit status 0); 1 when it can't begin, with a sentence."""
    keep_private()
    try:
        return asyncio.run(_work(options))
    except (DeskShut, CentreFault, NoSocket) as trouble:
        print(trouble, file=sys.stderr)
        return 1


async def _work(options: argparse.Namespace) -> int:
    if options.check:
        from console.cli.desk_check import check

        return await check(options)
    return await _serve(options)


async def _serve(options: argparse.Namespace) -> int:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    desk = await _open(options)
    try:
        async with sealing(desk, options.head_key, options.heads) as heads:
            await _take_consoles(desk, heads, options, stop)
    finally:
        await desk.close()
    _say(_last_word(desk.standing))
    return 0


async def _take_consoles(
    desk: LocalDesk, heads: Heads | None, options: argparse.Namespace, stop: asyncio.Event
) -> None:
    sockets, path = _sockets(options)
    server = Server(desk)
    server.heads, server.backups = heads, options.backups or server.backups
    await server.listen(*sockets)
    gc.freeze()
    desk.enquiries.prepare()
    _say(f"The desk of {desk.centre.name} takes consoles at {path or 'the socket of the service'}.")
    if not desk.board.people:
        _say(f"Take care: {NOBODY}.")
    tell_systemd("READY=1")
    watching = asyncio.create_task(watch_backups(desk, server.backups))
    await _until(stop, server)
    watching.cancel()
    tell_systemd("STOPPING=1")
    await server.close()
    if path is not None:
        path.unlink(missing_ok=True)


async def _until(stop: asyncio.Event, server: Server) -> None:
    while not stop.is_set():
        server.tell_standing()
        try:
            await asyncio.wait_for(stop.wait(), CHECK_SECONDS)
        except TimeoutError:
            continue


async def _open(options: argparse.Namespace) -> LocalDesk:
    centre = load_centre(options.centre)
    return await LocalDesk.open(options.store, centre, position=DESK, who=DESK, folder=data_folder(), looks=True)


def _sockets(options: argparse.Namespace) -> tuple[list[socket.socket], Path | None]:
    handed = activated()
    if handed:
        return handed, None
    path: Path = options.socket or own_socket()
    return [bound(path, options.group)], path


def _last_word(standing: Standing) -> str:
    if not standing.aside:
        return "The desk is closed; all that was asked for is on the log."
    return f"The desk is closed; {standing.aside} kept beside the store are written when it opens again."


def _say(sentence: str) -> None:
    print(sentence, flush=True)
