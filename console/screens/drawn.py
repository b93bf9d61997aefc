"""When the screen in view is drawn: once after all that changed, in one of the themes."""

from __future__ import annotations

from textual.driver import Driver

from console.screens.frame import Frame
from console.screens.keyed import Keyed
from console.screens.shift import Shift
from console.widgets.inks import SIXTEEN, THEMES


class Drawn(Keyed, inherit_bindings=False):
    """An app that shows its screen what there is to see."""

    CSS = """
    Field { border: none; background: $background; color: $foreground; }
    Field:focus { border: none; background: $background; text-style: underline; }
    """

    def __init__(self, shift: Shift, driver_class: type[Driver] | None = None) -> None:
        super().__init__(shift, driver_class)
        for theme in (*THEMES, SIXTEEN):
            self.register_theme(theme)
        self.theme = "sixteen" if self.console.color_system == "standard" else "dark"
        self._due = False
        shift.changed = self.redraw_soon
        shift.answered = self.show_answer
        shift.failed = self._handle_exception

    def redraw_soon(self) -> None:
        """Draw once, after all that is happening now."""
        if not self._due:
            self._due = True
            self.call_next(self.redraw)

    def show_answer(self) -> None:
        """Draw the answer line alone: while a command is typed it changes with every key."""
        if isinstance(self.screen, Frame) and self.screen.drawable:
            self.screen.show_answer()

    def redraw(self) -> None:
        """Show the screen in view what there is to see."""
        self._due = False
        if isinstance(self.screen, Frame) and self.screen.drawable:
            self.screen.show()

    def show_screen(self, name: str) -> None:
        """Put a screen in view."""
        if self.screen.name != name:
            self.switch_screen(name)
            self.redraw_soon()
