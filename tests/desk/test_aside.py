"""While the store takes nothing the desk goes on: what is asked for is kept beside it, and written once it can be."""

from __future__ import annotations

import asyncio
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import event

from console.desk import now as clock
from console.desk import verbs as v
from console.desk.aside import KeptCommand
from console.desk.desk import DeskShut, NotSaved
from console.desk.local import LocalDesk
from console.desk.watch import disk_warning
from console.rules.asked import Asked
from console.rules.board import Board
from console.rules.refused import Refused
from db.spool import Spool
from db.store import open_reader
from db.verify import check_chain
from tests.desk.test_local import a_move, from_the_log, story
from tests.rules.factory import CENTRE, START
from tests.small_disk import Disk

PATIENCE = 15
ROOT = Path(__file__).parents[2]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "floor.db"


async def opened(store: Path, now: Callable[[], int] | None = None) -> LocalDesk:
    """The desk of a store; each reading of its clock is seven milliseconds later unless one is given."""
    ticking = count(START, 7)
    return await LocalDesk.open(
        f"sqlite:///{store}", CENTRE, position="P1", who="ann", now=now or (lambda: next(ticking))
    )


async def until(true: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
    """Wait for something, up to a time."""
    deadline = asyncio.get_running_loop().time() + seconds
    while not true():
        assert asyncio.get_running_loop().time() < deadline, f"{what} did not come"
        await asyncio.sleep(0.02)


async def at_rest(desk: LocalDesk) -> None:
    """Wait until the trouble is over."""
    await until(lambda: not desk.standing.trouble, "the return", 10)


async def kill(desk: LocalDesk) -> None:
    """End a desk with no farewell, as far as its files go."""
    await desk._watch.stop()
    await desk.enquiries.close()
    desk._waiting.put_nowait(None)
    await desk._writer
    os.close(desk._aside._spool._held)  # type: ignore[union-attr]
    desk._aside._spool._held = -1  # type: ignore[union-attr]
    await desk._store.close()


async def whole(store: Path) -> Board:
    """What the log alone makes of a closed store, its chain whole and its rows those of the log."""
    reader = await open_reader(f"sqlite:///{store}")
    assert await check_chain(reader) is None
    await reader.close()
    board, held, made = await from_the_log(f"sqlite:///{store}")
    assert {(table, row["id"]): row for table, found in held.items() for row in found} == made
    return board


async def test_a_call_is_taken_while_the_disk_is_full(disk: Disk) -> None:
    """The desk says so, takes the whole call, shows it to all; with room again all is on the log by itself."""
    desk = await opened(disk.store)
    disk.fill()
    await story(desk)
    await desk.save_draft("call:1", "half a rem")
    assert "disk is full" in desk.standing.trouble
    assert desk.standing.aside == 5
    assert desk.board.incidents[1].first_dispatched
    disk.empty()
    await at_rest(desk)
    assert desk.standing.aside == 0
    assert [draft.body for draft in await desk.drafts()] == ["half a rem"]
    await desk.ask(v.AddRemark(1, "and it goes on"))
    await desk.close()
    assert await whole(disk.store) == desk.board
    assert not (disk.folder / "floor.db.aside").exists()


@contextmanager
def at_work(store: Path, how: str) -> Iterator[Iterator[str]]:
    """A desk in a process of its own, killed with -9 at the end; what it tells, line by line."""
    words = [sys.executable, "-m", "tests.desk.keeps_aside", str(store), how]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        yield iter(child.stdout)
        child.kill()


@pytest.mark.slow
async def test_a_desk_that_begins_on_a_full_disk_shows_what_was_kept(disk: Disk) -> None:
    """Killed with -9 and opened with the disk still full: every call is on the board, work goes on, all is written."""
    told: list[str] = []
    with at_work(disk.store, "") as says:
        told += [next(says) for _ in range(20)]
        disk.fill()
        while len(told) < 20 or sum("True" in line for line in told) < 30:
            told.append(next(says))
    desk = await opened(disk.store, clock.now)
    assert len(desk.board.incidents) >= len(told)
    await desk.ask(v.AddRemark(1, "still full"))
    disk.empty()
    await at_rest(desk)
    await desk.close()
    assert await whole(disk.store) == desk.board
    keys = [entry.key for entry in await entries_of(disk.store, "IncidentOpened")]
    assert {line.split()[0] for line in told} <= set(keys)
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("seed", range(3))
async def test_a_trouble_leaves_the_same_story_as_none(tmp_path: Path, seed: int) -> None:
    """Three positions at random, the store away for parts of it: board, log and rows are those of a quiet desk."""
    dice, time = random.Random(seed), {"now": START}
    stores = [tmp_path / "troubled" / "floor.db", tmp_path / "quiet" / "floor.db"]
    troubled, quiet = [await opened(store, lambda: time["now"]) for store in stores]
    away = stores[0].with_name("away.db")
    for step in range(150):
        time["now"] += dice.choice([0, 40, 3_000, 61_000])
        if step in (20, 90):
            stores[0].rename(away)
        elif step in (60, 130):
            away.rename(stores[0])
            assert await troubled._ledger.try_again()
        move, position = a_move(dice), dice.choice(["P1", "P2", "P3"])
        told: list[tuple[object, object]] = []
        for desk in (troubled, quiet):
            try:
                receipt = await desk.ask_as(f"who {position}", position, move, key=f"{step}")
                told.append((receipt.numbers, receipt.facts))
            except Refused as refusal:
                told.append((str(refusal), ()))
        assert told[0] == told[1]
        assert troubled.board == quiet.board
    for desk in (troubled, quiet):
        await desk.close()
    assert await whole(stores[0]) == await whole(stores[1]) == quiet.board


async def test_what_was_kept_has_its_own_time_on_the_log(store: Path) -> None:
    """When it happened is when it was asked for; when it was written is later, and both are known."""
    clock_now = [START]
    desk = await opened(store, lambda: clock_now[0])
    store.rename(store.with_name("away.db"))
    clock_now[0] += 60_000
    await desk.ask(v.OpenIncident(), key="kept")
    store.with_name("away.db").rename(store)
    clock_now[0] += 60_000
    assert await desk._ledger.try_again()
    entry = (await desk._store.entries(kind="IncidentOpened"))[0]
    assert (entry.key, entry.happened, entry.at) == ("kept", START + 60_000, START + 120_000)
    await desk.close()


@pytest.mark.slow
async def test_kill_9_while_keeping_aside_loses_nothing(store: Path) -> None:
    """Every command that was told as saved is on the log once, after the store is back and the desk opened again."""
    told: list[str] = []
    for _ in range(3):
        with at_work(store, "away") as says:
            told += [next(says).split()[0] for _ in range(60)]
        store.with_name("away.db").rename(store)
    desk = await opened(store)
    assert len(desk.board.incidents) >= len(told)
    assert {await desk.look_up(key) for key in told} == {"saved"}
    await desk.close()
    keys = [entry.key for entry in await entries_of(store, "IncidentOpened")]
    assert set(told) <= set(keys)
    assert len(keys) == len(set(keys))
    assert await whole(store) == desk.board


async def entries_of(store: Path, kind: str) -> list[Any]:
    reader = await open_reader(f"sqlite:///{store}")
    found = await reader.entries(kind=kind)
    await reader.close()
    return found


@pytest.mark.parametrize("how", ["removed", "replaced", "read-only"])
async def test_a_store_that_is_gone_or_locked_up(store: Path, how: str) -> None:
    """The trouble says which file and what to do; only when the same file is back is anything written to it."""
    desk = await opened(store)
    away = store.with_name("away.db")
    engine = desk._store._writer._engine.sync_engine
    if how == "read-only":
        await pragma(desk, "query_only = ON")
        event.listen(engine, "connect", no_writing)
    else:
        store.rename(away)
    if how == "replaced":
        shutil.copy(away, store)
    await story(desk)
    assert str(store) in desk.standing.trouble
    assert desk.standing.trouble.count(";") == 1
    assert await desk._ledger.try_again() is None
    assert store.exists() == (how != "removed")
    if how == "read-only":
        event.remove(engine, "connect", no_writing)
    else:
        away.rename(store)
    await at_rest(desk)
    await desk.close()
    assert await whole(store) == desk.board


def no_writing(connection: Any, _record: object) -> None:
    """What a file without the right to write it is to a new connection."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA query_only = ON")
    cursor.close()


async def pragma(desk: LocalDesk, statement: str) -> None:
    """A setting of the one connection that writes."""
    async with desk._store.pen() as pen:
        await pen._turn.do(lambda connection: connection.exec_driver_sql(f"PRAGMA {statement}").close())


async def test_a_store_that_is_gone_is_noticed_before_anybody_needs_it(store: Path) -> None:
    """Within five seconds, with nobody asking for anything."""
    desk = await opened(store)
    store.rename(store.with_name("away.db"))
    await until(lambda: desk.standing.trouble, "the trouble", 5)
    store.with_name("away.db").rename(store)
    await at_rest(desk)
    await desk.close()


async def test_a_log_beside_the_store_that_was_removed(store: Path) -> None:
    """Its -wal gone, nothing more is written; closing folds in what was saved, and opening takes in what was kept."""
    desk = await opened(store)
    await story(desk)
    store.with_name("floor.db-wal").unlink()
    await desk.ask(v.AddRemark(1, "kept"))
    assert "-wal was removed" in desk.standing.trouble
    await desk.close()
    again = await opened(store)
    assert again.board == desk.board
    await again.close()
    assert await whole(store) == desk.board


class Failing:
    """What the disk does to the writing connection: its commits fail, `after` they were made or before."""

    def __init__(self, desk: LocalDesk, *, after: bool = False) -> None:
        self._connection = desk._store._writer._connection
        self._after = after

    async def arm(self) -> None:
        assert self._connection is not None
        raw = (await self._connection.get_raw_connection()).driver_connection
        assert raw is not None
        commit = raw.commit

        async def failing() -> None:
            if self._after:
                await commit()
            raise sqlite3.OperationalError("disk I/O error")

        raw.commit = failing


@pytest.mark.parametrize("after", [False, True])
async def test_one_failure_of_the_disk_is_mended_unheard(store: Path, after: bool) -> None:
    """Whether the commit had been made or not: the command is saved once, with its facts, and nobody is troubled."""
    desk = await opened(store)
    await Failing(desk, after=after).arm()
    receipt = await desk.ask(v.OpenIncident(), key="k")
    assert (len(receipt.facts), receipt.aside, desk.standing.trouble) == (1, False, "")
    await desk.close()
    assert await whole(store) == desk.board
    assert len(await entries_of(store, "IncidentOpened")) == 1


@pytest.mark.parametrize("after", [False, True])
async def test_a_second_failure_in_a_minute_is_a_trouble(store: Path, after: bool) -> None:
    """What was asked for is kept aside, written once the disk was tried again, and it is never there twice."""
    desk = await opened(store)
    await Failing(desk).arm()
    await desk.ask(v.OpenIncident())
    await Failing(desk, after=after).arm()
    receipt = await desk.ask(v.OpenIncident())
    assert (receipt.aside, "disk I/O error" in desk.standing.trouble) == (True, True)
    await at_rest(desk)
    assert len(desk.board.incidents) == 2
    await desk.close()
    assert await whole(store) == desk.board
    assert len(await entries_of(store, "IncidentOpened")) == 2


async def test_a_damaged_store_is_left_alone(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No writing goes on by itself: calls are kept until the last backup is put back and the desk opened again."""
    desk = await opened(store)
    await story(desk)
    await desk.close()
    backup = tmp_path / "backup.db"
    shutil.copy(store, backup)
    desk = await opened(store)
    with store.open("r+b") as spoiled:
        spoiled.seek(4096)
        spoiled.write(b"\xff" * (store.stat().st_size - 4096))
    await pragma(desk, "shrink_memory")
    await desk.ask(v.AddRemark(1, "kept"))
    assert "damaged" in desk.standing.trouble
    with monkeypatch.context() as patch:
        patch.setattr(desk._store, "pen", lambda: pytest.fail("a damaged store was written to"))
        assert await desk._ledger.try_again() is None
    await desk.close()
    for left in (store, store.with_name("floor.db-wal"), store.with_name("floor.db-shm")):
        left.unlink(missing_ok=True)
    shutil.copy(backup, store)
    again = await opened(store)
    assert [remark.text for remark in again.board.incidents[1].remarks] == ["kept"]
    await again.close()
    await whole(store)


async def test_when_it_cannot_be_kept_either_it_is_said(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not saved, with both reasons, and the board is as it was; the next one is tried anew."""
    desk = await opened(store)
    away = store.with_name("away.db")
    store.rename(away)
    before = desk.board

    def full(held: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fdatasync", full)
        with pytest.raises(
            NotSaved, match=r"removed.*; and it can't be kept beside the store either \(No space"
        ) as said:
            await desk.ask(v.OpenIncident())
        assert (desk.board, said.value.known) == (before, "unknown")
    await desk.ask(v.OpenIncident())
    away.rename(store)
    await at_rest(desk)
    await desk.close()
    assert len((await whole(store)).incidents) == 1


async def test_work_goes_on_while_what_was_aside_is_written(store: Path) -> None:
    """What is asked for meanwhile waits for a step at most, comes behind what was aside, and is on the log once."""
    desk = await opened(store)
    away = store.with_name("away.db")
    store.rename(away)
    await asyncio.gather(*(desk.ask(v.OpenIncident(), key=f"a{number}") for number in range(300)))
    away.rename(store)
    returning = asyncio.create_task(desk._ledger.try_again())
    meanwhile = 0
    while not returning.done():
        assert meanwhile < 300, "it never ends while somebody works"
        assert (await desk.ask(v.OpenIncident(), key=f"b{meanwhile}")).facts
        meanwhile += 1
    assert meanwhile > 1
    assert not desk.standing.trouble
    await desk.close()
    keys = [entry.key for entry in await entries_of(store, "IncidentOpened")]
    assert keys == [*(f"a{number}" for number in range(300)), *(f"b{number}" for number in range(meanwhile))]
    assert await whole(store) == desk.board


async def test_what_the_rules_refuse_later_is_not_lost(store: Path) -> None:
    """What others did meanwhile stands; what can't be done any more is in a file, word for word, and is told."""
    desk = await opened(store)
    await desk.ask(v.OpenIncident())
    store.rename(store.with_name("away.db"))
    await desk.ask(v.AddRemark(1, "said aside"), key="remark")
    await desk.ask(v.TakeOut("M3", "meal"), key="too late")
    await kill(desk)
    store.with_name("away.db").rename(store)
    spool = store.with_name("floor.db.aside")
    hidden = spool.rename(store.with_name("hidden"))
    other = await opened(store)
    await other.ask(v.SignOff("M3"))
    await other.close()
    hidden.rename(spool)
    again = await opened(store)
    assert [remark.text for remark in again.board.incidents[1].remarks] == ["said aside"]
    assert again.standing.refused == 1
    (line,) = Path(again.standing.refusals).read_text().splitlines()
    assert ('"key":"too late"' in line, '"M3"' in line, '"position":"P1"' in line) == (True, True, True)
    await again.close()
    await whole(store)


async def test_what_another_store_left_is_not_taken_in(store: Path) -> None:
    """The desk is not opened, and the sentence says what to do with the file."""
    theirs = Spool.open(store.with_name("floor.db.aside"), "f" * 32)
    theirs.append(b"\x90")
    theirs.close()
    with pytest.raises(DeskShut, match=r"floor\.db\.aside was kept for another store; put it back"):
        await opened(store)
    store.with_name("floor.db.aside").unlink()
    await (await opened(store)).close()


async def test_what_a_newer_one_left_is_not_thrown_away(store: Path) -> None:
    """A verb that this one does not know keeps the desk shut, with what to do, and the file as it is."""
    desk = await opened(store)
    store_id = desk._store.store_id
    await desk.close()
    left = Spool.open(store.with_name("floor.db.aside"), store_id)
    left.append(msgspec.msgpack.encode([KeptCommand("Teleport", b"\x80", Asked(START, "ann", "P1", "k", 26))]))
    left.close()
    before = left.path.read_bytes()
    with pytest.raises(DeskShut, match=r"aside holds what this Firstline can't read \(no verb is called 'Teleport'\);"):
        await opened(store)
    assert left.path.read_bytes() == before


async def test_a_command_sent_again_in_a_trouble_happens_once(store: Path) -> None:
    """Whether it was saved before or kept aside: it has the receipt of the first time."""
    desk = await opened(store)
    first = await desk.ask(v.OpenIncident(), key="before")
    store.rename(store.with_name("away.db"))
    kept = await desk.ask(v.OpenIncident(), key="kept")
    assert await desk.ask(v.OpenIncident(), key="before") == first
    assert await desk.ask(v.OpenIncident(), key="kept") == kept
    assert [await desk.look_up(key) for key in ("before", "kept")] == ["saved", "saved"]
    assert len(desk.board.incidents) == 2
    store.with_name("away.db").rename(store)
    await desk.close()
    assert len((await whole(store)).incidents) == 2


async def test_a_clock_that_was_set_is_on_the_log(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A day back: one entry says by how much, the order is by number, and what follows is numbered on."""
    ahead = [0]
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: real() + ahead[0])
    desk = await opened(store, clock.now)
    before = await desk.ask(v.OpenIncident())
    ahead[0] = -86_400_000
    numbers = before.numbers[-1]
    await until(lambda: desk.board.number > numbers, "the entry", 5)
    after = await desk.ask(v.OpenIncident())
    await desk.close()
    (jump,) = await entries_of(store, "ClockJumped")
    assert abs(json.loads(jump.body)["ms"] + 86_400_000) < 5_000
    assert (before.numbers[-1] < jump.number < after.numbers[0], after.at < before.at) == (True, True)
    assert await whole(store) == desk.board


def test_a_disk_that_fills_up_is_warned_of(disk: Disk) -> None:
    """Below a tenth, in words with the place; and of a -wal that a reader keeps from being folded in."""
    assert disk_warning(disk.store) == ""
    (disk.folder / "most").write_bytes(bytes(3_900_000))
    warning = disk_warning(disk.store)
    assert warning.startswith("the disk is nearly full, ")
    assert warning.endswith(f"left; free some space on {disk.folder}")
    (disk.folder / "most").unlink()
    with disk.store.with_name("floor.db-wal").open("wb") as wal:
        wal.truncate(65 * 2**20)
    assert "another program reads the store for too long" in disk_warning(disk.store)
