"""Whatever a widget draws, the line that leaves it is harmless."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from console.terminal.guard import TerminalGuard

BLACK = Color(0, 0, 0)


def guarded(*segments: Segment) -> list[Segment]:
    return TerminalGuard().apply(list(segments), BLACK)


def test_controls_never_get_through() -> None:
    """ESC, C1, NUL, shifts, direction marks and lone surrogates are taken out; looks stay."""
    bold = Style(bold=True)
    text = "a\x1b]0;x\x1b\\\x9b2J\x00\x0e\u202e\u200b\ufeff\U000e0041b"
    assert guarded(Segment(text, bold)) == [Segment("a]0;x\\2Jb", bold)]


def test_the_width_stays() -> None:
    """A line that lost characters is as wide as Textual believes."""
    text = "x\ud800\x1b\u2028y"
    assert cell_len(guarded(Segment(text))[0].text) == cell_len(text)


def test_a_link_loses_its_address() -> None:
    """A link would leave as an OSC 8 sequence with somebody's address in it."""
    assert guarded(Segment("here", Style(bold=True, link="http://x/")))[0].style == Style(bold=True)


def test_harmless_lines_are_handed_on_as_they_are() -> None:
    """No copying in the usual case: the filter runs on every line."""
    line = [Segment("Straße 漢字", Style(bold=True)), Segment(" ")]
    assert TerminalGuard().apply(line, BLACK) is line
