"""The command line of a screen: typed, previewed, given, and carried out."""

from __future__ import annotations

from msgspec.structs import replace
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from console.desk.floor import CAME_UPON, HISTORY, Floor, Order
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
        self._shown: tuple[str, Floor] | None = None
        self._wrong = ""

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
                self._complete(line)
            case "enter" | "ctrl+j":
                self.give(line.give())
            case _:
                return False
        return True

    def _complete(self, line: CommandLine) -> None:
        from console.desk.command_line import complete  # the words are read in after the first frame

        line.put(complete(self.lookup(), line.line))

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
        self._shown = None
        self.query_one(CommandLine).put("")
        self.set_focus(self._returns_to)

    def lookup(self) -> Floor:
        """What a command line is read against."""
        sight = self.shift.sight
        call = sight.call.id if sight.call else None
        return Floor(sight.board, sight.centre, self.selected, call, sight.now, sight.who, position=sight.position)

    def on_command_line_typed(self) -> None:
        """Preview what the line would do, once what was typed is in view."""
        self.call_after_refresh(self.preview)

    def preview(self) -> None:
        """Say what the line would do."""
        line = self.query_one(CommandLine).line.strip()
        if not line or line == self._wrong:  # what is wrong with it stays in view until it is mended
            return
        self._wrong = ""
        floor = self.lookup()
        self._shown = (line, floor)
        try:
            order = _read(floor, line)
        except Refused as refusal:
            self.shift.say(str(refusal))
            return
        key = self.shift.keymap.shortest("incident.dispatch", typing=True)
        self.shift.say(f"= {order.said}{f'; {key} or Enter sends' if order.sends else ''}")

    def as_shown(self, line: str) -> Floor:
        """What the line was previewed against, so that what others did since is told; else what there is now."""
        shown, self._shown = self._shown, None
        floor = self.lookup()
        same = shown is not None and shown[0] == line and shown[1].selected == floor.selected
        return replace(shown[1], now=floor.now) if shown is not None and same else floor

    def give_if_it_sends(self) -> bool:
        """Give the line that is being typed if it sends a unit somewhere; says whether it did."""
        commands = self.query_one(CommandLine)
        if not isinstance(self.focused, CommandField):
            return False
        try:
            sends = _read(self.lookup(), commands.line).sends
        except Refused:
            return False
        if sends:
            self.give(commands.give())
        return sends

    def give(self, line: str) -> None:
        """Do what a line says, or say what is wrong with it and leave it there to mend."""
        if not line:
            self.leave_command()
            return
        try:
            order = _read(self.as_shown(line), line)
        except Refused as refusal:
            self._wrong = line
            self.query_one(CommandLine).put(line)
            self.shift.say(str(refusal), refused=True)
            return
        self.leave_command()
        self.follow_order(order)

    def follow_order(self, order: Order) -> None:
        """Carry out what a command line meant."""
        if order.choices:
            self.lay_choices(order)
        elif order.read:
            self.lay_reading(order)
        elif order.command == CAME_UPON:
            self.came_upon(order.text)
        elif order.command == HISTORY:
            self.history(order.text)
        elif order.command:
            self.chosen(order.command, order.text)
        elif order.search:
            self.search(order.search)
        elif order.go is not None:
            self.go_to(order.go)
        elif order.verbs:
            self.shift.ask(*order.verbs, said=order.said)
        else:
            self.shift.say(order.said)

    def lay_reading(self, order: Order) -> None:
        """Show lines that are only there to be read."""

    def lay_choices(self, order: Order) -> None:
        """Show what a line leaves open."""

    def came_upon(self, text: str) -> None:
        """Look up where a unit came upon something, and put it on the log."""

    def history(self, asked: str) -> None:
        """Show what a unit, a place, a caller or this position did or had before."""

    def go_to(self, incident: int) -> None:
        """Show an incident: its form, where a screen has nothing better."""
        self.chosen("screen.call", str(incident))

    def search(self, text: str) -> None:
        """Look for what was ever recorded with these words."""


def _read(floor: Floor, line: str) -> Order:
    from console.desk.command_line import read_line  # the words are read in after the first frame

    return read_line(floor, line)
