"""The story of an incident: what people wrote and said, and what the desk itself knows, in order of time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from console.rules.board import Assignment, Board, Incident
from console.rules.status import STATUS, UNDONE

DESK = "SYS"
"""Who the desk's own lines come from."""

Clock = Callable[[int], str]
"""A moment (ms UTC) as the centre's wall clock shows it: 14:32:07."""


class StoryLine(Struct, frozen=True):
    """A line as it is read: when (ms UTC), who wrote it where, and the words; one that was struck out says so."""

    when: int
    who: str
    text: str
    position: str = ""
    struck: bool = False

    @property
    def desk(self) -> bool:
        """Whether the desk itself knows it, rather than a person."""
        return self.who == DESK


class _Step(Struct, frozen=True):
    """A status that a unit reached."""

    when: int
    unit: str
    words: str


def story(board: Board, incident: Incident, clock: Clock) -> tuple[StoryLine, ...]:
    """An incident's lines; what units did while nobody wrote is one line a unit, so that it drowns nothing."""
    lines: list[StoryLine | _Step] = [*_written(incident)]
    for same in board.merged_into(incident.id):
        lines += [replace(line, text=f"(#{same.short}) {line.text}") for line in _written(same)]
    if incident.sent is not None:
        lines.append(StoryLine(incident.sent, DESK, "SENT: the dispatcher sees every line from here on"))
    for assignment in board.assignments.values():
        if assignment.incident == incident.id:
            lines += _steps(assignment)
    lines.sort(key=lambda line: line.when)
    return tuple(_gathered(lines, clock))


def _written(incident: Incident) -> Iterator[StoryLine]:
    for line in incident.remarks:
        text = f"(struck {line.struck}) {line.text}" if line.struck else line.text
        yield StoryLine(line.when, line.who, text, line.position, bool(line.struck))
    yield from (StoryLine(one.when, one.who, f"said {one.phrase}") for one in incident.said)


def _steps(assignment: Assignment) -> Iterator[_Step]:
    for name, when in assignment.stamps.items():
        note = assignment.disposition if name == "cleared" else assignment.destination if name == "transporting" else ""
        word = "taken back" if (name, note) == ("cleared", UNDONE) else f"{STATUS[name].word} {note}".rstrip()
        yield _Step(when, assignment.unit, word)


def _gathered(lines: list[StoryLine | _Step], clock: Clock) -> Iterator[StoryLine]:
    for _, run in groupby(lines, key=lambda line: isinstance(line, _Step)):
        by_unit: dict[str, list[_Step]] = {}
        for line in run:
            if isinstance(line, _Step):
                by_unit.setdefault(line.unit, []).append(line)
            else:
                yield line
        told = (_told(unit, steps, clock) for unit, steps in by_unit.items())
        yield from sorted(told, key=lambda line: line.when)


def _told(unit: str, steps: list[_Step], clock: Clock) -> StoryLine:
    """`12 dispatched`; of several `12: dispatched 14:01, en route :02, on scene :06`, the hour where it is another."""
    last = steps[-1].when
    if len(steps) == 1:
        return StoryLine(last, DESK, f"{unit} {steps[0].words}")
    said, hour = [], ""
    for step in steps:
        time = clock(step.when)[:5]
        said.append(f"{step.words} {time[2:] if time[:2] == hour else time}")
        hour = time[:2]
    return StoryLine(last, DESK, f"{unit}: {', '.join(said)}")
