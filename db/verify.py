"""Is the log as it was written? Every entry is checked against the one before it."""

from __future__ import annotations

from dataclasses import dataclass

from db.log import Entry, digest, first_hash, private_digest
from db.reader import Reader

_BEFORE_ALL = -(2**62)  # a forged entry may be numbered below 1


@dataclass(frozen=True, slots=True)
class Fault:
    """The first entry that is not as it was written, and what is wrong with it."""

    number: int
    sentence: str


async def check_chain(reader: Reader) -> Fault | None:
    """Read the whole log, a page at a time; None when every entry is as it was written."""
    snapshot = await reader.snapshot()  # before the log, which may grow while it is read
    number, previous = 0, first_hash(reader.store_id)
    async for page in reader.stream(_BEFORE_ALL):
        for entry in page:
            wrong = _wrong(entry, number + 1, previous)
            if wrong:
                return Fault(min(entry.number, number + 1), wrong)
            number, previous = entry.number, entry.hash
    if snapshot is not None and snapshot.number > number:
        return Fault(
            number + 1, f"the log ends at entry {number}, but the board was kept after entry {snapshot.number}"
        )
    return None


def _wrong(entry: Entry, number: int, previous: str) -> str:
    if entry.number > number:
        return f"entry {number} is missing; the next one is {entry.number}"
    if entry.number < number:
        return f"entry {entry.number} was put in by another hand; entries begin at 1"
    if entry.prev != previous:
        return f"entry {number} does not follow the entry before it; it was moved, or that one was exchanged"
    if digest(entry) != entry.hash:
        return f"entry {number} was altered after it was written"
    if not _private_whole(entry):
        return f"the private part of entry {number} was altered after it was written"
    return ""


def _private_whole(entry: Entry) -> bool:
    if entry.private is None:
        return entry.salt is None and entry.private_hash != ""
    return private_digest(entry.salt, entry.private) == entry.private_hash
