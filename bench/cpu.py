"""How much of a processor a board costs on which nobody types."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from bench.board import console, fill
from bench.figures import Bench, Figure, against
from bench.pty import Terminal, abreast, python, surroundings

SIZE = (132, 60)
_MANY, _FEW, _ROWS = 1000, 50, 200


def spent(pid: int) -> int:
    """Processor time of all threads of a process so far (ns)."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks)


def run(bench: Bench) -> Iterator[Figure]:
    """All programs tick side by side in the same windows, so that the machine's moods hit all of them alike."""
    with ExitStack() as stack:
        table = python("-m", "bench.peers.table", str(_ROWS))
        peer = stack.enter_context(Terminal(table, surroundings(bench.folder), SIZE))
        urls = [fill(bench.folder / "cpu", count) for count in (_FEW, _ROWS, _MANY)]
        boards = [stack.enter_context(console(bench.folder, url, SIZE)) for url in urls]
        abreast([peer, *boards])
        peer.wait_for("RECOMMEND")
        for board in boards:
            board.wait_for("OLDEST")
        peer.settle(4)
        few, rows, many, table_rows = _windows([*boards, peer], 3, 5 if bench.quick else 15)
    yield against(f"processor time, {_ROWS} rows", rows, table_rows, "DataTable", 1 / 4, _told(rows, table_rows))
    yield against(f"processor time, {_MANY} rows", many, few, f"that of {_FEW}", 1.3, _told(many, few))


def _windows(terminals: Sequence[Terminal], rounds: int, seconds: int) -> list[list[float]]:
    """For each program, the processor time of each window, in ms a second."""
    found: list[list[float]] = [[] for _ in terminals]
    for _ in range(rounds):
        before = [spent(terminal.pid) for terminal in terminals]
        terminals[0].settle(seconds)
        for times, terminal, start in zip(found, terminals, before, strict=True):
            times.append((spent(terminal.pid) - start) / seconds / 1e6)
    return found


def _told(ours: Sequence[float], theirs: Sequence[float]) -> str:
    return f"{sorted(ours)[len(ours) // 2]:.1f} and {sorted(theirs)[len(theirs) // 2]:.1f} ms a second"
