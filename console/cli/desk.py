"""`firstline desk`: the daemon that owns the store and serves consoles over a unix socket."""

from __future__ import annotations

import argparse
import asyncio
import gc
import signal
import socket
import sys
from pathlib import Path

from console.cli.hardening import keep_private
from console.cli.places import data_folder
from console.cli.sockets import NoSocket, activated, bound, own_socket, tell_systemd
from console.desk.centre_files import load_centre
from console.desk.desk import DeskShut
from console.desk.faults import CentreFault
from console.desk.local import LocalDesk
from console.desk.server import Server
from console.rules.fold.undo import DESK

CHECK_SECONDS = 0.25
"""How often it looks whether anything is to be told that is no news."""


def run(options: argparse.Namespace) -> int:
    """Serve until told to stop (exit status 0); 1 when it can't begin, with a sentence."""
    keep_private()
    try:
        return asyncio.run(_check(options) if options.check else _serve(options))
    except (DeskShut, CentreFault, NoSocket) as trouble:
        print(trouble, file=sys.stderr)
        return 1


async def _serve(options: argparse.Namespace) -> int:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    desk = await _open(options)
    try:
        sockets, path = _sockets(options)
        server = Server(desk)
        await server.listen(*sockets)
        gc.freeze()
        desk.enquiries.prepare()
        _say(f"The desk of {desk.centre.name} takes consoles at {path or 'the socket of the service'}.")
        tell_systemd("READY=1")
        await _until(stop, server)
        tell_systemd("STOPPING=1")
        await server.close()
        if path is not None:
            path.unlink(missing_ok=True)
    finally:
        await desk.close()
    _say("The desk is closed; all that was asked for is on the log.")
    return 0


async def _until(stop: asyncio.Event, server: Server) -> None:
    while not stop.is_set():
        server.tell_standing()
        try:
            await asyncio.wait_for(stop.wait(), CHECK_SECONDS)
        except TimeoutError:
            continue


async def _open(options: argparse.Namespace) -> LocalDesk:
    centre = load_centre(options.centre)
    return await LocalDesk.open(options.store, centre, position=DESK, who=DESK, folder=data_folder())


def _sockets(options: argparse.Namespace) -> tuple[list[socket.socket], Path | None]:
    handed = activated()
    if handed:
        return handed, None
    path: Path = options.socket or own_socket()
    return [bound(path, options.group)], path


async def _check(options: argparse.Namespace) -> int:
    """Do all that a start does but serve, and say what is well."""
    desk = await _open(options)
    try:
        path = options.socket or own_socket()
        bound(path, options.group).close()
        path.unlink()
        say = f"well: {desk.centre.name}, log at entry {desk.board.number}, socket {path}"
    finally:
        await desk.close()
    _say(say)
    return 0


def _say(sentence: str) -> None:
    print(sentence, flush=True)
