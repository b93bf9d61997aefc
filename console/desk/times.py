"""Times as they are typed and told: in so many minutes, by the centre's clock, as an end behind other words."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta

from console.desk.floor import Floor
from console.rules.refused import Refused

MINUTES = re.compile(r"\d{1,3}")
CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
LIMIT = re.compile(r"(?:^|\s)(?:until\s+)?(\d{1,3}|\d{1,2}:\d\d)(?:\s*min)?$", re.IGNORECASE)
"""The time at the end of a reason: minutes or the clock, `until` before it or not."""


def when(typed: str, floor: Floor) -> int | None:
    """`15` is in so many minutes, `17:00` the next time that the centre's clock shows it (ms UTC); None for neither."""
    if MINUTES.fullmatch(typed):
        return floor.now + int(typed) * 60_000
    found = CLOCK.fullmatch(typed)
    if found is None:
        return None
    here = datetime.fromtimestamp(floor.now / 1000, UTC).astimezone(floor.zone)
    there = datetime.combine(here.date(), time(int(found[1]), int(found[2])), floor.zone)
    if there.timestamp() * 1000 <= floor.now:
        there = datetime.combine(here.date() + timedelta(days=1), there.time(), floor.zone)
    return round(there.timestamp() * 1000)


def clock(due: int, floor: Floor) -> str:
    """A time as the centre's clock shows it, and the day unless it is today: 17:00, tomorrow 09:00, 25 Nov 18:00."""
    then, here = (datetime.fromtimestamp(ms / 1000, UTC).astimezone(floor.zone) for ms in (due, floor.now))
    days = (then.date() - here.date()).days
    if days > 1:
        return f"{then.day} {then:%b %H:%M}"
    return f"tomorrow {then:%H:%M}" if days else f"{then:%H:%M}"


def limit(words: str, floor: Floor, example: str) -> tuple[str, str, int | None]:
    """A reason, the time that it ends with as typed, and in ms UTC; "" and None where it ends with none."""
    found = LIMIT.search(words)
    if found is None:
        return words, "", None
    until = when(found[1], floor)
    if until is None:
        raise Refused(f"There is no time {found[1]}; give minutes or the clock, as in  {example}")
    return words[: found.start()].strip(), found[1], until
