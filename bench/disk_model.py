"""A disk whose power can be cut: what was synced is there, and of the rest whatever chance has kept, in sectors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from bench.disk_log import Change

SECTOR = 512
"""Bytes that a disk writes whole or not at all."""


@dataclass(slots=True)
class Blob:
    """One file, whatever it is called: its bytes as of the last sync, and the changes that no sync has covered yet."""

    synced: bytearray = field(default_factory=bytearray)
    loose: list[Change] = field(default_factory=list)

    def settle(self) -> None:
        """A sync: all changes are on the disk."""
        for change in self.loose:
            _apply(self.synced, change)
        self.loose.clear()

    def after_a_cut(self, chance: Random, keep: float) -> bytes:
        """The bytes as the next start finds them: each loose change kept, dropped or torn."""
        found = bytearray(self.synced)
        for change in self.loose:
            if chance.random() < keep:
                _apply(found, change)
            elif change.op == "W" and chance.random() < 0.5:
                for sector in _sectors(change):
                    if chance.random() < 0.5:
                        _write(found, *sector)
        return bytes(found)


class Disk:
    """The files under a folder, as the records of a watched process make them.

    Names (a file made, unlinked, renamed) come to the disk in order, with the next sync of anything: a journalling file
    system keeps their order. Before that, chance keeps the first so many.
    """

    def __init__(self) -> None:
        self._blobs: dict[tuple[int, int], Blob] = {}
        self._names: dict[str, Blob] = {}
        self._synced_names: dict[str, Blob] = {}
        self._loose_names: list[tuple[str, str, Blob | None]] = []

    def take(self, change: Change) -> None:
        """One more change was made."""
        match change.op:
            case "O":
                self._see(change)
            case "W" | "T":
                self._blobs[change.file].loose.append(change)
            case "S":
                self._blobs[change.file].settle()
                self._synced_names = dict(self._names)
                self._loose_names.clear()
            case "U":
                self._rename(change.data.decode(), "")
            case "R":
                self._rename(*change.data.decode().split("\n"))

    def after_a_cut(self, chance: Random) -> dict[str, bytes]:
        """Each file by its path, as the next start finds it."""
        names = dict(self._synced_names)
        for path, to, blob in self._loose_names[: chance.randint(0, len(self._loose_names))]:
            names.pop(path, None)
            if to and blob is not None:
                names[to] = blob
        keep = chance.choice((0.0, 0.3, 0.7, 0.95, 1.0))
        return {path: blob.after_a_cut(chance, keep) for path, blob in names.items()}

    def _see(self, change: Change) -> None:
        path = change.data.decode()
        if path not in self._names:
            self._names[path] = Blob()
            self._loose_names.append(("", path, self._names[path]))
        self._blobs[change.file] = self._names[path]

    def _rename(self, path: str, to: str) -> None:
        blob = self._names.pop(path, None)
        self._loose_names.append((path, to, blob))
        if to and blob is not None:
            self._names[to] = blob


def put(files: dict[str, bytes], under: str, folder: Path) -> None:
    """Write an image into a folder, which is emptied first; what lay under another folder lies there now."""
    for old in folder.iterdir():
        old.unlink()
    for path, content in files.items():
        if path.startswith(under):
            (folder / path.removeprefix(under)).write_bytes(content)


def _sectors(change: Change) -> Iterator[tuple[int, bytes]]:
    """The pieces of a write that a disk takes whole or not at all."""
    at, end = change.offset, change.offset + len(change.data)
    while at < end:
        until = min(end, at - at % SECTOR + SECTOR)
        yield at, change.data[at - change.offset : until - change.offset]
        at = until


def _apply(bytes_: bytearray, change: Change) -> None:
    if change.op == "W":
        _write(bytes_, change.offset, change.data)
    else:
        del bytes_[change.offset :]
        bytes_.extend(bytes(max(0, change.offset - len(bytes_))))


def _write(bytes_: bytearray, offset: int, data: bytes) -> None:
    if offset > len(bytes_):
        bytes_.extend(bytes(offset - len(bytes_)))
    bytes_[offset : offset + len(data)] = data
