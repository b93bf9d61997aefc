"""A PostgreSQL server that is lost is a trouble like any other: work goes on and is written later."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import create_async_engine

from console.desk import verbs as v
from console.desk.local import LocalDesk
from db.engine import place
from db.store import open_reader
from db.verify import check_chain
from tests.db.conftest import postgres_url, server  # noqa: F401  fixtures
from tests.desk.test_local import story
from tests.desk.troubled import at_rest, until
from tests.rules.factory import CENTRE

pytestmark = pytest.mark.slow


async def beside(url: str, *statements: str) -> None:
    """Statements of the server's keeper, given from another database of it."""
    engine = create_async_engine(place(url).set(database="postgres"), isolation_level="AUTOCOMMIT")
    async with engine.connect() as keeper:
        for statement in statements:
            await keeper.exec_driver_sql(statement.replace("$$", f"{place(url).database}"))
    await engine.dispose()


async def lose(url: str) -> None:
    """The server takes no connection any more and drops those that it has."""
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '$$' AND pid <> pg_backend_pid()"
    await beside(url, "ALTER DATABASE $$ ALLOW_CONNECTIONS false", cut)


async def test_a_lost_server_is_worked_without_and_told(postgres_url: str, tmp_path: Path) -> None:  # noqa: F811
    """Two desks: each goes on alone; back again both boards are the log's, and what was refused is in a file."""
    folders = [tmp_path / name for name in ("one", "two")]
    for folder in folders:
        folder.mkdir()
    one, two = [
        await LocalDesk.open(postgres_url, CENTRE, position=position, who=position, folder=folder)
        for position, folder in zip(("P1", "P2"), folders, strict=True)
    ]
    anew: list[str] = []
    one.replaced, two.replaced = (lambda: anew.append("one")), (lambda: anew.append("two"))
    await story(one)
    await until(lambda: two.board == one.board, "the story")
    await lose(postgres_url)
    await until(lambda: one.standing.trouble and two.standing.trouble, "the trouble", 5)
    await one.ask(v.AddRemark(1, "said at one"))
    await one.ask(v.TakeOut("12", "meal"))
    await two.ask(v.AddRemark(1, "said at two"))
    await two.ask(v.SignOff("12"))
    assert (one.standing.aside, two.standing.aside) == (2, 2)
    await beside(postgres_url, "ALTER DATABASE $$ ALLOW_CONNECTIONS true")
    await at_rest(one)
    await at_rest(two)
    await until(lambda: one.board == two.board, "one board")
    assert {remark.text for remark in one.board.incidents[1].remarks} == {"said at one", "said at two"}
    assert anew  # whoever came second had shown its own numbers
    for desk in (one, two):
        await desk.close()
    reader = await open_reader(postgres_url)
    assert await check_chain(reader) is None
    assert (await reader.head())[0] == one.board.number
    await reader.close()
