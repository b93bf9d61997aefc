"""The last net under every line that a widget draws."""

from __future__ import annotations

from functools import lru_cache

from rich.cells import cell_len, split_graphemes
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from console.terminal.glyphs import in_ascii
from console.terminal.text import BAD


class TerminalGuard(LineFilter):
    """Takes control characters, unseen marks and links out of a drawn line; its width stays the same."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments, harmless."""
        if all(_harmless(segment) for segment in segments):
            return segments
        return [_made_harmless(segment) for segment in segments]


class AsciiOnly(LineFilter):
    """Writes a drawn line in ASCII, every glyph in as many columns as it had: for terminals that know nothing else."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments in ASCII."""
        if all(segment.text.isascii() for segment in segments):
            return segments
        return [Segment(_as_wide(text), style, control) for text, style, control in segments]


@lru_cache(4096)
def _as_wide(text: str) -> str:
    if text.isascii():
        return text
    glyphs = ((text[start:end], width) for start, end, width in split_graphemes(text)[0])
    return "".join(in_ascii(glyph)[:width].ljust(width) for glyph, width in glyphs)


def _harmless(segment: Segment) -> bool:
    return BAD.search(segment.text) is None and (segment.style is None or segment.style.link is None)


def _made_harmless(segment: Segment) -> Segment:
    text, style, control = segment
    safe = BAD.sub(lambda bad: " " * cell_len(bad[0]), text)
    # A link leaves as a control sequence with somebody's address in it.
    return Segment(safe, style.update_link(None) if style is not None and style.link else style, control)
