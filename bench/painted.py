"""How long a fact that one console brought about takes until another console has painted it."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from random import Random
from threading import Thread
from time import perf_counter_ns

from bench.accounts import until
from bench.figures import Bench, Figure, percentile
from bench.pty import SECOND, NotShown, Replay, Terminal, abreast, python, surroundings
from console.desk import wire

SIZE = (120, 40)
LIMIT_MS = 60
COUNT = 200
_WAYS = ((";off12 meal\r", "UNITS 21 of 22 AV"), (";on12\r", "UNITS 22 of 22 AV"))
"""What the one types, and what the other's top line shows then."""
_KINDS = {"UnitOutOfService", "UnitInService"}
_PATIENCE = 20 * SECOND


class Watch:
    """A third at the desk, who notes when it was told of each fact (ns)."""

    def __init__(self, path: Path) -> None:
        self.heard: list[int] = []
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.connect(str(path))
        self._socket.sendall(wire.frame(wire.Hello(wire.VERSION, "W1", "WATCH")))
        Thread(target=self._listen, daemon=True).start()

    def hear(self, count: int) -> None:
        """Wait until so many facts were heard of."""
        if not until(lambda: len(self.heard) >= count):
            raise NotShown(f"the desk told of {len(self.heard)} facts, not of {count}")

    def close(self) -> None:
        """Leave."""
        self._socket.shutdown(socket.SHUT_RDWR)

    def _listen(self) -> None:
        frames = wire.Frames(64 * 1024 * 1024)
        while data := self._socket.recv(1 << 20):
            at = perf_counter_ns()
            for body in frames.feed(data):
                message = wire.at_console().decode(body)
                if isinstance(message, wire.News):
                    self.heard += [at for entry in message.entries if entry[5] in _KINDS]
        self._socket.close()


def run(bench: Bench) -> Iterator[Figure]:
    """A unit goes out of service and comes back by the keys of one console; the top line of the other is watched."""
    path = bench.folder / "desk.sock"
    environ = surroundings(bench.folder)
    daemon = python("-m", "console", "desk", "--socket", str(path), "--store", f"sqlite:///{bench.folder / 'p.db'}")
    console = python("-m", "console", "run", "--socket", str(path))
    with Terminal(daemon, environ, (200, 40)) as desk:
        desk.wait_for("takes consoles", 60)
        with Terminal(console, environ, SIZE) as first, Terminal(console, environ, SIZE) as second:
            abreast([desk, first, second])
            for one in (first, second):
                one.wait_for("22 of 22", 60)
            first.settle(2)
            watch = Watch(path)
            committed, pressed = _measure(first, second, watch, COUNT // 5 if bench.quick else COUNT)
            watch.close()
    note = f"p50 {percentile(committed, 0.5):.1f} ms, largest {max(committed):.0f} ms, {len(committed)} facts"
    yield Figure("committed until painted, p99", percentile(committed, 0.99), "ms", LIMIT_MS, note)
    note = f"p50 {percentile(pressed, 0.5):.1f} ms"
    yield Figure("Enter until painted elsewhere, p99", percentile(pressed, 0.99), "ms", None, note)


def _measure(first: Terminal, second: Terminal, watch: Watch, count: int) -> tuple[list[float], list[float]]:
    """For each fact, ms from when the third heard of it, and from the Enter that asked for it."""
    committed, pressed, phases = [], [], Random(5)
    screen, seen = Replay(SIZE).feed(second.chunks), len(second.chunks)
    for turn in range(count):
        keys, shown = _WAYS[turn % 2]
        first.read_until(perf_counter_ns() + int(phases.uniform(0.3, 0.7) * SECOND))
        screen.feed(second.chunks[seen:])
        seen = len(second.chunks)
        first.press(keys[:-1])
        first.read_until(perf_counter_ns() + SECOND // 5)
        asked = first.press(keys[-1])
        painted = 0
        while not painted:
            if perf_counter_ns() - asked > _PATIENCE:
                raise NotShown(f"{shown!r} did not come; there was:\n{second.text()}\n{first.text()}")
            first.read(SECOND // 20)
            for chunk in second.chunks[seen:]:
                screen.feed([chunk])
                seen += 1
                if shown in screen.display[0]:
                    painted = chunk.at
                    break
        pressed.append((painted - asked) / 1e6)
        watch.hear(turn + 1)
        committed.append((painted - watch.heard[turn]) / 1e6)
    return committed, pressed
