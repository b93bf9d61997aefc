"""The log's entries and the chain that binds them: plain values, no database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unwritten:
    """A fact ready to be written; `happened` is ms UTC when that differs from when it is written."""

    happened: int | None
    who: str
    position: str
    about: str
    kind: str
    body: str
    private: str
    key: str
    part: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact on the log, numbered 1, 2, 3…; `at` is ms UTC when written; `private` is None once it was erased."""

    number: int
    at: int
    happened: int | None
    who: str
    position: str
    about: str
    kind: str
    body: str
    private: str | None
    key: str
    part: int
    salt: str | None
    private_hash: str
    prev: str
    hash: str


def first_hash(store_id: str) -> str:
    """What entry 1 is chained to: the store's own id, so a log moved under another store does not verify."""
    return _sha256(store_id)


def seal(previous_hash: str, number: int, at: int, unwritten: Unwritten, salt: str) -> Entry:
    """The entry this fact becomes as `number`, written `at` (ms UTC), chained to the hash before it."""
    fact = unwritten
    seal_of_private = private_digest(salt, fact.private)
    values = (number, at, fact.happened, fact.who, fact.position, fact.about, fact.kind, fact.body)
    return Entry(
        *values,
        private=fact.private,
        key=fact.key,
        part=fact.part,
        salt=salt if fact.private else None,
        private_hash=seal_of_private,
        prev=previous_hash,
        hash=_chained(previous_hash, [*values, seal_of_private, fact.key, fact.part]),
    )


def digest(entry: Entry) -> str:
    """The hash this entry ought to carry, from its own fields; the private part counts by its hash alone."""
    e = entry
    facts = [e.number, e.at, e.happened, e.who, e.position, e.about, e.kind, e.body, e.private_hash, e.key, e.part]
    return _chained(e.prev, facts)


def private_digest(salt: str | None, private: str) -> str:
    """The hash that stands for the private part in the chain; "" when there is no private part."""
    return _sha256((salt or "") + private) if private else ""


def _chained(prev: str, facts: Sequence[object]) -> str:
    return _sha256(prev + json.dumps(facts, separators=(",", ":")))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
