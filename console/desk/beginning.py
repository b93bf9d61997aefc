"""What a desk does with its store before it takes the first command."""

from __future__ import annotations

from pathlib import Path
from tempfile import gettempdir

from console.desk.verbs import SignOn
from console.rules.board import Board
from console.rules.centre import Centre
from console.rules.facts import UnitSignedOn
from db.store import Store


def beside(store: Store, folder: Path | None) -> Path:
    """The name that files beside a store go by: the store's own, or its id in a folder where that is a server's."""
    if store.path is not None:
        return store.path
    place = folder or Path(gettempdir())
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place / store.store_id


async def bring_records_up_to_date(store: Store) -> None:
    """The records of an older Firstline lack what this one looks up; the log has it."""
    if await store.has_older_records():
        from console.desk.past import records

        await store.replace_records(records(store))


def signing_on(centre: Centre, board: Board) -> list[SignOn]:
    """What brings the roster on duty, but for who is there or was signed off."""
    return [
        SignOn(UnitSignedOn(u.callsign, u.kind, u.department, u.town, u.zone, u.lat, u.lon, u.station, u.skills))
        for u in centre.units
        if u.callsign not in board.units.keys() | board.off_duty
    ]
