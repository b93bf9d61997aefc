"""One command on a store's log: by oneself where nobody holds the store, else by the desk that does."""

from __future__ import annotations

import getpass

from console.cli.sockets import listening
from console.desk.client import DeskOverSocket
from console.desk.desk import Desk, DeskShut, NotSaved, Receipt
from console.desk.local import LocalDesk
from console.desk.now import now
from console.desk.verbs import NoteExport, Verb
from console.rules.centre import Centre, Standard
from db.reader import Reader
from db.store import open_reader
from db.trouble import StoreHeld, StoreRefused

_NOWHERE = Centre("NONE", "no centre", "UTC", (), (), (), (), (), (), (), (), (), (), Standard("none", ()))
"""A command about the record needs no centre's files, and brings no roster on duty."""


async def command(url: str, verb: Verb, position: str) -> Receipt:
    """Do it, and be sure that it is on this store's log; raises Refused, NotSaved or DeskShut, each a sentence."""
    reader = await _reader(url)  # refuses where there is no store, which opening for writing would make
    try:
        desk = await _desk(url, position)
        try:
            receipt = await desk.ask(verb)
        finally:
            await desk.close()
        if not await reader.written(receipt.key):
            raise NotSaved(f"the desk that listens here serves another store than {reader.place}; name the right one")
        return receipt
    except StoreRefused as refusal:
        raise DeskShut(str(refusal)) from refusal
    finally:
        await reader.close()


async def record_export(url: str, what: str, rows: int, file: str) -> None:
    """Put on the log that rows are about to be given out; raises as `command` does, and then nothing may be."""
    await command(url, NoteExport(what, rows, file), "EXPORT")


async def _reader(url: str) -> Reader:
    try:
        return await open_reader(url)
    except StoreRefused as refusal:
        raise DeskShut(str(refusal)) from refusal


async def _desk(url: str, position: str) -> Desk:
    who = getpass.getuser().upper()[:8]
    try:
        return await LocalDesk.open(url, _NOWHERE, position=position, who=who)
    except DeskShut as shut:
        path = listening() if isinstance(shut.__cause__, StoreHeld) else None
        if path is None:
            raise
        return await DeskOverSocket.open(path, position=position, who=who, now=now, sits=False)
