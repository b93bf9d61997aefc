"""Against whoever can write the whole file only signed heads help; with them every tampering is found."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from db.head_keys import find_key, load_key, load_public_key, make_key
from db.heads import Head, message, read_heads
from db.log import Entry, Unwritten, digest, first_hash
from db.sealing import EVERY_ENTRIES, EVERY_MS, Heads, append_line
from db.store import Store, open_reader, open_store
from db.trouble import StoreRefused
from db.verify import check_chain
from db.writing import entry_of

Fact = Callable[..., Unwritten]
Write = Callable[..., Awaitable[list[Entry]]]
Hand = Callable[[sqlite3.Connection], None]


@pytest.fixture
def keys(tmp_path: Path) -> tuple[Path, Path]:
    """A key and its public half."""
    return make_key(tmp_path)


@pytest.fixture
async def sealed(file: Path, tmp_path: Path, keys: tuple[Path, Path], fact: Fact, write: Write) -> Path:
    """The heads of a store of 9 entries, sealed after entries 3, 6 and 9, each of which has a private part."""
    heads = tmp_path / "heads"
    store = await open_store(f"sqlite:///{file}", now=lambda: 5)
    sealing = Heads(store, load_key(keys[0]), [heads], now=lambda: 1_776_000_000_000, journal=None)
    for after in (0, 3, 6):
        await write(store, fact(), fact(), fact(private='{"phone":"5"}'), after=after)
        assert (await sealing.seal()).trouble == ()
    await store.close()
    return heads


async def found(file: Path, heads: Path, public: Path) -> str:
    """What a check of the file says; "" when it finds nothing."""
    reader = await open_reader(f"sqlite:///{file}")
    try:
        fault = await check_chain(reader, read_heads(heads, reader.store_id, load_public_key(public).signed).heads)
        return f"{fault.number}: {fault.sentence}" if fault else ""
    except StoreRefused as refusal:
        return str(refusal)
    finally:
        await reader.close()


def sql(statements: str) -> Hand:
    return lambda file: file.executescript(statements).close()


def forged(change: Callable[[Entry], Entry | None], store_id: str = "") -> Hand:
    """The log written anew with a change, by one who knows how it is chained: it is whole in itself."""

    def write_anew(file: sqlite3.Connection) -> None:
        if store_id:
            file.execute("UPDATE store SET id = ?", (store_id,))
        previous = first_hash(file.execute("SELECT id FROM store").fetchone()[0])
        entries = [entry_of(row) for row in file.execute("SELECT * FROM entry ORDER BY number").fetchall()]
        file.execute("DELETE FROM entry")
        for number, entry in enumerate(filter(None, map(change, entries)), 1):
            bound = replace(entry, number=number, prev=previous)
            bound = replace(bound, hash=digest(bound))
            previous = bound.hash
            values = [getattr(bound, name) for name in Entry.__slots__]
            file.execute(f"INSERT INTO entry VALUES ({', '.join('?' * len(values))})", values)
        file.execute("DELETE FROM snapshot")

    return write_anew


def twice(entry: Entry) -> Entry:
    return replace(entry, key=entry.key + "x", who="eve") if entry.number == 5 else entry


COLUMNS = ", ".join(name for name in Entry.__slots__ if name not in ("number", "key"))
SWAP = "UPDATE entry SET number = {0} + 100 WHERE number = {0}; UPDATE entry SET number = {0} WHERE number = {0} + 1;"
TAMPERS: dict[str, tuple[Hand, str]] = {
    "body edited": (sql("UPDATE entry SET body = '{}' WHERE number = 5"), "5: entry 5 was altered"),
    "author edited": (sql("UPDATE entry SET who = 'eve' WHERE number = 8"), "8: entry 8 was altered"),
    "time edited": (sql("UPDATE entry SET at = at - 1 WHERE number = 1"), "1: entry 1 was altered"),
    "private part edited": (sql("UPDATE entry SET private = '{}' WHERE number = 6"), "6: the private part of entry 6"),
    "private part emptied": (sql("UPDATE entry SET private = '' WHERE number = 6"), "6: the private part of entry 6"),
    "value of another type": (sql("UPDATE entry SET body = x'00ff' WHERE number = 4"), "4: entry 4 was altered"),
    "deleted": (sql("DELETE FROM entry WHERE number = 5"), "5: entry 5 is missing"),
    "first deleted": (sql("DELETE FROM entry WHERE number = 1"), "1: entry 1 is missing"),
    "inserted": (
        sql(f"INSERT INTO entry (number, key, {COLUMNS}) SELECT 10, 'x', {COLUMNS} FROM entry WHERE number = 9"),
        "10: entry 10 does not follow",
    ),
    "reordered": (sql(SWAP.format(4) + "UPDATE entry SET number = 5 WHERE number = 104"), "4: entry 4 does not follow"),
    "cut off": (sql("DELETE FROM entry WHERE number > 7"), "8: the log ends at entry 7, but a head"),
    "all cut off": (sql("DELETE FROM entry; DELETE FROM snapshot"), "1: the log ends at entry 0, but a head"),
    "written anew with an edit": (forged(twice), "4: the entries from 4 to 6 are not those"),
    "written anew without an entry": (forged(lambda e: None if e.number == 2 else e), "1: the entries from 1 to 3"),
    "replaced by another log": (forged(lambda e: e, store_id="another"), "the store was replaced by another"),
    "replaced, under the same id": (forged(lambda e: replace(e, who="eve")), "1: the entries from 1 to 3"),
}


@pytest.mark.parametrize("name", TAMPERS)
async def test_every_kind_of_tampering_is_found(name: str, sealed: Path, file: Path, keys: tuple[Path, Path]) -> None:
    """Edited, deleted, inserted, moved, cut off, written anew or another store: the first entry is named."""
    meddle, sentence = TAMPERS[name]
    assert await found(file, sealed, keys[1]) == ""
    with closing(sqlite3.connect(file)) as meddler, meddler:
        meddle(meddler)
    assert sentence in await found(file, sealed, keys[1])


@pytest.mark.parametrize("name", [name for name in TAMPERS if name.startswith(("written anew", "replaced"))])
async def test_what_is_whole_in_itself_is_found_by_the_heads_alone(name: str, sealed: Path, file: Path) -> None:
    """The chain proves nothing against one who writes all of it anew: without heads such a log passes."""
    with closing(sqlite3.connect(file)) as meddler, meddler:
        TAMPERS[name][0](meddler)
    reader = await open_reader(f"sqlite:///{file}")
    assert await check_chain(reader) is None
    await reader.close()


@pytest.mark.parametrize("field", ["number", "hash", "at", "store", "signature"])
async def test_a_forged_head_is_found(field: str, sealed: Path, file: Path, keys: tuple[Path, Path]) -> None:
    """Whatever is changed in a head, its signature does not fit any more."""
    lines = [text for text in sealed.read_text().splitlines() if text]
    head = json.loads(lines[1])
    head[field] = (
        head[field] + 1 if field == "number" else f"{'B' if head[field].startswith('A') else 'A'}{head[field][1:]}"
    )
    sealed.write_text("\n".join([lines[0], json.dumps(head), lines[2]]))
    assert "line 2 of" in (said := await found(file, sealed, keys[1]))
    assert "is not signed by this key" in said


async def test_a_head_of_another_key_is_found(sealed: Path, file: Path, tmp_path: Path) -> None:
    """A head that somebody else signed is worth nothing."""
    (tmp_path / "other").mkdir()
    assert "is not signed by this key" in await found(file, sealed, make_key(tmp_path / "other")[1])


async def test_a_torn_line_hides_no_other(sealed: Path, file: Path, keys: tuple[Path, Path]) -> None:
    """What a full disk left of a line is counted and passed over; the next head stands on a line of its own."""
    whole = sealed.read_text().splitlines()[-1]
    with sealed.open("a") as torn:
        torn.write(whole[:40])
    append_line(sealed, whole)
    read = read_heads(sealed, json.loads(whole)["store"], load_public_key(keys[1]).signed)
    assert ([head.number for head in read.heads], read.torn) == ([3, 6, 9, 9], 1)
    assert await found(file, sealed, keys[1]) == ""


async def test_a_head_is_due_by_time_and_by_entries(store: Store, keys: tuple[Path, Path]) -> None:
    """Sixty seconds or a thousand entries after the last one."""
    clock = [0]
    heads = Heads(store, load_key(keys[0]), [], now=lambda: clock[0], journal=None)
    assert heads.due(0)
    await heads.seal()
    assert not heads.due(EVERY_ENTRIES - 1)
    assert heads.due(EVERY_ENTRIES)
    clock[0] = EVERY_MS
    assert heads.due(0)


async def test_the_log_is_sealed_again_and_again(store: Store, keys: tuple[Path, Path], tmp_path: Path) -> None:
    """At once, then whenever it is due, until the desk closes; what fails is told each time."""
    told: asyncio.Queue[tuple[str, ...]] = asyncio.Queue()
    heads = Heads(store, load_key(keys[0]), [tmp_path / "heads"], now=lambda: 5, journal=None)
    number = 0
    sealing = asyncio.create_task(heads.keep_sealing(lambda: number, told.put_nowait))
    assert await asyncio.wait_for(told.get(), 10) == ()
    number = EVERY_ENTRIES
    (tmp_path / "heads").unlink()
    (tmp_path / "heads").mkdir()
    assert "make it writable" in (await asyncio.wait_for(told.get(), 10))[0]
    sealing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sealing


async def test_what_takes_no_head_is_told_and_the_others_have_it(
    store: Store, keys: tuple[Path, Path], tmp_path: Path
) -> None:
    """A folder in the place of the file, a link, a journal that is gone: a sentence each, and never an exception."""
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    good, journal = tmp_path / "good", tmp_path / "journal"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as gone:
        gone.bind(str(journal))
    heads = Heads(store, load_key(keys[0]), [tmp_path, tmp_path / "link", good], now=lambda: 5, journal=journal)
    sealed = await heads.seal()
    assert [str(tmp_path) in said for said in sealed.trouble] == [True, True, False]
    assert "in the journal" in sealed.trouble[2]
    assert len(read_heads(good, store.store_id, None).heads) == 1
    assert not (tmp_path / "elsewhere").exists()


async def test_a_log_that_cannot_be_read_is_told(file_store: Store, file: Path, keys: tuple[Path, Path]) -> None:
    """The desk goes on, and its people hear that the log is not sealed."""
    with closing(sqlite3.connect(file)) as meddler, meddler:
        meddler.execute("ALTER TABLE entry RENAME TO gone")
    sealed = await Heads(file_store, load_key(keys[0]), [], now=lambda: 5, journal=None).seal()
    assert sealed.trouble[0].startswith("The log was not sealed: ")


async def test_the_journal_gets_the_head_in_fields(store: Store, keys: tuple[Path, Path], tmp_path: Path) -> None:
    """One datagram as systemd's journal takes it, with the signed head in a field of its own."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as journal:
        journal.bind(str(tmp_path / "journal"))
        journal.settimeout(5)
        await Heads(store, load_key(keys[0]), [], now=lambda: 5, journal=tmp_path / "journal").seal()
        fields = dict(line.split("=", 1) for line in journal.recv(4096).decode().splitlines())
    head = Head(**json.loads(fields["FIRSTLINE_HEAD"]))
    assert load_public_key(keys[1]).signed(head)
    assert (fields["PRIORITY"], fields["SYSLOG_IDENTIFIER"]) == ("5", "firstline")
    assert fields["FIRSTLINE_ENTRY"] == str(head.number) == "0"


def test_a_file_of_another_owner_is_only_appended_to(as_nobody: Path) -> None:
    """The desk needs no right to read it, and chattr +a does not stop it."""
    heads = as_nobody / "heads"
    heads.touch()
    if os.getuid() == 0:
        heads.chmod(0o222)
        os.seteuid(0)
        os.chown(heads, 0, 0)
        append_only = subprocess.run(["chattr", "+a", heads], capture_output=True, check=False).returncode == 0
        os.seteuid(65534)
        with pytest.raises(PermissionError):
            heads.read_text()
    append_line(heads, "one")
    append_line(heads, "two")
    if os.getuid() == 0:
        os.seteuid(0)
        if append_only:
            with pytest.raises(PermissionError):
                heads.write_text("")
            subprocess.run(["chattr", "-a", heads], check=True)
    assert heads.read_text().split() == ["one", "two"]


def test_a_key_is_kept_from_others(keys: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """0400 when made, never made over, refused when others may read it; systemd's own mask is no such right."""
    key, public = keys
    assert [stat.S_IMODE(path.stat().st_mode) for path in keys] == [0o400, 0o444]
    with pytest.raises(StoreRefused, match="cannot be made"):
        make_key(key.parent)
    key.chmod(0o440)
    with pytest.raises(StoreRefused, match="may be read by others"):
        load_key(key)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(key.parent))
    assert find_key(None) == key
    assert load_key(key)
    public.chmod(0o400)
    with pytest.raises(StoreRefused, match="holds no key"):
        load_key(public)
    with pytest.raises(StoreRefused, match="holds no public key"):
        load_public_key(key)


def test_other_tools_can_check_a_head(keys: tuple[Path, Path], tmp_path: Path) -> None:
    """The key files are as openssl writes and reads them."""
    head = load_key(keys[0]).signed(Head("id", 7, "ab", "2026-11-29T10:00:00.000Z"))
    assert message(head) == b"firstline head 1\nid\n7\nab\n2026-11-29T10:00:00.000Z\n"
    assert keys[1].read_text().startswith("-----BEGIN PUBLIC KEY-----")
    assert not load_public_key(keys[1]).signed(replace(head, number=8))


@pytest.mark.slow
def test_the_store_itself_needs_no_cryptography() -> None:
    """Only who signs or checks a signature loads the library."""
    code = "import db.store, db.verify, db.sealing, sys; sys.exit('cryptography' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=False).returncode == 0
