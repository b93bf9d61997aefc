"""The command line at the foot of every screen."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from console.widgets.field import Field
from console.widgets.paper import Paper
from console.widgets.sight import Mode


class CommandField(Field):
    """The field of the command line."""


class CommandLine(Widget):
    """`CMD>` and a field with a memory. It says what was typed; it does nothing itself."""

    DEFAULT_CSS = """
    CommandLine { height: 1; layout: horizontal; }
    CommandLine > Paper { width: 5; }
    CommandLine > #mode { width: 0; }
    CommandLine > CommandField { width: 1fr; }
    """

    class Typed(Message):
        """The line changed."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._history: list[str] = []
        self._back = 0

    def compose(self) -> ComposeResult:
        """The prompt and the field."""
        yield Paper()
        yield CommandField(limit=240)
        yield Paper(id="mode")

    def on_mount(self) -> None:
        """Show the prompt."""
        self.query(Paper).first().write([(("CMD> ", "accent"),)])

    def show(self, mode: Mode) -> None:
        """Say at the right what kind of console this is."""
        foot = self.query_one("#mode", Paper)
        foot.styles.width = len(mode.foot)
        foot.write([((mode.foot, mode.ink),)])

    @property
    def field(self) -> CommandField:
        """Where one types."""
        return self.query_one(CommandField)

    @property
    def line(self) -> str:
        """What stands there."""
        return self.field.value

    def put(self, line: str) -> None:
        """Make it this line, with the cursor at its end."""
        self.field.value = line
        self.field.cursor_position = len(line)

    def recall(self, steps: int) -> None:
        """An earlier line (negative) or a later one."""
        self._back = min(max(self._back - steps, 0), len(self._history))
        self.put(self._history[-self._back] if self._back else "")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say that the line changed."""
        event.stop()
        self.post_message(self.Typed())

    def give(self) -> str:
        """Take the line away, remember it, and return it."""
        line = self.line.strip()
        if line and line not in self._history[-1:]:
            self._history.append(line)
        self._back = 0
        self.put("")
        return line
