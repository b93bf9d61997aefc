"""The lines that are always in view: who and when, the clocks, the notice, and the keys."""

from __future__ import annotations

from collections.abc import Sequence

from console.rules.board import Call, Incident
from console.rules.clock import LABELS, Clock, clocks
from console.rules.pressing import pressing
from console.rules.wording import spell
from console.widgets.paper import Line, Paper, Words
from console.widgets.sight import Sight

RUNNING = ("running", "last quarter")
Part = tuple[str, list[Words]]
"""A name and what stands there; a part that has no room is left out whole, since half a number misleads."""
GIVEN_UP = ("shelved", "units", "overdue", "due", "bulletins", "pending", "bell")
"""What is left out first of the top line."""
TALK = {"ringing": "RING", "answered": "TALK", "held": "HOLD", "parked": "PARK"}


class TopLine(Paper):
    """Position, name, the time, one's own lines (the one talked on first), alarms, promises, and whether keys type."""

    def show(self, sight: Sight, typing: bool, floor: bool) -> None:
        """Draw it; `floor` shows the pending count and the free units instead of the overdue count."""
        wide = self.size.width >= 110
        clock = f"{sight.date} {sight.time(sight.now)}" if wide else sight.time(sight.now)
        who: Part = "who", [(f"{sight.position} {sight.who} ", "accent"), *_mode(sight), (clock, "text")]
        calls = [_line(call, sight.now) for call in sorted(sight.calls, key=lambda call: call.state != "answered")]
        lines: Part = "lines", [(" |", "dim"), *calls] if calls else []
        alarm: Part = "alarm", [(" | ", "dim"), _count("ALARM", len(sight.alarms))]
        told = _told(sight)
        desk: Part = "desk", [(" | ", "dim"), (sight.mark, "late")] if sight.mark else []
        owed = pressing(sight.board, sight.now)
        due: Part = "due", [(" | ", "dim"), _count("PROMISES", owed)] if owed else []
        if floor:
            pending, units = self._floor(sight, wide)
            parts = [pending, alarm, lines, due, units] if calls or owed else [pending, units, alarm, lines]
        else:
            parts = [lines, alarm, ("overdue", [(" | ", "dim"), _count("OVERDUE", sight.overdue)]), due]
        mode = "TYPE" if typing else "KEYS"
        self.write(
            [_with_mode(_kept([who, desk, *parts, *told], self.size.width - len(mode) - 1), mode, self.size.width)]
        )

    def _floor(self, sight: Sight, wide: bool) -> tuple[Part, Part]:
        since = min((incident.sent or sight.now for incident in sight.pending), default=None)
        oldest = f" OLDEST {spell((sight.now - since) // 1000)}" if since is not None and self.size.width >= 80 else ""
        free = sum(unit.available for unit in sight.board.units.values())
        units = f"UNITS {free} of {len(sight.board.units)} AV" if wide else f"UNITS {free}/{len(sight.board.units)} AV"
        mark = "!!" if sight.overdue else ""
        pending = (f"PENDING {len(sight.pending)}{oldest}{mark}", "late" if mark else "text")
        return ("pending", [(" | ", "dim"), pending]), ("units", [(" | ", "dim"), (units, "text")])


def _mode(sight: Sight) -> list[Words]:
    return [(sight.mode.word, sight.mode.ink), (" ", "text")]


def _told(sight: Sight) -> list[Part]:
    """What there is besides: bulletins to read, alarms put aside, and a bell that is muted."""
    unread, aside = len(sight.bulletins), len(sight.at_hand.shelved)
    return [
        ("bulletins", [(" | ", "dim"), _count("BULLETIN", unread)] if unread else []),
        ("shelved", [(f" | {aside} SHELVED", "dim")] if aside else []),
        ("bell", [(" | ", "dim"), ("BELL OFF", "accent")] if sight.muted else []),
    ]


def _kept(parts: list[Part], room: int) -> list[Words]:
    """The words of the parts that fit; who it is, the time, the first line and the alarms always stay."""
    shown = dict(parts)
    for name in GIVEN_UP:
        if _cells(shown) > room:
            shown.pop(name, None)
    bar, *calls = shown["lines"] or [("", "dim")]
    for count in range(len(calls) - 1, 0, -1):
        if _cells(shown) > room:
            shown["lines"] = [bar, *calls[:count], (f" +{len(calls) - count}", "late")]
    return [one for words in shown.values() for one in words]


def _cells(shown: dict[str, list[Words]]) -> int:
    return sum(len(text) for words in shown.values() for text, _ in words)


def _with_mode(words: list[Words], mode: str, width: int) -> Line:
    """The words with the mode at the right edge, which is never cut off."""
    room = width - len(mode) - 1
    kept: list[Words] = []
    for text, role in words:
        kept.append((text[:room], role))
        room -= len(kept[-1][0])
    return (*kept, (" " * room + f" {mode}", "accent"))


def _line(call: Call, now: int) -> Words:
    seconds = (now - call.since) // 1000
    late = (call.state == "held" and seconds >= 45) or (call.state == "ringing" and seconds > 5)
    return (f" {call.line} {TALK[call.state]} {spell(seconds)}{'!' if late else ''}", "late" if late else "text")


def _count(word: str, count: int) -> Words:
    return (f"{word} {count}", "accent" if count else "dim")


class ClockLine(Paper):
    """The five stage clocks of the call in hand."""

    def show(self, sight: Sight, call: Call | None, incident: Incident | None) -> None:
        """Draw them; a clock that runs has a bar, one that is late says by how much."""
        stages = _fitting(clocks(call, incident, sight.centre.standard, sight.now), self.size.width)
        ticking = sum(clock.state in RUNNING for clock in stages)
        spare = self.size.width - _length(stages)
        line: list[Words] = []
        for clock in stages:
            line += [("| ", "dim")] if line else []
            line += [_said(clock, min(9, spare // ticking - 1 if ticking else 0)), (" ", "text")]
        self.write([tuple(line)])


def _fitting(stages: Sequence[Clock], width: int) -> list[Clock]:
    """The clocks that have room; one that is done or has not begun gives way before one that runs."""
    shown = list(stages)
    for state in ("ok", "waiting", "missed"):
        for clock in stages:
            if _length(shown) > width + 2 and clock.state == state:
                shown.remove(clock)
    return shown


def _length(stages: Sequence[Clock]) -> int:
    """Cells of these clocks without a bar, each with the mark between it and the next."""
    return sum(len(_said(clock, 0)[0]) + 3 for clock in stages)


def _said(clock: Clock, room: int) -> Words:
    """A clock in words, with a bar of `room` cells while it runs if that is enough to tell something."""
    said = f"{LABELS[clock.stage]} {clock.said()}"
    role = {"late": "late", "missed": "late", "waiting": "dim", "last quarter": "accent"}.get(clock.state, "text")
    if clock.state in RUNNING:
        used = round(clock.share * max(0, room))
        bar = "#" * used + "-" * (room - used) if room > 2 else ""
        said = f"{said}{'!' if clock.state == 'last quarter' else ' '}{bar}"
    return (said, role)


class KeyLine(Paper):
    """The keys that matter for what has the focus now."""

    def show(self, keys: Sequence[tuple[str, str]]) -> None:
        """Draw pairs of key and word, as many as fit."""
        line: list[Words] = []
        room = self.size.width
        for key, word in keys:
            room -= len(key) + len(word) + 2
            if room < -1:
                break
            line += [(key, "accent"), (f" {word} ", "dim")]
        self.write([tuple(line)])
