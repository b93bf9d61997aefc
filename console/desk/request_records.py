"""How the requests of a service went: how long its department takes, and which questions let it down."""

from __future__ import annotations

from datetime import datetime, tzinfo

from sqlalchemy import func, select

from console.rules.wait import Seen
from db.reader import Reader
from db.tables import RECORDS

_REQUEST = RECORDS["request"].c


async def read_done(reader: Reader, timezone: tzinfo, since: int = 0) -> list[Seen]:
    """Every request that was done at `since` (ms UTC) or later, as a wait of its department's."""
    lately = (_REQUEST.state == "done", _REQUEST.done >= since)
    rows = await reader.fetch(select(_REQUEST.made, _REQUEST.done, _REQUEST.department).where(*lately))
    return [
        Seen(
            row.made,
            0,
            row.department,
            (row.done - row.made) / 1000,
            datetime.fromtimestamp(row.made / 1000, timezone).hour,
            "request",
        )
        for row in rows
    ]


async def sent_back(reader: Reader, service: str) -> tuple[tuple[str, int], ...]:
    """How many requests of a service were sent back for each question, most first; "" stands for what nobody asks."""
    count = func.count().label("times")
    query = (
        select(_REQUEST.question, count)
        .where(_REQUEST.service == service, _REQUEST.returns > 0)
        .group_by(_REQUEST.question)
        .order_by(count.desc(), _REQUEST.question)
    )
    return tuple((row.question or "", row.times) for row in await reader.fetch(query))
