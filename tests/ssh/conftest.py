"""A real SSH server on this machine, put up with the files that Firstline ships."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter_ns

import pytest

from bench.front_door import FrontDoor
from bench.pty import SECOND, NotShown, Terminal, surroundings
from bench.ssh import NoServer

Sitting = Callable[..., Terminal]
OPEN = r"22 of 22 AV|^-- CALL \d"
"""What stands on a screen once its console sits at the desk."""


def shows(terminal: Terminal, text: str) -> Terminal:
    """Wait until something like the text stands on the screen."""
    deadline = perf_counter_ns() + 30 * SECOND
    while not re.search(text, terminal.text(), re.MULTILINE):
        if perf_counter_ns() > deadline:
            raise NotShown(f"{text!r} does not stand on\n{terminal.text()}")
        terminal.read(SECOND // 20)
    return terminal


def sits(terminal: Terminal) -> Terminal:
    """Wait until a console sits at its desk."""
    return shows(terminal, OPEN)


@pytest.fixture(scope="session")
def door() -> Iterator[FrontDoor]:
    """Its people are kim and lee; both have an account, and a key to the shared one."""
    try:
        with FrontDoor("kim", "lee") as door:
            yield door
    except NoServer as missing:
        pytest.skip(f"no SSH server to try: {missing}")


@pytest.fixture
def come_in(door: FrontDoor, tmp_path: Path) -> Iterator[Sitting]:
    """Somebody on a terminal of their own, by an account, with a key and options of the client."""
    with ExitStack() as stack:

        def come_in(account: str, *options: str, key: str = "", **environ: str) -> Terminal:
            words = door.words(account, "-tt", *options, key=key)
            return stack.enter_context(Terminal(words, surroundings(tmp_path, **environ)))

        yield come_in
