"""Whoever is at a desk hears of it when backups were made and are made no more."""

from __future__ import annotations

import asyncio
from pathlib import Path

from console.desk.local import LocalDesk
from console.desk.now import now
from console.desk.status_warnings import BACKUP_LATE_MS
from db.backup import backups

LOOK_S = 60


async def watch_backups(desk: LocalDesk, folder: Path | None) -> None:
    """Look once a minute, until cancelled. One that is damaged is never kept, so an old one says that too.

    Where none was ever made, nobody waits for one.
    """
    while desk.file is not None and folder is not None:
        desk.warn("backup", _late(await asyncio.to_thread(_newest, folder, desk.file)))
        await asyncio.sleep(LOOK_S)


def _newest(folder: Path, store: Path) -> int | None:
    found = backups(folder, store)
    return found[-1].at if found else None


def _late(newest: int | None) -> str:
    age = 0 if newest is None else now() - newest
    if age <= BACKUP_LATE_MS:
        return ""
    return f"the last good backup is {age // 60_000} minutes old; see what  firstline backup  says"
