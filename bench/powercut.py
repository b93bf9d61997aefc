"""Power cuts, replayed: a desk at work is recorded, and its disk is cut off at thousands of moments.

Each image is opened as a new start would open it: every answer that somebody had by then must be there, the chain
whole, the file sound.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

from sqlalchemy import text

from bench.daemon import Daemon
from bench.disk_log import Change, answer, read_log
from bench.disk_model import Disk, put
from bench.figures import Bench, Figure
from bench.peers.recorded_desk import POSITIONS, Witness
from bench.pty import ROOT, python, surroundings
from bench.shim import NoCompiler, Shim, build
from bench.thin import ThinDesk
from bench.work import Worker
from console.cli.places import default_centre
from console.desk.centre_files import load_centre
from console.desk.past import records
from db.store import Store, open_store
from db.tables import RECORDS
from db.trouble import StoreRefused
from db.verify import check_chain

POINTS = 2400
RECORDINGS = 8
COMMANDS = 400
"""Commands of one recording: enough for the -wal to be folded back into the file on the way."""
RECORDS_EVERY = 20

Recording = Callable[[Shim, Path, int, int], None]
"""Lets a desk work in the folder `floor`, watched, until so many commands were answered."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What one image came to: how many answers were had by then, which are lost, and what is wrong with the file."""

    answered: int
    lost: tuple[str, ...] = ()
    wrong: str = ""


def run(bench: Bench) -> Iterator[Figure]:
    """Lost answers and spoilt files over all points."""
    try:
        shim = build(bench.folder / "shim")
    except NoCompiler as missing:
        print(f"  {missing}")
        return
    began, points = monotonic(), bench.so_many(POINTS, POINTS // 20)
    recordings = max(1, RECORDINGS // 4) if bench.quick else RECORDINGS
    seeds = range(bench.seed, bench.seed + recordings)
    each = [(shim, bench.folder / f"cut{seed}", seed, -(-points // recordings), COMMANDS) for seed in seeds]
    with ProcessPoolExecutor(2) as pool:
        cuts = [cut for found in pool.map(_cut_one, each) for cut in found]
    yield from _figures(cuts, monotonic() - began)


def _cut_one(what: tuple[Shim, Path, int, int, int]) -> list[Cut]:
    """Every other one is the daemon with consoles at its socket."""
    shim, folder, seed, points, commands = what
    shim, recorded = Shim(shim.library, folder), record_daemon if seed % 2 else record_desk
    return cut(shim, folder, recorded, seed=seed, points=points, commands=commands)


def _figures(cuts: Sequence[Cut], seconds: float) -> Iterator[Figure]:
    wrong = [cut.wrong for cut in cuts if cut.wrong]
    lost = sum(len(cut.lost) for cut in cuts)
    most = max((cut.answered for cut in cuts), default=0)
    for sentence in sorted(set(wrong))[:5]:
        print(f"  {wrong.count(sentence)} times: {sentence}")
    yield Figure("power cuts", len(cuts), "points", None, f"in {seconds:.0f} s, up to {most} answers before one")
    yield Figure("answers lost in a power cut", lost, "commands", 0)
    yield Figure("files spoilt by a power cut", len(wrong), "files", 0)


def cut(shim: Shim, folder: Path, recorded: Recording, *, seed: int, points: int, commands: int) -> list[Cut]:
    """Record one desk in `folder` and look at so many images of its disk."""
    under = folder / "floor"
    under.mkdir(parents=True)
    recorded(shim, folder, seed, commands)
    (folder / "image").mkdir()
    return asyncio.run(_look_at_all(list(read_log(shim.log)), f"{under}/", folder / "image", seed, points))


def record_desk(shim: Shim, folder: Path, seed: int, commands: int) -> None:
    """The desk of a console's own process."""
    words = [f"sqlite:///{folder / 'floor' / 'floor.db'}", str(shim.log), str(commands), str(seed)]
    subprocess.run(
        python("-m", "bench.peers.recorded_desk", *words),
        cwd=ROOT,
        env={**surroundings(folder), **shim.environ(folder / "floor", watched=True)},
        check=True,
    )


def record_daemon(shim: Shim, folder: Path, seed: int, commands: int) -> None:
    """The daemon, stopped and started in the middle, with consoles at its socket who note what was answered."""
    daemon = Daemon(folder, **shim.environ(folder / "floor", watched=True))
    try:
        for shift in (0, 1):
            asyncio.run(_consoles_at(daemon, shim.log, seed * 100 + shift * 50, commands // 2))
            daemon.stop()
            daemon.start()
    finally:
        daemon.stop()


async def _consoles_at(daemon: Daemon, log: Path, seed: int, commands: int) -> None:
    centre, out = load_centre(default_centre()), os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC)
    consoles = [await ThinDesk.open(daemon.socket, f"W{n}") for n in range(POSITIONS)]
    witnesses = [Witness(console.ask, out) for console in consoles]

    async def work(n: int) -> None:
        worker = Worker(centre, seed + n, centre.units[n].callsign)
        while sum(witness.answered for witness in witnesses) < commands:
            await worker.incident(witnesses[n].ask)

    await asyncio.gather(*map(work, range(POSITIONS)))
    for console in consoles:
        console.close()
    os.close(out)


async def _look_at_all(changes: Sequence[Change], under: str, image: Path, seed: int, points: int) -> list[Cut]:
    chance = Random(seed)
    moments = sorted(_moment(chance, len(changes)) for _ in range(points))
    disk, answers, taken, cuts = Disk(), dict[str, int](), 0, list[Cut]()
    for number, moment in enumerate(moments):
        for change in changes[taken:moment]:
            if change.op == "A":
                key, entries = answer(change)
                answers[key] = entries
            else:
                disk.take(change)
        taken = moment
        files = disk.after_a_cut(chance)
        put(files, under, image)
        if f"{under}floor.db" in files:
            cuts.append(await look(image / "floor.db", answers, rows=number % RECORDS_EVERY == 0))
        else:
            cuts.append(Cut(len(answers), tuple(answers)))
    return cuts


def _moment(chance: Random, changes: int) -> int:
    """After so many changes the power goes; one time in six while the store is being made."""
    return chance.randint(1, min(80, changes) if chance.random() < 1 / 6 else changes)


async def look(path: Path, answers: Mapping[str, int], *, rows: bool) -> Cut:
    """What a start after the cut finds."""
    try:
        store = await open_store(f"sqlite:///{path}", now=lambda: 0)
        try:
            return await _found(store, answers, rows=rows)
        finally:
            await store.close()
    except StoreRefused as refusal:
        return Cut(len(answers), tuple(answers), str(refusal).replace(str(path), "the store"))


async def _found(store: Store, answers: Mapping[str, int], *, rows: bool) -> Cut:
    found = await store.fetch(text("SELECT key, count(*), max(part) FROM entry GROUP BY key"))
    keys: list[list[Any]] = [list(row) for row in found]
    there = {key: entries for key, entries, _ in keys}
    lost = tuple(key for key, entries in answers.items() if there.get(key, 0) != entries)
    return Cut(len(answers), lost, await _wrong(store, keys, rows=rows))


async def _wrong(store: Store, keys: Sequence[Sequence[Any]], *, rows: bool) -> str:
    sound = (await store.fetch(text("PRAGMA integrity_check")))[0][0]
    if sound != "ok":
        return f"integrity_check says {sound}"
    if fault := await check_chain(store):
        return fault.sentence
    if any(count != most + 1 for _, count, most in keys):
        return "a command is there in part"
    if rows and not await _rows_are_those_of_the_log(store):
        return "the records are not those of the log"
    return ""


async def _rows_are_those_of_the_log(store: Store) -> bool:
    made: dict[str, dict[object, object]] = {table: {} for table in RECORDS}
    async for row in records(store):
        made[row.table][row.values["id"]] = {**dict.fromkeys(RECORDS[row.table].columns.keys()), **row.values}
    held = {table: {row["id"]: row for row in await store.rows(table)} for table in RECORDS}
    return made == held
