"""When something was, as callers say it: `10 min ago`, `14:30`, `yesterday 9:00`."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from console.rules.refused import Refused
from console.rules.wording import quoted

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SPANS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
AGO = re.compile(r"([0-9]{1,4}|an?|half an) ?(m|h|d|w)(?:in|inute|r|our|ay|eek)?s?(?: ago)?")
AT = re.compile(
    r"(?:(?P<day>today|yesterday|tomorrow|[0-9]{4}-[0-9]{2}-[0-9]{2}|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)[ t,]+)?"
    r"(?:at )?(?P<hour>[0-9]{1,2})(?::?(?P<minute>[0-9]{2}))?(?: ?(?P<half>am|pm))?"
)


def moment(typed: str, now: int, zone: tzinfo) -> str:
    """The local minute that is meant, as 2026-03-02 14:30; `now` is ms UTC. Refused when it can't be read.

    A time of day alone is the last one that was, and a day of the week the last such day.
    """
    here = datetime.fromtimestamp(now / 1000, UTC).astimezone(zone)
    said = " ".join(typed.casefold().split())
    try:
        when = here if said in ("now", "just now") else _ago(said, here) or _at(said, here)
    except (ValueError, OverflowError):
        when = None
    if when is None:
        raise Refused(f"No time can be read in {quoted(typed)}; as in  10 min ago  or  yesterday 9:00")
    return f"{when:%Y-%m-%d %H:%M}"


def _ago(said: str, here: datetime) -> datetime | None:
    found = AGO.fullmatch(said)
    if not found:
        return None
    many = {"a": 1.0, "an": 1.0, "half an": 0.5}.get(found[1]) or float(found[1])
    return (here.astimezone(UTC) - many * SPANS[found[2]]).astimezone(here.tzinfo)


def _at(said: str, here: datetime) -> datetime | None:
    found = AT.fullmatch(said)
    if not found or not (found["minute"] or found["half"]):
        return None
    hour = int(found["hour"])
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["half"] == "pm" else 0)
    clock = time(hour, int(found["minute"] or 0))
    if found["day"]:
        return datetime.combine(_day(found["day"], here.date()), clock, here.tzinfo)
    latest = datetime.combine(here.date(), clock, here.tzinfo)
    return latest if latest <= here else latest - timedelta(days=1)


def _day(said: str, today: date) -> date:
    if said[:3] in WEEK:
        return today - timedelta(days=(today.weekday() - WEEK.index(said[:3])) % 7)
    days = {"yesterday": -1, "today": 0, "tomorrow": 1}
    return today + timedelta(days=days[said]) if said in days else date.fromisoformat(said)
