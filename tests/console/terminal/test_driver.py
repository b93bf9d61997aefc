"""A hostile or dying terminal: a real pseudo-terminal, the real process, the promises of the safety paper."""

from __future__ import annotations

import re
import signal
import termios
from pathlib import Path

import pytest

from tests.console.terminal.real_terminal import RealTerminal
from tests.console.terminal.tiny_app import FLOOD

pytestmark = pytest.mark.slow

LEFT = b"\x1b[?1049l"
HEARTS = pytest.mark.parametrize("words", [(), ("diff",)], ids=["plain", "diff"])


def started(terminal: RealTerminal) -> RealTerminal:
    terminal.until_shows("said:")
    terminal.type("ok")
    terminal.until_shows("said: ok")
    return terminal


def restored(terminal: RealTerminal) -> bool:
    """The alternate screen left last of all screens, and the line settings as they were."""
    now = termios.tcgetattr(terminal.slave)
    return terminal.raw.rfind(LEFT) > terminal.raw.rfind(b"\x1b[?1049h") and now == terminal.before


@pytest.mark.parametrize("rubbish", [b"\xff", b"\x1b[99999999u", b"\x1b[9:A2$m", b"\x1b[911141121200~"])
def test_rubbish_leaves_it_alive(rubbish: bytes) -> None:
    """Bytes that end a bare Textual app are thrown away and the next keys are answered."""
    with RealTerminal() as terminal:
        started(terminal).type(rubbish)
        terminal.settle()
        terminal.type("still here")
        # in the app's own line: a dead app's terminal would echo the keys too
        terminal.until(lambda: re.match("said: ok.*still here", terminal.lines()[0]) is not None, "the answer")


def test_a_paste_without_end_does_not_swallow_the_keys() -> None:
    """After a second the paste is closed and keys are keys again."""
    with RealTerminal() as terminal:
        started(terminal).type(b"\x1b[200~ab")
        terminal.until_shows("said: okab")
        terminal.type("x")
        terminal.until_shows("said: okabx")


def test_the_end_of_input_ends_it() -> None:
    """No signal, only the end of input: the process goes with 129 instead of spinning."""
    with RealTerminal(own=False) as terminal:
        started(terminal).hang_up()
        assert terminal.child.wait(10) == 129


def test_a_hang_up_ends_it() -> None:
    """The terminal is gone: exit 129 through the app, not death by signal."""
    with RealTerminal() as terminal:
        started(terminal).hang_up()
        assert terminal.child.wait(10) == 129


def test_a_polite_end_restores_the_terminal() -> None:
    """SIGTERM: alternate screen left, line settings back, exit 143."""
    with RealTerminal() as terminal:
        started(terminal).tell(signal.SIGTERM)
        assert terminal.ends() == 143
        assert restored(terminal)


def test_a_stuck_loop_is_ended_all_the_same() -> None:
    """SIGTERM while the app spins: the watchdog restores the terminal and goes with 143."""
    with RealTerminal() as terminal:
        started(terminal).type("\x1b[18~")
        terminal.settle()
        terminal.tell(signal.SIGTERM)
        assert terminal.ends(10) == 143
        assert restored(terminal)


def test_a_stalled_terminal_cannot_keep_it_alive(tmp_path: Path) -> None:
    """SIGTERM while nobody reads what is written: gone within seconds."""
    heart = tmp_path / "heart"
    with RealTerminal(size=(200, 50), TINY_HEART=str(heart)) as terminal:
        flooded(terminal, heart)
        terminal.tell(signal.SIGTERM)
        assert terminal.child.wait(10) == 143


def test_it_cannot_be_suspended() -> None:
    """SIGTSTP is ignored: a stopped console would hold its locks and hear nothing."""
    with RealTerminal() as terminal:
        started(terminal).tell(signal.SIGTSTP)
        terminal.type("x")
        terminal.until_shows("said: okx")


def test_stopped_and_continued_it_takes_the_terminal_again() -> None:
    """SIGSTOP cannot be refused; after SIGCONT keys are raw and the screen is whole."""
    with RealTerminal() as terminal:
        started(terminal).tell(signal.SIGSTOP)
        termios.tcsetattr(terminal.slave, termios.TCSANOW, terminal.before)
        terminal.screen.reset()
        terminal.tell(signal.SIGCONT)
        terminal.until_shows("said: ok")
        terminal.type("x")
        terminal.until_shows("said: okx")


def test_a_crash_says_so_and_restores_the_terminal() -> None:
    """An exception in a handler: a status that is not 0, and the terminal as it was."""
    with RealTerminal() as terminal:
        started(terminal).type("\x1b[15~")
        assert terminal.ends() == 1
        assert restored(terminal)
        assert b"made to fail" in terminal.raw


@HEARTS
def test_a_stalled_reader_stops_nothing(tmp_path: Path, words: tuple[str, ...]) -> None:
    """While nobody reads the heart beats on; afterwards the screen is that of one who read all the time."""
    heart = tmp_path / "heart"
    wide = (200, 50)
    with RealTerminal(*words, size=wide, TINY_HEART=str(heart)) as stalled, RealTerminal(*words, size=wide) as fresh:
        flooded(stalled, heart)
        started(fresh).type("\x1b[17~")
        fresh.until_shows("flood over")
        stalled.until_same(fresh)
        sent = len(stalled.raw)
        stalled.type("after")
        stalled.until_shows("said: okafter")
        assert sent < len(fresh.raw)


def test_the_mouse_reports_clicks_only() -> None:
    """Any-motion reports cost traffic and break the terminal's own copying."""
    with RealTerminal() as terminal:
        started(terminal)
        assert b"\x1b[?1000h\x1b[?1006h" in terminal.raw
        assert b"?1003h" not in terminal.raw


def test_without_mouse_there_is_none() -> None:
    """Not asked for; and a report that comes all the same does nothing."""
    with RealTerminal("nomouse") as terminal:
        started(terminal).type("\x1b[<0;3;3M\x1b[<0;3;3mx")
        terminal.until_shows("said: okx")
        assert b"?1000h" not in terminal.raw


def test_a_window_of_any_size_is_drawn_as_a_sane_one(tmp_path: Path) -> None:
    """65535 columns would take gigabytes: at most 500 x 200 are drawn."""
    heart = tmp_path / "heart"
    with RealTerminal(TINY_HEART=str(heart)) as terminal:
        started(terminal)
        terminal._size(terminal.master, (65535, 65535))
        terminal.until(lambda: "500x200" in beat(heart), "the clamped size")


def beat(heart: Path) -> str:
    return heart.read_text() if heart.exists() else ""


def flooded(terminal: RealTerminal, heart: Path) -> None:
    """Start a flood and read nothing until it has passed; the heart beat through it."""
    started(terminal).type("\x1b[17~")
    read = len(terminal.raw)
    deadline = terminal.patience(lambda: beat(heart))
    while f" {FLOOD} " not in beat(heart):
        deadline()
    assert len(terminal.raw) == read
