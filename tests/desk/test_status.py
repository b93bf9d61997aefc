"""How things are is told with the right figures, to people in words and to a collector in its own text."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from console.cli.backups_watched import watch_backups
from console.desk import now as clock
from console.desk import verbs as v
from console.desk.desk import DeskShut
from console.desk.latency import Latencies
from console.desk.local import LocalDesk
from console.desk.status import Disk, Kept, Log, Serving, Status, Waiting
from console.desk.status_reading import read_status
from console.desk.status_text import in_words, open_metrics
from console.desk.status_warnings import BACKUP_LATE_MS, HEAD_LATE_MS, LOW_BYTES, warnings
from console.rules.centre import Standard
from console.rules.met import Met, Stopped, clocks_met
from db.backup import copied, default_folder, keep
from db.file import LARGE_WAL
from db.store import Store, open_store
from tests.rules.factory import CENTRE, FIRSTLINE, START, place

WELL = Status(
    START,
    Waiting(2, START - 7000),
    Waiting(),
    (Met("answer", 9, 10),),
    Log("ab12", 400, "f00d" * 16, 5 * 2**20, 0),
    Kept("/b/calls-1.db", START - 60_000, 390),
    Disk(50 * 2**30, 100 * 2**30),
    Serving(3, 120, 1.5, 12.25, 399, START - 30_000),
)


@dataclass
class Floor:
    """A desk with a clock that the test turns."""

    desk: LocalDesk
    file: Path
    now: int = START

    async def do(self, *verbs: v.Verb, later: int = 1000) -> None:
        for verb in verbs:
            self.now += later
            await self.desk.ask(verb)

    async def status(self) -> Status:
        return await read_status(
            self.desk._store,
            self.desk.board,
            CENTRE,
            self.now,
            file=self.file,
            backups_in=default_folder(self.file),
        )


@pytest.fixture
async def floor(tmp_path: Path) -> AsyncIterator[Floor]:
    file = tmp_path / "calls.db"
    clock: list[Floor] = []
    desk = await LocalDesk.open(
        f"sqlite:///{file}", CENTRE, position="P1", who="ann", now=lambda: clock[0].now if clock else START
    )
    clock.append(Floor(desk, file))
    yield clock[0]
    await desk.close()


async def test_the_figures_are_those_of_the_floor(floor: Floor) -> None:
    """Who waits since when, which clocks were met today and not yesterday, the log's end and the last backup."""
    await floor.do(v.Ring("L1"), v.TakeCall(), place(1), v.SetType(1, "UNK"), v.Send(1), v.EndCall(1))
    day = 86_400_000
    floor.now += day
    await floor.do(v.Ring("L1"))
    await floor.do(v.TakeCall(), later=9000)
    await floor.do(v.Ring("L2"), v.TakeCall("L2"), v.Ring("L3"))
    seen = await floor.status()
    assert (seen.calls.count, seen.calls.since) == (1, floor.now)
    assert (seen.incidents.count, seen.incidents.since) == (1, START + 5000)
    assert seen.today == (Met("answer", 1, 2),)
    assert (seen.log.entries, seen.log.hash) == await floor.desk._store.head()
    assert seen.backup is None
    assert any("no backup" in warning for warning in seen.warnings)
    with copied(floor.file, default_folder(floor.file)) as copy:
        made = keep(copy, floor.file, floor.now)
    seen = await floor.status()
    assert seen.backup == Kept(str(made.path), floor.now // 1000 * 1000, seen.log.entries)
    assert seen.disk is not None
    assert 0 < seen.disk.free <= seen.disk.size


def test_only_clocks_that_have_stopped_are_counted() -> None:
    """In time at the limit itself, late one second after it, and nothing of what still runs or has no target."""
    answered = [Stopped(0, 5000), Stopped(0, 6000), Stopped(0, None), Stopped(None, 5)]
    handled = [Stopped(None, 0, 20_000, 60_000, 200_000, None), Stopped(None, 0, 21_000)]
    met = clocks_met(answered, handled, FIRSTLINE)
    assert met == (Met("answer", 1, 2), Met("locate", 1, 2), Met("brief", 1, 1), Met("roll", 0, 1))
    assert clocks_met(answered, handled, Standard("none", ())) == ()


@pytest.mark.parametrize(
    ("ill", "says"),
    [
        (replace(WELL, backup=None), "There is no backup"),
        (replace(WELL, backup=Kept("", START - BACKUP_LATE_MS - 60_000, 1)), "31 minutes old"),
        (replace(WELL, disk=Disk(LOW_BYTES - 1, 100 * 2**30)), "The disk is nearly full: 1023 MB"),
        (replace(WELL, log=replace(WELL.log, wal_bytes=LARGE_WAL + 1)), "The -wal has grown to 64 MB"),
        (replace(WELL, desk=Serving(sealed=1, sealed_at=START - HEAD_LATE_MS - 1)), "was not sealed"),
        (replace(WELL, desk=Serving(trouble="the disk is full")), "in trouble: the disk is full"),
    ],
)
def test_what_has_to_be_seen_to_is_said(ill: Status, says: str) -> None:
    """One sentence each; a desk that is well says none, and on a server backups are its owner's."""
    assert tuple(warnings(WELL)) == ()
    assert [says in warning for warning in warnings(ill)] == [True]
    assert tuple(warnings(replace(WELL, log=Log("a", 1, "b"), backup=None, disk=None))) == ()


def test_the_collector_can_read_every_figure() -> None:
    """OpenMetrics as its parsers want it: type before sample, one name a family, an end; nothing that is not known."""
    text = open_metrics(replace(WELL, warnings=("one",)))
    assert text.endswith("\n# EOF\n")
    families: list[str] = []
    for line in text.splitlines()[:-1]:
        if line.startswith("# TYPE "):
            families.append(line.split()[2])
        assert line.split()[2] == families[-1] if line.startswith("#") else line.startswith(families[-1])
        assert line.startswith("#") or float(line.rpartition(" ")[2]) >= 0
    assert len(families) == len(set(families))
    for line in (
        "firstline_calls_ringing 2",
        "firstline_calls_ringing_longest_seconds 7",
        'firstline_clocks_met{stage="answer"} 9',
        'firstline_log_entries{store="ab12"} 400',
        "firstline_backup_age_seconds 60",
        'firstline_desk_command_seconds{quantile="0.99"} 0.01225',
        "firstline_head_age_seconds 30",
        "firstline_desk_up 1",
        "firstline_warnings 1",
    ):
        assert f"\n{line}\n" in f"\n{text}"
    alone = open_metrics(replace(WELL, desk=None, backup=None))
    assert "firstline_desk_up 0\n" in alone
    assert "backup" not in alone
    assert "head" not in alone


def test_the_words_say_the_same() -> None:
    """A line each, and the warnings last."""
    said = in_words(replace(WELL, warnings=("The disk is nearly full.",))).splitlines()
    assert said[0] == "calls      2 ring, the first for 7 s"
    assert said[1] == "incidents  none have no unit"
    assert said[2] == "answer     9 of 10 in time today (90 %)"
    assert said[-1] == "!! The disk is nearly full."
    assert "3 consoles, commands took 1.5 ms (99 % within 12.2 ms), sealed at entry 399 30 s ago" in "\n".join(said)
    assert msgspec.json.decode(msgspec.json.encode(WELL), type=Status) == WELL


def test_latencies_are_of_the_newest_commands() -> None:
    """What was long ago does not count; before the first there is no figure."""
    times = Latencies(most=100)
    assert times.at(50) is None
    for ms in (*[900.0] * 50, *range(100)):
        times.add(ms)
    assert (times.at(50), times.at(100), times.count) == (49.5, 99, 150)


async def test_a_long_reader_is_seen_and_the_wal_cut_once_it_ends(tmp_path: Path) -> None:
    """A -wal over 64 MB can't be cut while somebody reads, and costs nothing but a warning; afterwards it is cut."""
    file = tmp_path / "calls.db"
    store: Store = await open_store(f"sqlite:///{file}", now=lambda: START)
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM draft").fetchone()
        for number in range(5):
            await store.save_draft("P1", f"slot:{number}", "x" * (LARGE_WAL // 4), START)
        assert not await store.tidy()
        assert file.with_name("calls.db-wal").stat().st_size > LARGE_WAL
        await store.save_draft("P1", "slot:0", "still writes", START)
    assert await store.tidy()
    assert file.with_name("calls.db-wal").stat().st_size == 0
    await store.close()


@pytest.mark.slow
async def test_a_backup_that_was_missed_is_told_at_every_console(floor: Floor) -> None:
    """One older than half an hour, and no more once there is a new one."""
    folder = default_folder(floor.file)
    folder.mkdir()
    (folder / "calls-20200101T000000Z-5.db").touch()
    watching = asyncio.create_task(watch_backups(floor.desk, folder))
    async with asyncio.timeout(10):
        while "the last good backup is" not in floor.desk.standing.warning:
            await asyncio.sleep(0.05)
    watching.cancel()
    with copied(floor.file, folder) as copy:
        keep(copy, floor.file, clock.now())
    watching = asyncio.create_task(watch_backups(floor.desk, folder))
    async with asyncio.timeout(10):
        while floor.desk.standing.warning:
            await asyncio.sleep(0.05)
    watching.cancel()


async def test_a_desk_that_looks_is_not_opened_on_a_damaged_store(tmp_path: Path) -> None:
    """The daemon refuses with the remedy, before it writes anything; one that does not look goes on."""
    file = tmp_path / "calls.db"
    opening = {"url": f"sqlite:///{file}", "centre": CENTRE, "position": "P1", "who": "ann"}
    desk = await LocalDesk.open(**opening)  # type: ignore[arg-type]  # one value a name
    await desk.close()
    with closing(sqlite3.connect(file)) as meddler, meddler:
        meddler.execute("UPDATE entry SET who = 'eve' WHERE number = 3")
    with pytest.raises(DeskShut, match="restore the last backup"):
        await LocalDesk.open(**opening, looks=True)  # type: ignore[arg-type]
    desk = await LocalDesk.open(**opening)  # type: ignore[arg-type]
    await desk.close()
