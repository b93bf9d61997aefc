"""When the screen in view is drawn: once after all that changed, in one of the themes."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace
from textual.driver import Driver

from console.screens.cover import Cover
from console.screens.frame import Frame
from console.screens.keyed import Keyed
from console.screens.shift import Shift
from console.widgets.inks import SIXTEEN, THEMES, on_page, theme_after


class Drawn(Keyed, inherit_bindings=False):
    """An app that shows its screen what there is to see."""

    CSS = """
    Screen:ansi { background: $background; color: $foreground; }
    Field { border: none; background: $background; color: $foreground; }
    Field:focus { border: none; background: $background; text-style: underline; }
    """

    def __init__(self, shift: Shift, driver_class: type[Driver] | None = None) -> None:
        super().__init__(shift, driver_class)
        for theme in (*THEMES, SIXTEEN):
            self.register_theme(theme)
        self.theme = "mono" if self.no_color else "sixteen" if self.console.color_system == "standard" else "dark"
        self._due = False
        shift.changed = self.redraw_soon
        shift.answered = self.show_answer
        shift.failed = self._handle_exception

    def tint(self, pages: Mapping[str, tuple[str, Mapping[str, str]]]) -> None:
        """Give each theme that is named here its background and other inks: this console looks like no other."""
        for theme in (*THEMES, SIXTEEN):
            if theme.name in pages:
                self.register_theme(on_page(theme, *pages[theme.name]))

    def begin_in(self, theme: str) -> None:
        """Begin in a theme that was chosen before; without colours it stays mono."""
        if theme in self.available_themes and not self.no_color:
            self.theme = theme

    def next_theme(self) -> None:
        """Go on to the next theme in turn, and keep it for the next start."""
        self.theme = theme_after(self.theme, few=self.console.color_system == "standard")
        self.shift.preference = replace(self.shift.preference, theme=self.theme)
        self.shift.remember(self.shift.preference)
        self.shift.say(f"theme {self.theme}")

    def redraw_soon(self) -> None:
        """Draw once, after all that is happening now."""
        if not self._due:
            self._due = True
            self.call_next(self.redraw)

    def show_answer(self) -> None:
        """Draw the answer line alone: while a command is typed it changes with every key."""
        if frame := self._in_view:
            frame.show_answer()

    def redraw(self) -> None:
        """Show the screen in view what there is to see."""
        self._due = False
        if frame := self._in_view:
            frame.show()
        elif self.is_running and self.screen_stack and isinstance(self.screen, Cover):
            self.screen.show()

    @property
    def _in_view(self) -> Frame | None:
        """The screen in view, if it can be drawn: not before the first one is up, nor while the console goes down."""
        screen = self.screen if self.is_running and self.screen_stack else None
        return screen if isinstance(screen, Frame) and screen.drawable else None

    def show_screen(self, name: str) -> None:
        """Put a screen in view."""
        if self.screen.name != name:
            self.switch_screen(name)
            self.redraw_soon()
