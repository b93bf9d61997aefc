"""Ten minutes of a console at work: how much memory it takes, and whether it goes on growing."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from threading import Thread
from time import monotonic

from bench.daemon import Daemon
from bench.desk import load
from bench.figures import Bench, Figure
from bench.keys import F9
from bench.pty import Terminal, python, surroundings
from bench.typist import REMARKS
from bench.wirefuzz import memory

SECONDS = 600
WARM_SECONDS = 90
"""Until the caches of a console are full; growth is counted from there."""
OTHERS, PACE = 10, 0.5
GROWTH = 5
_GAP_SECONDS = 0.04
_WIPE = "\x15"
LIMITS_MB = {"at a desk": 80, "with a store of its own": 110}


def run(bench: Bench) -> Iterator[Figure]:
    """A console at a desk where ten others work, one with its own store, both typed into; and the desk itself."""
    seconds = bench.so_many(SECONDS, 60)
    warm = min(WARM_SECONDS, seconds // 3)
    daemon = Daemon(bench.folder / "desk")
    others = Thread(target=lambda: asyncio.run(load(daemon, OTHERS, PACE, seconds + 10)), daemon=True)
    own = f"sqlite:///{bench.folder / 'own.db'}"
    ways = {
        "at a desk": ["--socket", str(daemon.socket)],
        "with a store of its own": ["--store", own],
    }
    words = ["-m", "console", "run", "--position", "C01", "--name", "BENCH"]
    terminals = {name: Terminal(python(*words, *way), surroundings(bench.folder)) for name, way in ways.items()}
    try:
        others.start()
        early, late = _type_on(list(terminals.values()), daemon, warm, seconds)
    finally:
        for terminal in terminals.values():
            terminal.__exit__(None, None, None)
        daemon.kill()
    for number, name in enumerate((*ways, "the desk itself")):
        grown = (late[number] / early[number] - 1) * 100
        note = f"{early[number] / 1024:.1f} MB after {warm} s, {late[number] / 1024:.1f} MB after {seconds} s"
        yield Figure(f"memory, console {name}", late[number] / 1024, "MB", LIMITS_MB.get(name), note)
        keeps = "" if name in LIMITS_MB else "it remembers the receipts of up to 2,048 commands"
        yield Figure("  grown", grown, "%", None if keeps else GROWTH, keeps)


def _type_on(terminals: list[Terminal], daemon: Daemon, warm: int, seconds: int) -> tuple[list[int], list[int]]:
    for terminal in terminals:
        terminal.wait_for("RECOMMEND")
        terminal.settle(2)
        terminal.press(F9)
        terminal.settle()
    pids = [*(terminal.pid for terminal in terminals), daemon.process.pid]
    began, early = monotonic(), list[int]()
    while monotonic() - began < seconds:
        for key in (*REMARKS[0], _WIPE):
            for terminal in terminals:
                terminal.press(key)
                terminal.settle(_GAP_SECONDS)
                terminal.chunks.clear()
        if not early and monotonic() - began > warm:
            early = [memory(pid) for pid in pids]
    return early, [memory(pid) for pid in pids]
