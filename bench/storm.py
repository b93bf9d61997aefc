"""A storm: the busiest hours of a real week, many times as fast, on one console while a dispatcher types."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

from bench.figures import Bench, Figure, percentile
from bench.keys import F9
from bench.pty import Terminal, python, surroundings
from bench.typist import REMARKS, Typist

REAL = Path(__file__).parents[2] / "shared/data/sffd"
SPEED = 20
HOURS = 2.0
STALL_MS = 50
ROWS = 10


def run(bench: Bench) -> Iterator[Figure]:
    """Key to echo while it pours, by the same keys on the same board before; stalls of the loop; alarm rows."""
    weeks = sorted(REAL.glob("calls_*.csv"))
    if not weeks:
        print(f"  no file of a real week under {REAL.name}/; left out")
        return
    hours = HOURS / 8 if bench.quick else HOURS
    report = bench.folder / "storm.json"
    url = f"sqlite:///{bench.folder / 'storm.db'}"
    words = python("-m", "bench.peers.storm_console", url, str(weeks[0]), "sffd", str(SPEED), str(hours), str(report))
    with Terminal(words, surroundings(bench.folder), (120, 40)) as terminal:
        terminal.wait_for("rows 1-")  # more than fit: the hour before is there
        terminal.settle(3)
        terminal.press(F9)
        terminal.settle()
        typist = Typist(terminal, 7)
        idle = typist.type(REMARKS, 120 if bench.quick else 400)
        os.kill(terminal.pid, signal.SIGUSR1)
        storm: list[int] = []
        size, keys, began = 0, 0, monotonic()
        while not report.exists() and monotonic() - began < hours * 3600 / SPEED + 120:
            typed = typist.type(REMARKS, 60)
            storm += typed.echoes
            size, keys = size + typed.size, keys + typed.keys
        seconds = monotonic() - began
    told = json.loads(report.read_text())
    for share in (0.5, 0.99):
        ours, before = percentile(storm, share), percentile(idle.echoes, share)
        note = f"{ours / 1e6:.1f} and {before / 1e6:.1f} ms, {keys} keys in {seconds:.0f} s"
        aim = 1.5 if share == 0.99 else None
        yield Figure(f"storm, key to echo, p{share * 100:.0f}", ours / before, "x idle", aim, note)
    stalls = [stall * 1000 for stall in told["stalls"]]
    yield Figure(
        "storm, longest stall of the loop", stalls[-1], "ms", STALL_MS, f"next {stalls[-2]:.0f}, {stalls[-3]:.0f}"
    )
    yield Figure("storm, most rows of alarms", told["alarm_rows"], "rows", ROWS)
    yield Figure("storm, bytes a second", size / seconds, "bytes")
