"""kill -9 under load: the desk in a console's process, and the daemon with ten consoles that come back by themselves.

Every answer that somebody had must be on the log, nothing twice, the chain whole; and how long anybody had to wait.
"""

from __future__ import annotations

import asyncio
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import perf_counter, sleep

from bench.daemon import Daemon
from bench.disk_log import answer, read_log
from bench.figures import Bench, Figure
from bench.powercut import look
from bench.pty import ROOT, python, surroundings
from bench.work import Worker
from console.cli.places import default_centre
from console.desk import verbs as v
from console.desk.centre_files import load_centre
from console.desk.client import DeskOverSocket
from console.desk.codec import decode
from console.desk.desk import NotSaved, Receipt, new_key
from console.desk.now import now
from console.rules.centre import Centre
from console.rules.facts import RemarkAdded
from console.rules.refused import Refused
from db.store import open_reader

CLIENTS = 10
KILLS = 40
STALL_SECONDS = 1.0


@dataclass(slots=True)
class Witnessed:
    """What the consoles of a killed daemon had: entries by command key, waits (seconds)."""

    answers: dict[str, int] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)
    unsure: int = 0


@dataclass(frozen=True, slots=True)
class Survived:
    """What was left after so many kills."""

    kills: int
    answers: int
    missing: int
    doubled: int
    wrong: str
    longest: float = 0.0
    unsure: int = 0
    starts: tuple[float, ...] = ()


def run(bench: Bench) -> Iterator[Figure]:
    """Both ways to the desk, one after the other."""
    kills = bench.so_many(KILLS, KILLS // 8)
    yield from _figures("desk in the console", kill_desk(bench.folder / "local", kills, bench.seed))
    survived = kill_daemon(bench.folder / "daemon", kills, bench.seed)
    yield from _figures("daemon", survived)
    note = f"its start takes {max(survived.starts):.2f} s of it; {survived.unsure} were told that it is not known"
    yield Figure("daemon killed: longest wait", survived.longest, "s", STALL_SECONDS, note)


def _figures(what: str, survived: Survived) -> Iterator[Figure]:
    if survived.wrong:
        print(f"  {survived.wrong}")
    note = f"of {survived.answers} in {survived.kills} kills"
    yield Figure(f"{what} killed: answers missing", survived.missing, "commands", 0, note)
    yield Figure(f"{what} killed: done twice", survived.doubled, "commands", 0)
    yield Figure(f"{what} killed: log or file spoilt", int(bool(survived.wrong)), "", 0)


def kill_desk(folder: Path, kills: int, seed: int) -> Survived:
    """A desk in its own process, killed and opened again on the same store."""
    folder.mkdir(parents=True)
    chance, store, log = Random(seed), folder / "floor.db", folder / "answers"
    for number in range(kills):
        words = ["-m", "bench.peers.recorded_desk", f"sqlite:///{store}", str(log), "100000000", str(seed + number)]
        before = log.stat().st_size if log.exists() else 0
        desk = subprocess.Popen(python(*words), cwd=ROOT, env=surroundings(folder))
        while desk.poll() is None and (not log.exists() or log.stat().st_size == before):
            sleep(0.005)
        sleep(chance.uniform(0, 0.4))
        desk.kill()
        desk.wait()
    answers = dict(map(answer, read_log(log)))
    cut = asyncio.run(look(store, answers, rows=True))
    return Survived(kills, len(answers), len(cut.lost), 0, cut.wrong)


def kill_daemon(folder: Path, kills: int, seed: int) -> Survived:
    """The daemon, killed and started again while ten consoles go on asking."""
    folder.mkdir(parents=True)
    daemon = Daemon(folder)
    try:
        witnessed, starts = asyncio.run(_work_and_kill(daemon, kills, seed))
    finally:
        daemon.stop()
    cut = asyncio.run(look(daemon.store, witnessed.answers, rows=True))
    doubled = asyncio.run(_doubled(daemon.url))
    waits, answers = witnessed.waits, len(witnessed.answers)
    return Survived(kills, answers, len(cut.lost), doubled, cut.wrong, max(waits), witnessed.unsure, tuple(starts))


async def _work_and_kill(daemon: Daemon, kills: int, seed: int) -> tuple[Witnessed, list[float]]:
    centre, witnessed, over = load_centre(default_centre()), Witnessed(), asyncio.Event()
    working = [asyncio.create_task(_work(daemon, centre, seed * 100 + n, witnessed, over)) for n in range(CLIENTS)]
    chance, starts = Random(seed), list[float]()
    for _ in range(kills):
        await asyncio.sleep(chance.uniform(1.0, 2.0))  # by then everybody has had an answer again
        daemon.kill()
        starts.append(await asyncio.to_thread(daemon.start))
    await asyncio.sleep(1)
    over.set()
    await asyncio.gather(*working)
    return witnessed, starts


async def _work(daemon: Daemon, centre: Centre, seed: int, witnessed: Witnessed, over: asyncio.Event) -> None:
    number = seed % 100
    desk = await DeskOverSocket.open(daemon.socket, position=f"K{number}", who="BENCH", now=now)
    worker, said = Worker(centre, seed, centre.units[number].callsign), 0

    async def ask(verb: v.Verb) -> Receipt:
        nonlocal said
        if isinstance(verb, v.AddRemark):
            said += 1
            verb = v.AddRemark(verb.incident, f"K{number} says {said}")
        key, began = new_key(), perf_counter()
        try:
            receipt = await desk.ask(verb, key=key)
        finally:
            witnessed.waits.append(perf_counter() - began)
        witnessed.answers[key] = len(receipt.numbers)
        return receipt

    while not over.is_set():
        with suppress(Refused):
            try:
                await worker.incident(ask)
            except NotSaved as unsure:
                witnessed.unsure += unsure.known == "unknown"
    await desk.close()


async def _doubled(url: str) -> int:
    """How many of the remarks that consoles made stand on the log more than once."""
    reader = await open_reader(url)
    try:
        entries = await reader.entries(kind="RemarkAdded")
    finally:
        await reader.close()
    facts = [decode(entry.kind, entry.body, entry.private) for entry in entries]
    there = Counter(fact.text for fact in facts if isinstance(fact, RemarkAdded))
    return sum(count > 1 for text, count in there.items() if " says " in text)
