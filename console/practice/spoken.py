"""What the trainee said, and what of it no caller should hear."""

from __future__ import annotations

from dataclasses import dataclass, field

from msgspec import Struct

from console.practice.keywords import Utterance, fits
from console.practice.mistakes import known


class Turn(Struct, frozen=True):
    """Something the trainee said to a caller: when (ms UTC), as typed, by which phrase, and its bare words."""

    when: int
    caller: str
    text: str
    phrase: str
    words: str


@dataclass(slots=True)
class WordMistakes:
    """The first line that made each mistake of words."""

    lines: dict[str, Turn] = field(default_factory=dict)
    count: int = 0

    def note(self, said: Turn, utterance: Utterance) -> None:
        """Look for words that no caller should hear."""
        for mistake in known().values():
            if mistake.said and fits(mistake.said, utterance):
                self.lines.setdefault(mistake.id, said)
                self.count += 1
