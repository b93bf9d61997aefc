"""What the store promises about entries, rows, drafts and snapshots, on both databases."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

import pytest
from sqlalchemy import func, select

from db import tables
from db.log import Entry, Unwritten
from db.records import Draft, Row, Snapshot
from db.store import Store, open_reader, open_store
from db.trouble import NotWritten, StoreRefused
from db.verify import check_chain

Fact = Callable[..., Unwritten]
Write = Callable[..., Awaitable[list[Entry]]]


async def test_what_is_written_is_read_back_in_order(store: Store, fact: Fact, write: Write) -> None:
    """Entries come back as they were written, numbered 1, 2, 3…, each chained to the one before."""
    first = await write(store, fact(private='{"phone":"555"}'), fact())
    second = await write(store, fact(), after=2)
    assert await store.entries() == first + second
    assert [entry.number for entry in first + second] == [1, 2, 3]
    assert await store.head() == (3, second[0].hash)
    assert await check_chain(store) is None


async def test_entries_can_be_asked_for_by_what_they_are(store: Store, fact: Fact, write: Write) -> None:
    """about, kind, after, upto and limit each narrow the answer."""
    await write(store, fact(about="call:1"), fact(about="unit:E1", kind="UnitDispatched"), fact(about="unit:E1"))
    assert [e.number for e in await store.entries(about="unit:E1")] == [2, 3]
    assert [e.number for e in await store.entries(kind="UnitDispatched")] == [2]
    assert [e.number for e in await store.entries(1, 2)] == [2]
    assert [e.number for e in await store.entries(limit=1)] == [1]
    assert [[e.number for e in page] async for page in store.stream(size=2)] == [[1, 2], [3]]


async def test_the_pen_finds_the_tail_and_the_keys_already_written(store: Store, fact: Fact, write: Write) -> None:
    """start gives every entry since, and the numbers of a command sent twice."""
    entries = await write(store, fact("a", 0), fact("a", 1), fact("b"))
    async with store.pen() as pen:
        start = await pen.start(["a", "c"], after=1)
    assert start.tail == tuple(entries[1:])
    assert start.written == {"a": (1, 2)}
    assert await store.written("a") == (1, 2)
    assert await store.written("c") == ()


async def test_a_key_and_part_are_written_once(store: Store, fact: Fact, write: Write) -> None:
    """The same part of the same command is refused, and its whole batch with it."""
    await write(store, fact("a"))
    with pytest.raises(NotWritten):
        await write(store, fact("b"), fact("a"), after=1)
    assert await store.written("b") == ()
    assert len(await store.entries()) == 1


async def test_an_error_in_the_pen_writes_nothing(store: Store, fact: Fact, write: Write) -> None:
    """Neither entries, nor rows, nor the chain's head survive a pen that ends in an error; the next pen goes on."""
    with pytest.raises(ZeroDivisionError):
        async with store.pen() as pen:
            await pen.start([], 0)
            await pen.write([fact()], 1, [Row("call", {"id": 1})])
            raise ZeroDivisionError
    assert await store.entries() == [] and await store.rows("call") == []
    await write(store, fact())
    assert await check_chain(store) is None


async def test_a_failed_write_cannot_be_half_committed(store: Store, fact: Fact, write: Write) -> None:
    """When the rows of a batch fail, its entries go too, even if the error was swallowed inside the pen."""
    with pytest.raises(ValueError, match="no column colour"):
        async with store.pen() as pen:
            await pen.start([], 0)
            with pytest.raises(ValueError, match="no column colour"):
                await pen.write([fact()], 1, [Row("call", {"id": 1, "colour": "red"})])
    assert await store.entries() == []
    await write(store, fact())


async def test_what_a_caller_said_never_reaches_a_traceback(store: Store, fact: Fact, write: Write) -> None:
    """The chain of errors behind a refusal holds no value of the batch."""
    await write(store, fact("a"))
    with pytest.raises(NotWritten) as refused:
        await write(store, fact("a", private='{"phone":"555-0199"}'), after=1)
    error: BaseException | None = refused.value
    while error is not None:
        assert "555-0199" not in str(error)
        error = error.__cause__


async def test_rows_are_whole_and_the_last_one_wins(store: Store, fact: Fact, write: Write) -> None:
    """A row takes the place of the one with its id; what it leaves out is emptied."""
    rows = [
        Row("call", {"id": 2, "name": "Bo"}),
        Row("call", {"id": 1, "phone": "5"}),
        Row("call", {"id": 2, "rang": 9}),
    ]
    await write(store, fact(), rows=rows)
    await write(store, fact(), rows=[Row("call", {"id": 1, "line": "7"})], after=1)
    found = await store.rows("call")
    assert [(row["id"], row["name"], row["rang"], row["line"], row["phone"]) for row in found] == [
        (1, None, None, "7", None),
        (2, None, 9, None, None),
    ]


async def test_records_keep_every_kind_of_value(store: Store, fact: Fact, write: Write) -> None:
    """Places, stamps, truths and words come back as they went in, on both databases."""
    values = {
        "id": 7,
        "number": "26-0417",
        "lat": 37.7793,
        "verified": True,
        "received": 1_776_000_000_123,
        "callers": 2,
    }
    await write(store, fact(), rows=[Row("incident", values)])
    (found,) = await store.rows("incident")
    assert {name: value for name, value in found.items() if value is not None} == values


async def test_records_are_replaced_as_a_whole(store: Store, fact: Fact, write: Write) -> None:
    """A rebuild leaves its own rows only, from a plain or an async source of any length."""
    await write(store, fact(), rows=[Row("call", {"id": 1}), Row("assignment", {"id": 1, "unit": "E1"})])

    async def rebuilt() -> AsyncIterator[Row]:
        for number in range(2, 2503):
            yield Row("call", {"id": number})

    await store.replace_records(rebuilt())
    assert await store.rows("assignment") == []
    counted = await store.fetch(select(func.count(), func.min(tables.call.c.id)).select_from(tables.call))
    assert tuple(counted[0]) == (2501, 2)
    await store.replace_records([Row("call", {"id": 5})])
    assert [row["id"] for row in await store.rows("call")] == [5]


async def test_a_rebuild_that_fails_leaves_the_old_records(store: Store, fact: Fact, write: Write) -> None:
    """An error while the rows are made loses none of the rows that were there."""
    await write(store, fact(), rows=[Row("call", {"id": 1})])

    def broken() -> Iterator[Row]:
        yield from (Row("call", {"id": number}) for number in range(2, 1500))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await store.replace_records(broken())
    assert [row["id"] for row in await store.rows("call")] == [1]


async def test_drafts_are_kept_by_position_and_slot(store: Store) -> None:
    """A draft replaces the one in its slot, is seen by its position only, and can be dropped twice."""
    await store.save_draft("P1", "call:1", "stab", 5)
    await store.save_draft("P1", "call:1", "stabbing at", 6)
    await store.save_draft("P2", "call:1", "cat", 7)
    assert await store.drafts("P1") == [Draft("P1", "call:1", 6, "stabbing at")]
    await store.drop_draft("P1", "call:1")
    await store.drop_draft("P1", "call:1")
    assert await store.drafts("P1") == []
    assert len(await store.drafts("P2")) == 1


async def test_the_last_snapshot_is_kept(store: Store) -> None:
    """Only the newest picture of the board is given, and one of the same number is replaced."""
    assert await store.snapshot() is None
    await store.save_snapshot(3, "fold-1", "{}")
    await store.save_snapshot(9, "fold-1", "old")
    await store.save_snapshot(9, "fold-2", '{"calls":[]}')
    assert await store.snapshot() == Snapshot(9, "fold-2", '{"calls":[]}')


async def test_all_is_there_after_closing_and_opening(url: str, fact: Fact, write: Write) -> None:
    """A store opened again has the same id, entries and chain, and goes on from there."""
    store = await open_store(url, now=lambda: 5)
    entries = await write(store, fact(), fact())
    store_id = store.store_id
    await store.close()
    again = await open_store(url, now=lambda: 6)
    assert (again.store_id, await again.entries()) == (store_id, entries)
    async with again.pen() as pen:
        await pen.start([], 2)
        await pen.write([fact()], 6, [])
    assert await check_chain(again) is None
    await again.close()


async def test_a_closed_store_cannot_be_written_behind_the_lock(url: str, fact: Fact, write: Write) -> None:
    """Once closed, every write is refused, since another process may own the store by then; closing twice is fine."""
    store = await open_store(url, now=lambda: 5)
    await store.close()
    await store.close()
    with pytest.raises(StoreRefused, match="was closed"):
        await write(store, fact())
    with pytest.raises(StoreRefused, match="was closed"):
        await store.save_draft("P1", "call:1", "", 5)


async def test_pens_wait_for_each_other(store: Store, fact: Fact) -> None:
    """Twenty at once, drafts among them: each finds all before it, and no number is lost."""

    async def one(number: int) -> None:
        async with store.pen() as pen:
            start = await pen.start([], 0)
            await asyncio.sleep(0)
            (entry,) = await pen.write([fact()], number, [])
            assert entry.number == len(start.tail) + 1
        await store.save_draft("P1", str(number), "", number)

    await asyncio.gather(*(one(number) for number in range(20)))
    assert await check_chain(store) is None
    assert len(await store.entries()) == len(await store.drafts("P1")) == 20


async def test_a_cancelled_wait_leaves_the_store_usable(store: Store, fact: Fact, write: Write) -> None:
    """Cancelled anywhere, a command is on the log whole or not at all, and the next one goes through."""
    for turns in range(0, 90, 3):
        command = asyncio.ensure_future(write(store, fact(f"c{turns}", 0), fact(f"c{turns}", 1)))
        for _ in range(turns):
            await asyncio.sleep(0)
        command.cancel()
        await asyncio.gather(command, return_exceptions=True)
        assert len(await store.written(f"c{turns}")) in (0, 2)
        await write(store, fact(f"after{turns}"))
        assert len(await store.written(f"after{turns}")) == 1
    assert await check_chain(store) is None


async def test_a_cancelled_read_leaves_the_store_usable(store: Store, fact: Fact, write: Write) -> None:
    """Reads cancelled anywhere hold up neither the next read nor the pen."""
    await write(store, fact())
    for turns in range(0, 40, 2):
        read = asyncio.ensure_future(store.entries())
        for _ in range(turns):
            await asyncio.sleep(0)
        read.cancel()
        await asyncio.gather(read, return_exceptions=True)
    assert len(await store.entries()) == 1
    await write(store, fact())


async def test_a_reader_sees_what_is_committed_and_cannot_write(
    store: Store, url: str, fact: Fact, write: Write
) -> None:
    """A reader beside the store reads each commit as soon as it is made; the database refuses it a write."""
    reader = await open_reader(url)
    assert reader.store_id == store.store_id
    assert await reader.head() == await store.head()
    (entry,) = await write(store, fact())
    assert await reader.entries() == [entry]
    with pytest.raises(Exception, match="read"):
        await reader.fetch(tables.entry.delete())
    await reader.close()
    assert await store.entries() == [entry]
