"""The lines that are always in view: who and when, the clocks, the notice, and the keys."""

from __future__ import annotations

from collections.abc import Sequence

from console.rules.alarm import Alarm
from console.rules.board import Call, Incident
from console.rules.clock import LABELS, Clock, clocks
from console.rules.pressing import pressing
from console.rules.wording import spell
from console.widgets.paper import Line, Paper, Words, fit
from console.widgets.sight import Sight

RUNNING = ("running", "last quarter")
TALK = {"ringing": "RING", "answered": "TALK", "held": "HOLD", "parked": "PARK"}


class TopLine(Paper):
    """Position, name, LIVE, the time, one's own lines, alarms, promises that are due, and whether keys type."""

    def show(self, sight: Sight, typing: bool, floor: bool) -> None:
        """Draw it; `floor` shows the pending count and the free units instead of the overdue count."""
        wide = self.size.width >= 110
        clock = f"{sight.date} {sight.time(sight.now)}" if wide else sight.time(sight.now)
        words: list[Words] = [(f"{sight.position} {sight.who} ", "accent"), ("LIVE ", "accent"), (clock, "text")]
        calls = [_line(call, sight.now) for call in sight.calls]
        lines = [(" |", "dim"), *calls] if calls else []
        alarm = [(" | ", "dim"), _count("ALARM", len(sight.alarms))]
        owed = pressing(sight.board, sight.now)
        due = [(" | ", "dim"), _count("PROMISES", owed)] if owed else []
        if floor:
            pending, units = self._floor(sight, wide)
            words += (
                [*pending, *alarm, *lines, *due, *([] if due and not wide else units)]
                if lines or due
                else [*pending, *units, *alarm]
            )
        else:
            words += [*lines, *alarm, (" | ", "dim"), _count("OVERDUE", sight.overdue), *due]
        self.write([_with_mode(words, "TYPE" if typing else "KEYS", self.size.width)])

    def _floor(self, sight: Sight, wide: bool) -> tuple[list[Words], list[Words]]:
        since = min((incident.sent or sight.now for incident in sight.pending), default=None)
        oldest = f" OLDEST {spell((sight.now - since) // 1000)}" if since is not None else ""
        free = sum(unit.available for unit in sight.board.units.values())
        units = f"UNITS {free} of {len(sight.board.units)} AV" if wide else f"UNITS {free}/{len(sight.board.units)} AV"
        mark = "!!" if sight.overdue else ""
        pending = (f"PENDING {len(sight.pending)}{oldest}{mark}", "late" if mark else "text")
        return [(" | ", "dim"), pending], [(" | ", "dim"), (units, "text")]


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
        stages = clocks(call, incident, sight.centre.standard, sight.now)
        ticking = sum(clock.state in RUNNING for clock in stages)
        spare = self.size.width - sum(len(_said(clock, 0)[0]) + 3 for clock in stages)
        line: list[Words] = []
        for clock in stages:
            line += [("| ", "dim")] if line else []
            line += [_said(clock, min(9, spare // ticking - 1 if ticking else 0)), (" ", "text")]
        self.write([tuple(line)])


def _said(clock: Clock, room: int) -> Words:
    """A clock in words, with a bar of `room` cells while it runs if that is enough to tell something."""
    said = f"{LABELS[clock.stage]} {clock.said()}"
    role = {"late": "late", "missed": "late", "waiting": "dim", "last quarter": "accent"}.get(clock.state, "text")
    if clock.state in RUNNING:
        used = round(clock.share * max(0, room))
        bar = "#" * used + "-" * (room - used) if room > 2 else ""
        said = f"{said}{'!' if clock.state == 'last quarter' else ' '}{bar}"
    return (said, role)


class Notice(Paper):
    """One line for the top alarm, and for what the desk answers to a command."""

    def show(self, alarms: Sequence[Alarm], answer: str, refused: bool = False) -> None:
        """Draw the answer while there is a fresh one, else the top alarm with the key that answers it."""
        if answer:
            mark = " ? " if refused else "   "
            self.write([((mark, "accent"), (answer, "accent" if refused else "text"))])
        elif alarms:
            top = alarms[0]
            more = f"  (+{len(alarms) - 1})" if len(alarms) > 1 else ""
            room = self.size.width - 8
            text = f" {'!!' if top.level == 1 else '!'} {top.text}{more}"
            self.write([((fit(text, room), "late" if top.level == 1 else "accent"), (" F8 Ack ", "text"))])
        else:
            self.write([])


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
