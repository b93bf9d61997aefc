"""Is the log as it was written? Every entry is checked against the one before it, and against the signed heads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from db.heads import Head
from db.log import chained, first_hash, private_digest
from db.reader import Reader

PAGE = 4_000
"""Entries read in one step: some tens of milliseconds, and as long as a reading transaction lasts."""
ERASED = "PrivateErased"
"""The kind of entry that names, in its `entries`, whose private parts were erased."""
_BEFORE_ALL = -(2**62)  # a forged entry may be numbered below 1


@dataclass(frozen=True, slots=True)
class Fault:
    """The first entry that is not as it was written, and what is wrong with it."""

    number: int
    sentence: str


class Chain:
    """A log that is checked page by page, from its beginning or from an entry that is taken for good."""

    def __init__(self, number: int, hash: str, heads: Iterable[Head] = ()) -> None:
        self.number = number
        self.hash = hash
        self._sealed = {head.number: head for head in heads}
        self._good = max((n for n in self._sealed if n <= number), default=0)
        self._empty: set[int] = set()

    def wrong_in(self, page: Iterable[Sequence[Any]]) -> Fault | None:
        """The first fault among the next entries, given as rows of the table in its order; None when all are good."""
        number, previous, sealed = self.number, self.hash, self._sealed
        for row in page:
            if not _follows(row, number + 1, previous):
                return Fault(min(row[0], number + 1), _wrong(row, number + 1, previous))
            number, previous = row[0], row[14]
            if row[8] is None:
                self._empty.add(number)
            elif row[6] == ERASED:
                self._empty -= _named(row[7])
            if number in sealed:
                if sealed[number].hash != previous:
                    return self._rewritten(sealed[number])
                self._good = number
        self.number, self.hash = number, previous
        return None

    def short_of(self, number: int, why: str) -> Fault | None:
        """The fault of a log that ends before an entry that is known to have been there."""
        if number <= self.number:
            return None
        return Fault(self.number + 1, f"the log ends at entry {self.number}, but {why} {number}")

    def at_end(self) -> Fault | None:
        """The fault of a log that ends before its newest head, or has an empty part that no entry says was erased."""
        if self._empty:
            first = min(self._empty)
            return Fault(first, f"the private part of entry {first} is gone, and no entry says that it was erased")
        newest = max(self._sealed, default=0)
        return self.short_of(newest, f"a head was signed at {self._sealed[newest].at} for entry") if newest else None

    def _rewritten(self, head: Head) -> Fault:
        return Fault(
            self._good + 1,
            f"the entries from {self._good + 1} to {head.number} are not those that were sealed at {head.at}; "
            "they were written anew as a whole",
        )


async def check_chain(reader: Reader, heads: Sequence[Head] = ()) -> Fault | None:
    """Read the whole log, a page at a time; None when every entry is as it was written and agrees with the heads."""
    snapshot = await reader.snapshot()  # before the log, which may grow while it is read
    chain = Chain(0, first_hash(reader.store_id), heads)
    after = _BEFORE_ALL
    while page := await reader.bare_entries(after, PAGE):
        if fault := chain.wrong_in(page):
            return fault
        after = chain.number
    kept = snapshot.number if snapshot else 0
    return chain.at_end() or chain.short_of(kept, "the board was kept after entry")


def _follows(row: Sequence[Any], number: int, previous: str) -> bool:
    """Whether this is the next entry, as it was written."""
    own, at, happened, who, position, about, kind, body, private, key, part, salt, private_hash, prev, hash = row
    try:
        return (
            own == number
            and prev == previous
            and hash == chained(prev, own, at, happened, who, position, about, kind, body, private_hash, key, part)
            and _private_whole(private, salt, private_hash)
        )
    except (TypeError, ValueError):
        return False


def _private_whole(private: str | None, salt: str | None, private_hash: str) -> bool:
    if private is None:
        return salt is None and private_hash != ""
    return private_digest(salt, private) == private_hash


def _wrong(row: Sequence[Any], number: int, previous: str) -> str:
    """What is wrong with an entry that does not follow."""
    if row[0] != number:
        return _out_of_place(row[0], number)
    if row[13] != previous:
        return f"entry {number} does not follow the entry before it; it was moved, or that one was exchanged"
    own, at, happened, who, position, about, kind, body, _, key, part, _, private_hash, prev, hash = row
    try:
        whole = chained(prev, own, at, happened, who, position, about, kind, body, private_hash, key, part) == hash
    except (TypeError, ValueError):  # a value of another type than its column has
        whole = False
    return f"{'the private part of entry' if whole else 'entry'} {number} was altered after it was written"


def _named(body: str) -> set[int]:
    try:
        return set(json.loads(body)["entries"])
    except (ValueError, KeyError, TypeError):
        return set()


def _out_of_place(own: int, number: int) -> str:
    if own > number:
        return f"entry {number} is missing; the next one is {own}"
    return f"entry {own} was put in by another hand; entries begin at 1"
