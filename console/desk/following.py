"""Whoever follows the board gets the newest one; nobody is waited for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from console.rules.board import Board


class Followers:
    """The newest board, and those who want to be told. It belongs to one event loop."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._changed = asyncio.Event()
        self._ended = False

    def show(self, board: Board) -> None:
        """There is a newer board."""
        self._board = board
        self._wake()

    def end(self) -> None:
        """There will be no more."""
        self._ended = True
        self._wake()

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    async def follow(self) -> AsyncIterator[Board]:
        """The newest board now, then the newest after each change, until the end."""
        while True:
            changed, board = self._changed, self._board
            yield board
            if self._ended:
                return
            if self._board is board:
                await changed.wait()
