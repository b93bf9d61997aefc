"""The coach: a position that whispers what to do next, each turn, after eight seconds, or only at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from console.practice.guide import next_steps
from console.practice.run import Run
from console.rules import facts as f

LEVELS = {1: "each turn", 2: "after eight seconds", 3: "at the end only"}
WAITS_MS = 8_000
"""How long nothing has to move before the coach of the second level speaks."""


@dataclass(frozen=True, slots=True)
class Coaching:
    """How often the coach speaks, and the shortest key of each command, so that what is whispered can be pressed."""

    level: int
    key: Callable[[str], str]


class Coach:
    """Follows a run."""

    def __init__(self, run: Run, coaching: Coaching) -> None:
        self.run = run
        self.level = coaching.level
        self._key = coaching.key
        self._moved = run.now
        self._last = ""
        self._praised: set[str] = set()
        self._praise = ""

    @property
    def name(self) -> str:
        """Who whispers."""
        return f"COACH level {self.level} ({LEVELS[self.level]})"

    def hear(self, entry: f.Stamped) -> None:
        """Something moved: the trainee did something, or the caller said something."""
        if isinstance(entry.fact, f.Whispered | f.AlarmShown):
            return
        self._moved = max(self._moved, entry.when)
        if isinstance(entry.fact, f.CallerSaid):
            self._praise = next(self._fresh_praise(), "")

    def says(self, now: int) -> str | None:
        """What is to be whispered now; None where it stands there already. Empty takes it away."""
        waits = self.level == 2 and now - self._moved < WAITS_MS
        wanted = "" if self.level == 3 or waits else self._hint()
        if wanted == self._last:
            return None
        self._last = wanted
        return wanted

    def _hint(self) -> str:
        praise = [f"+ {self._praise}"] if self._praise else []
        steps = [f"> {step}" for step in next_steps(self.run, self._key)]
        return "\n".join([*praise, *steps[:1]])

    def _fresh_praise(self) -> Iterator[str]:
        for fact in self.run.scenario.fact:
            if fact.keep and fact.id in self.run.learnt and fact.id not in self._praised:
                self._praised.add(fact.id)
                yield fact.keep
