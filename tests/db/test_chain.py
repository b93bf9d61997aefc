"""A log that was tampered with says so, and where."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from db.log import Entry, Unwritten, chained, digest, first_hash, seal
from db.store import Store, open_reader, open_store
from db.verify import check_chain

Fact = Callable[..., Unwritten]
Write = Callable[..., Awaitable[list[Entry]]]
Hand = Callable[[str], Awaitable[None]]

COLUMNS = "at, happened, who, position, about, kind, body, private, part, salt, private_hash, prev, hash"
FORGED = (
    f"INSERT INTO entry (number, key, {COLUMNS}) SELECT {{number}}, 'forged', {COLUMNS} FROM entry WHERE number = 3"
)
SWAP = "UPDATE entry SET number = -2 WHERE number = 2; UPDATE entry SET number = 2 WHERE number = 3;"


@pytest.mark.parametrize(
    ("meddling", "number"),
    [
        ("UPDATE entry SET body = '{}' WHERE number = 3", 3),
        ("UPDATE entry SET at = at + 1 WHERE number = 2", 2),
        ("UPDATE entry SET who = 'bob' WHERE number = 5", 5),
        ("DELETE FROM entry WHERE number = 3", 3),
        ("DELETE FROM entry WHERE number = 1", 1),
        (FORGED.format(number=6), 6),
        (FORGED.format(number=0), 0),
        (SWAP + "UPDATE entry SET number = 3 WHERE number = -2;", 2),
        ("""UPDATE entry SET private = '{"phone":"6"}' WHERE number = 4""", 4),
        ("UPDATE entry SET private = '' WHERE number = 4", 4),
        ("UPDATE entry SET private = 'x' WHERE number = 1", 1),
        ("UPDATE entry SET salt = 'ff' WHERE number = 4", 4),
        ("UPDATE entry SET private_hash = '', private = '', salt = NULL WHERE number = 4", 4),
        ("UPDATE store SET id = 'another'", 1),
        ("DELETE FROM entry WHERE number = 5", 5),
    ],
)
async def test_tampering_is_found_at_the_right_entry(
    url: str, fact: Fact, write: Write, by_hand: Hand, meddling: str, number: int
) -> None:
    """Whatever is edited, deleted, added, moved or cut off the end is named by the number of its first entry."""
    store = await open_store(url, now=lambda: 5)
    await write(store, fact(), fact(), fact(), fact(private='{"phone":"5"}'), fact())
    await store.save_snapshot(5, "fold", "{}")
    await store.close()
    await by_hand(meddling)
    reader = await open_reader(url)
    fault = await check_chain(reader)
    await reader.close()
    assert fault is not None
    assert fault.number == number
    assert f"entry {number}" in fault.sentence or "ends at entry 4" in fault.sentence


async def test_erasing_what_the_law_wants_erased_leaves_the_chain_whole(
    url: str, fact: Fact, write: Write, by_hand: Hand
) -> None:
    """Private part and salt emptied: the log still verifies, where an entry says that they were."""
    store = await open_store(url, now=lambda: 5)
    said = replace(fact(kind="PrivateErased"), body='{"entries":[2]}')
    await write(store, fact(), fact(private='{"phone":"5"}'), said)
    await store.close()
    await by_hand("UPDATE entry SET private = NULL, salt = NULL WHERE number = 2")
    reader = await open_reader(url)
    assert await check_chain(reader) is None
    assert [entry.private for entry in await reader.entries()] == ["", None, ""]
    await reader.close()


async def test_an_empty_log_is_whole(store: Store) -> None:
    """Nothing written, nothing wrong."""
    assert await check_chain(store) is None


def test_the_seal_covers_every_field(fact: Fact) -> None:
    """Any field changed gives another digest, but the private part counts by its hash only."""
    entry = seal(first_hash("a"), 1, 5, fact("k", private='{"a":1}'), "salt")
    assert digest(entry) == entry.hash
    assert digest(replace(entry, private=None, salt=None)) == entry.hash
    changed = {
        "number": 2, "at": 6, "happened": 1, "who": "x", "position": "x", "about": "x", "kind": "x", "body": "x",
        "key": "x", "part": 9, "private_hash": "x", "prev": "x",
    }  # fmt: skip
    for name, value in changed.items():
        altered: dict[str, object] = {name: value}
        assert digest(replace(entry, **altered)) != entry.hash, name  # type: ignore[arg-type]  # values of many types


@pytest.mark.parametrize("text", ["", 'a "b" \\ /', "Größe 🚒", "\x00\x1f\x7f\n\u2028", "e\u0301\ufeff"])
def test_a_seal_is_what_it_always_was(text: str) -> None:
    """SHA-256 over the hash before and a JSON list in ASCII, so that logs of every Firstline verify."""
    values = [7, 5, None, text, "P1", "call:1", "CallRang", text, "", text, 0]
    for happened in (None, -3):
        values[2] = happened
        said = json.dumps(values, separators=(",", ":"))
        assert chained("before", *values) == hashlib.sha256(f"before{said}".encode()).hexdigest()  # type: ignore[arg-type]  # values of many types


def test_equal_private_parts_do_not_show(fact: Fact) -> None:
    """Two entries with the same private part have different hashes of it, and none without one."""
    one = seal("", 1, 5, fact("k", private="5"), "s1")
    other = seal("", 1, 5, fact("k", private="5"), "s2")
    bare = seal("", 1, 5, fact("k"), "s3")
    assert one.private_hash != other.private_hash
    assert (bare.private_hash, bare.salt) == ("", None)
