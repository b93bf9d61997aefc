"""A desk for a command that asks for something and leaves."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from console.cli.opening import socket_of
from console.cli.places import default_url

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.desk.sitting import Sitting

NOBODY = "nobody is known here, so whoever gets in may do everything;  firstline people add LOGIN --role ROLE  begins"
POSITION = "CLI"
"""The position that commands without a screen write under."""


@asynccontextmanager
async def at_desk(options: argparse.Namespace) -> AsyncIterator[Desk]:
    """The desk that listens, or a store opened in this process as its owner; raises DeskShut or CentreFault."""
    from console.desk.account import own_account
    from console.desk.centre_files import load_centre
    from console.desk.client import DeskOverSocket
    from console.desk.local import LocalDesk
    from console.desk.now import now

    path, who = socket_of(options), own_account()
    desk: Desk
    if path is not None:
        desk = await DeskOverSocket.open(path, position=POSITION, who=who.upper(), now=now, sits=False)
    else:
        url = options.store or default_url()
        desk = await LocalDesk.open(url, load_centre(options.centre), position=POSITION, who=who.upper())
    try:
        if desk.seat.sitting.wants:
            login, passphrase = _asked(desk.seat.sitting)
            await desk.seat.sign_in(login, passphrase)
        yield desk
    finally:
        await desk.close()


def _asked(sitting: Sitting) -> tuple[str, str]:
    """Who that is, asked on the terminal; raises DeskShut where there is none."""
    from console.desk.desk import DeskShut

    if not sys.stdin.isatty():
        raise DeskShut("This desk wants to know who you are; ask it on a terminal.")
    login = sitting.login or input("Login: ")
    return login, getpass.getpass(f"Passphrase of {login}: ")
