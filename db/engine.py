"""How a store is connected to: one writing connection, and readers that cannot write."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from db.trouble import StoreRefused

_PATIENCE = {"timeout": 10, "command_timeout": 60}  # seconds to reach PostgreSQL, and for one statement
BUSY_TIMEOUT = "busy_timeout = 5000"
"""How long a connection waits for another one, in ms."""
_COMMON = (
    BUSY_TIMEOUT,
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "mmap_size = 0",
    "temp_store = MEMORY",
)
FOLD_PAGES = 8000
"""Pages of the -wal (32 MB) after which a commit also folds it into the file, at three syncs instead of one:
every 1000 pages, 64 consoles on a disk of 25 ms a sync had a p99 of 113 ms; every 8000, 60 ms."""
_WRITER = (
    "foreign_keys = ON",
    "secure_delete = ON",
    f"wal_autocheckpoint = {FOLD_PAGES}",
    "journal_size_limit = 67108864",
)
_WITH_WAL = ("synchronous = FULL",)
_WITHOUT_WAL = ("synchronous = EXTRA", "cache_spill = OFF")  # a spill would shut readers out


def place(url: str) -> URL:
    """The url with the driver it needs; StoreRefused when it names neither of the two databases."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreRefused(f"{url!r} does not name a store; write sqlite:///PATH or postgresql://HOST/NAME") from error
    match parsed.get_backend_name():
        case "sqlite":
            return parsed.set(drivername="sqlite+aiosqlite")
        case "postgresql":
            return parsed.set(drivername="postgresql+asyncpg")
        case other:
            raise StoreRefused(f"a store cannot be kept in {other}; write sqlite:///PATH or postgresql://HOST/NAME")


def file_writer(path: Path) -> AsyncEngine:
    """The one writing connection to a file; it never makes the file."""
    engine = _engine(_file_url(path, "rw"), 1)
    _on_connect(engine, _prepare_writer)
    _on_begin(engine, "BEGIN IMMEDIATE")
    return engine


def file_reader(path: Path) -> AsyncEngine:
    """Reading connections to a file; they neither make it, write to it nor checkpoint it."""
    engine = _engine(_file_url(path, "ro"), 2)
    _on_connect(engine, _prepare_reader)
    _on_begin(engine, "BEGIN")
    return engine


def server_writer(url: URL) -> AsyncEngine:
    """The one writing connection of this process to PostgreSQL."""
    return _server(url, 1, _PATIENCE)


def server_reader(url: URL) -> AsyncEngine:
    """Reading connections to PostgreSQL; the server refuses them a write."""
    return _server(url, 2, {**_PATIENCE, "server_settings": {"default_transaction_read_only": "on"}})


def _server(url: URL, size: int, connect: dict[str, Any]) -> AsyncEngine:
    try:
        return _engine(url, size, connect)
    except ModuleNotFoundError as error:
        raise StoreRefused("a PostgreSQL store needs asyncpg; install firstline[postgres]") from error


def _engine(url: URL, size: int, connect: dict[str, Any] | None = None) -> AsyncEngine:
    return create_async_engine(
        url,
        pool_size=size,
        max_overflow=0,
        connect_args=connect or {},
        hide_parameters=True,  # what a caller said must not reach a traceback
    )


def _file_url(path: Path, mode: str) -> URL:
    return URL.create("sqlite+aiosqlite", database=f"file:{quote(str(path))}", query={"mode": mode, "uri": "true"})


def _prepare_writer(connection: Any) -> None:
    for pragma in (*_COMMON, *_WRITER):
        _pragma(connection, pragma)
    for pragma in _WITH_WAL if _pragma(connection, "journal_mode") == "wal" else _WITHOUT_WAL:
        _pragma(connection, pragma)


def _prepare_reader(connection: Any) -> None:
    for pragma in (*_COMMON, "query_only = ON"):
        _pragma(connection, pragma)


def _pragma(connection: Any, pragma: str) -> str:
    cursor = connection.cursor()
    try:
        cursor.execute(f"PRAGMA {pragma}")
        answer = cursor.fetchone()
    finally:
        cursor.close()
    return str(answer[0]) if answer else ""


def _on_connect(engine: AsyncEngine, prepare: Any) -> None:
    def connected(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # else Python's own driver decides when a transaction begins
        prepare(connection)

    event.listen(engine.sync_engine, "connect", connected)


def _on_begin(engine: AsyncEngine, statement: str) -> None:
    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(statement)

    event.listen(engine.sync_engine, "begin", begun)
