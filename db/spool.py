"""A file of fixed room beside the store: what is put there is safe, even while the store takes nothing.

Its room is taken when it is made, so that writing into it needs none on a disk that has filled up since; where there
is more, it grows. It is a header, then records of length, checksum and bytes. Each emptying begins a new generation,
which the checksums count in: what an older one left behind is never read again.
"""

from __future__ import annotations

import fcntl
import os
import struct
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Self

from db.trouble import StoreRefused

ROOM = 8 * 2**20
"""Bytes taken for it: some thousands of calls (docs/faults.md)."""
LEAST = 64 * 2**10
"""On a small disk it takes a quarter of what is free, but so many bytes at least."""
_HEADER = struct.Struct(">8s32sQI")  # magic, the store's id, generation, checksum
_MAGIC = b"FLNASIDE"
_BEGIN = 512  # a header that is torn takes no record with it
_FRAME = struct.Struct(">II")  # length, checksum


class Doubtful(OSError):
    """The disk did not say that it has the record: after a crash it may be there all the same."""


class Spool:
    """Holds the file open, and locked; each method blocks for as long as the disk takes. OSError is the disk's word."""

    def __init__(self, path: Path, held: int, store_id: str) -> None:
        self.path = path
        self.records: list[bytes] = []
        self._held = held
        self._store_id = store_id.encode()
        self._generation = 1
        self._end = _BEGIN

    @classmethod
    def open(cls, path: Path, store_id: str) -> Self:
        """Open or make it; `records` are those left in it. StoreRefused when it belongs to another store."""
        held = _opened(path)
        try:
            spool = cls(path, held, store_id)
            spool._begin()
        except BaseException:
            os.close(held)
            raise
        return spool

    @property
    def empty(self) -> bool:
        """Whether nothing is in it."""
        return not self.records

    def append(self, record: bytes) -> None:
        """Put a record behind the others and see it onto the disk; one that failed counts for nothing."""
        if not self._still_there():
            self._make_again()
        written = _FRAME.pack(len(record), self._checksum(self._end, record)) + record
        _write(self._held, written, self._end)
        try:
            os.fdatasync(self._held)
        except OSError as error:
            with suppress(OSError):
                os.pwrite(self._held, bytes(_FRAME.size), self._end)
            raise Doubtful(*error.args) from error
        self._end += len(written)
        self.records.append(record)

    def clear(self) -> None:
        """Begin anew: nothing that is in it will be read again, and what callers said is wiped out."""
        self._write_header(self._generation + 1)
        self._generation += 1
        used, self._end = self._end, _BEGIN
        self.records = []
        with suppress(OSError):  # where the disk fails, the new generation is enough
            _write(self._held, bytes(used - _BEGIN), _BEGIN)

    def close(self) -> None:
        """Let go of it; an empty one is taken away."""
        if self._held >= 0:
            if self.empty and self._still_there():
                with suppress(OSError):
                    self.path.unlink()
            os.close(self._held)
            self._held = -1

    def _begin(self) -> None:
        header = os.pread(self._held, _HEADER.size, 0)
        if not header.strip(b"\0"):
            self._take_room()
            self._write_header(self._generation)
            return
        try:
            magic, owner, generation, sum_ = _HEADER.unpack(header)
        except struct.error:
            magic, owner, generation, sum_ = b"", b"", 0, 0
        if magic != _MAGIC or sum_ != zlib.crc32(header[:-4]):
            raise StoreRefused(f"{self.path} is damaged; move it away and keep it, it may hold calls")
        if owner != self._store_id:
            raise StoreRefused(f"{self.path} was kept for another store; put it back beside that one, or move it away")
        self._generation = generation
        self._read()

    def _read(self) -> None:
        while len(frame := os.pread(self._held, _FRAME.size, self._end)) == _FRAME.size:
            length, sum_ = _FRAME.unpack(frame)
            record = os.pread(self._held, length, self._end + _FRAME.size) if length else b""
            if not length or len(record) < length or sum_ != self._checksum(self._end, record):
                return
            self._end += _FRAME.size + length
            self.records.append(record)

    def _take_room(self) -> None:
        room = max(LEAST, min(ROOM, free(self.path.parent)[0] // 4))
        try:
            os.posix_fallocate(self._held, 0, room)
        except OSError:
            with suppress(OSError):
                self.path.unlink()
            raise
        _sync_folder(self.path.parent)

    def _make_again(self) -> None:
        """Somebody removed it: what was in it is put into a new one."""
        held, kept = _opened(self.path), self.records
        os.close(self._held)
        self._held, self._end, self.records = held, _BEGIN, []
        self._begin()
        for record in kept:
            self.append(record)

    def _write_header(self, generation: int) -> None:
        header = _HEADER.pack(_MAGIC, self._store_id, generation, 0)[:-4]
        _write(self._held, header + struct.pack(">I", zlib.crc32(header)), 0)
        os.fsync(self._held)

    def _checksum(self, at: int, record: bytes) -> int:
        return zlib.crc32(record, zlib.crc32(struct.pack(">QQ", self._generation, at)))

    def _still_there(self) -> bool:
        try:
            found = self.path.stat()
        except OSError:
            return False
        return os.path.samestat(found, os.fstat(self._held))


def _opened(path: Path) -> int:
    held = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BaseException:
        os.close(held)
        raise
    return held


def _sync_folder(folder: Path) -> None:
    """The name of a new file is on the disk only once its folder is."""
    held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(held)
    finally:
        os.close(held)


def free(folder: Path) -> tuple[int, int]:
    """The bytes that are free to this user on a folder's disk, and all that there are."""
    disk = os.statvfs(folder)
    return disk.f_bavail * disk.f_frsize, disk.f_blocks * disk.f_frsize


def _write(held: int, written: bytes, at: int) -> None:
    while written:
        done = os.pwrite(held, written, at)
        written, at = written[done:], at + done
