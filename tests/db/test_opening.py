"""What may be opened as a store, what is refused, and that each refusal is a sentence with its remedy."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from db.library import verdict
from db.log import Entry, Unwritten
from db.store import Store, open_reader, open_store
from db.trouble import StoreRefused

Fact = Callable[..., Unwritten]
Write = Callable[..., Awaitable[list[Entry]]]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def pragma(connection: Connection, name: str) -> object:
    found = connection.exec_driver_sql(f"PRAGMA {name}")
    return found.scalar() if found.returns_rows else None


async def refused(url: str) -> str:
    with pytest.raises(StoreRefused) as refusal:
        await open_store(url, now=lambda: 5)
    return str(refusal.value)


async def reader_refused(url: str) -> str:
    with pytest.raises(StoreRefused) as refusal:
        await open_reader(url)
    return str(refusal.value)


async def test_a_new_store_is_for_its_owner_only(file: Path) -> None:
    """The file and its lock are 0600, folders made on the way 0700."""
    store = await open_store(f"sqlite+aiosqlite:///{file}", now=lambda: 5)
    await store.close()
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.with_name(file.name + ".lock").stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


async def test_a_path_may_hold_any_sign(tmp_path: Path) -> None:
    """Spaces, percent signs, hashes and accents, written in the url as urls have it, name the file that they say."""
    path = tmp_path / "zentrale süd #1 100%20" / "a%3f?b.db"
    store = await open_store(f"sqlite:///{quote(str(path))}", now=lambda: 5)
    await store.close()
    assert path.is_file()
    assert sorted(entry.name for entry in path.parent.iterdir()) == ["a%3f?b.db", "a%3f?b.db.lock"]


async def test_the_settings_are_the_safe_ones(file_store: Store, file: Path) -> None:
    """WAL on the file, and its header says whose it is."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as look:
        assert look.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert look.execute("PRAGMA application_id").fetchone() == (0x464C4E31,)


async def test_the_writer_waits_for_the_disk(file_store: Store) -> None:
    """The writing connection has every setting that durability and privacy rest on."""
    wanted = {
        "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0, "cell_size_check": 1, "temp_store": 2,
        "secure_delete": 1, "busy_timeout": 5000, "wal_autocheckpoint": 8000, "journal_size_limit": 67108864,
    }  # fmt: skip
    async with file_store._writer.turn() as turn:
        for name, value in wanted.items():
            found = await turn.do(pragma, name)
            assert (name, found) == (name, value)


async def test_the_pen_shuts_every_other_writer_out_from_its_start(file_store: Store, file: Path) -> None:
    """Already while the rule runs, before anything is written, no other program can begin to write."""
    with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as other:
        async with file_store.pen() as pen:
            await pen.start([], 0)
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("BEGIN IMMEDIATE")
        other.execute("BEGIN IMMEDIATE")


async def test_a_reader_is_kept_from_writing_twice_over(file_store: Store) -> None:
    """query_only forbids it, and with that taken off the file itself is open for reading only."""
    async with file_store._reading.connect() as connection:
        assert await connection.run_sync(pragma, "query_only") == 1
        await connection.run_sync(pragma, "query_only = OFF")
        with pytest.raises(OperationalError, match="readonly database"):
            await connection.run_sync(pragma, "user_version = 9")


async def test_without_shared_memory_the_journal_is_kept_extra_safe(file: Path, fact: Fact, write: Write) -> None:
    """Where WAL cannot be had, a rollback journal with synchronous=EXTRA is used, and read beside it."""
    file.parent.mkdir()
    file.with_name(file.name + "-shm").symlink_to("/no/where")
    store = await open_store(f"sqlite:///{file}", now=lambda: 5)
    await write(store, fact())
    async with store._writer.turn() as turn:
        found = [await turn.do(pragma, name) for name in ("journal_mode", "synchronous")]
    assert found == ["delete", 3]
    assert len(await store.entries()) == 1
    await store.close()


async def test_a_second_opener_is_told_who_has_it(file_store: Store, file: Path, environment: dict[str, str]) -> None:
    """The refusal names the process that holds the store, and goes away when it lets go."""
    opening = (
        "import asyncio, sys; from db.store import open_store; asyncio.run(open_store(sys.argv[1], now=lambda: 5))"
    )
    child = subprocess.run(
        [sys.executable, "-c", opening, f"sqlite:///{file}"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert child.returncode == 1
    assert f"pid {os.getpid()} " in child.stderr and "--store" in child.stderr
    await file_store.close()
    again = await open_store(f"sqlite:///{file}", now=lambda: 5)
    await again.close()


async def test_another_process_reads_while_the_store_is_open_and_after(
    file: Path, fact: Fact, write: Write, environment: dict[str, str]
) -> None:
    """A reader in its own process sees every commit, beside the open store and after it was closed."""
    reading = (
        "import asyncio, sys\nfrom db.store import open_reader\n"
        "async def main():\n r = await open_reader(sys.argv[1]); print(len(await r.entries())); await r.close()\n"
        "asyncio.run(main())"
    )

    def seen() -> str:
        command = [sys.executable, "-c", reading, f"sqlite:///{file}"]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()

    store = await open_store(f"sqlite:///{file}", now=lambda: 5)
    await write(store, fact(), fact())
    assert seen() == "2"
    await write(store, fact())
    assert seen() == "3"
    await store.close()
    assert seen() == "3"
    again = await open_store(f"sqlite:///{file}", now=lambda: 5)
    await write(again, fact())
    await again.close()


async def test_a_reader_creates_nothing_where_there_is_no_store(tmp_path: Path) -> None:
    """A wrong path is refused with the path in the sentence, and leaves no file or folder behind."""
    assert str(tmp_path / "no" / "such.db") in await reader_refused(f"sqlite:///{tmp_path}/no/such.db")
    (tmp_path / "empty.db").touch()
    assert "no store yet" in await reader_refused(f"sqlite:///{tmp_path}/empty.db")
    assert list(tmp_path.iterdir()) == [tmp_path / "empty.db"]


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "sqlite:///file:x?mode=memory&uri=true"])
async def test_memory_is_no_store(url: str) -> None:
    """What would be gone with the program is refused for writing and for reading."""
    assert "outlives the program" in await refused(url)
    assert "outlives the program" in await reader_refused(url)


@pytest.mark.parametrize("url", ["mysql://x/y", "firstline.db", "", "sqlite:////"])
async def test_a_url_that_names_no_store_is_refused(url: str) -> None:
    """Other databases, plain words and folders are refused with what to write instead."""
    assert "sqlite:///PATH" in (said := await refused(url)) or "--store" in said


async def test_a_foreign_file_is_left_alone(tmp_path: Path) -> None:
    """A text, another program's database and a half file are refused, unchanged, with nothing put beside them."""
    (tmp_path / "letter.db").write_text("Dear Sir, " * 500)
    with closing(sqlite3.connect(tmp_path / "photos.db")) as photos:
        photos.executescript("PRAGMA journal_mode = WAL; CREATE TABLE photo (id INTEGER);")
    with closing(sqlite3.connect(tmp_path / "marked.db")) as marked:
        marked.executescript("PRAGMA application_id = 77; CREATE TABLE entry (id INTEGER);")
    before = contents(tmp_path)
    for name in ("letter.db", "photos.db", "marked.db"):
        for said in (
            await refused(f"sqlite:///{tmp_path}/{name}"),
            await reader_refused(f"sqlite:///{tmp_path}/{name}"),
        ):
            assert name in said and "--store" in said
    assert contents(tmp_path) == before


async def test_a_newer_store_is_refused(url: str, by_hand: Callable[[str], Awaitable[None]]) -> None:
    """A store with a revision this Firstline has never heard of is neither written nor read."""
    store = await open_store(url, now=lambda: 5)
    await store.close()
    await by_hand("UPDATE alembic_version SET version_num = '9999'")
    assert "newer Firstline; update this one" in await refused(url)
    assert "newer Firstline; update this one" in await reader_refused(url)


async def test_a_read_only_file_is_refused(as_nobody: Path) -> None:
    """A store that this user may not write is refused for writing, and can still be read."""
    path = as_nobody / "floor.db"
    store = await open_store(f"sqlite:///{path}", now=lambda: 5)
    await store.close()
    path.chmod(0o400)
    assert "read-only" in await refused(f"sqlite:///{path}")
    reader = await open_reader(f"sqlite:///{path}")
    assert await reader.entries() == []
    await reader.close()


async def test_a_folder_that_may_not_be_entered_is_refused(as_nobody: Path) -> None:
    """No access to the folder, or no right to make a file in it: a sentence, for writing and for reading."""
    (as_nobody / "shut").mkdir()
    (as_nobody / "shut").chmod(0)
    (as_nobody / "full").mkdir()
    (as_nobody / "full").chmod(0o500)
    assert "shut" in await refused(f"sqlite:///{as_nobody}/shut/floor.db")
    assert "shut" in await reader_refused(f"sqlite:///{as_nobody}/shut/floor.db")
    assert "full" in await refused(f"sqlite:///{as_nobody}/full/floor.db")
    (as_nobody / "shut").chmod(0o700)


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False), ((3, 44, 5), False), ((3, 44, 6), True), ((3, 45, 9), False), ((3, 50, 6), False),
        ((3, 50, 7), True), ((3, 51, 2), False), ((3, 51, 3), True), ((3, 52, 0), True), ((4, 0, 0), True),
        ((3, 7), False),
    ],
)  # fmt: skip
def test_the_library_is_judged_by_its_version(version: tuple[int, ...], safe: bool) -> None:
    """Only versions with the repair count as safe, and the sentence names the version."""
    judged = verdict(version)
    assert judged.safe is safe
    assert ".".join(map(str, version)) in judged.sentence


def test_hashes_are_checked_without_a_database(environment: dict[str, str]) -> None:
    """The log's values, the records' and the sentences import no SQLAlchemy."""
    looking = "import db.log, db.records, db.trouble, db.library, sys; assert 'sqlalchemy' not in sys.modules"
    subprocess.run([sys.executable, "-c", looking], env=environment, check=True)


async def test_a_current_store_opens_without_alembic(file: Path, environment: dict[str, str]) -> None:
    """Only a store whose revision differs pays for the migration tool."""
    store = await open_store(f"sqlite:///{file}", now=lambda: 5)
    await store.close()
    opening = (
        "import asyncio, sys; from db.store import open_store\nasync def main():\n"
        " await (await open_store(sys.argv[1], now=lambda: 5)).close()\n"
        "asyncio.run(main()); assert 'alembic' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", opening, f"sqlite:///{file}"], env=environment, check=True)
