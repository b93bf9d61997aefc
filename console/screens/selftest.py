"""The self-test of the terminal: every key goes to the test until it is over."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual.widget import Widget

from console.screens.frame import Frame
from console.terminal.selftest import STEPS, WORDS, SelfTest, Step
from console.widgets.paper import Line, Paper, rule

ROLES = ("available", "dispatched", "enroute", "onscene", "busy", "out")


class SelfTestScreen(Frame):
    """What is asked, what was found so far, and the six words in their colours."""

    CSS = "SelfTestScreen Paper#test { height: 1fr; }"

    test = SelfTest()
    kept = ""

    def body(self) -> Iterable[Widget]:
        """One sheet of paper."""
        yield Paper(id="test")

    @property
    def furnished(self) -> bool:
        """Whether its paper is there."""
        return self.is_mounted and bool(self.query("#test"))

    def on_screen_resume(self) -> None:
        """Begin anew."""
        self.test, self.kept = SelfTest(), ""

    def show(self) -> None:
        """Draw what is asked, what was found, and at the end what was kept."""
        super().show()
        found = self.test.found
        words = zip(WORDS, ROLES, strict=True)
        lines: list[Line] = [
            rule("SELF-TEST   Space skips a step, Q leaves", self.size.width),
            ((f" {self.test.line}", "accent"),),
            ((f" {self.kept}", "text"),),
            tuple((f" {word} ", role) for word, role in words),
            (),
            *(((f" {step.name:<14} {found[step.name]}", "text"),) for step in STEPS if step.name in found),
        ]
        self.query_one("#test", Paper).write(lines)

    async def catch(self, event: events.Key) -> bool:
        """A key is an answer; after the last one any key goes back to the board."""
        if self.test.step is None:
            self.chosen("screen.board")
            return True
        character = event.character if event.character and event.character.isprintable() else ""
        self.test.key(character or event.key, self.shift.read_clock())
        self._go_on(self.test.step)
        self.shift.changed()
        return True

    def _go_on(self, step: Step | None) -> None:
        if step is not None and step.name == "bell":
            self.app.bell()
        elif step is None and self.test.found:
            self.shift.preference = self.test.preference(self.shift.preference)
            self.kept = f"{self.shift.remember(self.shift.preference)}  Any key goes on."
