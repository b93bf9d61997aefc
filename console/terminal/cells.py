"""The cell layer: remembers what each cell of the terminal shows and sends only what changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from rich.cells import split_graphemes
from rich.color import Color, ColorSystem
from rich.console import Console, RenderableType
from rich.style import Style
from textual import events
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.app import App, ReturnType
from textual.geometry import Size
from textual.screen import Screen
from textual.strip import Strip

from console.terminal.text import BAD

Code = tuple[str, str, str]
"""How a cell looks: SGR parameters for attributes, foreground and background; empty is the terminal's own."""

PLAIN: Code = ("", "", "")

_KEPT = 4096  # entries in each memo
_BRIDGE = 3  # unchanged cells that are cheaper to send again than to step over
_UNKNOWN = "\x00"  # no glyph is this, so the cell is sent at the next chance

_ONE_CELL = re.compile("[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u2010-\u2027\u2190-\u21ff\u2500-\u25fc]*").fullmatch
_SURELY_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\u2e99\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60]"
).fullmatch


class CellLayer:
    """What the terminal shows, cell by cell. A wide glyph owns two cells: itself and an empty string."""

    def __init__(self) -> None:
        self._size = Size(0, 0)
        self._colours: ColorSystem | None = ColorSystem.TRUECOLOR
        self._glyphs: list[list[str]] = []
        self._codes: list[list[Code]] = []
        self._at: tuple[int, int] | None = None
        self._pen = PLAIN
        self._out: list[str] = []
        self._due: list[tuple[Code, int, int, list[str]]] = []

    def forget(self) -> None:
        """Suppose nothing about the screen: what is painted next is sent whole."""
        self._size = Size(0, 0)
        self._at = None

    def paint(self, update: CompositorUpdate, console: Console, size: Size) -> str:
        """The bytes that bring the terminal up to date; empty when it is. Leaves the pen plain."""
        if type(update) is LayoutUpdate:
            pieces = _of_layout(update)
        elif type(update) is ChopsUpdate:
            pieces = _of_chops(update)
        else:
            self.forget()
            return update.render_segments(console)
        self._fit(size, None if console.no_color else console._color_system or ColorSystem.TRUECOLOR)
        rest, self._at = self._at, None  # each frame starts from a named place, so a drifted cursor heals
        self._out, self._pen = [], PLAIN
        for y, x, strips in pieces:
            if 0 <= y < size.height:
                self._compare(y, x, *self._spread(strips))
        self._send_by_look()
        self._at = self._at if self._out else rest
        self._out.append(_turn(self._pen, PLAIN))
        return "".join(self._out)

    def rest(self, x: int, y: int) -> str:
        """The bytes that leave the cursor at column x, line y (from 0); empty when it is there."""
        move = _motion(self._at, x, y)
        self._at = (x, y)
        return move

    def _fit(self, size: Size, colours: ColorSystem | None) -> None:
        if size != self._size or colours is not self._colours:
            self._size, self._colours = size, colours
            self._glyphs = [[_UNKNOWN] * size.width for _ in range(size.height)]
            self._codes = [[PLAIN] * size.width for _ in range(size.height)]

    def _spread(self, strips: list[Strip]) -> tuple[list[str], list[Code]]:
        """Strips side by side as one glyph and one look per cell."""
        glyphs: list[str] = []
        codes: list[Code] = []
        for strip in strips:
            for text, style, control in strip:
                if not control:
                    _extend(glyphs, text)
                codes.extend([_code(style, self._colours)] * (len(glyphs) - len(codes)))
        return glyphs, codes

    def _compare(self, y: int, x: int, glyphs: list[str], codes: list[Code]) -> None:
        if x < 0 or x + len(glyphs) > self._size.width:
            glyphs, codes, x = _clipped(glyphs, codes, x, self._size.width)
        end = x + len(glyphs)
        row, looks = self._glyphs[y], self._codes[y]
        if row[x:end] == glyphs and looks[x:end] == codes:
            return
        if row[x] == "":  # the second half of a wide glyph is written over: its first half goes too
            row[x - 1] = _UNKNOWN
        for first, last in _runs(row[x:end], looks[x:end], glyphs, codes):
            self._note(x + first, y, glyphs[first:last], codes[first:last])
        row[x:end] = glyphs
        looks[x:end] = codes

    def _note(self, x: int, y: int, glyphs: list[str], codes: list[Code]) -> None:
        """Stretches of one look each, to be sent when the whole frame is known."""
        start, stop, count = 0, 0, len(glyphs)
        while start < count:
            code = codes[start]
            while stop < count and (codes[stop] is code or codes[stop] == code):
                stop += 1
            self._due.append((code, y, x + start, glyphs[start:stop]))
            start = stop

    def _send_by_look(self) -> None:
        """All of one look, then all of the next: turning the pen costs several times what moving it does."""
        due, self._due = self._due, []
        if all(_ONE_CELL("".join(glyphs)) for _, _, _, glyphs in due):  # halves of wide glyphs keep their order
            turns: dict[Code, int] = {}
            due.sort(key=lambda stretch: turns.setdefault(stretch[0], len(turns)))
        for code, y, x, glyphs in due:
            self._out.append(_motion(self._at, x, y) + _turn(self._pen, code))
            self._pen = code
            self._write(x, y, glyphs)

    def _write(self, x: int, y: int, glyphs: list[str]) -> None:
        """Write glyphs in the present pen, naming the place again after one whose width terminals disagree on."""
        self._at = (x, y)
        text = "".join(glyphs)
        if len(text) == len(glyphs) and _ONE_CELL(text):
            self._out.append(text)
            self._step(x + len(glyphs), y)
            return
        for column, glyph in enumerate(glyphs, x):
            if glyph:
                self._out.append(_motion(self._at, column, y) + glyph)
                wide = _SURELY_WIDE(glyph) is not None
                self._step(column + 1 + wide, y, sure=wide or _ONE_CELL(glyph) is not None)

    def _step(self, x: int, y: int, sure: bool = True) -> None:
        # In the last column the cursor hangs between two places.
        self._at = (x, y) if sure and x < self._size.width else None


class DiffDisplay(App[ReturnType]):
    """An App that sends changed cells only, and not one byte when nothing changed. Built for Textual 8.2.8."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.console.no_color = self.no_color
        self.cells = CellLayer()

    def terminal_behind(self) -> None:
        """The terminal may show anything: paint the whole screen from nothing."""
        self.cells.forget()
        self.refresh()

    async def _on_resize(self, event: events.Resize) -> None:
        # Also for a size that came back to what it was: the terminal has cut its lines meanwhile.
        self.terminal_behind()

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        driver = self._driver
        drawn_here = driver is not None and not driver.is_headless and not driver.is_inline
        if drawn_here and isinstance(renderable, LayoutUpdate | ChopsUpdate):
            try:
                if self._running and not self._closed and not self._batch_count:
                    self._send_changes(renderable)
            finally:
                self.post_display_hook()
            return
        if renderable is not None:
            self.cells.forget()
        super()._display(screen, renderable)

    def _send_changes(self, update: LayoutUpdate | ChopsUpdate) -> None:
        try:
            frame = self.cells.paint(update, self.console, self.size)
            frame += self.cells.rest(*self.screen.outer_size.clamp_offset(self.cursor_position))
        except Exception as error:  # as upstream: a widget that cannot be drawn ends the app in good order
            self.cells.forget()
            self._handle_exception(error)
            return
        if frame and self._driver is not None:
            self._driver.write(f"{SYNC_START}{frame}{SYNC_END}" if self._sync_available else frame)


def _of_layout(update: LayoutUpdate) -> Iterator[tuple[int, int, list[Strip]]]:
    x = update.region.x
    for y, line in enumerate(update.strips, update.region.y):
        yield y, x, list(line)


def _of_chops(update: ChopsUpdate) -> Iterator[tuple[int, int, list[Strip]]]:
    """As ChopsUpdate.render_segments cuts them: on the right only."""
    for y, x1, x2 in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is not None and x < x2 and end > x1:
                yield y, x, [strip if end <= x2 else strip.crop(0, x2 - x)]


def _extend(cells: list[str], text: str) -> None:
    """Add text, cell by cell: a wide glyph takes two, a mark goes to the glyph before it."""
    if _ONE_CELL(text):
        cells += text
        return
    for glyph, width in _glyphs(text):
        if width:
            cells += [glyph or " ", *[""] * (width - 1)]
        elif cells:
            cells[-1 if cells[-1] else -2] += glyph


@lru_cache(_KEPT)
def _glyphs(text: str) -> tuple[tuple[str, int], ...]:
    return tuple((BAD.sub("", text[start:end]), width) for start, end, width in split_graphemes(text)[0])


@lru_cache(_KEPT)
def _code(style: Style | None, colours: ColorSystem | None) -> Code:
    if style is None:
        return PLAIN
    attributes = Strip.render_ansi(style.without_color, colours or ColorSystem.STANDARD)
    return attributes, _colour(style.color, colours, True), _colour(style.bgcolor, colours, False)


def _colour(colour: Color | None, colours: ColorSystem | None, foreground: bool) -> str:
    if colour is None or colours is None or colour.is_default:
        return ""
    return ";".join(colour.downgrade(colours).get_ansi_codes(foreground))


def _clipped(glyphs: list[str], codes: list[Code], x: int, width: int) -> tuple[list[str], list[Code], int]:
    start, stop = max(0, -x), max(0, width - x)
    kept = glyphs[start:stop]
    if kept and glyphs[stop : stop + 1] == [""]:
        kept[-1] = " "
    if kept and kept[0] == "":
        kept[0] = " "
    return kept, codes[start:stop], max(0, x)


def _runs(row: list[str], looks: list[Code], glyphs: list[str], codes: list[Code]) -> Iterator[tuple[int, int]]:
    """Stretches [first, last) of cells to send; a short gap in one look is sent again rather than stepped over."""
    first = last = -1
    for i, (old, new, was, now) in enumerate(zip(row, glyphs, looks, codes, strict=True)):
        if old == new and (was is now or was == now):
            continue
        if first < 0:
            first = i
        elif i > last and (i - last > _BRIDGE or any(code != codes[last - 1] for code in codes[last:i])):
            yield first, last
            first = i
        last = i + 1
    if first >= 0:
        yield first, last


@lru_cache(_KEPT)
def _turn(old: Code, new: Code) -> str:
    """The shortest sequence that turns the pen from one look to another; empty when they are the same."""
    if old == new:
        return ""
    whole = ";".join([*(["0"] if old != PLAIN else []), *filter(None, new)])
    ways = ["" if new == PLAIN else whole]
    if old[0] == new[0]:
        colours = [(new[1] or "39") if old[1] != new[1] else "", (new[2] or "49") if old[2] != new[2] else ""]
        ways.append(";".join(filter(None, colours)))
    return f"\x1b[{min(ways, key=len)}m"


def _motion(at: tuple[int, int] | None, x: int, y: int) -> str:
    """The shortest way to column x, line y. Never a newline: the terminal's settings decide what that does."""
    if at == (x, y):
        return ""
    place = f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H" if y else "\x1b[H"
    if at is None:
        return place
    down = _steps(y - at[1], "B", "A")
    back = at[0] - x
    ways = [place, down + _steps(-back, "C", "D"), down + "\r" + _steps(x, "C", "D")]
    if 0 < back < len(place):
        ways.append(down + "\b" * back)
    return min(ways, key=len)


def _steps(count: int, ahead: str, behind: str) -> str:
    if count == 0:
        return ""
    return f"\x1b[{abs(count) if abs(count) > 1 else ''}{ahead if count > 0 else behind}"
