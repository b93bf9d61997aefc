"""How many bytes a second a board costs on which nobody types."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

import pyte

from bench.board import console, fill
from bench.figures import Bench, Figure, spread
from bench.pty import SECOND, Chunk, Replay, Terminal, abreast, python, surroundings

SIZE = (132, 72)
"""Tall enough for 22 incidents and 22 units, all of them ticking."""
PENDING = 40
_FRAME_GAP = SECOND // 5


def run(bench: Bench) -> Iterator[Figure]:
    """Bytes against the least that could say the same, and against a table of the same rows."""
    url = fill(bench.folder / "idle", PENDING)
    table = python("-m", "bench.peers.table", "44")
    with console(bench.folder, url, SIZE) as board, Terminal(table, surroundings(bench.folder), SIZE) as peer:
        abreast([board, peer])
        board.wait_for("OLDEST")
        peer.wait_for("RECOMMEND")
        board.settle(4)
        first, peers_first = len(board.chunks), len(peer.chunks)
        seconds = 6 if bench.quick else 20
        board.settle(seconds)
        ours = sum(len(chunk.data) for chunk in board.chunks[first:])
        theirs = sum(len(chunk.data) for chunk in peer.chunks[peers_first:])
        ratios = list(_against_least(board, first))
        yield Figure("idle bytes", median(ratios), "x the minimum", 1.1, f"{spread(ratios)}, a tick each")
        told = f"{ours / seconds:.0f} and {theirs / seconds:.0f} bytes a second"
        yield Figure("idle bytes", ours / theirs, "x DataTable", 1 / 25, told)


def _against_least(board: Terminal, first: int) -> Iterator[float]:
    """For each tick, its bytes by those of the least that could be sent."""
    replay = Replay(SIZE).feed(board.chunks[:first])
    before = _look(replay)
    for frame in _frames(board.chunks[first:]):
        after = _look(replay.feed(frame))
        if least := least_bytes(before, after):
            yield sum(len(chunk.data) for chunk in frame) / least
        before = after


def _frames(chunks: Sequence[Chunk]) -> Iterator[list[Chunk]]:
    """Chunks that came together."""
    frame: list[Chunk] = []
    for chunk in chunks:
        if frame and chunk.at - frame[-1].at > _FRAME_GAP:
            yield frame
            frame = []
        frame.append(chunk)
    if frame:
        yield frame


def _look(replay: Replay) -> list[list[pyte.screens.Char]]:
    return [replay.row(y) for y in range(SIZE[1])]


def least_bytes(before: list[list[pyte.screens.Char]], after: list[list[pyte.screens.Char]]) -> int:
    """One CUP a run of changed cells, the glyphs, one SGR, and the cursor put back; 0 when nothing changed."""
    total = 0
    for y, (old, new) in enumerate(zip(before, after, strict=True), 1):
        x = 0
        while x < len(new):
            if old[x] == new[x]:
                x += 1
                continue
            start = x
            while x < len(new) and old[x] != new[x]:
                total += len(str(new[x].data).encode())
                x += 1
            total += len(f"\x1b[{y};{start + 1}H")
    return total and total + len("\x1b[38;2;228;228;228m") + len("\x1b[71;5H")
