"""The words of a call as they were said, where they are kept: the newest that fit."""

from __future__ import annotations

from textwrap import wrap

from console.rules.board import Call
from console.rules.told import Spoken
from console.rules.wording import spell
from console.widgets.paper import Line, Paper, rule
from console.widgets.sight import Sight

LABEL = 9


class Conversation(Paper):
    """Who said what on one call; its title says which line it is and since when they talk."""

    DEFAULT_CSS = "Conversation { height: 5; display: none; }"

    def show(self, sight: Sight, call: Call | None) -> None:
        """Draw the newest lines of a call's conversation."""
        if call is None:
            return
        width, room = self.size.width or self.screen.size.width, max(1, self.size.height - 1)
        rows = [row for line in call.talk[-room:] for row in _rows(line, width)]
        seconds = spell((sight.now - call.since) // 1000)
        title = f"CALLER   {call.line} {call.state.upper()} {seconds}   {call.phone}".rstrip()
        self.write([rule(title, width), *rows[-room:]])


def _rows(line: Spoken, width: int) -> list[Line]:
    if line.noise:
        said, label, ink = f"({line.text})", "", "dim"
    else:
        said, label, ink = line.text, "YOU" if line.by else "caller", "accent" if line.by else "text"
    rows = wrap(said, max(20, width - LABEL - 1)) or [""]
    return [((f" {label if n == 0 else '':<{LABEL - 1}}", "dim"), (row, ink)) for n, row in enumerate(rows)]
