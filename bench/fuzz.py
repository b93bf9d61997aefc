"""Rubbish on the keyboard: through the parser alone, through the whole console, and into the real program on a pty."""

from __future__ import annotations

import asyncio
import os
import select
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random
from time import monotonic

import textual._parser as parser
from textual.events import Key
from textual.geometry import Size

from bench.figures import Bench, Figure
from bench.peers.fed_console import OWN, RAW, FedConsole, fed_console
from bench.rubbish import sequence
from console.terminal.arrivals import Arrivals
from tests.console.real_console import RealConsole

SEQUENCES = 1_000_000
PROCESSES = 2
SHARE_OF_APP, SHARE_OF_PTY = 40, 200
"""One sequence of so many also goes through the whole console, and into the real program."""
STALL_MS = 250
BATCH = 40
LIFE = 2000
"""Sequences after which a console is closed and a new one opened on a new log."""
SIZES = ((80, 24), (80, 24), (120, 40), (60, 20), (20, 5), (1, 1), (132, 45), (200, 60))
F5 = b"\x1b[15~"


@dataclass(frozen=True, slots=True)
class Found:
    """What so many sequences did: what broke, what came out raw, and the longest stall (seconds)."""

    sequences: int
    broken: tuple[str, ...] = ()
    raw: int = 0
    stall: float = 0.0
    left: int = 0


def run(bench: Bench) -> Iterator[Figure]:
    """Crashes, raw bytes and stalls, in three depths."""
    count = bench.so_many(SEQUENCES, SEQUENCES // 50)
    depths: tuple[tuple[str, Callable[[tuple[int, int, Path]], Found], int], ...] = (
        ("parser", through_parser, 1),
        ("console", through_console, SHARE_OF_APP),
        ("pty", into_program, SHARE_OF_PTY),
    )
    for name, through, share in depths:
        began, each = monotonic(), -(-count // share // PROCESSES)
        work = [(bench.seed * 100 + n, each, bench.folder / f"{name}{n}") for n in range(PROCESSES)]
        with ProcessPoolExecutor(PROCESSES) as pool:
            found = list(pool.map(through, work))
        yield from _figures(name, found, monotonic() - began)


def _figures(name: str, found: Sequence[Found], seconds: float) -> Iterator[Figure]:
    broken = [sentence for part in found for sentence in part.broken]
    for sentence in broken[:5]:
        print(f"  {sentence}")
    note = f"of {sum(part.sequences for part in found)} sequences in {seconds:.0f} s"
    yield Figure(f"rubbish, {name}: crashes and hangs", len(broken), "", 0, note)
    if name != "parser":
        yield Figure(f"rubbish, {name}: raw bytes of data", sum(part.raw for part in found), "bytes", 0)
    if name == "console":
        left = f"left by its own keys {sum(part.left for part in found)} times"
        yield Figure(
            "rubbish, console: longest stall",
            max(part.stall for part in found) * 1000,
            "ms of processor",
            STALL_MS,
            left,
        )


def through_parser(what: tuple[int, int, Path]) -> Found:
    """Bytes into the arrivals, with a clock that jumps over the waits; after each hundred F5 must be F5."""
    seed, count, _ = what
    chance, now, broken = Random(seed), 0.0, list[str]()
    setattr(parser, "get_time", lambda: now)  # noqa: B010  the parser has no other way in
    arrivals = Arrivals()
    for number in range(count):
        made = sequence(chance)
        now += chance.choice((0.0, 0.01, 0.3))
        try:
            for _ in arrivals.take(made, now):
                pass
            if number % 100 == 99:
                now += 5
                deque(arrivals.tick(now), 0)
                keys = [m.key for m in arrivals.take(b" " + F5, now + 5) if isinstance(m, Key)]
                if keys[-1:] != ["f5"]:
                    broken.append(f"seed {seed}, sequence {number}: F5 came as {keys} after {made!r}")
            elif chance.random() < 0.1:
                now += 2
                deque(arrivals.tick(now), 0)
        except Exception:
            broken.append(f"seed {seed}, sequence {number}: {made!r}: {traceback.format_exc(limit=-2)}")
            arrivals = Arrivals()
    return Found(count, tuple(broken))


def through_console(what: tuple[int, int, Path]) -> Found:
    """Bytes into the whole console in this process, and what it would have written on a terminal."""
    seed, count, folder = what
    folder.mkdir(parents=True)
    chance = Random(seed)
    lives = -(-count // LIFE)
    found = [
        asyncio.run(_life(chance, min(LIFE, count - life * LIFE), folder / f"{life}.db", f"seed {seed}, life {life}"))
        for life in range(lives)
    ]
    return Found(
        sum(part.sequences for part in found),
        tuple(sentence for part in found for sentence in part.broken),
        sum(part.raw for part in found),
        max(part.stall for part in found),
        sum(part.left for part in found),
    )


async def _life(chance: Random, count: int, store: Path, called: str) -> Found:
    done, broken, raw, stall, left = 0, list[str](), 0, 0.0, 0
    while done < count:
        last: list[bytes] = []
        async with fed_console(store) as console:
            try:
                done += await _feed(console, chance, count - done, last)
            except TimeoutError as hang:
                broken.append(f"{called}: {hang}; the last that came: {last!r}")
                done += BATCH
            if console.app._exception is not None:
                told = "".join(traceback.format_exception(console.app._exception)[-3:])
                broken.append(f"{called}: {told}; the last that came: {last!r}")
            left += not console.alive
            raw, stall = raw + len(console.driver.raw), max(stall, console.stall)
    return Found(count, tuple(broken), raw, stall, left)


async def _feed(console: FedConsole, chance: Random, count: int, last: list[bytes]) -> int:
    """Feed batch after batch while it lives; how many sequences went in."""
    made = (sequence(chance) for _ in range(count))
    done = 0
    while console.alive and (batch := list(islice(made, BATCH))):
        last[:] = batch
        if chance.random() < 0.05:
            console.driver.resize(Size(*chance.choice(SIZES)))
        for bytes_ in batch:
            console.driver.feed(bytes_)
            if chance.random() < 0.1:
                console.driver.idle()
        await console.rest()
        done += len(batch)
    return done


def into_program(what: tuple[int, int, Path]) -> Found:
    """Bytes into the real program, as fast as its terminal takes them; SIGTERM must end it with 143 afterwards."""
    seed, count, folder = what
    folder.mkdir(parents=True)
    chance, done, broken, raw, left = Random(seed), 0, list[str](), 0, 0
    for life in range(count):
        if done >= count:
            break
        with RealConsole(folder / "pty.db") as program:
            program.ready()
            while done < count and program.child.poll() is None:
                _push(program, b"".join(sequence(chance) for _ in range(BATCH)))
                done += BATCH
            if program.child.poll() is None:
                program.child.terminate()
            status = program.ends(15)
            left += status == 0
            if status not in (0, 143):
                broken.append(f"seed {seed}, life {life}: it ended with {status}: {program.raw[-2000:]!r}")
            raw += len(_raw(program.raw))
    return Found(done, tuple(broken), raw, left=left)


def _push(program: RealConsole, data: bytes) -> None:
    """Write all of it, reading what comes meanwhile; a program that has gone takes nothing."""
    os.set_blocking(program.master, False)
    while data and program.child.poll() is None:
        program.read(0)
        if select.select([], [program.master], [], 0.05)[1]:
            data = data[os.write(program.master, data[:1024]) :]
    program.read(0.001)


def _raw(drawn: bytes) -> list[str]:
    """What is neither text nor a sequence of the console's own; a bell may be an alarm's."""
    rest = OWN.sub("", drawn.decode("utf-8", "replace"))
    return [wrong for wrong in RAW.findall(rest) if wrong != "\x07"]
