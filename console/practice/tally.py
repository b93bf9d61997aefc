"""What a run counts as it goes: rings and answers, who was sent where, and who asked for help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from msgspec import Struct

from console.rules import facts as f
from console.rules.board import Board


class Sent(Struct, frozen=True):
    """A unit was sent to an incident (ms UTC)."""

    when: int
    unit: str
    incident: int


class Help(Struct, frozen=True):
    """A unit asked for help at an incident (ms UTC)."""

    when: int
    unit: str
    incident: int


@dataclass(slots=True)
class Tally:
    """Rings by call, each with its answer; units as they were sent; calls for help."""

    rang: dict[int, tuple[int, int | None]] = field(default_factory=dict)
    sent: list[Sent] = field(default_factory=list)
    help: list[Help] = field(default_factory=list)

    def hear(self, entry: f.Stamped, board: Board) -> None:
        """A fact was written; the board is the one after it."""
        match entry.fact:
            case f.CallRang(call):
                self.rang[call] = (entry.when, None)
            case f.CallAnswered(call) if call in self.rang:
                self.rang[call] = (self.rang[call][0], entry.when)
            case f.UnitDispatched(_, unit, incident):
                self.sent.append(Sent(entry.when, unit, incident))
            case f.DangerRaised(_, unit) if unit in board.units:
                job = board.current(board.units[unit])
                self.help.append(Help(entry.when, unit, job.incident if job else 0))
            case _:
                pass

    @property
    def helped(self) -> Mapping[str, int | None]:
        """For each unit that asked for help: after how many seconds another one was sent to it; None: never."""
        found: dict[str, int | None] = {}
        for asked in self.help:
            after = (one.when for one in self.sent if one.when >= asked.when and one.incident == asked.incident)
            when = next((when for when in after), None)
            found[asked.unit] = None if when is None else (when - asked.when) // 1000
        return found
