"""What was done with the record itself."""

from __future__ import annotations

from msgspec import Struct


class RecordViewed(Struct, frozen=True):
    """The entry's person was shown the record of an incident whose service is restricted."""

    incident: int


class Exported(Struct, frozen=True):
    """So many rows of something were about to be given out, to a file or ("") to the output."""

    what: str
    rows: int
    file: str = ""


class PrivateErased(Struct, frozen=True):
    """What the law wanted erased was emptied in these entries, for the reason `why`; the chain keeps their hashes.

    `about` is what was asked for, such as incident:7 or entry:120, `belonging` everything that the entries are about.
    """

    about: str
    entries: tuple[int, ...]
    why: str
    belonging: tuple[str, ...] = ()
