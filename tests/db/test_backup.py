"""A backup is whole, checked and for its owner only; what is restored is believed in nothing."""

from __future__ import annotations

import os
import random
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from db import restore
from db.backup import Backup, backups, copied, default_folder, keep, require_sound, thin_out
from db.heads import Head
from db.log import Entry, Unwritten
from db.revision import HEAD
from db.soundness import TAIL, check_at_opening, check_copy
from db.store import Store, open_reader, open_store
from db.trouble import StoreRefused
from db.verify import check_chain

Fact = Callable[..., Unwritten]
Write = Callable[..., Awaitable[list[Entry]]]
NOON = 1_795_953_600_000
KEEPS_WRITING = Path(__file__).with_name("keeps_writing.py")


def back_up(store: Path, at: int = NOON) -> Backup:
    with copied(store, default_folder(store)) as copy:
        require_sound(copy)
        return keep(copy, store, at)


@pytest.fixture
async def filled(file: Path, fact: Fact, write: Write) -> Path:
    """A closed store of 300 entries, half of them with a private part."""
    store = await open_store(f"sqlite:///{file}", now=lambda: 5)
    await write(store, *(fact(private='{"phone":"5"}' if n % 2 else "") for n in range(300)))
    await store.save_draft("P1", "call:1", "{}", 5)
    await store.close()
    return file


async def test_it_is_made_beside_a_process_that_writes(file: Path, environment: dict[str, str]) -> None:
    """Every entry committed before it is in it, its chain is whole, and the writer is not held up."""
    words = [sys.executable, str(KEEPS_WRITING), f"sqlite:///{file}"]
    with subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        seen = [int(next(writer.stdout)) for _ in range(50)][-1]
        made = back_up(file)
        after = [int(next(writer.stdout)) for _ in range(50)][-1]
        writer.kill()
    assert seen <= made.entries <= after
    assert check_copy(made.path) == ""
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert [path.name for path in made.path.parent.iterdir()] == [f"firstline-20261129T120000Z-{made.entries}.db"]


def test_a_damaged_store_makes_no_backup(filled: Path) -> None:
    """Else the newest backup would be the damage itself; nothing is left behind."""
    with closing(sqlite3.connect(filled)) as meddler, meddler:
        meddler.execute("UPDATE entry SET body = '{}' WHERE number = 100")
    with pytest.raises(StoreRefused, match="no backup was made: entry 100: entry 100 was altered"):
        back_up(filled)
    assert list(default_folder(filled).iterdir()) == []


def test_it_takes_no_place_of_another_file(filled: Path) -> None:
    """Two within the same second: the second is refused and the first stays; a link is not followed."""
    first = back_up(filled)
    with pytest.raises(StoreRefused, match="File exists"):
        back_up(filled)
    assert [backup.path for backup in backups(default_folder(filled), filled)] == [first.path]
    folder = default_folder(filled)
    (folder / f".{filled.stem}-{os.getpid()}.part").symlink_to(filled)
    with pytest.raises(StoreRefused, match="cannot be made"):
        back_up(filled, NOON + 1000)


def test_only_the_newest_are_kept(filled: Path) -> None:
    """The older ones go, other files stay, and what a killed backup left goes too."""
    folder = default_folder(filled)
    made = [back_up(filled, NOON + 1000 * n).path for n in range(4)]
    left, other = folder / f".{filled.stem}-999999999.part", folder / "other-20261129T120000Z-3.db"
    left.touch()
    other.touch()
    made.append(back_up(filled, NOON + 9000).path)
    assert thin_out(folder, filled, 2) == made[:3]
    assert {*folder.iterdir()} == {*made[3:], other}


async def test_what_is_restored_is_the_log(filled: Path, tmp_path: Path) -> None:
    """Every entry, place and half-typed form, in a new file for its owner only; the backup says what it holds."""
    made = back_up(filled).path
    with restore.workshop(tmp_path) as folder:
        copy = restore.taken_in(made, folder)
        held = restore.contents(copy, made)
        restore.put_in_place(restore.made_anew(copy, held, made, ()), tmp_path / "back.db")
    assert (held.entries, held.revision, held.rows["draft"]) == (300, HEAD, 1)
    again, before = (
        await open_store(f"sqlite:///{tmp_path / 'back.db'}", now=lambda: 5),
        await open_reader(f"sqlite:///{filled}"),
    )
    assert await again.entries() == await before.entries()
    assert await again.drafts("P1") == await before.drafts("P1")
    assert await check_chain(again) is None
    await again.close()
    await before.close()
    assert stat.S_IMODE((tmp_path / "back.db").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


async def test_a_backup_is_held_against_signed_heads(filled: Path, tmp_path: Path) -> None:
    """A whole log that somebody made up is consistent in itself; a head that it does not meet gives it away."""
    reader = await open_reader(f"sqlite:///{filled}")
    number, hash = await reader.head()
    await reader.close()
    made, good = back_up(filled).path, Head("", number, hash, "noon")
    assert check_copy(made, [good]) == ""
    for bad in (replace(good, hash="0" * 64), replace(good, number=number + 1)):
        with restore.workshop(tmp_path) as folder, pytest.raises(StoreRefused, match=r"(sealed|signed) at noon"):
            copy = restore.taken_in(made, folder)
            restore.made_anew(copy, restore.contents(copy, made), made, [bad])


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
HOSTILE = {
    "trigger": "CREATE TRIGGER planted AFTER INSERT ON entry BEGIN DELETE FROM entry WHERE number = 1; END",
    "view": f"DROP TABLE draft; CREATE VIEW draft AS {ENDLESS}",
    "endless view for the store": f"DROP TABLE store; CREATE VIEW store AS {ENDLESS}",
    "extra table": "CREATE TABLE more (x)",
    "index that computes": "CREATE INDEX planted ON entry (length(hex(zeroblob(100000))))",
    "other columns": "ALTER TABLE store ADD COLUMN x",
    "generated column": "ALTER TABLE draft ADD COLUMN x AS (hex(body))",
    "check that computes": "DROP TABLE draft; CREATE TABLE draft (position, slot, saved_at, body CHECK (abs(body)))",
    "value of another type": "UPDATE entry SET who = x'00' WHERE number = 7",
    "text for a number": "INSERT INTO draft VALUES ('P', 's', 'soon', '')",
    "two stores": "INSERT INTO store VALUES ('x', 1)",
    "unknown revision": "UPDATE alembic_version SET version_num = '9999'",
    "two revisions": "INSERT INTO alembic_version VALUES ('0001')",
    "another program": "PRAGMA application_id = 7",
    "an edit": "UPDATE entry SET who = 'eve' WHERE number = 7",
    "a shorter chain": "DELETE FROM entry WHERE number = 7",
}


@pytest.mark.parametrize("planted", HOSTILE)
def test_a_hostile_file_is_refused_and_nothing_in_it_runs(planted: str, filled: Path, tmp_path: Path) -> None:
    """Triggers, views, computing columns and values that Firstline never wrote: a sentence within a second."""
    made = back_up(filled).path
    with closing(sqlite3.connect(made, isolation_level=None)) as enemy:
        enemy.executescript(HOSTILE[planted])
    with restore.workshop(tmp_path) as folder, pytest.raises(StoreRefused, match=r"choose another|newer Firstline"):
        copy = restore.taken_in(made, folder)
        restore.made_anew(copy, restore.contents(copy, made), made, ())


def test_what_is_no_backup_is_refused(filled: Path, tmp_path: Path) -> None:
    """A store in use, a folder, a text, a pipe, an empty file, a database of another program."""
    filled.with_name(f"{filled.name}-wal").touch()
    (tmp_path / "text").write_text("hello" * 1000)
    (tmp_path / "empty").touch()
    os.mkfifo(tmp_path / "pipe")
    for given in (filled, tmp_path, tmp_path / "text", tmp_path / "empty", tmp_path / "pipe", tmp_path / "none"):
        with restore.workshop(tmp_path) as folder, pytest.raises(StoreRefused):
            restore.contents(restore.taken_in(given, folder), given)


def test_no_store_is_overwritten(filled: Path, tmp_path: Path) -> None:
    """Neither a file that is there, nor the place of one whose -wal was left: it would be read into the new store."""
    with pytest.raises(StoreRefused, match="is there already"):
        restore.require_free(filled)
    (tmp_path / "back.db-wal").touch()
    with pytest.raises(StoreRefused, match=r"back\.db-wal is there already"):
        restore.require_free(tmp_path / "back.db")
    with restore.workshop(tmp_path) as folder:
        (folder / "made").touch()
        with pytest.raises(StoreRefused, match="cannot be made"):
            restore.put_in_place(folder / "made", filled)


@pytest.mark.slow
def test_a_flipped_bit_is_a_sentence_and_never_a_crash(filled: Path, tmp_path: Path) -> None:
    """300 files with one bit flipped: what is not found was free space, and every entry is as it was."""
    made = back_up(filled).path
    whole, entries = made.read_bytes(), _entries(made)
    chance, spoilt = random.Random(1), tmp_path / "spoilt.db"
    found = 0
    for _ in range(300):
        at = chance.randrange(len(whole))
        spoilt.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :])
        if check_copy(spoilt):
            found += 1
        else:
            assert _entries(spoilt) == entries, at
    assert found > 100


def _entries(file: Path) -> list[object]:
    with closing(sqlite3.connect(file)) as reader:
        return reader.execute("SELECT * FROM entry ORDER BY number").fetchall()


async def test_a_damaged_store_is_refused_when_it_is_opened(file: Path, fact: Fact, write: Write) -> None:
    """In its pages, or in the newest entries, which are the ones that the next are chained to."""
    store = await open_store(f"sqlite:///{file}", now=lambda: 5)
    await write(store, *(fact() for _ in range(TAIL + 5)))
    await check_at_opening(store)
    await store.close()
    for edit, refused in (("who = 'eve' WHERE number = 3", False), (f"who = 'eve' WHERE number = {TAIL}", True)):
        with closing(sqlite3.connect(file)) as meddler, meddler:
            meddler.execute(f"UPDATE entry SET {edit}")
        assert await _refused(file) is refused


async def _refused(file: Path) -> bool:
    store: Store = await open_store(f"sqlite:///{file}", now=lambda: 5)
    try:
        await check_at_opening(store)
    except StoreRefused as refusal:
        return "was altered" in str(refusal)
    finally:
        await store.close()
    return False


async def test_torn_pages_are_found_when_the_store_is_opened(filled: Path) -> None:
    """A page that is nothing but noise: the store is refused with a sentence that names the remedy."""
    whole = bytearray(filled.read_bytes())
    with closing(sqlite3.connect(filled)) as file:
        (root,) = file.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'entry_about'").fetchone()
    whole[(root - 1) * 4096 : root * 4096] = b"\xaa" * 4096
    filled.write_bytes(whole)
    store = await open_store(f"sqlite:///{filled}", now=lambda: 5)
    with pytest.raises(StoreRefused, match="is damaged"):
        await check_at_opening(store)
    await store.close()
