"""What somebody whispers to this position: a line or two above the notice, only while there is something."""

from __future__ import annotations

from textwrap import wrap

from console.widgets.paper import Line, Paper, rule
from console.widgets.sight import Sight

MOST = 3
"""Lines of it that are shown."""


class Whispered(Paper):
    """Takes no focus and no key, and hides nothing: without a whisper it is not there."""

    DEFAULT_CSS = "Whispered { display: none; height: 3; }"

    def show(self, sight: Sight) -> None:
        """Draw the newest whisper, each of its sentences from a line of its own where there is room."""
        whisper = sight.whisper
        self.display = whisper is not None
        if whisper is None:
            return
        width = self.screen.size.width
        rows = [
            row for part in whisper.text.split("\n") for row in wrap(part, max(20, width - 2), subsequent_indent="  ")
        ][:MOST]
        self.styles.height = 1 + len(rows)
        lines: list[Line] = [rule(f"{whisper.by} whispers", width)]
        lines += [((f" {row}", "accent"),) for row in rows]
        self.write(lines)
