"""What one console does, on another's screen: from the commit until it is known there, and until it is painted."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from time import perf_counter_ns

from bench.daemon import Daemon
from bench.figures import Bench, Figure, percentile
from bench.pty import SECOND, Chunk, NotShown, Replay, Terminal, python, surroundings
from bench.thin import ThinDesk
from console.desk import verbs as v
from console.desk.client import DeskOverSocket
from console.desk.now import now
from console.rules.facts import IncidentOpened, PlaceSet

SAMPLES = 200
SIZE = (120, 40)
AIM_MS = 60
GAP_SECONDS = 0.1
PATIENCE_NS = 5 * SECOND


def run(bench: Bench) -> Iterator[Figure]:
    """A new incident in the queue, seen by a client and painted by the real console."""
    samples = bench.so_many(SAMPLES, 40)
    daemon = Daemon(bench.folder / "seen")
    words = ["-m", "console", "run", "--socket", str(daemon.socket), "--position", "C01", "--name", "BENCH"]
    try:
        with Terminal(python(*words), surroundings(bench.folder), SIZE) as terminal:
            terminal.wait_for("RECOMMEND")
            terminal.settle(2)
            over = Event()
            reading = Thread(target=_read, args=(terminal, over))
            reading.start()
            known, sent = asyncio.run(_send(daemon.socket, samples))
            over.set()
            reading.join()
            painted = list(_painted(terminal.chunks, sent))
    finally:
        daemon.stop()
    yield Figure("committed until another client knows", percentile(known, 0.99), "ms p99", AIM_MS, _told(known))
    yield Figure("committed until another paints it", percentile(painted, 0.99), "ms p99", AIM_MS, _told(painted))


def _read(terminal: Terminal, over: Event) -> None:
    """Take each chunk when it comes, whatever else goes on."""
    with suppress(NotShown):
        while not over.is_set():
            terminal.read(SECOND // 100)


async def _send(socket: Path, samples: int) -> tuple[list[float], list[tuple[str, int]]]:
    """Send incidents, one at a time; how long (ms) until another client had each, and when each was answered (ns)."""
    desk = await ThinDesk.open(socket, "C02")
    other = await DeskOverSocket.open(socket, position="C03", who="BENCH", now=now)
    known: list[float] = []
    sent: list[tuple[str, int]] = []
    for number in range(samples):
        opened = await desk.ask(v.OpenIncident())
        id = next(fact.incident for fact in opened.facts if isinstance(fact, IncidentOpened))
        name = f"{number:03} ZQX AVE"
        await desk.ask(v.SetPlace(PlaceSet(id, name, "Milltown", "12", 35.8, -78.85)))
        await desk.ask(v.SetType(id, "THEFT"))
        await asyncio.sleep(GAP_SECONDS)
        asking = asyncio.create_task(_until_sent(other, id))
        await desk.ask(v.Send(id))
        answered = perf_counter_ns()
        sent.append((name, answered))
        known.append(max(0, await asking - answered) / 1e6)
        await asyncio.sleep(GAP_SECONDS)
        await desk.ask(v.Close(id, "CAN"))
    await other.close()
    desk.close()
    return known, sent


async def _until_sent(other: DeskOverSocket, id: int) -> int:
    async for board in other.follow():
        if id in board.incidents and board.incidents[id].state != "draft":
            return perf_counter_ns()
    raise NotShown("The desk ended.")


def _painted(chunks: Sequence[Chunk], sent: Sequence[tuple[str, int]]) -> Iterator[float]:
    """How long (ms) after its answer each name stood on the screen, replayed chunk by chunk."""
    replay, waiting = Replay(SIZE), list(sent)
    for chunk in chunks:
        replay.feed([chunk])
        if waiting and waiting[0][1] < chunk.at and any(waiting[0][0] in line for line in replay.display):
            yield max(0, chunk.at - waiting.pop(0)[1]) / 1e6
        while waiting and chunk.at - waiting[0][1] > PATIENCE_NS:
            raise NotShown(f"{waiting[0][0]} was not painted in 5 s; there was:\n" + "\n".join(replay.display))


def _told(times: Sequence[float]) -> str:
    return f"p50 {percentile(times, 0.5):.1f}, max {max(times):.0f} ms, {len(times)} times"
