"""`firstline replay`: a calls-for-service file driven through the desk's verbs."""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import sys
from collections import Counter
from collections.abc import Sequence
from time import perf_counter

from console.cli.places import SHIPPED
from console.desk.desk import DeskShut, NotSaved
from console.desk.history import Odd, read_history
from console.desk.history_map import HistoryFault, HistoryMap, find_map, load_map
from console.desk.local import LocalDesk
from console.desk.past import written_by
from console.desk.replay_plan import Plan, make_plan
from console.desk.replaying import POSITION, Outcome, Replay, replay_centre
from console.terminal.text import clean
from db.store import open_reader
from db.trouble import StoreRefused

SHOWN = 20


def run(options: argparse.Namespace) -> int:
    """Replay; the exit status is 1 when the file, the map or the store can't be read or the desk refused something."""
    began = perf_counter()
    try:
        speed = _speed(options.speed)
        map = load_map(find_map(options.map, SHIPPED / "maps"))
        history = read_history(options.file, map, clean)
        plan = make_plan(history)
        outcome = asyncio.run(_replay(options.store, map, plan, speed))
    except (HistoryFault, DeskShut, NotSaved, StoreRefused) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    odd = sorted([*history.odd, *plan.odd, *outcome.refused], key=lambda odd: odd.line)
    say = _say_json if options.json else _say
    say(plan, outcome, odd, perf_counter() - began)
    return 1 if outcome.refused else 0


def _speed(word: str) -> float | None:
    if word == "max":
        return None
    try:
        speed = float(word)
    except ValueError:
        speed = 0.0
    if not (speed > 0 and math.isfinite(speed)):
        raise HistoryFault(f"--speed {word} is no speed; write max, or a number above 0 such as 10")
    return speed


async def _replay(url: str, map: HistoryMap, plan: Plan, speed: float | None) -> Outcome:
    desk = await LocalDesk.open(url, replay_centre(map, plan), position=POSITION, who=POSITION)
    try:
        reader = await open_reader(url)
        try:
            before = await written_by(reader, POSITION)
        finally:
            await reader.close()
        return await Replay(desk, plan, before).run(speed)
    finally:
        await desk.close()


def _say(plan: Plan, outcome: Outcome, odd: Sequence[Odd], seconds: float) -> None:
    kinds = Counter(item.kind for item in odd)
    print(f"{plan.rows} rows, {plan.incidents} incidents, {plan.units} units")
    print(f"{outcome.written} commands in {seconds:.1f} s ({outcome.written / seconds:.0f} a second)")
    if outcome.already:
        print(f"{outcome.already} commands were on the log already")
    for kind, count in sorted(kinds.items(), key=lambda pair: pair[1]):
        print(f"{count:>7} {kind}")
    first = sorted(odd, key=lambda item: (kinds[item.kind], item.kind, item.line))[:SHOWN]
    for item in first:
        print(f"line {item.line}: {item.says}")
    if len(odd) > len(first):
        print(f"and {len(odd) - len(first)} lines more, all of them with --json")


def _say_json(plan: Plan, outcome: Outcome, odd: Sequence[Odd], seconds: float) -> None:
    answer = {
        "rows": plan.rows,
        "incidents": plan.incidents,
        "units": plan.units,
        "commands": outcome.written,
        "already": outcome.already,
        "refused": len(outcome.refused),
        "seconds": round(seconds, 1),
        "odd": dict(Counter(item.kind for item in odd)),
        "lines": [{"line": item.line, "kind": item.kind, "says": item.says} for item in odd],
    }
    print(json.dumps(answer, indent=1))
