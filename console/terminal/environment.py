"""What the surroundings may say to Textual, settled before Textual is imported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping
from typing import Protocol

_OURS = {
    "TEXTUAL_FPS": "240",
    "TEXTUAL_ANIMATIONS": "none",
    "TEXTUAL_SMOOTH_SCROLL": "0",
    "TEXTUAL_DISABLE_KITTY_KEY": "1",
}
_COLOURS = {"standard", "256", "truecolor", "auto"}


class TerminalUnfit(Exception):
    """A sentence for the reader: why Firstline cannot draw here, and what to do. The caller prints it and exits 2."""


class Stream(Protocol):
    """Anything that knows whether it is a terminal."""

    def isatty(self) -> bool:
        """True for a terminal."""


def prepare(environ: MutableMapping[str, str]) -> None:
    """Drop what makes Textual log keys, load code or open a browser; set our pace. Call before importing textual."""
    colours = environ.get("TEXTUAL_COLOR_SYSTEM", "")
    for name in [name for name in environ if name.startswith("TEXTUAL")]:
        del environ[name]
    environ.pop("BROWSER", None)
    environ.update(_OURS)
    environ.setdefault("ESCDELAY", "250")
    if colours in _COLOURS:
        environ["TEXTUAL_COLOR_SYSTEM"] = colours


def uses_mouse(environ: Mapping[str, str], wanted: bool | None) -> bool:
    """Whether clicks are taken: as was wanted; where nothing was said, not over SSH, so that the terminal can copy."""
    return not environ.get("SSH_CONNECTION") if wanted is None else wanted


def line_by_line(environ: Mapping[str, str], streams: Iterable[Stream | None]) -> str:
    """Why a terminal can only be talked to line by line, as a sentence; empty where it can be drawn on, or is none."""
    term = environ.get("TERM", "")
    if term not in {"", "dumb"} or not all(stream is not None and stream.isatty() for stream in streams):
        return ""
    return f"TERM={term or '(not set)'} cannot place text on the screen, so Firstline talks line by line."


def check_terminal(environ: Mapping[str, str], streams: Iterable[Stream | None]) -> None:
    """Raise TerminalUnfit unless every stream (stdin, stdout, stderr) is a terminal that can place text."""
    if not all(stream is not None and stream.isatty() for stream in streams):
        raise TerminalUnfit(
            "Firstline draws on a terminal, and its input, output and error output must all be that terminal; "
            "over ssh use `ssh -t`, and leave out pipes and redirections."
        )
    term = environ.get("TERM", "")
    if term in {"", "dumb"}:
        raise TerminalUnfit(
            f"TERM={term or '(not set)'} cannot place text on the screen; "
            "set TERM to what your terminal is, for example `TERM=xterm-256color`."
        )
