"""How long a key takes to stand on the screen, and how many bytes it costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from statistics import median

from bench.board import console, fill
from bench.figures import Bench, Figure, against, percentile
from bench.pty import Terminal, abreast, python, surroundings
from bench.quota import make_quota
from bench.typist import PLACES, REMARKS, Typed, Typist

PENDING = 40
F2, F4, F9 = "\x1bOQ", "\x1bOS", "\x1b[20~"
_OF_PEER = "bare Input"


@dataclass(slots=True)
class Field:
    """One field, its typist, and what was typed there round by round."""

    name: str
    typist: Typist
    lines: Sequence[str]
    rounds: list[Typed] = field(default_factory=list)

    def medians(self) -> list[float]:
        """The p50 of each round."""
        return [median(typed.echoes) for typed in self.rounds]

    def all(self) -> list[float]:
        """Every echo of every round (ns)."""
        return [echo for typed in self.rounds for echo in typed.echoes]

    def bytes_per_key(self) -> float:
        """All bytes of the rounds, whatever they were for, by their keys."""
        return sum(typed.size for typed in self.rounds) / sum(typed.keys for typed in self.rounds)


def run(bench: Bench) -> Iterator[Figure]:
    """Keys on a machine of one's own: at least 500 in each field."""
    with ExitStack() as stack:
        fields = _fields(bench, stack)
        yield from _compare(fields, *((3, 30) if bench.quick else (5, 100)), aims=(1.0, 1.2))
        form = next(one for one in fields if one.name == "remark")
        yield Figure("bytes per key, remark, truecolour", form.bytes_per_key(), "bytes", 120)
        yield from (Figure(f"bytes per key, {f.name}", f.bytes_per_key(), "bytes") for f in fields if f is not form)
    yield _sixteen(bench)


def run_slow(bench: Bench) -> Iterator[Figure]:
    """Keys with a fifth of a processor, as a small board computer has it."""
    with ExitStack() as stack:
        fields = _fields(bench, stack)
        quotas = [stack.enter_context(make_quota(pid)) for pid in {f.typist.terminal.pid for f in fields}]
        print(f"  a fifth of a processor by {quotas[0].way}")
        yield from _compare(fields, *((2, 25) if bench.quick else (3, 50)), aims=(1.1, 1.5))


def _fields(bench: Bench, stack: ExitStack) -> list[Field]:
    """The peer's field first, then ours; each in a program of its own."""
    url = fill(bench.folder / "keys", PENDING)
    board = fill(bench.folder / "keys-board", PENDING)
    places = fill(bench.folder / "keys-places", PENDING)
    peer = stack.enter_context(Terminal(python("-m", "bench.peers.bare_input"), surroundings(bench.folder)))
    form = stack.enter_context(console(bench.folder, url))
    floor = stack.enter_context(console(bench.folder, board))
    place = stack.enter_context(console(bench.folder, places))
    abreast([peer, form, floor, place])
    peer.wait_for("are field")
    for terminal, keys in ((form, (F2, F4)), (floor, (F9,)), (place, (F2,))):
        go_to_field(terminal, keys)
    peer.settle()
    return [
        Field(_OF_PEER, Typist(peer, 1), REMARKS),
        Field("remark", Typist(form, 2), REMARKS),
        Field("command line", Typist(floor, 3), REMARKS),
        Field("place", Typist(place, 4), PLACES),
    ]


def go_to_field(terminal: Terminal, keys: Sequence[str], pause: float = 1) -> None:
    """Once the desk is open, press what leads to the field, with so many seconds after each."""
    terminal.wait_for("OLDEST")
    for key in keys:
        terminal.press(key)
        terminal.settle(pause)


def _compare(fields: Sequence[Field], rounds: int, keys: int, *, aims: tuple[float, float]) -> Iterator[Figure]:
    for _ in range(rounds):
        for one in fields:
            one.rounds.append(one.typist.type(one.lines, keys))
    peer, *ours = fields
    for one in ours:
        note = f"{median(one.all()) / 1e6:.1f} and {median(peer.all()) / 1e6:.1f} ms"
        yield against(f"key to echo, {one.name}, p50", one.medians(), peer.medians(), _OF_PEER, aims[0], note)
        last = [percentile(f.all(), 0.99) for f in (one, peer)]
        note = f"{last[0] / 1e6:.1f} and {last[1] / 1e6:.1f} ms of {len(one.all())} keys"
        yield Figure(f"key to echo, {one.name}, p99", last[0] / last[1], f"x {_OF_PEER}", aims[1], note)


def _sixteen(bench: Bench) -> Figure:
    url = fill(bench.folder / "keys-sixteen", PENDING)
    with console(bench.folder, url, TERM="xterm", COLORTERM="") as terminal:
        go_to_field(terminal, (F2, F4))
        typed = Typist(terminal, 5).type(REMARKS, 100)
    return Figure("bytes per key, remark, 16 colours", typed.size / typed.keys, "bytes", 60)
