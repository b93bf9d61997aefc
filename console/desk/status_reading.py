"""How things are, read from a store: by the desk that owns it, or beside it."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec.structs import replace
from sqlalchemy import func, select

from console.desk.status import Disk, Kept, Log, Serving, Status, Waiting
from console.desk.status_warnings import warnings
from console.rules.board import Board
from console.rules.centre import Centre
from console.rules.met import Met, Stopped, clocks_met
from db.backup import backups
from db.file import wal_size
from db.reader import Reader
from db.tables import RECORDS


async def read_status(
    reader: Reader,
    board: Board,
    centre: Centre,
    now: int,
    *,
    file: Path | None,
    backups_in: Path | None,
    desk: Serving | None = None,
) -> Status:
    """How things are now (ms UTC); `file` is the store's own, None on a server. StoreRefused when it can't be read."""
    number, hash = await reader.head()
    status = Status(
        now,
        _ringing(board),
        _without_unit(board),
        await read_met(reader, centre, now),
        Log(reader.store_id, number, hash, _size(file), wal_size(file) if file else None),
        _newest(file, backups_in),
        _disk(file),
        desk,
    )
    return replace(status, warnings=tuple(warnings(status)))


async def read_met(reader: Reader, centre: Centre, now: int) -> tuple[Met, ...]:
    """The clocks that have stopped of what came in today, where the centre is."""
    midnight = datetime.fromtimestamp(now / 1000, ZoneInfo(centre.timezone)).replace(hour=0, minute=0, second=0)
    since = int(midnight.replace(microsecond=0).timestamp() * 1000)
    call, incident = RECORDS["call"].c, RECORDS["incident"].c
    first = select(call.incident, func.min(call.answered).label("answered")).group_by(call.incident).subquery()
    stamps = (incident.located, incident.first_dispatched, incident.first_en_route, incident.first_on_scene)
    handled = (
        select(first.c.answered, *stamps, incident.priority, incident.type)
        .outerjoin_from(incident.id.table, first, first.c.incident == incident.id)
        .where(incident.received >= since)
    )
    answered = select(call.rang, call.answered).where(call.rang >= since)
    return clocks_met(
        [Stopped(*tuple(row)) for row in await reader.fetch(answered)],
        [_handled(*tuple(row)) for row in await reader.fetch(handled)],
        centre.standard,
    )


def _handled(
    answered: int | None,
    located: int | None,
    dispatched: int | None,
    en_route: int | None,
    on_scene: int | None,
    priority: int | None,
    type: str | None,
) -> Stopped:
    return Stopped(None, answered, located, dispatched, en_route, on_scene, priority or 0, type or "")


def _ringing(board: Board) -> Waiting:
    rang = [call.rang for call in board.calls.values() if call.state == "ringing"]
    return Waiting(len(rang), min(rang, default=None))


def _without_unit(board: Board) -> Waiting:
    sent = [i.sent for i in board.incidents.values() if i.state == "pending" and i.sent is not None]
    return Waiting(len(sent), min(sent, default=None))


def _size(file: Path | None) -> int | None:
    return file.stat().st_size if file is not None and file.exists() else None


def _newest(file: Path | None, folder: Path | None) -> Kept | None:
    found = backups(folder, file) if file is not None and folder is not None else []
    return Kept(str(found[-1].path), found[-1].at, found[-1].entries) if found else None


def _disk(file: Path | None) -> Disk | None:
    if file is None:
        return None
    known = os.statvfs(file.parent)
    return Disk(known.f_bavail * known.f_frsize, known.f_blocks * known.f_frsize)
