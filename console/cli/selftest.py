"""`firstline selftest`: try a terminal's keys, letters, colours and bell before the console is opened on it."""

from __future__ import annotations

import argparse
import os
import select
import sys
import termios
import tty
from collections.abc import Iterator
from contextlib import contextmanager

from console.cli.chosen_keys import preference_of, remember
from console.desk.now import now
from console.terminal.environment import TerminalUnfit, check_terminal, prepare
from console.terminal.preference import Preference
from console.terminal.selftest import WORDS, SelfTest

INKS = (43, 33, 184, 173, 219, 244)
"""The colours of the six states in the dark theme, by their numbers among 256."""


def run(options: argparse.Namespace) -> int:
    """Ask for one thing after another; the exit status is 2 where there is no terminal, 1 where something failed."""
    try:
        check_terminal(os.environ, (sys.stdin, sys.stdout, sys.stderr))
    except TerminalUnfit as unfit:
        print(unfit, file=sys.stderr)
        return 2
    prepare(os.environ)
    test = SelfTest()
    print("Space skips a step, Q leaves; nothing is changed until the end.")
    with _raw(sys.stdin.fileno()):
        _ask(test)
    print(test.summary)
    if test.found:
        term = os.environ["TERM"]
        preference = test.preference(preference_of(options.name, term) or Preference())
        print(remember(options.name, term, preference))
    return 1 if test.failed(*test.found) else 0


def _ask(test: SelfTest) -> None:
    """Ask, and hand on what comes, until the test is over or nobody is there any more."""
    said = ""
    keys = _keys(sys.stdin.fileno())
    while test.step is not None:
        if test.line != said:
            said = test.line
            _show(test, said)
        try:
            test.key(next(keys), now())
        except StopIteration:
            return


def _show(test: SelfTest, line: str) -> None:
    step = test.step
    print(f"\r\n{line}\r", flush=True)
    if step is not None and step.name == "colours":
        words = zip(INKS, WORDS, strict=True)
        print("  ".join(f"\x1b[38;5;{number}m{word}\x1b[m" for number, word in words) + "\r", flush=True)
    elif step is not None and step.name == "bell":
        print("\a", end="", flush=True)


def _keys(source: int) -> Iterator[str]:
    """What is pressed, as the console would understand it, until the end of input."""
    from time import monotonic

    from textual import events

    from console.terminal.arrivals import Arrivals

    arrivals = Arrivals()
    while True:
        ready, _, _ = select.select([source], [], [], arrivals.wait(monotonic()))
        data = os.read(source, 4096) if ready else b""
        if ready and not data:
            return
        for message in (*arrivals.take(data, monotonic()), *arrivals.tick(monotonic())):
            if isinstance(message, events.Key):
                printable = message.character and message.character.isprintable()
                yield message.character if printable and message.character else message.key


@contextmanager
def _raw(source: int) -> Iterator[None]:
    """Keys one by one and unseen, until the end, whatever happens."""
    before = termios.tcgetattr(source)
    try:
        tty.setraw(source, termios.TCSANOW)
        yield
    finally:
        termios.tcsetattr(source, termios.TCSANOW, before)
