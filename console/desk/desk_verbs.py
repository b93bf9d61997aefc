"""What the desk asks of itself."""

from __future__ import annotations

from msgspec import Struct


class NoteClockJump(Struct, frozen=True):
    """Put on record that the machine's clock was set by so many milliseconds."""

    ms: int
