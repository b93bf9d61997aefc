"""`firstline selftest` on a real terminal: it asks, it can be left at any step, and it gives the terminal back."""

from __future__ import annotations

import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pexpect
import pytest

from console.terminal.preference import Preference, read_preference
from tests.console.real_console import RealConsole
from tests.console.terminal.real_terminal import ROOT

pytestmark = pytest.mark.slow


@contextmanager
def selftest(folder: Path) -> Iterator[pexpect.spawn[str]]:
    environ = {"PYTHONPATH": str(ROOT), "XDG_CONFIG_HOME": str(folder), "TERM": "wyse60", "LANG": "C.UTF-8"}
    words = ["-m", "console", "selftest", "--name", "KIM"]
    child = pexpect.spawn(sys.executable, words, env=environ, cwd=str(ROOT), timeout=60, encoding="utf-8")
    try:
        yield child
    finally:
        child.close(force=True)


def test_a_good_terminal_is_found_good(tmp_path: Path) -> None:
    """F-keys, the keypad's Enter, a letter, the colours and the bell, one after another; then it is kept."""
    with selftest(tmp_path) as child:
        for asked, key in (
            ("Press F2", "\x1bOQ"),
            ("Press F5", "\x1b[15~"),
            ("Press F9", "\x1b[20~"),
            ("keypad", "\n"),
            ("Ctrl and G", "\x07"),
            ("Type \u00e9", "\u00e9"),
            ("six colours", "y"),
            ("bell ring", "y"),
        ):
            child.expect(asked)
            child.send(key)
        child.expect("Tried 8 of 8: all is well")
        child.expect("Kept for KIM on wyse60: the keys of default")
        child.expect(pexpect.EOF)
        child.wait()
        assert child.exitstatus == 0
    assert read_preference(tmp_path / "firstline" / "terminals.json", "KIM", "wyse60") == Preference("default")


def test_a_lost_key_gives_the_safe_keys(tmp_path: Path) -> None:
    """F5 that comes as letters, then Q: the ascii keymap is kept, status 1, and the line is as it was."""
    with selftest(tmp_path) as child:
        before = termios.tcgetattr(child.child_fd)
        child.expect("Press F2")
        child.send("\x1bOQ")
        child.expect("Press F5")
        child.send("n")
        child.expect("Press F9")
        child.send("q")
        child.expect("F5 no")
        child.expect(pexpect.EOF)
        after = termios.tcgetattr(child.child_fd)
        child.wait()
        assert child.exitstatus == 1
        assert after[3] == before[3]
    assert read_preference(tmp_path / "firstline" / "terminals.json", "KIM", "wyse60") == Preference("ascii")


def test_leaving_at_once_keeps_nothing(tmp_path: Path) -> None:
    """Q at the first step writes no file."""
    with selftest(tmp_path) as child:
        child.expect("Press F2")
        child.send("q")
        child.expect(pexpect.EOF)
    assert not (tmp_path / "firstline").exists()


@pytest.mark.parametrize(
    ("words", "term", "said"),
    [
        ((), "wyse60", "TERM='wyse60' is new here:  selftest"),
        (("--keymap", "nosuch"), "xterm-256color", "The default keys are on: nosuch.toml"),
        (("--keymap", "ascii"), "xterm-256color", "\\ 2 opens one"),
    ],
)
def test_the_console_says_at_its_start_what_is_odd_about_the_keys(
    tmp_path: Path, words: tuple[str, ...], term: str, said: str
) -> None:
    """A terminal that nobody has tried is offered the test, a keymap that is not there is named, one that is, is on."""
    folder = tmp_path / "config"
    store = tmp_path / "calls.db"
    with RealConsole(store, words, XDG_CONFIG_HOME=str(folder), TERM=term) as console:
        console.until_shows(said)
    assert not folder.exists()
