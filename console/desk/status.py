"""How a centre and its desk are at a moment: what a supervisor, a script and a collector of figures are told."""

from __future__ import annotations

from msgspec import Struct

from console.rules.met import Met


class Waiting(Struct, frozen=True):
    """How many wait, and since when the oldest does (ms UTC)."""

    count: int = 0
    since: int | None = None


class Log(Struct, frozen=True):
    """A store by its id, its last entry and hash, and the bytes of its file and its -wal (None: on a server)."""

    store: str
    entries: int
    hash: str
    bytes: int | None = None
    wal_bytes: int | None = None


class Kept(Struct, frozen=True):
    """The newest backup, which was checked when it was made: its file, when (ms UTC), and the last entry in it."""

    file: str
    at: int
    entries: int


class Disk(Struct, frozen=True):
    """The disk that a store is on, in bytes."""

    free: int
    size: int


class Serving(Struct, frozen=True):
    """What only the desk itself knows: consoles, how long commands took lately, the last head, and any trouble.

    Times are ms; `sealed` is the entry that was sealed at `sealed_at` (ms UTC), None where no heads are signed.
    """

    consoles: int = 0
    commands: int = 0
    p50_ms: float | None = None
    p99_ms: float | None = None
    sealed: int | None = None
    sealed_at: int | None = None
    aside: int = 0
    trouble: str = ""


class Status(Struct, frozen=True):
    """How things are at `at` (ms UTC). `calls` ring, `incidents` have no unit; `today` is since midnight there.

    `warnings` are what somebody has to see to, a sentence each, the worst first.
    """

    at: int
    calls: Waiting
    incidents: Waiting
    today: tuple[Met, ...]
    log: Log
    backup: Kept | None = None
    disk: Disk | None = None
    desk: Serving | None = None
    warnings: tuple[str, ...] = ()
