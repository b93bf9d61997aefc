"""Is the store as it was written, and can its records be made anew? By the real commands."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from console.desk import verbs as v
from console.desk.local import LocalDesk
from console.rules.centre import Centre, Standard

pytestmark = pytest.mark.slow
Command = Callable[..., "subprocess.CompletedProcess[str]"]


def meddle(url: str, statement: str) -> None:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as file, file:
        assert file.execute(statement).rowcount > 0


def records(url: str) -> dict[str, list[object]]:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as file:
        tables = ("call", "incident", "assignment")
        return {table: file.execute(f"SELECT rowid, * FROM {table} ORDER BY rowid").fetchall() for table in tables}


@pytest.fixture
async def desk(replayed: str) -> LocalDesk:
    """A console that has the sample's store open; the test closes it."""
    centre = Centre("X", "Nowhere", "UTC", ("L1",), (), (), (), (), (), (), (), (), (), Standard("none", ()))
    return await LocalDesk.open(replayed, centre, position="C01", who="ANN")


def test_a_whole_store_is_whole(firstline: Command, replayed: str) -> None:
    """It says how many entries were checked."""
    with closing(sqlite3.connect(replayed.removeprefix("sqlite:///"))) as file:
        (entries,) = file.execute("SELECT count(*) FROM entry").fetchone()
    done = firstline("verify", "--store", replayed)
    assert (done.returncode, done.stdout) == (0, f"{entries} entries, chain whole, records agree\n")


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE entry SET body = '{}' WHERE number >= 70", "entry 70: entry 70 was altered"),
        ("DELETE FROM entry WHERE number = 90", "entry 90: entry 90 is missing"),
        ("UPDATE incident SET received = received - 1 WHERE id >= 5", "incident 5 differs in received"),
        (
            "UPDATE incident SET state = 'pending', closed = NULL, disposition = '', outcome = '' WHERE id = 5",
            "incident 5 differs in state",
        ),
        ("UPDATE assignment SET unit = 'X' WHERE id = 9", "assignment 9 differs in unit"),
        ("DELETE FROM call WHERE id = 3", "call 3 is on the log, but not in the records"),
        ("UPDATE call SET id = 9999 WHERE id = 3", "call 3 is on the log, but not in the records"),
        ("INSERT INTO assignment (id) VALUES (9999)", "assignment 9999 is in the records, but not on the log"),
    ],
)
def test_the_first_thing_that_is_wrong_is_named(
    firstline: Command, replayed: str, statement: str, sentence: str
) -> None:
    """An entry or a record that another hand has changed, with exit status 1."""
    meddle(replayed, statement)
    done = firstline("verify", "--store", replayed)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(sentence)


async def test_it_checks_a_store_that_is_being_written(
    environment: dict[str, str], replayed: str, desk: LocalDesk
) -> None:
    """A console that goes on working meanwhile is neither disturbed nor taken for damage."""
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "console", "verify", "--store", replayed),
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    answer = asyncio.ensure_future(child.communicate())
    while not answer.done():
        await desk.ask(v.OpenIncident())
        await asyncio.sleep(0)
    await desk.close()
    assert (child.returncode, (await answer)[1]) == (0, b"")


async def test_rebuilding_makes_the_same_records(firstline: Command, replayed: str, desk: LocalDesk) -> None:
    """To the last byte, whatever had become of them; and not while a console has the store open."""
    refused = firstline("rebuild", "--store", replayed)
    await desk.close()
    assert refused.returncode == 1
    assert "is open in another Firstline" in refused.stderr
    before = records(replayed)
    meddle(replayed, "UPDATE incident SET place = 'nowhere'")
    meddle(replayed, "DELETE FROM assignment WHERE id < 50")
    meddle(replayed, "INSERT INTO call (id) VALUES (9999)")
    assert firstline("rebuild", "--store", replayed).returncode == 0
    assert repr(records(replayed)) == repr(before)
    assert firstline("verify", "--store", replayed).returncode == 0


async def test_what_the_log_does_not_bear_changes_nothing(firstline: Command, replayed: str, tmp_path: Path) -> None:
    """A log that can't be followed to its end leaves the records as they were and names the entry."""
    meddle(replayed, "UPDATE entry SET body = '{\"incident\":4711}' WHERE kind = 'IncidentSent'")
    before = records(replayed)
    done = firstline("rebuild", "--store", replayed)
    assert done.returncode == 1
    assert "('IncidentSent') does not follow from those before it" in done.stderr
    assert records(replayed) == before


def test_a_log_that_was_written_anew_does_not_agree_with_its_heads(
    firstline: Command, replayed: str, tmp_path: Path
) -> None:
    """Sealed and checked by the commands alone; without the public key it says that no signature was checked."""
    heads, key = tmp_path / "heads", tmp_path / "firstline-head-key"
    assert firstline("heads", "make-key", tmp_path).returncode == 0
    sealed = firstline("heads", "seal", "--store", replayed, "--head-key", key, "--to", heads)
    assert (sealed.returncode, sealed.stderr) == (0, "")
    words = ("verify", "--store", replayed, "--heads", heads)
    done = firstline(*words, "--head-key", f"{key}.pub")
    assert ", 1 head agrees (the last at entry " in done.stdout
    assert done.stdout.endswith("Z), records agree\n")
    assert "signatures were not checked" in firstline(*words, "--chain").stdout
    meddle(replayed, "UPDATE store SET id = 'another'")
    done = firstline(*words, "--head-key", f"{key}.pub")
    assert (done.returncode, done.stdout) == (1, "")
    assert "the store was replaced by another" in done.stderr
