"""Sealing the log: every minute or thousand entries a signed head goes where its writer cannot rewrite it."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from db.head_keys import HeadKey
from db.heads import Head, line
from db.reader import Reader
from db.trouble import StoreRefused

EVERY_MS = 60_000
EVERY_ENTRIES = 1_000
"""How much may happen between two heads (SAFETY G14: a head is at most 60 s old)."""
_LOOK_S = 1
JOURNAL = Path("/run/systemd/journal/socket")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Sealed:
    """What became of a head: the entry it seals, when (ms UTC), and a sentence for each place that did not take it."""

    number: int
    at: int
    trouble: tuple[str, ...] = ()


class Heads:
    """Signs the end of a store's log and appends it to files that it need not be able to read, and to the journal."""

    def __init__(
        self,
        reader: Reader,
        key: HeadKey,
        files: Sequence[Path],
        now: Callable[[], int],
        journal: Path | None = JOURNAL,
    ) -> None:
        self._reader = reader
        self._key = key
        self._files = tuple(files)
        self._now = now
        self._journal = journal
        self.last: Sealed | None = None

    def due(self, number: int) -> bool:
        """Whether a head is due, now that the log ends at this entry."""
        last = self.last
        return last is None or self._now() - last.at >= EVERY_MS or number - last.number >= EVERY_ENTRIES

    async def seal(self) -> Sealed:
        """Sign the head and put it wherever it belongs; what fails is told in the answer and never raised."""
        at = self._now()
        try:
            number, hash = await self._reader.head()
        except StoreRefused as refusal:
            self.last = Sealed(self.last.number if self.last else 0, at, (f"The log was not sealed: {refusal}",))
            return self.last
        head = self._key.signed(Head(self._reader.store_id, number, hash, _iso(at)))
        trouble = await asyncio.to_thread(self._put, head)
        self.last = Sealed(number, at, tuple(trouble))
        return self.last

    async def keep_sealing(self, number: Callable[[], int], tell: Callable[[tuple[str, ...]], None]) -> None:
        """Seal whenever it is due, until cancelled; `number` is the last entry, `tell` is given what fails, or ()."""
        while True:
            if self.due(number()):
                tell((await self.seal()).trouble)
            await asyncio.sleep(_LOOK_S)

    def _put(self, head: Head) -> list[str]:
        trouble = []
        for file in self._files:
            try:
                append_line(file, line(head))
            except OSError as error:
                trouble.append(f"The log was not sealed in {file} ({error.strerror}); make it writable for the desk.")
        if self._journal is not None:
            try:
                tell_journal(self._journal, head)
            except OSError as error:
                trouble.append(f"The log was not sealed in the journal ({error.strerror}).")
        return trouble


def append_line(path: Path, text: str) -> None:
    """Append a line in one write and wait until it is on the disk. A line that was torn before it stands alone."""
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
    held = os.open(path, flags, 0o640)
    try:
        data = f"\n{text}\n".encode()
        if os.write(held, data) != len(data):
            raise OSError(28, "only part of the line was taken")
        os.fsync(held)
    finally:
        os.close(held)


def tell_journal(journal: Path, head: Head) -> None:
    """One entry of the journal with the head in fields of its own; where there is no journal, a line for stderr."""
    said = f"Firstline sealed its log at entry {head.number}, hash {head.hash}"
    if not journal.exists():
        print(f"<5>{said}, {line(head)}", file=sys.stderr, flush=True)  # noqa: T201  what systemd takes for a notice
        return
    fields = {
        "MESSAGE": said,
        "PRIORITY": "5",
        "SYSLOG_IDENTIFIER": "firstline",
        "FIRSTLINE_HEAD": line(head),
        "FIRSTLINE_STORE": head.store,
        "FIRSTLINE_ENTRY": str(head.number),
    }
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC | socket.SOCK_NONBLOCK) as out:
        out.sendto("".join(f"{name}={value}\n" for name, value in fields.items()).encode(), str(journal))


def _iso(ms: int) -> str:
    return (_EPOCH + timedelta(milliseconds=ms)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
