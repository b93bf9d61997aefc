"""`firstline --plain`: the console line by line, for screen readers, dumb terminals and terrible links."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
from contextlib import suppress

from console.keymap import Keymap
from console.terminal.glyphs import speaks_utf8

_CODES = {signal.SIGTERM: 143, signal.SIGHUP: 129}


def talk(options: argparse.Namespace, keymap: Keymap) -> int:
    """Talk line by line until the person leaves; the exit status is 1 where the desk cannot be opened."""
    from console.desk.desk import DeskShut
    from console.desk.faults import CentreFault

    try:
        return asyncio.run(_talk(options, keymap))
    except (DeskShut, CentreFault) as shut:
        print(shut, file=sys.stderr)
        return 1


async def _talk(options: argparse.Namespace, keymap: Keymap) -> int:
    from console.cli.opening import FIRST_POSITION, open_desk
    from console.desk.now import now
    from console.plain.keyboard import Keyboard
    from console.plain.lines import Lines
    from console.plain.talk import Talk
    from console.screens.shift import Shift

    loop = asyncio.get_running_loop()
    lines = Lines(_write, _width, ascii_only=options.ascii or not speaks_utf8(os.environ))

    def arrived(data: bytes) -> None:
        loop.call_soon_threadsafe(lines.arrived, data)

    keyboard = Keyboard(sys.stdin.fileno(), arrived)
    lines.erasable = keyboard.is_terminal
    code = [0]

    def told_to_go(number: signal.Signals) -> None:
        code[0] = _CODES[number]
        lines.arrived(b"")

    for number in _CODES:
        loop.add_signal_handler(number, told_to_go, number)
    keyboard.start()
    try:
        position = options.position or FIRST_POSITION
        await Talk(Shift(lambda: open_desk(options), keymap, position, options.name, now), lines).run()
    finally:
        keyboard.stop()
    return code[0]


def _write(text: str) -> None:
    with suppress(OSError):  # nobody reads any more; the keyboard's end says so
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()


def _width() -> int | None:
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or None
    except OSError:
        return None
