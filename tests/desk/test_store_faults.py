"""What a disk, a file, a damaged page or a clock may do to a desk, and what it does then."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from sqlalchemy import event

from console.desk import now as clock
from console.desk import verbs as v
from console.desk.desk import NotSaved
from console.desk.watch import disk_warning
from tests.desk.test_local import story
from tests.desk.troubled import Failing, at_rest, entries_of, no_writing, opened, pragma, until, whole
from tests.small_disk import Disk


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "floor.db"


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
