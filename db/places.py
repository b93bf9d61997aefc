"""The gazetteer in the store: the places that were taken over from a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Insert, func, select
from sqlalchemy.dialects import postgresql, sqlite

from db.tables import place

PAGE = 500
"""Places read or written in one step: a few milliseconds."""
_KEY = ("text", "town")
_COLUMNS = (place.c.text, place.c.town, place.c.zone, place.c.lat, place.c.lon, place.c.cross, place.c.name)
_ALL = (*_COLUMNS, place.c.source)


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place as it is kept, one for each text and town; degrees are WGS 84, `source` is where it came from."""

    text: str
    town: str
    zone: str
    lat: float
    lon: float
    cross: str = ""
    name: str = ""
    source: str = ""


def count_places(connection: Connection) -> int:
    """How many places are kept."""
    return connection.execute(select(func.count()).select_from(place)).scalar_one()


def upsert_places(connection: Connection, rows: Sequence[PlaceRow]) -> None:
    """Insert places, each taking over the number of the one with its text and town, else the next number."""
    last = connection.execute(select(func.max(place.c.id))).scalar() or 0
    values = [{"id": number, **asdict(row)} for number, row in enumerate(rows, last + 1)]
    connection.execute(_upserting(connection.dialect.name), values)


def page_of_places(after: int) -> Any:
    """A select of the next places above an id, by id."""
    return select(place.c.id, *_ALL).where(place.c.id > after).order_by(place.c.id).limit(PAGE)


def pages(rows: Iterable[PlaceRow]) -> Iterable[list[PlaceRow]]:
    """The rows, a step's worth at a time."""
    waiting = iter(rows)
    while page := list(islice(waiting, PAGE)):
        yield page


@cache
def _upserting(dialect: str) -> Insert:
    adding = (sqlite if dialect == "sqlite" else postgresql).insert(place)
    others = {column.name: adding.excluded[column.name] for column in _ALL if column.name not in _KEY}
    upserting: Insert = adding.on_conflict_do_update(index_elements=list(_KEY), set_=others)
    return upserting
