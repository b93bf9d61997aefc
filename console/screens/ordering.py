"""The command line of a screen: typed, previewed, given, and carried out."""

from __future__ import annotations

from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from console.desk.command_line import complete, read_line
from console.desk.floor import Floor, Order
from console.rules.refused import Refused
from console.screens.shift import Shift
from console.widgets.command_line import CommandField, CommandLine


class Ordering(Screen[None]):
    """A screen that takes orders in words. What had the focus before has it again afterwards."""

    AUTO_FOCUS = None

    def __init__(self, shift: Shift, name: str) -> None:
        super().__init__(name=name)
        self.shift = shift
        self._returns_to: Widget | None = None

    @property
    def selected(self) -> int | None:
        """The incident that commands are about."""
        return None

    def in_command_line(self, key: str) -> bool:
        """Keys that the command line wants for itself; says whether it took this one."""
        line = self.query_one(CommandLine)
        match key:
            case "up" | "down":
                line.recall(-1 if key == "up" else 1)
            case "tab":
                line.put(complete(self.lookup(), line.line))
            case "enter" | "ctrl+j":
                self.give(line.give())
            case _:
                return False
        return True

    def chosen(self, id: str, text: str = "") -> None:
        """Do a command by its id, with the words that came with it, once this key is done with."""
        self.app.call_later(self.app.run_action, f"app.do({id!r}, {text!r})")

    def begin_command(self, line: str) -> None:
        """Go to the command line; what has the focus now gets it back afterwards."""
        if not isinstance(self.focused, CommandField):
            self._returns_to = self.focused
        commands = self.query_one(CommandLine)
        if line:
            with self.prevent(Input.Changed):  # a line that was only begun has no preview yet
                commands.put(line)
        self.set_focus(commands.field)

    def begin_closing(self) -> None:
        """The command line, ready for a disposition."""
        incident = self.shift.incident(self.selected)
        self.begin_command(f"c #{incident.short} " if incident else "c ")

    def leave_command(self) -> None:
        """Give the focus back to what had it."""
        self.query_one(CommandLine).put("")
        self.set_focus(self._returns_to)

    def lookup(self) -> Floor:
        """What a command line is read against."""
        sight = self.shift.sight
        call = sight.call
        return Floor(sight.board, sight.centre, self.selected, call.id if call else None, sight.now)

    def on_command_line_typed(self) -> None:
        """Preview what the line would do, once what was typed is in view."""
        self.call_after_refresh(self.preview)

    def preview(self) -> None:
        """Say what the line would do."""
        line = self.query_one(CommandLine).line.strip()
        if not line:
            return
        try:
            self.shift.say(f"= {read_line(self.lookup(), line).said}")
        except Refused as refusal:
            self.shift.say(str(refusal))

    def give(self, line: str) -> None:
        """Do what a line says, or say what is wrong with it and leave it there to mend."""
        if not line:
            self.leave_command()
            return
        try:
            order = read_line(self.lookup(), line)
        except Refused as refusal:
            self.query_one(CommandLine).put(line)
            self.shift.say(str(refusal), refused=True)
            return
        self.leave_command()
        self.follow_order(order)

    def follow_order(self, order: Order) -> None:
        """Carry out what a command line meant."""
        if order.command:
            self.chosen(order.command, order.text)
        elif order.search:
            self.search(order.search)
        elif order.go is not None:
            self.go_to(order.go)
        elif order.verbs:
            self.shift.ask(*order.verbs, said=order.said)
        else:
            self.shift.say(order.said)

    def go_to(self, incident: int) -> None:
        """Show an incident: its form, where a screen has nothing better."""
        self.chosen("screen.call", str(incident))

    def search(self, text: str) -> None:
        """Look for what was ever recorded with these words."""
