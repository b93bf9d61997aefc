"""What a power cut leaves of a file that was being made or folded: opened as if nothing had been."""

from __future__ import annotations

import struct
from collections.abc import Awaitable, Callable
from pathlib import Path

from db.log import Entry, Unwritten
from db.store import open_store

Fact = Callable[..., Unwritten]
Write = Callable[..., Awaitable[list[Entry]]]


async def test_a_file_whose_pages_did_not_all_reach_the_disk_is_opened(file: Path, fact: Fact, write: Write) -> None:
    """The power went while the -wal was folded in: the file is shorter than its first page says, nothing lost."""
    store = await open_store(f"sqlite:///{file}", now=lambda: 5)
    await write(store, *(fact(private="x" * 3000) for _ in range(40)))
    wal = file.with_name(file.name + "-wal")
    before, log = file.read_bytes(), wal.read_bytes()
    await store.close()
    file.write_bytes(file.read_bytes()[:4096] + before[4096:])
    wal.write_bytes(log)
    again = await open_store(f"sqlite:///{file}", now=lambda: 5)
    assert len(await again.entries()) == 40
    await again.close()


async def test_a_store_whose_making_was_cut_off_is_made_again(file: Path) -> None:
    """The power went while the first page was on its way to the disk: its journal says that there was nothing yet."""
    file.parent.mkdir()
    file.write_bytes(bytes(1536))
    journal = bytes.fromhex("d9d505f920a163d7") + struct.pack(">IIIII", 0, 0x29E6B2D2, 0, 512, 4096)
    file.with_name(file.name + "-journal").write_bytes(journal.ljust(512, b"\0"))
    store = await open_store(f"sqlite:///{file}", now=lambda: 5)
    assert await store.entries() == []
    await store.close()
