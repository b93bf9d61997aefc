"""Which desk a command sits down at: the one that listens, or one of its own on a store."""

from __future__ import annotations

import argparse
from pathlib import Path

from console.cli.places import data_folder, default_url
from console.cli.sockets import listening
from console.desk.desk import Desk

FIRST_POSITION = "C01"
"""The position of a console that has its store to itself."""


def socket_of(options: argparse.Namespace) -> Path | None:
    """The socket that was named, else one where a desk listens; None where a store was named or nobody listens."""
    if options.socket is not None:
        named: Path = options.socket
        return named
    return None if options.store else listening()


async def open_desk(options: argparse.Namespace) -> Desk:
    """Open the desk that the options mean; raises DeskShut or CentreFault. A desk behind a socket needs no database."""
    path = socket_of(options)
    if path is not None:
        from console.desk.client import DeskOverSocket
        from console.desk.now import now

        position, login = options.position or "", options.login
        return await DeskOverSocket.open(path, position=position, who=options.name, now=now, login=login)
    from console.desk.apart import DeskApart

    url, position = options.store or default_url(), options.position or FIRST_POSITION
    who, login, folder = options.name, options.login, data_folder()
    return await DeskApart.open(url, options.centre, position=position, who=who, login=login, folder=folder)
