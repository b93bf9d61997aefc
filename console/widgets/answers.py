"""The safety answers: one key each, nothing else to press."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message

from console.widgets.paper import Paper, Words

KEYS = {"y": "Y", "n": "N", "u": "?", "?": "?"}


class Answers(Paper):
    """`weapon N   injured ?   still there Y`: Y, N or ? answers and goes on; arrows move."""

    can_focus = True
    DEFAULT_CSS = "Answers { height: 1; }"

    @dataclass
    class Answered(Message):
        """One question was answered."""

        code: str
        value: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.codes: Sequence[str] = ()
        self._values: Mapping[str, str] = {}
        self.at = 0

    def show(self, codes: Sequence[str], values: Mapping[str, str]) -> None:
        """Draw the questions that fit, each with its answer."""
        if codes != self.codes:
            self.at = 0
        self.codes, self._values = codes, values
        self._draw()

    def on_key(self, event: events.Key) -> None:
        """An answer, or a step to the left or right."""
        key = (event.character or "").lower()
        if event.key in ("left", "right") and self.codes:
            self.at = (self.at + (1 if event.key == "right" else -1)) % len(self.codes)
        elif key in KEYS and self.codes:
            self.post_message(self.Answered(self.codes[self.at], KEYS[key]))
            self.at = min(self.at + 1, len(self.codes) - 1)
        else:
            return
        event.stop()
        self._draw()

    def on_focus(self) -> None:
        """Mark the question that a key would answer."""
        self._draw()

    def on_blur(self) -> None:
        """No question is waiting for a key."""
        self._draw()

    def on_resize(self) -> None:
        """More or fewer questions fit."""
        self._draw()

    def _draw(self) -> None:
        line: list[Words] = []
        for index, code in enumerate(self.codes):
            value = self._values.get(code, "?")
            here = self.has_focus and index == self.at
            line.append((f"{code} {value}", "focus" if here else "accent" if value == "Y" else "text"))
            line.append(("   ", "text"))
        self.write([tuple(line)])
