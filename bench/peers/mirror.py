"""The peer of a console's bytes: curses showing the very same screen, cell for cell, as sparingly as curses can.

    python -m bench.peers.mirror COMMAND...

The command runs on a terminal of its own; what it shows there is put on this one by curses whenever it has changed.
"""

from __future__ import annotations

import curses
import os
import sys
from pathlib import Path
from time import monotonic

import pyte

from bench.pty import SECOND, Replay, Terminal, surroundings

_STILL_SECONDS = 0.05
"""A screen that has not changed for so long is shown."""
_NAMED = ("black", "red", "green", "brown", "blue", "magenta", "cyan", "white")


def main() -> None:
    """Mirror until the command ends or the terminal is gone."""
    curses.wrapper(_mirror, sys.argv[1:])


def _mirror(window: curses.window, words: list[str]) -> None:
    curses.use_default_colors()
    curses.curs_set(0)
    height, width = window.getmaxyx()
    screen = Replay((width, height))
    with Terminal(words, {**surroundings(Path(os.environ["HOME"])), "COLORTERM": ""}, (width, height)) as console:
        pairs: dict[tuple[int, int], int] = {}
        seen, changed = 0, 0.0
        while True:
            console.read(SECOND // 50)
            if len(console.chunks) > seen:
                screen.feed(console.chunks[seen:])
                seen, changed = len(console.chunks), monotonic()
            elif changed and monotonic() - changed > _STILL_SECONDS:
                _show(window, screen, pairs)
                changed = 0.0


def _show(window: curses.window, screen: Replay, pairs: dict[tuple[int, int], int]) -> None:
    for y in range(window.getmaxyx()[0]):
        for x, cell in enumerate(screen.row(y)):
            colours = _colour(cell.fg), _colour(cell.bg)
            if colours not in pairs:
                pairs[colours] = len(pairs) + 1
                curses.init_pair(pairs[colours], *colours)
            look = curses.color_pair(pairs[colours])
            look |= (curses.A_BOLD if cell.bold else 0) | (curses.A_REVERSE if cell.reverse else 0)
            try:
                window.addstr(y, x, cell.data or " ", look)
            except curses.error:
                continue  # the last cell can't be written without moving the cursor past it
    window.refresh()


def _colour(name: str) -> int:
    """The number of a colour in the palette of 256."""
    if name == "default":
        return -1
    if name.removeprefix("bright") in _NAMED:
        return _NAMED.index(name.removeprefix("bright")) + (8 if name.startswith("bright") else 0)
    return PALETTE.get(name, -1)


PALETTE = {name: number for number, name in reversed(tuple(enumerate(pyte.graphics.FG_BG_256)))}


if __name__ == "__main__":
    main()
