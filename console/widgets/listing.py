"""A list with a cursor that stays on its row, whatever comes, goes or moves around it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from rich.cells import cell_len
from textual import events
from textual.message import Message

from console.rules.filter import Filter
from console.widgets.paper import Line, Paper, rule
from console.widgets.sight import Sight

Key = TypeVar("Key", int, str)

STILL_MS = 10_000
"""Rows keep their order for so long after the last key in the list."""
LONGEST = 24
"""Letters of a filter that the title shows."""


class Listing(Paper, Generic[Key]):
    """Rows under a title and a header. The order holds still while somebody moves in it; new rows come last."""

    can_focus = True

    @dataclass
    class Moved(Message):
        """The cursor went to another row."""

        listing: Listing[int] | Listing[str]

    @dataclass
    class Opened(Message):
        """The row under the cursor was opened."""

        listing: Listing[int] | Listing[str]

    sorts: Sequence[str] = ()
    """The columns that it can be sorted by; none: it has one order."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.sort = self.sorts[0] if self.sorts else ""
        self.filter = Filter()
        self.hidden = 0
        self.keys: tuple[Key, ...] = ()
        self.at: Key | None = None
        self._top = 0
        self._touched = 0
        self._sight: Sight | None = None
        self._order: tuple[Key, ...] = ()
        self._ordered_at = 0

    @abstractmethod
    def sorted_keys(self, sight: Sight) -> Sequence[Key]:
        """The rows' keys in the list's own order."""

    @abstractmethod
    def heading(self, sight: Sight, shown: str) -> tuple[Line, ...]:
        """The title and the header; `shown` says which rows are in view."""

    @abstractmethod
    def row(self, sight: Sight, key: Key, cursor: bool) -> Line:
        """One row."""

    def fits(self, sight: Sight, key: Key) -> bool:
        """Whether the filter lets a row through."""
        return True

    def show(self, sight: Sight) -> None:
        """Draw what is in view."""
        fresh = self._sight is not None and self._sight.board is sight.board
        if not fresh or sight.now - self._ordered_at > STILL_MS:
            self._order, self._ordered_at = tuple(self.sorted_keys(sight)), sight.now
        self._sight = sight
        wanted = self._order
        if self.filter.conditions:
            wanted = tuple(key for key in wanted if self.fits(sight, key))
        self.hidden = len(self._order) - len(wanted)
        self.keys = self._still(sight, wanted)
        if self.at not in self.keys:
            self.at = self.keys[0] if self.keys else None
        self._draw()

    def go(self, key: Key) -> None:
        """Put the cursor on a row that is there."""
        if key in self.keys:
            self.at = key
            self._draw()
            self.post_message(self.Moved(self))

    def move(self, rows: int) -> None:
        """Move the cursor by so many rows, staying in the list."""
        self._touched = self._sight.now if self._sight else 0
        if self.keys and self.at is not None:
            index = self.keys.index(self.at) + rows
            self.go(self.keys[min(max(index, 0), len(self.keys) - 1)])

    @property
    def page(self) -> int:
        """How many rows fit."""
        return max(1, self.size.height - 2)

    def resort(self) -> None:
        """Let the rows take their order again, now."""
        self._touched = self._ordered_at = 0
        if self._sight is not None:
            self.show(self._sight)

    def sort_on(self, columns: int) -> None:
        """Sort by the column so many further, round and round; the cursor stays on its row."""
        self.sort = self.sorts[(self.sorts.index(self.sort) + columns) % len(self.sorts)]
        self.resort()

    def put_filter(self, filter: Filter) -> None:
        """Show only what fits from now on."""
        self.filter = filter
        self.resort()

    def titled(self, title: str, *notes: str) -> Line:
        """The title on its line, with notes at the right; where there is no room for all the last ones go."""
        width: int = self.size.width
        role: str = "focus" if self.has_focus else "title"
        said: list[str] = [note for note in notes if note]
        while len(said) > 1 and cell_len("  ".join((title, *said))) > width - 8:
            said.pop()
        note: str = "  ".join(said)[: max(0, width - cell_len(title) - 8)]
        return (*rule(title, max(0, width - cell_len(note) - 4), role), (f" {note} --", "title"))

    def hides(self, key: Key) -> bool:
        """Whether a row is there and only the filter keeps it out of view."""
        return key in self._order and key not in self.keys

    def filtered(self) -> str:
        """What the filter is and how many rows it hides, for the title; empty where none is on."""
        if not self.filter.conditions:
            return ""
        text = self.filter.text if len(self.filter.text) <= LONGEST else f"{self.filter.text[: LONGEST - 2]}.."
        return f"filter: {text} ({self.hidden} hidden)"

    def _still(self, sight: Sight, wanted: Sequence[Key]) -> tuple[Key, ...]:
        if not self.has_focus or sight.now - self._touched > STILL_MS:
            return tuple(wanted)
        there = set(wanted)
        kept = tuple(key for key in self.keys if key in there)
        known = set(kept)
        return kept + tuple(key for key in wanted if key not in known)

    def _draw(self) -> None:
        if self._sight is not None:
            self._draw_rows(self._sight)

    def _draw_rows(self, sight: Sight) -> None:
        index = self.keys.index(self.at) if self.at is not None and self.has_focus else 0
        self._top = min(max(self._top, index - self.page + 1), index)
        self._top = max(0, min(self._top, len(self.keys) - self.page))
        view = self.keys[self._top : self._top + self.page]
        last = self._top + len(view)
        shown: str = f"rows {self._top + 1}-{last} of {len(self.keys)}" if len(self.keys) > len(view) else ""
        rows: list[Line] = [self.row(sight, key, key == self.at) for key in view]
        self.write([*self.heading(sight, shown), *rows])

    def on_focus(self) -> None:
        """The title shows where the keys go."""
        self._draw()

    def on_blur(self) -> None:
        """The title shows that the keys go elsewhere."""
        self._draw()

    def on_resize(self) -> None:
        """More or fewer rows fit."""
        self._draw()

    def on_click(self, event: events.Click) -> None:
        """A mouse may point; nothing needs it."""
        index = self._top + event.y - 2
        if 0 <= index < len(self.keys):
            self.go(self.keys[index])
