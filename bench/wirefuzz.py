"""Nonsense on the daemon's socket, while one good console works: the daemon lives, and the good one never notices."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic, perf_counter

from bench.daemon import Daemon
from bench.figures import Bench, Figure, percentile
from bench.nonsense import hello, message
from bench.powercut import look
from bench.thin import ThinDesk
from bench.work import Worker
from console.cli.places import default_centre
from console.desk.centre_files import load_centre
from console.desk.desk import Receipt, new_key
from console.desk.verbs import Verb
from console.rules.centre import Centre

MESSAGES = 100_000
SPEAKERS = 4
"""How many talk nonsense at once."""
A_TALK = 40
"""Messages of one connection at most; most are shown out sooner."""
GROWTH_MB = 64
PAUSE_SECONDS = 0.005


@dataclass(slots=True)
class Good:
    """What the good console had: how long it waited (ms), which answers, and what went wrong."""

    waits: list[float] = field(default_factory=list)
    answers: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


def run(bench: Bench) -> Iterator[Figure]:
    """Deaths, complaints, answers that the good console did not get, and memory."""
    count = bench.so_many(MESSAGES, MESSAGES // 20)
    daemon = Daemon(bench.folder / "nonsense")
    began, before = monotonic(), memory(daemon.process.pid)
    try:
        good, talks = asyncio.run(talk(daemon, count, bench.seed))
        alive, grown = daemon.process.poll() is None, (memory(daemon.process.pid) - before) / 1024
    finally:
        daemon.stop()
    cut = asyncio.run(look(daemon.store, good.answers, rows=True))
    said = daemon.complaints.read_text()
    for sentence in (*good.wrong[:3], cut.wrong, said[-3000:]):
        if sentence:
            print(f"  {sentence}")
    note = f"{count} messages in {talks} connections in {monotonic() - began:.0f} s"
    yield Figure("nonsense on the socket: deaths", int(not alive), "", 0, note)
    yield Figure("nonsense: complaints on its error output", len(said.splitlines()), "lines", 0)
    note = f"{len(good.waits)} asked, p50 {percentile(good.waits, 0.5):.1f}, max {max(good.waits):.0f} ms"
    yield Figure("nonsense: answers a good console lacks", len(good.wrong) + len(cut.lost), "", 0, note)
    yield Figure("nonsense: log or file spoilt", int(bool(cut.wrong)), "", 0)
    yield Figure("nonsense: memory grown", grown, "MB", GROWTH_MB)


def memory(pid: int) -> int:
    """Resident memory of a process in KB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))


async def talk(daemon: Daemon, count: int, seed: int) -> tuple[Good, int]:
    """So many messages of nonsense; what the good console had meanwhile, and how many connections it took."""
    over = daemon.folder / "over"
    with ProcessPoolExecutor(1) as pool:
        working = asyncio.get_running_loop().run_in_executor(pool, work_well, daemon.socket, over)
        each = count // SPEAKERS
        talks = await asyncio.gather(*(_speak(daemon, Random(seed * 10 + n), n, each) for n in range(SPEAKERS)))
        over.touch()
        return await working, sum(talks)


async def _speak(daemon: Daemon, chance: Random, number: int, count: int) -> int:
    talks, left = 0, count
    while left > 0 and daemon.process.poll() is None:
        talks += 1
        with suppress(OSError, TimeoutError):
            left -= await _one_talk(daemon, chance, f"N{number}", min(left, A_TALK))
    return talks


async def _one_talk(daemon: Daemon, chance: Random, position: str, most: int) -> int:
    """One connection: let in or not, then message after message until it is shown out."""
    reader, writer = await asyncio.open_unix_connection(str(daemon.socket), limit=2**26)
    said = 0
    try:
        if chance.random() < 0.9:
            writer.write(hello(position))
        reads = chance.random() < 0.9
        while said < most and not reader.at_eof() and not writer.is_closing():
            writer.write(message(chance))
            said += 1
            if reads:
                await _listen(reader)
        if reads:
            async with asyncio.timeout(0.05):
                await reader.read(2**20)
    finally:
        writer.close()
    return max(said, 1)


async def _listen(reader: asyncio.StreamReader) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(0.001):
            await reader.read(2**20)


def work_well(socket: Path, over: Path) -> Good:
    """The good console, in a process of its own, until there is a file that says that it is over."""
    good = Good()
    asyncio.run(_work(socket, over, load_centre(default_centre()), good))
    return good


async def _work(socket: Path, over: Path, centre: Centre, good: Good) -> None:
    desk = await ThinDesk.open(socket, "GOOD")
    worker = Worker(centre, 1)

    async def ask(verb: Verb) -> Receipt:
        await asyncio.sleep(PAUSE_SECONDS)
        key, began = new_key(), perf_counter()
        receipt = await desk.ask(verb, key)
        good.waits.append((perf_counter() - began) * 1000)
        good.answers[key] = len(receipt.numbers)
        return receipt

    while not await asyncio.to_thread(over.exists):
        try:
            await worker.incident(ask)
        except Exception as wrong:
            good.wrong.append(f"the good console: {wrong!r}")
            if desk.ended.is_set():
                return
    desk.close()
