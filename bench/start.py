"""From the command to the first frame, and the memory at that moment."""

from __future__ import annotations

import compileall
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.board import console, fill
from bench.figures import Bench, Figure, against
from bench.pty import ROOT, SECOND, Terminal, python, surroundings

PENDING = 40
FIRST_FRAME = "Enter"
"""A word of the lowest line, which is the last to be drawn."""
BARE_FRAME = "are field"
"""The placeholder without its first letter, which stands under the cursor and so in a look of its own."""
DESK_OPEN = "OLDEST"
_PEER = "bare Textual"


def run(bench: Bench) -> Iterator[Figure]:
    """Each program in turn, several times."""
    for package in ("bench", "console", "db"):
        compileall.compile_dir(ROOT / package, quiet=1)
    url = fill(bench.folder / "start", PENDING)
    bare = python("-m", "bench.peers.bare_input")
    times: tuple[list[float], list[float]] = ([], [])
    sizes: tuple[list[float], list[float]] = ([], [])
    opened: list[float] = []
    open_sizes: list[float] = []
    for _ in range(3 if bench.quick else 11):
        with Terminal(bare, surroundings(bench.folder)) as peer:
            _note(peer, BARE_FRAME, times[1], sizes[1])
        with console(bench.folder, url) as ours:
            _note(ours, FIRST_FRAME, times[0], sizes[0])
            opened.append((ours.wait_for(DESK_OPEN) - ours.began) / SECOND * 1000)
            ours.settle(1)
            open_sizes.append(resident(ours.pid))
    told = f"{median(times[0]):.0f} and {median(times[1]):.0f} ms"
    yield against("first frame", *times, _PEER, 1.25, told)
    told = f"{median(sizes[0]):.1f} and {median(sizes[1]):.1f} MB"
    yield against("resident memory at the first frame", *sizes, _PEER, 1.25, told)
    yield _also("until the desk is open", opened, times[1], "ms")
    yield _also("resident memory, desk open", open_sizes, sizes[1], "MB")


def _note(terminal: Terminal, text: str, times: list[float], sizes: list[float]) -> None:
    """When the first frame of a program that was just started stood, and how large it was then."""
    times.append((terminal.wait_for(text) - terminal.began) / SECOND * 1000)
    sizes.append(resident(terminal.pid))


def _also(what: str, ours: list[float], peers: list[float], unit: str) -> Figure:
    return Figure(what, median(ours) / median(peers), f"x {_PEER}", note=f"{median(ours):.0f} {unit}")


def resident(pid: int) -> float:
    """Resident memory of a process, in MB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Rss:")) / 1024
