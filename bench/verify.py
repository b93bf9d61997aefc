"""How long it takes to check a log of a million entries: its chain, and its chain against signed heads."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from time import perf_counter, process_time

from bench.figures import Bench, Figure
from db.heads import Head
from db.log import Entry, Unwritten, first_hash, seal
from db.soundness import check_copy
from db.store import open_reader, open_store
from db.verify import check_chain

ENTRIES = 1_000_000
AIM_S = 5.0
"""SAFETY G14: a million entries in five seconds."""
_START = 1_776_000_000_000


def run(bench: Bench) -> Iterator[Figure]:
    """The figures of a made-up log, a third of whose entries have a private part."""
    entries = ENTRIES // 10 if bench.quick else ENTRIES
    store = bench.folder / "million.db"
    heads = asyncio.run(make_log(store, entries))
    for what, against in (("chain alone", ()), (f"chain and {len(heads)} heads", heads)):
        took, busy = asyncio.run(_checked(store, against))
        note = f"{entries:,} entries, {entries / took:,.0f} a second, {busy:.1f} s of a processor"
        yield Figure(what, took, "s", AIM_S * entries / ENTRIES, note)

    yield asyncio.run(_flips(bench.folder, 100 if bench.quick else 300))


async def _flips(folder: Path, count: int) -> Figure:
    """How many of so many flipped bits a check of a copy finds; the rest are in free space (SAFETY found 92 %)."""
    await make_log(folder / "small.db", 5_000)
    whole, spoilt, chance = (folder / "small.db").read_bytes(), folder / "spoilt.db", Random(1)
    missed = 0
    for _ in range(count):
        at = chance.randrange(len(whole))
        spoilt.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :])
        missed += not check_copy(spoilt)
    return Figure(
        "flipped bits not found", 100 * missed / count, "%", 12, f"{missed} of {count}, in {len(whole):,} bytes"
    )


async def make_log(path: Path, entries: int) -> tuple[Head, ...]:
    """Write a store with so many entries past its writer, which would take minutes; a head for each thousand."""
    store = await open_store(f"sqlite:///{path}", now=lambda: _START)
    await store.close()
    heads = []
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("PRAGMA synchronous = OFF")
        rows = []
        for entry in _entries(store.store_id, entries):
            rows.append([getattr(entry, name) for name in Entry.__slots__])
            if entry.number % 1000 == 0:
                heads.append(Head(store.store_id, entry.number, entry.hash, "2026-11-29T10:00:00.000Z"))
                file.executemany(f"INSERT INTO entry VALUES ({', '.join('?' * len(rows[0]))})", rows)
                rows.clear()
    return tuple(heads)


def _entries(store_id: str, count: int) -> Iterator[Entry]:
    previous = first_hash(store_id)
    for number in range(1, count + 1):
        incident = number // 12
        private = f'{{"value":"the caller says that number {number} is on fire"}}' if number % 3 == 0 else ""
        body = f'{{"field":"note","incident":{incident}}}'
        about, key = f"incident:{incident}", f"{number:032x}"
        fact = Unwritten(None, "ANN", f"C{number % 20:02}", about, "DetailSet", body, private, key, 0)
        entry = seal(previous, number, _START + number * 700, fact, f"{number:032x}")
        previous = entry.hash
        yield entry


async def _checked(path: Path, heads: tuple[Head, ...]) -> tuple[float, float]:
    reader = await open_reader(f"sqlite:///{path}")
    began, busy = perf_counter(), process_time()
    fault = await check_chain(reader, heads)
    took, busy = perf_counter() - began, process_time() - busy
    await reader.close()
    if fault is not None:
        raise RuntimeError(fault.sentence)
    return took, busy
