"""`firstline run`: the console on a terminal."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from shutil import which

from console.cli.chosen_keys import keymap_in_use, offer, preference_of, remember
from console.cli.hardening import keep_private
from console.cli.opening import FIRST_POSITION, open_desk, socket_of
from console.desk.centre_keys import centre_keys
from console.keymap import FOLDER, Keymap
from console.keymap_file import load_keymap
from console.terminal.environment import TerminalUnfit, check_terminal, line_by_line, prepare, uses_mouse
from console.terminal.glyphs import speaks_utf8
from console.terminal.preference import Preference


def to_practice() -> str:
    """What the keys of practice say where calls are real."""
    called = "firstline" if which("firstline") else sys.argv[0] if sys.argv[0].endswith("firstline") else "firstline"
    return f"Practice has a console of its own, far from real calls. In another terminal:  {called} practice"


def run(options: argparse.Namespace) -> int:
    """Open the console; the exit status is 2 where there is no terminal to draw on."""
    keep_private()
    why_plain = line_by_line(os.environ, (sys.stdin, sys.stdout))
    if options.plain or why_plain:
        print(why_plain, end="\n" if why_plain else "")
        return _talk(options)
    try:
        check_terminal(os.environ, (sys.stdin, sys.stdout, sys.stderr))
    except TerminalUnfit as unfit:
        print(unfit, file=sys.stderr)
        return 2
    term = os.environ["TERM"]
    known = preference_of(options.name, term)
    preference = known or Preference()
    if preference.colours:
        os.environ.setdefault("TEXTUAL_COLOR_SYSTEM", preference.colours)
    prepare(os.environ)
    gc.disable()  # until the first frame is out: nothing that is imported or mounted until then is garbage
    options.socket = socket_of(options)
    if options.socket is not None:
        sys.modules["ssl"] = None  # type: ignore[assignment]  # 4 MB that asyncio would load, and does without
    keymap, complaint = keymap_in_use(options.keymap, centre_keys(options.centre), preference)
    return _console(options, keymap, (complaint or offer(term, known), bool(complaint)), preference)


def _talk(options: argparse.Namespace) -> int:
    from console.cli.plain import talk

    return talk(options, load_keymap(FOLDER / "default.toml"))


def _console(options: argparse.Namespace, keymap: Keymap, first_word: tuple[str, bool], preference: Preference) -> int:
    from console.app import ConsoleApp
    from console.desk.now import now
    from console.terminal.driver import GuardDriver

    position = options.position or FIRST_POSITION
    app = ConsoleApp(lambda: open_desk(options), keymap, position, options.name, now, GuardDriver)
    app.wired = dict.fromkeys(("desk.practice", "coach.level"), lambda: app.shift.say(to_practice()))
    app.shift.preference = preference
    app.shift.remember = lambda chosen: remember(options.name, os.environ["TERM"], chosen)
    app.begin_in(preference.theme)
    if options.ascii or preference.ascii or not speaks_utf8(os.environ):
        app.write_ascii()
    sentence, refused = first_word
    if sentence:
        app.shift.say(sentence, refused=refused)
    app.run(mouse=uses_mouse(os.environ, options.mouse))
    if app.trouble:
        print(app.trouble, file=sys.stderr)
    return app.return_code or app.return_value or 0
