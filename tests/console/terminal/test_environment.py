"""The surroundings cannot make the console log keys, load code or draw where nothing can be placed."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass

import pytest

from console.terminal.environment import TerminalUnfit, check_terminal, prepare


@dataclass
class Door:
    terminal: bool

    def isatty(self) -> bool:
        return self.terminal


ALL = [Door(True)] * 3


def test_what_would_log_load_or_open_is_gone() -> None:
    """Every TEXTUAL* variable of the user goes, and BROWSER; ours stand."""
    environ = {"TEXTUAL_DEBUG": "1", "TEXTUAL_LOG": "/x", "TEXTUAL_DRIVER": "a:B", "TEXTUAL_FPS": "1", "BROWSER": "sh"}
    prepare(environ)
    assert environ == {
        "TEXTUAL_FPS": "240",
        "TEXTUAL_ANIMATIONS": "none",
        "TEXTUAL_SMOOTH_SCROLL": "0",
        "TEXTUAL_DISABLE_KITTY_KEY": "1",
        "ESCDELAY": "250",
    }


def test_the_rest_is_left_alone() -> None:
    """An ESCDELAY of the user and everything that is not Textual's stay."""
    environ = {"ESCDELAY": "50", "PATH": "/bin", "LANG": "C"}
    prepare(environ)
    assert environ["ESCDELAY"] == "50"
    assert environ["PATH"] == "/bin"
    assert environ["LANG"] == "C"


@pytest.mark.parametrize("colours", ["standard", "256", "truecolor", "auto"])
def test_a_known_colour_system_is_kept(colours: str) -> None:
    """A person may choose how many colours are sent."""
    environ = {"TEXTUAL_COLOR_SYSTEM": colours}
    prepare(environ)
    assert environ["TEXTUAL_COLOR_SYSTEM"] == colours


def test_an_unknown_colour_system_goes() -> None:
    """A colour system that Rich does not know would stop the start."""
    environ = {"TEXTUAL_COLOR_SYSTEM": "sparkling"}
    prepare(environ)
    assert "TEXTUAL_COLOR_SYSTEM" not in environ


def test_a_real_terminal_will_do() -> None:
    """Three terminals and a TERM that places text are enough."""
    check_terminal({"TERM": "linux"}, ALL)


@pytest.mark.parametrize("missing", range(3))
def test_all_three_streams_must_be_terminals(missing: int) -> None:
    """A pipe or redirection is refused with the remedy."""
    streams = [Door(number != missing) for number in range(3)]
    with pytest.raises(TerminalUnfit, match="ssh -t"):
        check_terminal({"TERM": "xterm"}, streams)


def test_a_closed_stream_is_no_terminal() -> None:
    """Python gives None for a closed stream."""
    with pytest.raises(TerminalUnfit, match="ssh -t"):
        check_terminal({"TERM": "xterm"}, [None, *ALL[1:]])


@pytest.mark.parametrize("environ", [{}, {"TERM": ""}, {"TERM": "dumb"}])
def test_a_terminal_that_cannot_place_text_is_refused(environ: dict[str, str]) -> None:
    """TERM=dumb or none at all says what to set."""
    with pytest.raises(TerminalUnfit, match=r"TERM=.* cannot place text"):
        check_terminal(environ, ALL)


def test_neither_file_imports_textual() -> None:
    """They must run before Textual reads the environment."""
    program = "import sys, console.terminal.environment, console.terminal.text; sys.exit('textual' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
