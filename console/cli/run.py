"""`firstline run`: the console on a terminal."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from pathlib import Path

from console.keymap import FOLDER, Keymap, KeymapFault, load_keymap
from console.terminal.environment import TerminalUnfit, check_terminal, prepare


def run(options: argparse.Namespace) -> int:
    """Open the console; the exit status is 2 where there is no terminal to draw on."""
    try:
        check_terminal(os.environ, (sys.stdin, sys.stdout, sys.stderr))
    except TerminalUnfit as unfit:
        print(unfit, file=sys.stderr)
        return 2
    prepare(os.environ)
    gc.disable()  # until the first frame is out: nothing that is imported or mounted until then is garbage
    keymap, complaint = _keymap(options.keymap)
    return _console(options, keymap, complaint)


def _keymap(name: str) -> tuple[Keymap, str]:
    """The keymap that was asked for, or the default one and a sentence that says why."""
    path = Path(name) if name.endswith(".toml") else FOLDER / f"{name}.toml"
    try:
        return load_keymap(path), ""
    except KeymapFault as fault:
        return load_keymap(FOLDER / "default.toml"), f"The default keys are on: {fault}"


def _console(options: argparse.Namespace, keymap: Keymap, complaint: str) -> int:
    from console.app import ConsoleApp
    from console.desk.desk import Desk
    from console.desk.now import now
    from console.terminal.driver import GuardDriver

    async def opening() -> Desk:
        from console.desk.apart import DeskApart  # the first frame does not wait for it

        return await DeskApart.open(options.store, options.centre, position=options.position, who=options.name)

    app = ConsoleApp(opening, keymap, options.position, options.name, now, GuardDriver)
    if complaint:
        app.shift.say(complaint, refused=True)
    app.run(mouse=not options.no_mouse)
    if app.trouble:
        print(app.trouble, file=sys.stderr)
    return app.return_code or app.return_value or 0
