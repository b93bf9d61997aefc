"""Whether the SQLite library of this Python can be trusted with several writers."""

from __future__ import annotations

from dataclasses import dataclass

_MENDED: dict[tuple[int, ...], int] = {
    (3, 50): 7,
    (3, 44): 6,
}  # sqlite.org/wal.html, "the WAL-reset bug"; 3.51.3 and later have it too


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be said of a library; `safe` means free of the WAL-reset bug."""

    safe: bool
    sentence: str


def verdict(version: tuple[int, ...]) -> Verdict:
    """The verdict on a SQLite version such as (3, 40, 1)."""
    name = ".".join(str(part) for part in version)
    if mended(version):
        return Verdict(True, f"SQLite {name} is sound.")
    return Verdict(
        False,
        f"SQLite {name} can damage a store that two programs write at once (mended in 3.51.3, 3.50.7 and 3.44.6); "
        "Firstline lets only one write, so never open the store with another program while Firstline is running.",
    )


def mended(version: tuple[int, ...]) -> bool:
    """Whether this SQLite version has the repair of the WAL-reset bug."""
    patch = version[2] if len(version) > 2 else 0
    return version >= (3, 51, 3) or patch >= _MENDED.get(version[:2], patch + 1)
