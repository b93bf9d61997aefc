"""A disk that has changed a bit: found where the log or the file's order is hurt, and never worse than a sentence."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import text

from db.log import Entry, Unwritten
from db.store import Store, open_store
from db.trouble import StoreRefused
from db.verify import check_chain

Fact = Callable[..., Unwritten]
Write = Callable[..., Awaitable[list[Entry]]]
FLIPS = 50


async def found_in(file: Path) -> bool:
    """Whether opening, the chain or SQLite's own check find something; any other end than a sentence is an error."""
    try:
        store = await open_store(f"sqlite:///{file}", now=lambda: 5)
    except StoreRefused:
        return True
    try:
        fault = await check_chain(store)
        sound = (await store.fetch(text("PRAGMA integrity_check")))[0][0] == "ok"
        return fault is not None or not sound
    except StoreRefused:
        return True
    finally:
        await store.close()


@pytest.mark.slow
async def test_a_flipped_bit_never_ends_in_more_than_a_sentence(file: Path, fact: Fact, write: Write) -> None:
    """One bit anywhere in the file, empty pages among them: opened, checked and closed, or refused in a sentence."""
    store = await open_store(f"sqlite:///{file}", now=lambda: 5)
    for number in range(30):
        await write(store, *(fact(private=f"said {number} {part} " * 9) for part in range(4)), after=number * 4)
    await store.close()
    whole, chance, found = file.read_bytes(), Random(5), 0
    for _ in range(FLIPS):
        spoilt = bytearray(whole)
        spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
        for beside in file.parent.iterdir():
            beside.unlink()
        file.write_bytes(spoilt)
        found += await found_in(file)
    assert found


@pytest.mark.slow
async def test_a_flipped_bit_of_an_entry_is_always_found(file: Path, fact: Fact, write: Write) -> None:
    """Whatever part of an entry's own text it hits."""
    store: Store = await open_store(f"sqlite:///{file}", now=lambda: 5)
    await write(store, *(fact(about=f"incident:{n}", private=f"UNIQUE{n} said so") for n in range(20)))
    await store.close()
    whole, chance = file.read_bytes(), Random(7)
    for _ in range(15):
        at = whole.index(b"UNIQUE%d " % chance.randrange(20)) + chance.randrange(8)
        spoilt = bytearray(whole)
        spoilt[at] ^= 1 << chance.randrange(7)
        for beside in file.parent.iterdir():
            beside.unlink()
        file.write_bytes(spoilt)
        assert await found_in(file)
