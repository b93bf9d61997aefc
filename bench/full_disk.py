"""A disk that fills up under a desk: how soon it is told, how many calls are taken, how soon all is on the log."""

from __future__ import annotations

import asyncio
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import perf_counter

from bench.figures import Bench, Figure, percentile
from console.cli.places import default_centre
from console.desk import verbs as v
from console.desk.centre_files import load_centre
from console.desk.local import LocalDesk
from console.rules.facts import IncidentOpened, PlaceSet
from db.spool import ROOM
from db.store import open_reader
from db.verify import check_chain

DISK = "48m"
CALLS = 1000
"""How many calls must fit (SAFETY G15)."""


def run(bench: Bench) -> Iterator[Figure]:
    """The figures of G15, on a small disk in memory."""
    folder = bench.folder / "disk"
    folder.mkdir()
    try:
        with _mounted(folder):
            yield from asyncio.run(_measure(folder, 100 if bench.quick else CALLS))
    except subprocess.CalledProcessError as refused:
        print(f"  no small disk can be mounted here ({refused.stderr.strip()}); run it as root")


@contextmanager
def _mounted(folder: Path) -> Iterator[None]:
    words = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "firstline-bench", str(folder)]
    subprocess.run(words, check=True, capture_output=True, text=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


async def _measure(folder: Path, calls: int) -> list[Figure]:
    store = folder / "floor.db"
    desk = await LocalDesk.open(f"sqlite:///{store}", load_centre(default_centre()), position="C01", who="KIM")
    ballast = folder / "ballast"
    _fill(ballast)
    began = perf_counter()
    waits = await _call(desk)
    told = perf_counter() - began if desk.standing.trouble else float("inf")
    for _ in range(calls - 1):
        waits += await _call(desk)
    commands, size = desk.standing.aside, _used(folder / "floor.db.aside", desk)
    ballast.unlink()
    freed = perf_counter()
    slowest = 0.0
    while desk.standing.trouble:
        asked = perf_counter()
        await desk.ask(v.SeeAlarm("bench"))
        slowest = max(slowest, perf_counter() - asked)
        await asyncio.sleep(0.05)
    back = perf_counter() - freed
    board = desk.board
    await desk.close()
    reader = await open_reader(f"sqlite:///{store}")
    whole = await check_chain(reader) is None and (await reader.head())[0] == board.number
    await reader.close()
    fit = ROOM * calls // size
    note = f"{fit} calls of {commands // calls} commands fit into {ROOM >> 20} MiB"
    return [
        Figure("told after the first command", told, "s", 5),
        Figure("bytes a call kept aside", size / calls, "B", ROOM / CALLS, note),
        Figure("a command kept aside, p99", percentile(waits, 0.99) * 1000, "ms", 50, f"{len(waits)} commands"),
        Figure(
            "all back after there was room",
            back,
            "s",
            10,
            f"{commands} commands, chain {'whole' if whole else 'BROKEN'}",
        ),
        Figure("a command meanwhile, slowest", slowest, "s", 2),
        Figure("calls lost", calls - len(board.incidents), "calls", 0),
    ]


async def _call(desk: LocalDesk) -> list[float]:
    """A call as it is taken, with what is typed of it; how long each command took, in seconds."""
    waits: list[float] = []

    async def ask(*verbs: v.Verb) -> None:
        for verb in verbs:
            began = perf_counter()
            receipt = await desk.ask(verb)
            waits.append(perf_counter() - began)
            opened.extend(fact.incident for fact in receipt.facts if isinstance(fact, IncidentOpened))

    opened: list[int] = []
    call = desk.board.next_call
    await ask(v.TakeCall())
    (id,) = opened
    await ask(
        v.SetPlace(PlaceSet(id, "1200 N OAK ST", "Milltown", "12", 35.807248, -78.854817)),
        v.SetType(id, "THEFT"),
        v.SetDetail(id, "phone", "919-555-0142"),
        v.SetDetail(id, "name", "R. Alvarez"),
        v.AddRemark(id, "bicycle taken from the yard, cut lock is still there, no one seen", typed=True),
        v.Send(id),
        v.EndCall(call),
    )
    return waits


def _fill(ballast: Path) -> None:
    held = os.open(ballast, os.O_WRONLY | os.O_CREAT, 0o600)
    with suppress(OSError):
        while True:
            os.write(held, bytes(4096))
    os.close(held)


def _used(path: Path, desk: LocalDesk) -> int:
    """Bytes up to the last that is not zero."""
    return len(path.read_bytes().rstrip(b"\0"))
