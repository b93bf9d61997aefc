"""Twenty consoles over real SSH on one desk, while a real week pours in: the same board, their memory, their bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random
from signal import SIGSTOP
from statistics import median
from time import perf_counter_ns

from bench.accounts import processes, until
from bench.feed import Feed, NoWeek, centre
from bench.figures import Bench, Figure
from bench.front_door import FrontDoor
from bench.pty import SECOND, NotShown, Replay, Terminal, abreast, python, surroundings
from bench.relay import Relay
from bench.ssh import NoServer, Server

CONSOLES = 20
SIZE = (120, 40)
SPEED = 10
SECONDS = 180
DROPPED = 200
STALLED = 10
"""How many of the dropped links end by a client that only stops answering."""
WATCHERS = 3
WINDOW_SECONDS = 10
"""How long the screens are watched at the end."""
_ORPHAN_SECONDS = 5
_COMPRESS = ("-o", "Compression=yes")
_LAST = "-- LAST 6 ACTIONS"
_CLOCKS = re.compile(r" *[+-]?\d+:\d\d\b")
"""A tick comes to each console when it can, so that a clock may be a second behind on one for a second."""
NEXT = "\n"
_CLOCK = re.compile(r"\d\d:\d\d:\d\d")


@dataclass(frozen=True, slots=True)
class Memory:
    """Of one process, in MB: resident, its fair share of what is shared, and what is its alone."""

    rss: float
    pss: float
    uss: float


@dataclass(slots=True)
class Lines:
    """Sessions that go over one counting relay, and what it had carried when the window began."""

    relay: Relay
    count: int
    before: int = 0

    def rate(self, seconds: float) -> float:
        """Bytes a second and session since then."""
        return (self.relay.carried - self.before) / seconds / self.count


def run(bench: Bench) -> Iterator[Figure]:
    """Left out where there is no SSH server, no right to make accounts, or no file of a real week."""
    people = [f"d{number:02}" for number in range(1, CONSOLES + 1)]
    try:
        with FrontDoor(*people, centre=centre(bench.folder), alive_seconds=1) as door:
            yield from _week(bench, door, people)
            yield from _drop(bench, door, people)
    except (NoServer, NoWeek) as missing:
        print(f"  left out: {missing}")


def _week(bench: Bench, door: FrontDoor, people: Sequence[str]) -> Iterator[Figure]:
    seconds = SECONDS / 6 if bench.quick else SECONDS
    feed = Feed(door.socket, SPEED, seconds)
    feed.prepare()
    with ExitStack() as stack:
        server = stack.enter_context(Server(bench.folder / "peer"))
        relays = [stack.enter_context(Relay(port, 0, 0)) for port in (door.port, door.port, server.port, server.port)]
        ours: list[Terminal] = []
        for number, person in enumerate(people):
            ours.append(stack.enter_context(_console(bench, door, person, number, relays[number % 2].port)))
            abreast(ours)
            _at_desk(ours[-1])
        peers = [stack.enter_context(_mirror(bench, door, server, relays[2 + one], one)) for one in (0, 1)]
        abreast([*ours, *peers])
        for peer in peers:
            _at_desk(peer)
        lines = [Lines(relay, len(people) // 2 if one < 2 else 1) for one, relay in enumerate(relays)]
        ours[0].settle(3)
        for line in lines:
            line.before = line.relay.carried
        began = perf_counter_ns()
        feed.start(WATCHERS)
        while not feed.over:
            ours[0].settle(1)
        rates = [line.rate((perf_counter_ns() - began) / SECOND) for line in lines]
        yield from _boards(ours, feed)
        yield from _memory(door)
        yield from _bytes(rates)


def _console(bench: Bench, door: FrontDoor, person: str, number: int, port: int) -> Terminal:
    """Every second one by the shared account, and every second of all with compression."""
    account = "shared" if number // 2 % 2 else person
    options = _COMPRESS if number % 2 else ()
    words = door.words(account, "-tt", *options, key=person, port=port)
    return Terminal(words, surroundings(bench.folder), SIZE)


def _mirror(bench: Bench, door: FrontDoor, server: Server, relay: Relay, compressed: int) -> Terminal:
    environ = surroundings(bench.folder)
    console = python("-m", "console", "run", "--socket", str(door.socket), "--no-mouse")
    words = server.words(relay.port, python("-m", "bench.peers.mirror", *console), environ)
    return Terminal([words[0], *(_COMPRESS if compressed else ()), *words[1:]], environ, SIZE)


def _at_desk(terminal: Terminal) -> None:
    """Wait until its console shows the board with its units."""
    deadline = perf_counter_ns() + 60 * SECOND
    while "UNITS 0 of 0" in (text := terminal.text()) or "of" not in text.partition("UNITS ")[2][:12]:
        if perf_counter_ns() > deadline:
            raise NotShown(f"no board came; there was:\n{text}")
        terminal.read_until(perf_counter_ns() + SECOND // 4)


def _boards(consoles: Sequence[Terminal], feed: Feed) -> Iterator[Figure]:
    """Every console's rows at the same second of its own clock, and every client's board."""
    began = perf_counter_ns()
    consoles[0].settle(WINDOW_SECONDS)
    each = [_by_second(console, began) for console in consoles]
    common = set.intersection(*(set(seconds) for seconds in each))
    different = {second: {seconds[second] for seconds in each} for second in common}
    shown = min(
        different.values(), key=lambda screens: (len({_CLOCKS.sub(" 0:00", one) for one in screens}), len(screens))
    )
    apart = {_CLOCKS.sub(" 0:00", one) for one in shown}
    note = f"{len(each)} at {len(common)} moments, {min(shown).count(NEXT)} rows, {feed.written} commands"
    yield Figure("different screens, clocks apart", len(apart), "screens", 1, note)
    yield Figure(
        "clocks apart by at most", max(map(_spread, zip(*map(_seconds, shown), strict=False)), default=0), "s", 1
    )
    note = f"{WATCHERS} that followed and one that came last: {feed.boards[0]}"
    yield Figure("different boards among clients", len(set(feed.boards)), "boards", 1, note)


def _by_second(console: Terminal, began: int) -> dict[str, str]:
    """What stood there last at each second that its top line showed; the newest may not be whole."""
    screen = Replay(SIZE).feed([chunk for chunk in console.chunks if chunk.at < began])
    found: dict[str, str] = {}
    for chunk in console.chunks:
        if chunk.at >= began:
            lines = screen.feed([chunk]).display
            if clock := _CLOCK.search(lines[0]):
                found[clock[0]] = _rows(lines)
    return dict(list(found.items())[1:-1])


def _rows(lines: Sequence[str]) -> str:
    """What is the same for everybody: all between the line that says who sits here and one's own last actions."""
    last = next(index for index, line in enumerate(lines) if line.startswith(_LAST))
    return NEXT.join(line for line in lines[1:last] if line.strip())


def _seconds(screen: str) -> list[int]:
    """Each clock of a screen."""
    clocks = (clock.strip(" +-").split(":") for clock in _CLOCKS.findall(screen))
    return [int(minutes) * 60 + int(seconds) for minutes, seconds in clocks]


def _spread(values: Sequence[int]) -> int:
    return max(values) - min(values)


def _memory(door: FrontDoor) -> Iterator[Figure]:
    sizes = [memory(pid) for pid in _consoles(door)]
    yield Figure("consoles that run", -len(sizes), "(as a minus)", -CONSOLES)
    yield Figure("resident memory, the largest", max(size.rss for size in sizes), "MB", 45)
    yield Figure("resident memory, median", median(size.rss for size in sizes), "MB")
    yield Figure("fair share of memory, median", median(size.pss for size in sizes), "MB")
    yield Figure("memory of its own, median", median(size.uss for size in sizes), "MB")
    yield Figure("resident memory of the desk", memory(door.desk.pid).rss, "MB")


def _consoles(door: FrontDoor) -> list[int]:
    """The processes of the consoles that came in."""
    pids = [pid for account in door.people.values() for pid in processes(account)]
    return [pid for pid in pids if b"\0console\0" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def memory(pid: int) -> Memory:
    """What a process holds now."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    sizes = {name: int(size) / 1024 for name, size, *_ in (line.split() for line in lines)}
    return Memory(sizes["Rss:"], sizes["Pss:"], sizes["Private_Clean:"] + sizes["Private_Dirty:"])


def _bytes(rates: Sequence[float]) -> Iterator[Figure]:
    plain, packed, peer_plain, peer_packed = rates
    yield Figure("a session on the wire", plain / peer_plain, "x curses", None, f"{plain:.0f}, {peer_plain:.0f} B/s")
    note = f"{packed:.0f} and {peer_packed:.0f} B/s"
    yield Figure("the same, compressed", packed / peer_packed, "x curses", 1.3, note)


def _drop(bench: Bench, door: FrontDoor, people: Sequence[str]) -> Iterator[Figure]:
    """Links that end at any moment: the client killed, or alive and silent; what is left of them five seconds later."""
    chance, dropped = Random(11), 0
    wanted = DROPPED // 10 if bench.quick else DROPPED
    while dropped < wanted:
        with ExitStack() as stack:
            terminals = [stack.enter_context(_console(bench, door, p, n, door.port)) for n, p in enumerate(people[:10])]
            for number, terminal in enumerate(terminals):
                terminal.read_until(perf_counter_ns() + int(chance.uniform(0, 0.6) * SECOND))
                if number == 0 and dropped < STALLED * 10:
                    terminal.child.send_signal(SIGSTOP)
                    until(lambda: len(processes(door.people[people[0]])) == 0, 20)
                terminal.child.kill()
                dropped += 1
    until(lambda: not _left(door), _ORPHAN_SECONDS)
    yield Figure(f"left of {dropped} dropped links", len(_left(door)), "processes", 0)


def _left(door: FrontDoor) -> list[int]:
    return [pid for account in door.people.values() for pid in processes(account)]
