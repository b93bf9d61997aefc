"""What others changed of one's own incidents, told on the answer line while nothing is being answered there."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from console.rules.board import Board
from console.rules.news import Ear, News, news

if TYPE_CHECKING:
    from console.screens.shift import Shift

READ_S = 3
"""Seconds that a line of news must have stood before it counts as read; one that was typed over comes again."""
KEPT = 9
"""How many lines of news wait at most; the oldest is dropped, for the story has it."""


class Hearing:
    """Holds the news that nobody has read yet; it never has the focus, and never takes an answer's place."""

    def __init__(self, shift: Shift) -> None:
        self._shift = shift
        self._unread: deque[News] = deque(maxlen=KEPT)
        self._shown = ""
        self._seconds = 0
        self.open: int | None = None
        """The incident whose form is in view."""

    def hear(self, before: Board, after: Board) -> None:
        """Note what others did between two boards, and tell it where there is room."""
        shift = self._shift
        watching = frozenset() if self.open is None else frozenset((self.open,))
        self._unread.extend(news(before, after, Ear(shift.position, shift.who, watching)))
        self.tell()

    def tick(self) -> None:
        """A second has passed."""
        if self._shown and self._shift.answer == self._shown:
            self._seconds += 1
            if self._seconds == READ_S:
                self._unread.popleft()
        else:
            self.tell()

    def tell(self) -> None:
        """Say the oldest line that is unread, if nothing is answered and no alarm of the first class stands there."""
        shift = self._shift
        urgent = any(alarm.level == 1 for alarm in shift.sight.alarms[:1])
        if not self._unread or shift.answer or urgent:
            return
        first, more = self._unread[0], len(self._unread) - 1
        waiting = f"  (+{more})" if more else ""
        self._shown, self._seconds = f"{first.text}, {shift.sight.time(first.when)}{waiting}", 0
        shift.say(self._shown)
