"""A sheet laid over the screen: choices, phrases, keys. It takes no focus; the screen moves in it."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from console.widgets.paper import Line, Paper, fit

WHOLE = 2
"""Lines under the rows for the chosen one in full."""
MOVES = {
    "list.up": -1,
    "list.down": 1,
    "list.other": 1,
    "list.page_up": -10,
    "list.page_down": 10,
    "list.first": -9999,
    "list.last": 9999,
}
"""How far the keys of a list move the cursor of a sheet."""


class Sheet(Paper):
    """Rows to read or to choose from, hidden until it is laid down."""

    DEFAULT_CSS = """
    Sheet { layer: sheet; dock: bottom; display: none; margin: 0 0 3 0; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._title = ""
        self._rows: Sequence[str] = ()
        self.at = 0

    def lay(self, title: str, rows: Sequence[str], at: int = 0) -> None:
        """Show rows under a title, the cursor on row `at` (-1: nothing to choose)."""
        self._title, self._rows, self.at = title, rows, at
        self.styles.height = min(len(rows) + 2 + WHOLE, max(3, self.screen.size.height - 8))
        self.display = True
        self.call_after_refresh(self._draw)

    def stand_above(self, rows: int) -> None:
        """Leave so many rows at the foot of the screen in view."""
        self.styles.margin = (0, 0, rows, 0)

    def lift(self) -> None:
        """Take it away."""
        self.display = False

    def move(self, rows: int) -> None:
        """Move the cursor, or the view where there is nothing to choose."""
        if self._rows:
            self.at = min(max(self.at + rows, 0), len(self._rows) - 1)
            self._draw()

    def on_resize(self) -> None:
        """More or fewer rows fit."""
        self._draw()

    def _draw(self) -> None:
        width = self.size.width
        if not width:  # it was lifted before it was ever drawn
            return
        whole = self._whole(width)
        room = max(1, self.size.height - 1 - len(whole))
        top = max(0, min(self.at - room // 2, len(self._rows) - room))
        lines: list[Line] = [((fit(f" {self._title}", width), "focus"),)]
        for index in range(top, min(top + room, len(self._rows))):
            chosen = index == self.at
            lines.append(
                (
                    (">" if chosen else " ", "accent"),
                    (fit(self._rows[index], width - 1), "cursor" if chosen else "text"),
                )
            )
        self.write(lines + whole)

    def _whole(self, width: int) -> list[Line]:
        """The chosen row in full, under the others, where any of them is too long for its line."""
        if not any(len(row) >= width for row in self._rows):
            return []
        text = wrap(" ".join(self._rows[self.at].split()), width - 2)[:WHOLE]
        rule = (("-" * width, "title"),)
        return [rule, *(((f" {row}", "accent"),) for row in [*text, *[""] * (WHOLE - len(text))])]
