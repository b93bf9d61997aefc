"""The cell layer sends less and shows the same."""

from __future__ import annotations

import re
from itertools import pairwise

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, InlineUpdate, LayoutUpdate
from textual.geometry import Region, Size
from textual.strip import Strip
from wcwidth import wcwidth

from console.terminal.cells import _ONE_CELL, _SURELY_WIDE, CellLayer
from tests.console.terminal.real_terminal import RealTerminal

WIDTH, HEIGHT = 12, 3
SIZE = Size(WIDTH, HEIGHT)
CONSOLE = Console(color_system="truecolor", force_terminal=True, _environ={})
STYLES = [
    None,
    Style.parse("red on blue"),
    Style.parse("bold red on blue"),
    Style.parse("#102030"),
    Style.parse("on #102030"),
    Style.parse("underline reverse"),
    Style.parse("default on default"),
]
GLYPHS = ["a", "b", " ", " ", "é", "─", "—", "漢", "字", "🚒", "e\u0301", "한"]

Update = LayoutUpdate | ChopsUpdate


@st.composite
def strips(draw: st.DrawFn, width: int) -> Strip:
    """A strip of just that many cells."""
    segments, room = [], width
    while room:
        glyph = draw(st.sampled_from(GLYPHS))
        glyph = glyph if cell_len(glyph) <= room else " "
        segments.append(Segment(glyph, draw(st.sampled_from(STYLES))))
        room -= cell_len(glyph)
    return Strip(segments, width).simplify()


@st.composite
def rows(draw: st.DrawFn) -> dict[int, Strip]:
    """A row cut anywhere, each piece filled."""
    cuts = sorted({0, WIDTH, *draw(st.lists(st.integers(1, WIDTH - 1), max_size=3))})
    return {a: draw(strips(b - a)) for a, b in pairwise(cuts)}


@st.composite
def updates(draw: st.DrawFn) -> Update:
    """A whole screen, or a span of some rows."""
    chops = [draw(rows()) for _ in range(HEIGHT)]
    if draw(st.integers(0, 2)) == 0:
        return LayoutUpdate([row.values() for row in chops], Region(0, 0, WIDTH, HEIGHT))
    spans = []
    for y in sorted(draw(st.sets(st.integers(0, HEIGHT - 1), min_size=1))):
        x1 = draw(st.integers(0, WIDTH - 1))
        spans.append((y, x1, draw(st.integers(x1 + 1, WIDTH))))
    return ChopsUpdate(chops, spans, [[*list(row)[1:], WIDTH] for row in chops])


class StrictScreen(pyte.Screen):
    """As terminals do and pyte does not: writing over half of a wide glyph blanks its other half."""

    def draw(self, data: str) -> None:
        for character in data:
            x, row = min(self.cursor.x, self.columns - 1), self.buffer[self.cursor.y]
            width = wcwidth(character)
            if width > 0 and row[x].data == "" and x > 0:
                row[x - 1] = row[x - 1]._replace(data=" ")
            if width > 0 and x + width < self.columns and row[x + width].data == "":
                row[x + width] = row[x + width]._replace(data=" ")
            super().draw(character)


class Glass:
    """A screen without line wrap, as the driver sets it."""

    def __init__(self) -> None:
        self.screen = StrictScreen(WIDTH, HEIGHT)
        self.stream = pyte.Stream(self.screen)
        self.feed("\x1b[?7l")

    def feed(self, text: str) -> None:
        self.stream.feed(text)

    def cells(self) -> list[list[pyte.screens.Char]]:
        return [[self.screen.buffer[y][x] for x in range(WIDTH)] for y in range(HEIGHT)]


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(st.lists(updates(), min_size=1, max_size=6))
def test_the_screen_is_the_one_without_the_layer(pictures: list[Update]) -> None:
    """After each update every cell has the glyph and look that Textual's own bytes give."""
    layer, ours, theirs = CellLayer(), Glass(), Glass()
    for picture in pictures:
        theirs.feed(picture.render_segments(CONSOLE))
        ours.feed(layer.paint(picture, CONSOLE, SIZE))
        assert ours.cells() == theirs.cells()


@settings(max_examples=50, deadline=None)
@given(st.lists(updates(), min_size=1, max_size=4))
def test_what_is_shown_is_not_sent_again(pictures: list[Update]) -> None:
    """The same whole picture twice is no byte; nor is the cursor where it stands."""
    layer = CellLayer()
    for picture in pictures:
        layer.paint(picture, CONSOLE, SIZE)
    if isinstance(pictures[-1], LayoutUpdate):
        layer.rest(3, 1)
        assert layer.paint(pictures[-1], CONSOLE, SIZE) == ""
        assert layer.rest(3, 1) == ""


@given(updates(), st.integers(0, WIDTH - 1), st.integers(0, HEIGHT - 1))
def test_the_cursor_ends_where_it_should(picture: Update, x: int, y: int) -> None:
    """However a frame ended, the cursor goes to its place."""
    layer, ours = CellLayer(), Glass()
    ours.feed(layer.paint(picture, CONSOLE, SIZE) + layer.rest(x, y))
    assert (ours.screen.cursor.x, ours.screen.cursor.y) == (x, y)


def line(*segments: tuple[str, Style | None]) -> LayoutUpdate:
    strip = Strip([Segment(text, style) for text, style in segments]).adjust_cell_length(WIDTH)
    return LayoutUpdate([[strip]], Region(0, 0, WIDTH, 1))


def test_a_digit_costs_its_place_and_itself() -> None:
    """One changed cell is one move, one look, one glyph, one reset."""
    layer, red = CellLayer(), Style.parse("red on blue")
    layer.paint(line(("wait 0:41", red)), CONSOLE, SIZE)
    assert layer.paint(line(("wait 0:42", red)), CONSOLE, SIZE) == "\x1b[1;9H\x1b[31;44m2\x1b[m"


def test_only_the_colour_that_changed_is_named() -> None:
    """From one look to the next the shortest way."""
    layer = CellLayer()
    sent = layer.paint(
        line(("a" * 6, Style.parse("red on blue")), ("b" * 6, Style.parse("green on blue"))), CONSOLE, SIZE
    )
    assert sent == "\x1b[H\x1b[31;44maaaaaa\x1b[32mbbbbbb\x1b[m"


def test_half_a_wide_glyph_takes_the_other_half_along() -> None:
    """A glyph whose second cell was written over is sent again when it comes back."""
    layer, ours, theirs = CellLayer(), Glass(), Glass()
    whole = line(("ab漢cd", None))
    half = ChopsUpdate([{0: Strip([Segment("ab ")]), 3: Strip([Segment("x")])}], [(0, 3, 4)], [[3, 4]])
    back = ChopsUpdate([{2: Strip([Segment("漢")])}], [(0, 2, 4)], [[4]])
    for picture in (whole, half, back):
        theirs.feed(picture.render_segments(CONSOLE))
        ours.feed(layer.paint(picture, CONSOLE, SIZE))
        assert ours.cells() == theirs.cells()
    assert "".join(cell.data for cell in ours.cells()[0]).startswith("ab漢cd")


def test_no_newline_and_no_control_is_sent() -> None:
    """Even when no filter stood before it, text carries no control through the layer."""
    layer = CellLayer()
    sent = layer.paint(line(("a\x1b]0;x\x07\x9bb\u202e", None)), CONSOLE, SIZE)
    assert re.fullmatch(r"(\x1b\[[\d;]*[A-Hm]|[ -~])*", sent)
    assert "a]0;xb" in sent


def test_after_forgetting_everything_is_sent() -> None:
    """A screen that may show anything gets the whole picture."""
    layer = CellLayer()
    first = layer.paint(line(("abc", None)), CONSOLE, SIZE)
    layer.forget()
    assert layer.paint(line(("abc", None)), CONSOLE, SIZE) == first


def test_another_size_is_another_screen() -> None:
    """Nothing is supposed of a screen whose size changed."""
    layer = CellLayer()
    first = layer.paint(line(("abc", None)), CONSOLE, SIZE)
    assert layer.paint(line(("abc", None)), CONSOLE, Size(WIDTH, HEIGHT + 1)) == first


def test_what_lies_beyond_the_screen_is_cut() -> None:
    """A strip that is too wide for the screen does not spoil its last column."""
    layer, ours = CellLayer(), Glass()
    ours.feed(layer.paint(LayoutUpdate([[Strip([Segment("a" * 11 + "漢字")])]], Region(0, 0, 15, 1)), CONSOLE, SIZE))
    assert "".join(cell.data for cell in ours.cells()[0]) == "a" * 11 + " "


def test_an_update_it_does_not_know_goes_as_it_is() -> None:
    """An inline update is Textual's own bytes, and the layer forgets."""
    layer = CellLayer()
    first = layer.paint(line(("abc", None)), CONSOLE, SIZE)
    unknown = InlineUpdate([Strip([Segment("zzz")])])
    assert layer.paint(unknown, CONSOLE, SIZE) == unknown.render_segments(CONSOLE)
    assert layer.paint(line(("abc", None)), CONSOLE, SIZE) == first


def test_fewer_colours_are_sent_to_a_terminal_that_has_fewer() -> None:
    """The console's colour system decides."""
    sixteen = Console(color_system="standard", force_terminal=True, _environ={})
    sent = CellLayer().paint(line(("a" * WIDTH, Style.parse("#ff0000"))), sixteen, SIZE)
    assert "38;2" not in sent
    assert re.search(r"\x1b\[(31|91)m", sent)


def test_every_width_that_is_taken_for_granted_is_agreed_on() -> None:
    """Rich and wcwidth give the width by which the layer steps the cursor."""
    for code in range(0x20, 0x20000):
        character = chr(code)
        for known, width in ((_ONE_CELL, 1), (_SURELY_WIDE, 2)):
            if known(character):
                assert (get_character_cell_size(character), wcwidth(character)) == (width, width), hex(code)


STEPS = [
    ("hé 漢字 🚒", "said: hé 漢字 🚒"),
    ("\x7f\x7f\x1b[D\x1b[D", "said: hé 漢字"),
    ("x", "said: hé x漢字"),
    ("\x1bOQ\x1bOQ", "06 "),
    ("\x1bOR", "really?"),
    ("\x1bOS", "06 "),
    ("\x1b[19~", "turn 1"),
    ("\x1b[20~", "turn 1"),
    ("\x1bOR", "really?"),
    ("\x1b[19~", "turn 2"),
    ("\x1bOS", "turn 2"),
]


@pytest.mark.slow
def test_a_whole_app_looks_the_same() -> None:
    """Typing, scrolling, a box opened and closed, wide text, resizing: equal screens at each step, in fewer bytes."""
    with RealTerminal() as plain, RealTerminal("diff") as layered:
        both = (plain, layered)
        for terminal in both:
            terminal.until_shows("said:")
        for keys, sign in STEPS:
            for terminal in both:
                terminal.type(keys)
                terminal.until_shows(sign)
                terminal.settle()
            layered.until_same(plain)
        for size in ((61, 17), (100, 30), (80, 24)):
            for terminal in both:
                terminal.resize(*size)
                terminal.type("z")
                terminal.settle()
            layered.until_same(plain)
        assert len(layered.raw) < len(plain.raw) / 2


@pytest.mark.slow
def test_nothing_changed_is_no_byte() -> None:
    """Repainting what is shown sends nothing at all, not even the brackets of a frame."""
    with RealTerminal("diff") as terminal:
        terminal.until_shows("said:")
        terminal.type("\x1b[?2026;1$y")  # the terminal says that it knows frames
        terminal.type("a")
        terminal.until_shows("said: a")
        terminal.settle()
        assert b"\x1b[?2026h" in terminal.raw
        sent = len(terminal.raw)
        terminal.type("\x1b[21~\x1b[21~")
        terminal.settle()
        assert len(terminal.raw) == sent
        terminal.type("b")
        terminal.until_shows("said: ab")
