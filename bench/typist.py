"""Types into a program at a person's pace, and finds out afterwards when each letter stood on the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from time import perf_counter_ns

from bench.pty import SECOND, NotShown, Replay, Terminal

REMARKS = (
    "caller says smoke from the roof",
    "two people inside cannot get out",
    "blue car left toward the bridge",
    "man with a limp walking north",
    "neighbour has the key to the gate",
)
"""What call-takers type; digits are left out, since clocks beside the field show those too."""
PLACES = ("oak st", "church st ext", "walnut st and canal", "laurel dr", "depot st near river")
"""Places, which are looked for at each key."""
_GAP_MS = (20, 60)
_PROBE = "zqzq"
_WIPE = "\x15"


@dataclass(frozen=True, slots=True)
class Typed:
    """How long each letter took to stand on the screen (ns), and the bytes that came meanwhile."""

    echoes: tuple[int, ...]
    keys: int
    size: int


class Typist:
    """Somebody at a field that has the focus and is empty, who pauses so many seconds before and after wiping it."""

    def __init__(self, terminal: Terminal, seed: int, pause: float = 0.2) -> None:
        self.terminal = terminal
        self._pause = pause
        self._gaps = Random(seed)
        self._replay = Replay(terminal.size)
        self._shown = 0
        self._x, self._y = self._find()

    def type(self, lines: Sequence[str], keys: int) -> Typed:
        """Type lines in turn until so many keys have gone; the field is empty again afterwards."""
        echoes: list[int] = []
        pressed = size = turn = 0
        while pressed < keys:
            line = lines[turn % len(lines)][: keys - pressed]
            first = len(self.terminal.chunks)
            times = list(self._press(line))
            self.terminal.settle(self._pause)
            size += sum(len(chunk.data) for chunk in self.terminal.chunks[first:])
            echoes += self._echoes(line, times)
            self._wipe()
            pressed, turn = pressed + len(line), turn + 1
        return Typed(tuple(echoes), pressed, size)

    def _press(self, line: str) -> Iterator[int]:
        for letter in line:
            at = self.terminal.press(letter)
            yield at
            self.terminal.read_until(at + self._gaps.randint(*_GAP_MS) * SECOND // 1000)

    def _wipe(self) -> None:
        self.terminal.press(_WIPE)
        self.terminal.settle(self._pause)
        self._show_all()

    def _echoes(self, line: str, times: Sequence[int]) -> Iterator[int]:
        """From each press to the first chunk after which its letter stands in its cell."""
        pressed = enumerate(zip(line, times, strict=True), self._x)
        due = [(x, letter, at) for x, (letter, at) in pressed if letter != " "]
        deadline = perf_counter_ns() + 10 * SECOND
        while due:
            if self._shown == len(self.terminal.chunks):
                if perf_counter_ns() > deadline:
                    raise self._missing(f"{due[0][1]!r} of {line!r}")
                self.terminal.read(SECOND // 20)
                continue
            chunk = self.terminal.chunks[self._shown]
            self._replay.feed([chunk])
            self._shown += 1
            while due and chunk.at > due[0][2] and self._replay.glyph(due[0][0], self._y) == due[0][1]:
                yield chunk.at - due.pop(0)[2]

    def _show_all(self) -> None:
        self._replay.feed(self.terminal.chunks[self._shown :])
        self._shown = len(self.terminal.chunks)

    def _find(self) -> tuple[int, int]:
        """Where the field begins: type a word nobody uses, and see where it stands; other lines may repeat it."""
        self.terminal.press(_PROBE)
        deadline = perf_counter_ns() + 10 * SECOND
        while True:
            self.terminal.read(SECOND // 20)
            self._show_all()
            lines = self._replay.display
            for y in (self._replay.cursor_line, *range(len(lines))):
                if _PROBE in lines[y]:
                    self._wipe()
                    return lines[y].index(_PROBE), y
            if perf_counter_ns() > deadline:
                raise self._missing(repr(_PROBE))

    def _missing(self, what: str) -> NotShown:
        return NotShown(f"{what} was typed and never came; there is:\n{self.terminal.text()}")
