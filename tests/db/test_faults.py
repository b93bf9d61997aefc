"""What a disk, a crash or another program may do to a store, and what is left of it."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from db.log import Entry, Unwritten
from db.store import Store, open_store
from db.trouble import NotWritten, StoreRefused
from db.verify import check_chain

Fact = Callable[..., Unwritten]
Write = Callable[..., Awaitable[list[Entry]]]
HERE = Path(__file__).parent


@pytest.mark.slow
async def test_what_was_acknowledged_survives_kill_9(file: Path, environment: dict[str, str]) -> None:
    """Five writers killed at work, one after the other: every entry told as committed is there, the chain whole."""
    url = f"sqlite:///{file}"
    told = 0
    for _ in range(5):
        command = [sys.executable, str(HERE / "keeps_writing.py"), url]
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            heard = [int(child.stdout.readline()) for _ in range(25)]
            os.kill(child.pid, signal.SIGKILL)
            heard += [int(line) for line in child.stdout if line.endswith("\n")]
        told = max(told, *heard)
        store = await open_store(url, now=lambda: 5)
        number, _ = await store.head()
        assert told <= number <= told + 1
        assert [row["id"] for row in await store.rows("call")] == list(range(1, number + 1))
        assert await check_chain(store) is None
        await store.close()
        told = number


@pytest.mark.parametrize("how", ["removed", "renamed", "replaced", "wal removed"])
async def test_a_file_taken_away_is_not_written_to(
    file_store: Store, file: Path, fact: Fact, write: Write, how: str
) -> None:
    """The next pen, and the next draft, are refused with the path; no silent success, and no empty file made."""
    await write(file_store, fact())
    wal = file.with_name(file.name + "-wal")
    match how:
        case "removed":
            file.unlink()
        case "renamed":
            file.rename(file.with_name("other.db"))
        case "replaced":
            copy = file.with_name("copy.db")
            copy.write_bytes(file.read_bytes())
            copy.rename(file)
        case _:
            wal.unlink()
    with pytest.raises(StoreRefused, match="removed, renamed or replaced"):
        await write(file_store, fact(), after=1)
    with pytest.raises(StoreRefused, match=file.name):
        await file_store.save_draft("P1", "call:1", "", 5)
    assert file.exists() == (how in ("replaced", "wal removed"))


async def test_a_file_put_back_is_written_again(file_store: Store, file: Path, fact: Fact, write: Write) -> None:
    """Renamed away and back: the same store goes on with nothing lost."""
    await write(file_store, fact())
    away = file.with_name("away.db")
    file.rename(away)
    with pytest.raises(StoreRefused):
        await write(file_store, fact(), after=1)
    away.rename(file)
    await write(file_store, fact(), after=1)
    assert await check_chain(file_store) is None
    assert len(await file_store.entries()) == 2


async def test_a_full_disk_loses_nothing(file: Path, fact: Fact, write: Write) -> None:
    """The batch that did not fit is not written, says so, and is taken once there is room."""
    small: list[Any] = []

    def watch(connection: Any, _record: object) -> None:
        small.append(connection)

    event.listen(Engine, "connect", watch)
    store = await open_store(f"sqlite:///{file}", now=lambda: 5)
    event.remove(Engine, "connect", watch)
    await write(store, fact())
    writer = small[0].driver_connection if hasattr(small[0], "driver_connection") else small[0]._connection
    pages = (await (await writer.execute("PRAGMA page_count")).fetchone())[0]
    await writer.execute(f"PRAGMA max_page_count = {pages}")
    big = [fact(private="x" * 9000) for _ in range(3)]
    with pytest.raises(NotWritten, match="the disk is full; free some space, nothing was lost"):
        await write(store, *big, after=1)
    assert len(await store.entries()) == 1
    await writer.execute("PRAGMA max_page_count = 1000000")
    await write(store, *big, after=1)
    assert await check_chain(store) is None
    assert len(await store.entries()) == 4
    await store.close()


@pytest.mark.slow
def test_an_input_output_error_is_unknown_and_mends(file: Path, environment: dict[str, str]) -> None:
    """Writes the system refuses end as Unknown; looked up, none is there; with room again all goes on."""
    command = [sys.executable, str(HERE / "runs_out_of_file.py"), f"sqlite:///{file}"]
    child = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    told = json.loads(child.stdout)
    assert told["kinds"][0] == "Unknown"
    assert (told["lost"], told["fault"], told["there"]) == ([], None, [False, False, False])


@pytest.mark.slow
async def test_another_program_holding_the_file_is_waited_for_and_named(
    file_store: Store, file: Path, fact: Fact, write: Write
) -> None:
    """After five seconds of waiting the batch is certainly not written; it goes through once the other lets go."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(NotWritten, match="another program holds"):
            await write(file_store, fact())
        other.execute("ROLLBACK")
        await write(file_store, fact())
    assert len(await file_store.entries()) == 1


async def test_a_damaged_file_is_refused(file: Path, fact: Fact, write: Write) -> None:
    """A file whose pages were overwritten is not opened; the sentence says to keep it and restore a backup."""
    store = await open_store(f"sqlite:///{file}", now=lambda: 5)
    await write(store, fact())
    await store.close()
    with file.open("r+b") as spoiled:
        spoiled.seek(100)
        spoiled.write(b"\xff" * 40_000)
    with pytest.raises(StoreRefused, match=r"damaged|not a Firstline store"):
        await open_store(f"sqlite:///{file}", now=lambda: 5)


async def test_a_file_whose_folding_in_was_broken_off_is_opened(file: Path, fact: Fact, write: Write) -> None:
    """Its first page folded in and the others still in its -wal, as a crash or a full disk leaves it."""
    store = await open_store(f"sqlite:///{file}", now=lambda: 5)
    await write(store, fact())
    left = [(path, path.read_bytes()) for path in (file, file.with_name(f"{file.name}-wal"))]
    await store.close()
    for path, content in left:
        path.write_bytes(content)
    (_, wal), page = left[1], 4096
    frames = [wal[at : at + 24 + page] for at in range(32, len(wal), 24 + page)]
    first = [frame[24:] for frame in frames if int.from_bytes(frame[:4], "big") == 1][-1]
    with file.open("r+b") as broken_off:
        broken_off.write(first)
    again = await open_store(f"sqlite:///{file}", now=lambda: 5)
    assert len(await again.entries()) == 1
    assert await check_chain(again) is None
    await again.close()


async def test_a_refused_opening_lets_go_of_the_lock(file: Path) -> None:
    """After an opening that failed the next one is judged on its own."""
    file.parent.mkdir()
    with closing(sqlite3.connect(file)) as foreign:
        foreign.executescript("PRAGMA application_id = 0x464C4E31; CREATE TABLE photo (id INTEGER)")
    for _ in range(2):
        with pytest.raises(StoreRefused, match="tables of another program"):
            await open_store(f"sqlite:///{file}", now=lambda: 5)
    file.unlink()
    store = await open_store(f"sqlite:///{file}", now=lambda: 5)
    await store.close()
