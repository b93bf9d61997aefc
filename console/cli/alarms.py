"""`firstline alarms`: how many alarms each position was shown, against what a person can take."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from msgspec.structs import asdict

from console.desk.alarm_records import read_alarms
from console.desk.centre_files import load_centre
from console.desk.faults import CentreFault
from console.desk.past import FoldFault
from console.rules.alarm_rates import (
    FLOOD_SHARE,
    HIGH_SHARE,
    PEAK_HOUR,
    PER_TEN,
    STALE_A_DAY,
    Aside,
    Rates,
    Record,
    rates,
    stale,
)
from console.rules.centre import Centre
from console.rules.flood import FLOOD
from console.terminal.text import clean
from db.store import open_reader
from db.trouble import StoreRefused

LIMITS = {
    "per_ten_minutes": PER_TEN,
    "peak_ten_minutes": FLOOD,
    "peak_hour": PEAK_HOUR,
    "flood": FLOOD_SHARE,
    "high": HIGH_SHARE,
    "stale_a_day": STALE_A_DAY,
}
HEADS = ("position", "shown", "hours", "/10 min", "peak 10", "peak h", "flood", "high", "medium")


def run(options: argparse.Namespace) -> int:
    """Print the rates, as a table or as JSON; exit status 1 when the store or the centre is not there."""
    try:
        centre = load_centre(options.centre)
        record = asyncio.run(_read(options.store, centre))
    except (StoreRefused, CentreFault, FoldFault) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    if options.json:
        print(json.dumps(_answer(record), indent=1))
    else:
        print("\n".join(_table(record, ZoneInfo(centre.timezone))))
    return 0


async def _read(url: str, centre: Centre) -> Record:
    reader = await open_reader(url)
    try:
        return await read_alarms(reader, centre)
    finally:
        await reader.close()


def _answer(record: Record) -> dict[str, Any]:
    return {
        "limits": LIMITS,
        "positions": [{**asdict(one), "above": one.above} for one in rates(record)],
        "stale": stale(record),
        "put_aside": [asdict(aside) for aside in record.aside],
    }


def _table(record: Record, zone: ZoneInfo) -> Iterator[str]:
    positions = rates(record)
    if not positions:
        yield "No alarm was shown at any position."
        return
    yield _row(HEADS)
    yield from (_figures(one) for one in positions)
    peaks = (f"{PER_TEN:g}", str(FLOOD), str(PEAK_HOUR))
    yield _row(("at most", "", "", *peaks, f"{FLOOD_SHARE:.0%}", f"{HIGH_SHARE:.0%}", ""))
    yield ""
    for one in positions:
        if one.chattering:
            yield clean(f"chattering at {one.position}: {', '.join(one.chattering)}", limit=2000)
    left = stale(record)
    yield f"stale (seen, and standing over an hour): {len(left)}; at most {STALE_A_DAY} a day" + _named(left)
    yield f"put aside: {len(record.aside)}"
    yield from (_aside(aside, zone) for aside in record.aside)


def _figures(one: Rates) -> str:
    shares = (f"{one.flood:.1%}", f"{one.high:.0%}", f"{1 - one.high:.0%}")
    peaks = (str(one.peak_ten_minutes), str(one.peak_hour))
    above = f"  above: {', '.join(one.above)}" if one.above else ""
    return _row((one.position, str(one.shown), f"{one.hours:g}", f"{one.per_ten_minutes:.2f}", *peaks, *shares)) + above


def _row(cells: tuple[str, ...]) -> str:
    first, *others = cells
    return f"{clean(first):<10}" + "".join(f"{cell:>9}" for cell in others)


def _named(alarms: tuple[str, ...]) -> str:
    return clean(f": {', '.join(alarms)}", limit=2000) if alarms else ""


def _aside(aside: Aside, zone: ZoneInfo) -> str:
    at = datetime.fromtimestamp(aside.when / 1000, UTC).astimezone(zone)
    minutes = round((aside.until - aside.when) / 60_000)
    said = f"  {at:%Y-%m-%d %H:%M} {aside.who}/{aside.position} {aside.alarm} for {minutes} min: {aside.reason}"
    return clean(said, limit=2000)
