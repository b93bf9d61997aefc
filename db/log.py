"""The log's entries and the chain that binds them: plain values, no database."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from json.encoder import encode_basestring_ascii as _quoted


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
        hash=chained(previous_hash, *values, seal_of_private, fact.key, fact.part),
    )


def digest(entry: Entry) -> str:
    """The hash this entry ought to carry, from its own fields; the private part counts by its hash alone."""
    e = entry
    values = (e.number, e.at, e.happened, e.who, e.position, e.about, e.kind, e.body)
    return chained(e.prev, *values, e.private_hash, e.key, e.part)


def private_digest(salt: str | None, private: str) -> str:
    """The hash that stands for the private part in the chain; "" when there is no private part."""
    return _sha256((salt or "") + private) if private else ""


def chained(  # noqa: PLR0913  one value a column; a sequence of them would cost a third of the speed
    prev: str,
    number: int,
    at: int,
    happened: int | None,
    who: str,
    position: str,
    about: str,
    kind: str,
    body: str,
    private_hash: str,
    key: str,
    part: int,
) -> str:
    """The hash over the one before and the values as a JSON list; TypeError where a value is not of its type."""
    return _sha256(
        f"{prev}[{number:d},{at:d},{'null' if happened is None else format(happened, 'd')},"
        f"{_quoted(who)},{_quoted(position)},{_quoted(about)},{_quoted(kind)},{_quoted(body)},"
        f"{_quoted(private_hash)},{_quoted(key)},{part:d}]"
    )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
