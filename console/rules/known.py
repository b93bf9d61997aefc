"""The centre as it is known now: its files, and on top of them what was put into the catalogue on the log."""

from __future__ import annotations

from msgspec.structs import replace

from console.rules.board import Board
from console.rules.centre import Centre


def with_catalogue(centre: Centre, board: Board) -> Centre:
    """The centre with every service that was defined on the log; the same centre where there is none."""
    if not board.defined:
        return centre
    own = [service for service in centre.services if service.code.upper() not in board.defined]
    return replace(centre, services=(*own, *board.defined.values()))


class Catalogue:
    """Remembers the newest answer, since a board's catalogue seldom changes."""

    def __init__(self, centre: Centre) -> None:
        self._files = centre
        self._defined: object = None
        self._known = centre

    def of(self, board: Board) -> Centre:
        """The centre as this board knows it."""
        if board.defined is not self._defined:
            self._defined = board.defined
            self._known = with_catalogue(self._files, board)
        return self._known
