"""The waits that came to their end, read from the records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Any

from msgspec import Struct
from sqlalchemy import Row, select

from console.rules.interval import IncidentTimes
from console.rules.wait import Seen
from db.reader import Reader
from db.tables import RECORDS


class Read(Struct, frozen=True):
    """The incidents that were phoned and helped, in the order of their beginning, and how many others there are."""

    seen: Sequence[Seen]
    not_phoned: int
    never_reached: int
    out_of_order: int


async def read_seen(reader: Reader, timezone: tzinfo, since: int = 0) -> Read:
    """Every incident's wait for help; only those received at `since` (ms UTC) or later. Hours are in `timezone`."""
    incident = RECORDS["incident"].c
    rows = await reader.fetch(
        select(
            incident.id,
            incident.received,
            incident.sent,
            incident.first_dispatched,
            incident.first_en_route,
            incident.first_on_scene,
            incident.priority,
            incident.zone,
            incident.callers,
        ).where(incident.received >= since)
    )
    seen, left_out = list[Seen](), Counter[str]()
    for row in rows:
        wait = _seen(row, timezone)
        if isinstance(wait, Seen):
            seen.append(wait)
        else:
            left_out[wait] += 1
    seen.sort(key=lambda wait: wait.when)
    return Read(seen, left_out["not phoned"], left_out["never reached"], left_out["out of order"])


def _seen(row: Row[Any], timezone: tzinfo) -> Seen | str:
    """The wait from sent, or from received where sent is missing, to the first unit on scene; or why it is none."""
    times = IncidentTimes(*tuple(row)[:6])
    begun = times.received if times.sent is None else times.sent
    if begun is None or not (times.phoned or (times.sent is None and row.callers)):
        return "not phoned"
    if times.first_on_scene is None:
        return "never reached"
    if times.first_on_scene < begun:
        return "out of order"
    hour = datetime.fromtimestamp(begun / 1000, timezone).hour
    return Seen(begun, row.priority, row.zone, (times.first_on_scene - begun) / 1000, hour)
