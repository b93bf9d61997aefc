"""The waits that callers were told, and what came of them, read from the records."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from sqlalchemy import select

from db.reader import Reader
from db.tables import RECORDS


class ToldWait(Struct, frozen=True):
    """A wait of so many `minutes` as it was said; `state` is its promise's, `came` the minutes until help was there.

    A wait that was withdrawn, or is still open, has no `came`.
    """

    minutes: int
    state: str
    came: float | None


async def read_told(reader: Reader) -> Sequence[ToldWait]:
    """Every wait that was ever told, in order."""
    promise = RECORDS["promise"].c
    rows = await reader.fetch(
        select(promise.minutes, promise.state, promise.made, promise.ended)
        .where(promise.kind == "wait")
        .order_by(promise.id)
    )
    return [
        ToldWait(
            row.minutes,
            row.state,
            (row.ended - row.made) / 60_000 if row.state in ("kept", "broken") and row.ended is not None else None,
        )
        for row in rows
    ]
