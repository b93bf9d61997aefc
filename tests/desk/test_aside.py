"""While the store takes nothing the desk goes on: what is asked for is kept beside it, and written once it can be."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path

import msgspec
import pytest

from console.desk import now as clock
from console.desk import verbs as v
from console.desk.aside import KeptCommand
from console.desk.desk import DeskShut
from console.rules.asked import Asked
from console.rules.refused import Refused
from db.spool import Spool
from tests.desk.test_local import a_move, story
from tests.desk.troubled import at_rest, at_work, entries_of, kill, opened, whole
from tests.rules.factory import START
from tests.small_disk import Disk


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "floor.db"


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
