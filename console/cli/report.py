"""`firstline report`: how long things took, over all incidents of a store."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from typing import Any

from console.desk.interval_records import read_times
from console.rules.interval import intervals
from db.store import open_reader
from db.trouble import StoreRefused

_FIGURES = ("n", "p50", "p90", "p95", "p99", "max")


def run(options: argparse.Namespace) -> int:
    """Print the intervals in seconds, as a table or as JSON."""
    try:
        answer = asyncio.run(_answer(options.store))
    except StoreRefused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    print(json.dumps(answer, indent=1) if options.json else _table(answer))
    return 0


async def _answer(url: str) -> dict[str, Any]:
    reader = await open_reader(url)
    try:
        return intervals(*await read_times(reader))
    finally:
        await reader.close()


def _table(answer: dict[str, Any]) -> str:
    lines: list[str] = []
    for name in ("phoned", "all"):
        section = answer[name]
        heads = "".join(f"{figure:>9}" for figure in _FIGURES)
        lines.append(f"{name + ': ' + str(section['incidents']) + ' incidents':<36}{heads}")
        for interval, figures in section.items():
            if interval != "incidents":
                lines.append(f"{interval.replace('_', ' '):<36}" + "".join(_cell(figures[name]) for name in _FIGURES))
        lines.append("")
    return "\n".join([*lines, f"{answer['rows']} assignments", answer["note"]])


def _cell(value: float | int | None) -> str:
    return f"{'-' if value is None else value:>9}"
