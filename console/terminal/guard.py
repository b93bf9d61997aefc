"""The last net under every line that a widget draws."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from console.terminal.text import BAD


class TerminalGuard(LineFilter):
    """Takes control characters, unseen marks and links out of a drawn line; its width stays the same."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments, harmless."""
        if all(_harmless(segment) for segment in segments):
            return segments
        return [_made_harmless(segment) for segment in segments]


def _harmless(segment: Segment) -> bool:
    return BAD.search(segment.text) is None and (segment.style is None or segment.style.link is None)


def _made_harmless(segment: Segment) -> Segment:
    text, style, control = segment
    safe = BAD.sub(lambda bad: " " * cell_len(bad[0]), text)
    # A link leaves as a control sequence with somebody's address in it.
    return Segment(safe, style.update_link(None) if style is not None and style.link else style, control)
