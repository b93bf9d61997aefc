"""What bench/shims/faultio.c wrote, read back: each change to a file, and each answer that somebody had."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HEAD = struct.Struct("<cIIqI")
"""A record's beginning: op, process, file, offset, and how many bytes follow."""


@dataclass(frozen=True, slots=True)
class Change:
    """One record. `op` is one of: O a file is seen first, W written, T cut to `offset`, S synced, U unlinked,
    R renamed (from and to, a line each), A an answer was had (32 letters of key, then how many entries).
    """

    op: str
    file: tuple[int, int]
    offset: int
    data: bytes


def read_log(path: Path) -> Iterator[Change]:
    """Every record in order; a last one that is cut short is left out."""
    raw = path.read_bytes()
    at = 0
    while at + HEAD.size <= len(raw):
        op, process, file, offset, size = HEAD.unpack_from(raw, at)
        data = raw[at + HEAD.size : at + HEAD.size + size]
        if len(data) < size:
            return
        yield Change(op.decode(), (process, file), offset, data)
        at += HEAD.size + size


def answer(change: Change) -> tuple[str, int]:
    """The command's key and how many entries its answer named."""
    return change.data[:32].decode(), struct.unpack("<I", change.data[32:])[0]
