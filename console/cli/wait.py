"""`firstline wait`: whether the waits that callers would be told hold, on the incidents of a store."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Sequence
from math import sqrt
from statistics import median, median_high
from textwrap import fill
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct

from console.desk.centre_files import load_centre
from console.desk.faults import CentreFault
from console.desk.told_records import ToldWait, read_told
from console.desk.wait_records import Read, read_seen
from console.rules.wait import Seen, Waits, spoken_minutes
from db.store import open_reader
from db.trouble import StoreRefused

NOTE = (
    "covered: the share helped within the seconds foretold; as spoken: within the minutes that would have been said; "
    "range: where the true share of covered lies, 95 % sure, as far as chance goes; change over time not counted"
)


class Told(Struct, frozen=True):
    """One incident of the back-test: what it really waited, and the seconds foretold, None where nothing was known."""

    wait: Seen
    foretold: float | None


def run(options: argparse.Namespace) -> int:
    """Print the back-test, as a table or as JSON; exit status 1 when the store or the centre is not there."""
    try:
        timezone = load_centre(options.centre).timezone
        read, told = asyncio.run(_read(options.store, ZoneInfo(timezone)))
    except (StoreRefused, CentreFault) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    answer = {
        "timezone": timezone,
        "incidents": _counts(read),
        "back_test": back_test(read.seen),
        "told": _told(told),
        "note": NOTE,
    }
    print(json.dumps(answer, indent=1) if options.json else _table(answer))
    return 0


async def _read(url: str, timezone: ZoneInfo) -> tuple[Read, Sequence[ToldWait]]:
    reader = await open_reader(url)
    try:
        return await read_seen(reader, timezone), await read_told(reader)
    finally:
        await reader.close()


def _counts(read: Read) -> dict[str, int]:
    return {
        "used": len(read.seen),
        "not_phoned": read.not_phoned,
        "never_reached": read.never_reached,
        "out_of_order": read.out_of_order,
    }


def back_test(seen: Sequence[Seen]) -> dict[str, Any]:
    """The later half (by beginning) foretold from the earlier half alone, as it was known when the later one began."""
    half = len(seen) // 2
    earlier, later = seen[:half], seen[half:]
    waits = Waits(earlier)
    told = []
    for wait in later:
        estimate = waits.estimate(wait.priority, wait.zone, wait.hour, later[0].when)
        told.append(Told(wait, estimate.seconds if estimate else None))
    groups = {"all": _figures(told)}
    for priority in sorted({wait.priority for wait in later}):
        groups[f"P{priority}"] = _figures([one for one in told if one.wait.priority == priority])
    return {"learned_from": half, "asked": len(later), "groups": groups}


def _figures(told: Sequence[Told]) -> dict[str, Any]:
    """How many were foretold, the shares that came true, and the medians of what was foretold and of what to say."""
    known = [(one.wait.seconds, one.foretold) for one in told if one.foretold is not None]
    if not known:
        nothing = dict.fromkeys(("covered", "range", "as_spoken", "median_seconds", "median_minutes"))
        return {"n": len(told), "foretold": 0, **nothing}
    kept = sum(real <= seconds for real, seconds in known)
    said = sum(real <= spoken_minutes(seconds) * 60 for real, seconds in known)
    return {
        "n": len(told),
        "foretold": len(known),
        "covered": round(kept / len(known), 3),
        "range": likely_share(kept, len(known)),
        "as_spoken": round(said / len(known), 3),
        "median_seconds": round(median(seconds for _, seconds in known), 1),
        "median_minutes": median_high(spoken_minutes(seconds) for _, seconds in known),
    }


def _told(told: Sequence[ToldWait]) -> dict[str, Any]:
    """What callers were really told, by what came of it, with the medians of what was said and of what came."""
    ended = [(one.minutes, one.came) for one in told if one.came is not None]
    counts = {state: sum(one.state == state for one in told) for state in ("kept", "broken", "withdrawn", "open")}
    return {
        "n": len(told),
        **counts,
        "share_kept": round(counts["kept"] / len(ended), 3) if ended else None,
        "median_said_minutes": median_high(said for said, _ in ended) if ended else None,
        "median_came_minutes": round(median(came for _, came in ended), 1) if ended else None,
    }


def likely_share(count: int, n: int) -> tuple[float, float]:
    """Where the share lies that shows itself as `count` of `n`, 95 % sure (Wilson's interval)."""
    z = 1.96
    middle = count + z * z / 2
    spread = z * sqrt(count * (n - count) / n + z * z / 4)
    return round((middle - spread) / (n + z * z), 3), round((middle + spread) / (n + z * z), 3)


def _table(answer: dict[str, Any]) -> str:
    counts, test = answer["incidents"], answer["back_test"]
    head = ("", "n", "foretold", "covered", "range", "as spoken", "median s", "median min")
    lines = [
        f"{counts['used']} incidents phoned and helped; left out: {counts['not_phoned']} not phoned, "
        f"{counts['never_reached']} never reached, {counts['out_of_order']} with stamps out of order",
        f"back-test: {test['asked']} asked of the {test['learned_from']} before them; hours in {answer['timezone']}",
        "",
        _line(head),
    ]
    for name, figures in test["groups"].items():
        lines.append(_line((name, *map(_cell, figures.values()))))
    told = answer["told"]
    lines += ["", f"told to callers: {told['n']}"]
    if told["n"]:
        lines.append(
            ", ".join(f"{name.replace('_', ' ')} {_cell(value)}" for name, value in told.items() if name != "n")
        )
    return "\n".join([*lines, "", fill(answer["note"], 100)])


def _line(cells: Sequence[str]) -> str:
    first, *others = cells
    return f"{first:<5}" + "".join(f"{cell:>13}" for cell in others)


def _cell(value: float | Sequence[float] | None) -> str:
    if value is None:
        return "-"
    return f"{value[0]}-{value[1]}" if isinstance(value, Sequence) else str(value)
