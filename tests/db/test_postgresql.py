"""What only a database shared by several machines has to promise."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy.ext.asyncio import create_async_engine

from console.desk import verbs as v
from console.desk.local import LocalDesk
from db.engine import place
from db.log import Entry, Unwritten
from db.store import open_reader, open_store
from db.trouble import NotWritten, StoreRefused, Unknown
from db.verify import check_chain
from tests.rules.factory import CENTRE

pytestmark = pytest.mark.slow
Fact = Callable[..., Unwritten]
Write = Callable[..., Awaitable[list[Entry]]]
CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> "


async def on(url: str, statement: str) -> object:
    """The first answer of a statement run beside Firstline."""
    engine = create_async_engine(place(url))
    async with engine.begin() as connection:
        found = await connection.exec_driver_sql(statement)
        answer: object = found.scalar() if found.returns_rows else ""
    await engine.dispose()
    return answer


async def test_several_may_open_an_empty_database_at_once(postgres_url: str, environment: dict[str, str]) -> None:
    """Four processes start together: one makes the tables, all come up with the same store."""
    opening = (
        "import asyncio, sys\nfrom db.store import open_store\nasync def main():\n"
        " s = await open_store(sys.argv[1], now=lambda: 5); print(s.store_id); await s.close()\nasyncio.run(main())"
    )
    command = [sys.executable, "-c", opening, postgres_url]
    children = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    told = {child.communicate(timeout=60)[0].strip() for child in children}
    assert [child.returncode for child in children] == [0, 0, 0, 0]
    assert len(told) == 1 and told != {""}


async def test_two_desks_share_one_chain(postgres_url: str, fact: Fact) -> None:
    """Two stores on one database, writing at once: one order, one chain, each finds the other's entries."""
    desks = [await open_store(postgres_url, now=lambda: 5) for _ in range(2)]

    async def work(desk: int) -> None:
        last = 0
        for _ in range(15):
            async with desks[desk].pen() as pen:
                start = await pen.start([], last)
                assert [entry.number for entry in start.tail] == list(range(last + 1, last + 1 + len(start.tail)))
                (entry,) = await pen.write([fact()], 5, [])
            last = entry.number

    await asyncio.gather(work(0), work(1))
    assert await check_chain(desks[0]) is None
    assert (await desks[1].head())[0] == 30
    for desk in desks:
        await desk.close()


async def test_a_desk_that_knows_more_than_its_pen_chains_rightly(postgres_url: str, fact: Fact, write: Write) -> None:
    """The pen is started after an entry that only the other desk wrote: the chain goes on from that one."""
    ours, theirs = await open_store(postgres_url, now=lambda: 5), await open_store(postgres_url, now=lambda: 5)
    await write(theirs, fact(), fact())
    await write(ours, fact(), after=2)
    assert await check_chain(ours) is None
    await ours.close()
    await theirs.close()


async def test_a_line_cut_at_the_commit_is_unknown(postgres_url: str, fact: Fact, write: Write) -> None:
    """Cut between write and commit, the outcome is unknown; looked up it is not there, and the store goes on."""
    store = await open_store(postgres_url, now=lambda: 5)
    with pytest.raises(Unknown, match="look whether it is there"):
        async with store.pen() as pen:
            await pen.start([], 0)
            await pen.write([fact("a")], 5, [])
            await on(postgres_url, CUT + "pg_backend_pid()")
    assert await store.written("a") == ()
    await write(store, fact("a"))
    assert await store.written("a") == (1,)
    await store.close()


async def test_a_line_cut_before_the_write_is_not_written(postgres_url: str, fact: Fact, write: Write) -> None:
    """Cut while nothing was sent, the batch is certainly not on the log, and the next pen goes through."""
    store = await open_store(postgres_url, now=lambda: 5)
    await on(postgres_url, CUT + "pg_backend_pid()")
    with pytest.raises(NotWritten):
        await write(store, fact("a"))
    await write(store, fact("a"))
    assert await check_chain(store) is None
    await store.close()


async def test_a_database_that_is_not_there_is_refused(postgres_url: str) -> None:
    """No such database, no such server: a sentence without the password."""
    for url in (
        postgres_url.replace("floor_", "nowhere_").replace("postgres:@", "postgres:pssst@"),
        "postgresql://ann:pssst@127.0.0.1:1/floor",
    ):
        for opening in (open_store(url, now=lambda: 5), open_reader(url)):
            with pytest.raises(StoreRefused) as refusal:
                await opening
            assert "postgresql://" in str(refusal.value) and "pssst" not in str(refusal.value)


async def test_another_programs_database_is_left_alone(postgres_url: str) -> None:
    """A database with tables that are not ours is refused for writing."""
    await on(postgres_url, "CREATE TABLE photo (id int)")
    with pytest.raises(StoreRefused, match="tables of another program"):
        await open_store(postgres_url, now=lambda: 5)
    assert await on(postgres_url, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 1


async def test_a_desk_that_is_idle_shows_what_another_machines_desk_wrote(postgres_url: str) -> None:
    """Nobody has to write first: within a moment both boards are the same."""
    desks = [await LocalDesk.open(postgres_url, CENTRE, position=f"P{n}", who="ann") for n in range(2)]
    boards = desks[1].follow()
    await anext(boards)
    await desks[0].ask(v.OpenIncident())
    async with asyncio.timeout(20):
        async for board in boards:
            if board.incidents:
                break
    assert desks[1].board == desks[0].board
    for desk in desks:
        await desk.close()
