"""The peer of keys and start: a Textual app with one stock Input, no settings of ours."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Input


class BareInput(App[None]):
    """Nothing but a field."""

    def compose(self) -> ComposeResult:
        """The field."""
        yield Input(placeholder="bare field")


if __name__ == "__main__":
    BareInput().run()
