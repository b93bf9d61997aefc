"""A small app on the real driver, for the tests to be unkind to. Usage: tiny_app.py [plain] [nomouse] [diff] …"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from console.terminal.cells import DiffDisplay
from console.terminal.driver import GuardDriver
from console.terminal.guard import TerminalGuard

WORDS = ("Rüdesheimer Straße", "漢字テスト", "🚒 fire 🚑", "e\u0301 a\u0308", "плита", "plain words")
FLOOD = 100
"""Frames of about 8 KB on 200 x 50 in a flood: more than the writer and the kernel hold together."""


class Question(ModalScreen[None]):
    """A box over the middle of the screen."""

    CSS = "Question { align: center middle; } #box { width: 31; height: 5; background: $error; border: solid white; }"
    BINDINGS = [("f4", "app.pop_screen", "close"), ("f8", "app.turn", "turn")]

    def compose(self) -> ComposeResult:
        yield Static("消防 really? [b]bold[/b] 🚒", id="box")


class Tiny(App[None]):
    """A field, a list that scrolls, a line that says what came in and a heartbeat file."""

    CSS = "#list { height: 1fr; } #said { height: 1; background: $primary; } Input { height: 3; }"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [
        ("f2", "scroll(3)", "down"),
        ("f3", "ask", "ask"),
        ("f5", "fail", "fail"),
        ("f6", "flood", "flood"),
        ("f7", "hang", "hang"),
        ("f8", "turn", "turn"),
        ("f9", "scroll(-2)", "up"),
        ("f10", "repaint", "repaint"),
    ]

    def get_line_filters(self) -> list[object]:  # type: ignore[override]  # the list of upstream, one longer
        return [TerminalGuard(), *super().get_line_filters()]

    def compose(self) -> ComposeResult:
        yield Static("said:", id="said", markup=False)
        field = Input(id="field")
        field.cursor_blink = False
        yield field
        with VerticalScroll(id="list", can_focus=False):
            for row in range(40):
                yield Static(f"{row:02} " + WORDS[row % len(WORDS)] * (1 + row % 3), classes="row")

    def on_mount(self) -> None:
        self.query_one("#field").focus()
        self.beats = self.turns = self.flooded = 0
        self.set_interval(0.05, self.beat)

    def beat(self) -> None:
        """One more heartbeat, where a test can read it without the terminal."""
        self.beats += 1
        if heart := os.environ.get("TINY_HEART"):
            Path(heart).write_text(f"{self.beats} {self.flooded} {self.size.width}x{self.size.height}\n")

    def on_input_changed(self, event: Input.Changed) -> None:
        self.query_one("#said", Static).update(f"said: {event.value}")

    def on_paste(self) -> None:
        self.query_one("#said", Static).update("pasted")

    def action_scroll(self, lines: int) -> None:
        self.query_one("#list").scroll_relative(y=lines, animate=False)

    def action_ask(self) -> None:
        self.push_screen(Question())

    def action_fail(self) -> None:
        raise RuntimeError("made to fail")

    def action_hang(self) -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            pass

    def action_turn(self) -> None:
        self.turns += 1
        for number, row in enumerate(self.screen_stack[0].query(".row").results(Static)):
            row.update(WORDS[(number + self.turns) % len(WORDS)] if number % 2 else "x" * number)
        self.screen_stack[0].query_one("#said", Static).update(f"turn {self.turns}")

    def action_repaint(self) -> None:
        self.screen.refresh()

    def action_flood(self) -> None:
        self.flood = self.set_interval(0.01, self.paint_it_all)

    def paint_it_all(self) -> None:
        """Frames large enough to fill any buffer, until enough of them have gone."""
        if self.flooded == FLOOD:
            return  # a tick that was on its way when the timer was stopped
        self.flooded += 1
        self.query_one("#said", Static).update(f"flood {self.flooded}")
        for number, row in enumerate(self.query(".row").results(Static)):
            row.update(f"[rgb({self.flooded % 255},{number},9)]" + chr(97 + self.flooded % 26) * 200)
        if self.flooded == FLOOD:
            self.flood.stop()
            self.query_one("#said", Static).update("flood over")

    def terminal_lost(self, code: int) -> None:
        self.exit(return_code=code)

    def terminal_behind(self) -> None:
        self.refresh()


class TinyDiff(DiffDisplay[None], Tiny):
    """The same app through the cell layer."""


def main(words: list[str]) -> int:
    """Run until it ends; the process's exit status is the app's."""
    app = (TinyDiff if "diff" in words else Tiny)(driver_class=GuardDriver)
    app.run(mouse="nomouse" not in words)
    return app.return_code or 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
