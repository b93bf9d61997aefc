"""What can be done with the record itself."""

from __future__ import annotations

from msgspec import Struct


class NoteView(Struct, frozen=True):
    """This person is about to be shown the record of a restricted incident."""

    incident: int


class NoteExport(Struct, frozen=True):
    """This person is about to be given so many rows, in a file or ("") on the output."""

    what: str
    rows: int
    file: str = ""


class Erase(Struct, frozen=True):
    """Empty what the law wants erased of `incident:7` and all that belongs to it, or of `entry:120` alone.

    `entries` and `belonging` are found by the desk; what is asked for with them is not believed.
    """

    about: str
    why: str
    entries: tuple[int, ...] = ()
    belonging: tuple[str, ...] = ()
