"""The daemon under load: how many commands a second, how long each waits, and whether every console gets its turn."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from time import perf_counter

from bench.daemon import Daemon
from bench.figures import Bench, Figure, percentile
from bench.shim import NoCompiler, build
from bench.thin import ThinDesk
from bench.work import Worker
from console.cli.places import default_centre
from console.desk.centre_files import load_centre
from console.desk.desk import NotSaved, Receipt
from console.desk.verbs import Verb
from console.rules.centre import Centre
from console.rules.refused import Refused

CLIENTS = (1, 8, 32, 64)
AIMED = 32
LEAST_PER_SECOND = 2000
SYNC_MS = 25
WARM_SECONDS = 1.0


@dataclass(slots=True)
class Console:
    """What one console had: how long each answer took (ms), and what failed."""

    waits: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def run(bench: Bench) -> Iterator[Figure]:
    """Saturating, at a person's pace, and on a slow disk."""
    seconds = 3.0 if bench.quick else 10.0
    with_daemon = Daemon(bench.folder / "desk")
    yield _disk(bench.folder / "raw")
    try:
        for clients in CLIENTS:
            yield from _saturating(with_daemon, clients, seconds)
        for clients in CLIENTS[1:]:
            aim = 15.0 if clients == AIMED else None
            yield from _paced(with_daemon, clients, 2.0, seconds, aim, "2 a second")
    finally:
        with_daemon.stop()
    yield from _slow_disk(bench, seconds)


def _disk(path: Path) -> Figure:
    """What a bare sync of twelve kilobytes takes here and now: nothing that is kept can be faster."""
    times: list[float] = []
    file = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    for number in range(200):
        os.pwrite(file, b"x" * 12_288, number * 12_288)
        began = perf_counter()
        os.fdatasync(file)
        times.append((perf_counter() - began) * 1000)
    os.close(file)
    return Figure("a bare sync: p99", percentile(times, 0.99), "ms", None, f"p50 {percentile(times, 0.5):.1f} ms")


def _saturating(daemon: Daemon, clients: int, seconds: float) -> Iterator[Figure]:
    before = daemon.cpu
    consoles = asyncio.run(load(daemon, clients, 0.0, seconds))
    busy = (daemon.cpu - before) / (seconds + WARM_SECONDS)
    counts = [len(console.waits) for console in consoles]
    rate, waits = sum(counts) / seconds, [wait for console in consoles for wait in console.waits]
    aimed = clients == AIMED
    note = f"{rate:.0f} commands/s, desk {busy * 100:.0f} % of a processor, {_failures(consoles)}"
    what = f"{clients} saturating"
    yield Figure(f"{what}: time of a command", 1000 / rate, "ms each", 1000 / LEAST_PER_SECOND if aimed else None, note)
    yield Figure(f"{what}: p99", percentile(waits, 0.99), "ms", 50 if aimed else None, _spread(waits))
    if clients > 1:
        fair = f"{min(counts)} and {max(counts)} commands, fairness {min(counts) / max(counts):.2f}"
        yield Figure(f"{what}: unfairness", max(counts) / min(counts), "x", 1 / 0.9 if aimed else None, fair)


def _paced(daemon: Daemon, clients: int, pace: float, seconds: float, aim: float | None, what: str) -> Iterator[Figure]:
    consoles = asyncio.run(load(daemon, clients, pace, seconds))
    waits = [wait for console in consoles for wait in console.waits]
    note = f"{_spread(waits)}, {_failures(consoles)}"
    yield Figure(f"{clients} at {what}: p99", percentile(waits, 0.99), "ms", aim, note)


def _slow_disk(bench: Bench, seconds: float) -> Iterator[Figure]:
    try:
        shim = build(bench.folder / "shim")
    except NoCompiler as missing:
        print(f"  {missing}")
        return
    memory = Path("/dev/shm")  # there a sync takes what the shim makes it take, and not what this disk adds
    folder = Path(mkdtemp(prefix="firstline-bench-", dir=memory if memory.is_dir() else bench.folder))
    daemon = Daemon(folder, **shim.environ(folder / "floor", sync_ms=SYNC_MS))
    try:
        what = f"1 a second, sync {SYNC_MS} ms"
        yield from _paced(daemon, 64, 1.0, 2 * seconds, 3.0 * SYNC_MS, what)
    finally:
        daemon.stop()
        rmtree(folder)


async def load(daemon: Daemon, clients: int, pace: float, seconds: float) -> list[Console]:
    """So many consoles for so long, after a moment in which nothing is counted; `pace` 0 is as fast as they can."""
    centre = load_centre(default_centre())
    consoles = [Console() for _ in range(clients)]
    begins = perf_counter() + WARM_SECONDS
    playing = [_play(daemon, centre, n, console, pace, begins, begins + seconds) for n, console in enumerate(consoles)]
    await asyncio.gather(*playing)
    return consoles


async def _play(
    daemon: Daemon, centre: Centre, number: int, console: Console, pace: float, begins: float, ends: float
) -> None:
    desk = await ThinDesk.open(daemon.socket, f"B{number:02}")
    unit = centre.units[number].callsign if number < len(centre.units) else ""
    worker = Worker(centre, number, unit)
    due = begins - WARM_SECONDS + (number / 64 / pace if pace else 0)

    async def ask(verb: Verb) -> Receipt:
        nonlocal due
        if pace:
            await asyncio.sleep(max(0.0, due - perf_counter()))
            due += 1 / pace
        began = perf_counter()
        try:
            return await desk.ask(verb)
        finally:
            ended = perf_counter()
            if began >= begins and ended <= ends:
                console.waits.append((ended - began) * 1000)

    while perf_counter() < ends:
        try:
            await worker.incident(ask)
        except (NotSaved, Refused, ConnectionError) as failure:
            console.failed.append(str(failure))
            break
    desk.close()
    await desk.ended.wait()


def _failures(consoles: Sequence[Console]) -> str:
    failed = [sentence for console in consoles for sentence in console.failed]
    return f"{len(failed)} failed: {failed[0]}" if failed else "none failed"


def _spread(waits: Sequence[float]) -> str:
    return f"p50 {percentile(waits, 0.5):.1f}, max {max(waits):.0f} ms, {len(waits)} commands"
