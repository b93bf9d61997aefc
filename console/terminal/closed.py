"""An app that lets nothing out: no files, no links, no clipboard, no suspended process, no values in a crash report."""

from __future__ import annotations

from typing import Any

from rich.segment import Segments
from textual.app import ReturnType
from textual.filter import LineFilter

from console.terminal.cells import DiffDisplay
from console.terminal.guard import AsciiOnly, TerminalGuard


class ClosedApp(DiffDisplay[ReturnType], inherit_bindings=False):
    """What Textual would do behind a dispatcher's back is not done."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._nets: list[LineFilter] = [TerminalGuard()]  # kept: Textual keeps a filtered line by the filter's identity

    def get_line_filters(self) -> list[LineFilter]:
        """The last nets under every widget."""
        return [*self._nets, *super().get_line_filters()]

    def write_ascii(self) -> None:
        """From now on nothing but ASCII is drawn."""
        self._nets.append(AsciiOnly())

    def copy_to_clipboard(self, text: str) -> None:
        """Copy inside the console only: what a caller said does not go to the terminal's clipboard."""
        self._clipboard = text

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Links are not opened from here."""

    def deliver_text(self, *args: Any, **kwargs: Any) -> str | None:
        """Files are written by commands, never by the screen."""
        return None

    def deliver_binary(self, *args: Any, **kwargs: Any) -> str | None:
        """The same for files that are not text."""
        return None

    def action_suspend_process(self) -> None:
        """Never suspended: its locks would be kept and no key could wake it."""

    def _fatal_error(self) -> None:
        """As upstream, but without the values of variables: they may hold what a caller said."""
        from rich.traceback import Traceback  # costs as much as a frame, and is hardly ever needed

        self.bell()
        traceback = Traceback(show_locals=False, width=None)
        self._exit_renderables.append(Segments(self.console.render(traceback, self.console.options)))
        self._close_messages_no_wait()
