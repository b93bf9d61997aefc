"""What is emptied is gone from the log and its neighbours, on both databases, and nothing else is touched."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from db import erasing
from db.log import Entry, Unwritten
from db.records import Row
from db.store import Store
from db.verify import check_chain

Fact = Callable[..., Unwritten]
Write = Callable[..., Awaitable[list[Entry]]]
CALL = '{"phone":"5"}'


async def test_only_the_entries_named_are_emptied(store: Store, fact: Fact, write: Write) -> None:
    """Those that never had a private part stay as they are, pictures go, other half-typed forms stay."""
    said = replace(fact(kind="PrivateErased"), body='{"entries":[1,2,3]}')
    await write(store, fact(private=CALL), fact(), fact(private=CALL), fact(private=CALL), said)
    await store.save_snapshot(5, "fold", CALL)
    for slot in ("incident:1", "incident:2"):
        await store.save_draft("P1", slot, CALL, 5)
    async with store.pen() as pen:
        await pen.do(erasing.empty, (1, 2, 3))
        await pen.do(erasing.forget, ("incident:1", "call:1"))
    assert [entry.private for entry in await store.entries()] == [None, "", None, CALL, ""]
    assert [draft.slot for draft in await store.drafts("P1")] == ["incident:2"]
    assert await store.snapshot() is None
    assert await check_chain(store) is None


async def test_all_that_belongs_to_an_incident_is_found(store: Store, write: Write) -> None:
    """Those merged into it and into these, their calls, what was promised in either, and requests by the number."""
    rows = [
        *(Row("incident", {"id": id, "number": f"26-{id}", "into": into}) for id, into in ((1, None), (2, 1), (3, 2))),
        Row("incident", {"id": 4, "number": "26-4", "into": None}),
        *(Row("call", {"id": id, "incident": incident}) for id, incident in ((1, 1), (2, 3), (3, 4), (4, None))),
        Row("promise", {"id": 1, "incident": 2, "call": None}),
        Row("promise", {"id": 2, "incident": None, "call": 2}),
        Row("promise", {"id": 3, "incident": 4, "call": 3}),
        Row("request", {"id": 1, "number": "26-3"}),
        Row("request", {"id": 2, "number": "26-4"}),
    ]
    await write(store, rows=rows)
    async with store.pen() as pen:
        found = await pen.do(erasing.belonging, 1)
    assert found == {"incident": {1, 2, 3}, "call": {1, 2}, "promise": {1, 2}, "request": {1}}


async def test_many_entries_are_emptied_in_one_go(store: Store, fact: Fact, write: Write) -> None:
    """More than one statement takes."""
    await write(store, *(fact(private=CALL) for _ in range(1200)))
    async with store.pen() as pen:
        await pen.do(erasing.empty, tuple(range(1, 1201)))
        assert len(await pen.do(erasing.about, [f"call:{n}" for n in range(1200)])) == 1200
    assert {entry.private for entry in await store.entries()} == {None}
