"""Line-drawn widgets: rows of inked words, repainted only where a row changed."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from console.widgets.inks import ink

Words = tuple[str, str]
"""Text as it is to be shown, never markup, and the role of its ink."""
Line = tuple[Words, ...]


def fit(text: str, width: int) -> str:
    """Text cut or filled to exactly `width` cells, whatever scripts it is in."""
    return text[:width].ljust(width) if text.isascii() else set_cell_size(text, width)


def fit_right(text: str, width: int) -> str:
    """The same, against the right edge."""
    return text[:width].rjust(width) if text.isascii() else " " * (width - cell_len(text)) + set_cell_size(text, width)


def fit_place(text: str, width: int) -> str:
    """A place cut in the middle, never in its number: the head and the tail are what tells places apart."""
    if cell_len(text) <= width:
        return fit(text, width)
    tail = width // 3
    return fit(f"{text[: width - tail - 2]}..{text[-tail:]}", width)


def rule(title: str, width: int, role: str = "title") -> Line:
    """A pane's title on a ruled line."""
    if not title:
        return (("-" * width, role),)
    return (("-- ", "title"), (title, role), (" ", "title"), ("-" * max(0, width - cell_len(title) - 4), "title"))


class Paper(Widget):
    """Shows lines. `write` repaints those that are not what they were."""

    DEFAULT_CSS = "Paper { height: 1; }"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._lines: tuple[Line, ...] = ()

    def write(self, lines: Sequence[Line]) -> None:
        """Put these lines on the paper."""
        old, self._lines = self._lines, tuple(lines)
        width = self.size.width
        for y in range(max(len(old), len(self._lines))):
            if y >= len(old) or y >= len(self._lines) or old[y] != self._lines[y]:
                self.refresh(Region(0, y, width, 1))

    def render_line(self, y: int) -> Strip:
        """One line of the widget, for the compositor."""
        page = self.rich_style
        if y >= len(self._lines):
            return Strip.blank(self.size.width, page)
        theme = self.app.current_theme
        segments = [Segment(text, page + ink(theme, role)) for text, role in self._lines[y]]
        return Strip(segments).adjust_cell_length(self.size.width, page)
