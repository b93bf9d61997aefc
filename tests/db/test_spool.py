"""What is put into the file beside the store is there again, or was never said to be."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from db.spool import LEAST, ROOM, Spool, free
from db.trouble import StoreRefused

STORE = "a" * 32


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "floor.db.aside"


def left_in(path: Path) -> list[bytes]:
    """What the next one finds."""
    spool = Spool.open(path, STORE)
    killed(spool)
    return spool.records


def killed(spool: Spool) -> None:
    """Let go of it as the kernel does."""
    os.close(spool._held)
    spool._held = -1


def test_its_room_is_taken_when_it_is_made(path: Path) -> None:
    """All of it, private to its owner, and given back when it closes empty."""
    spool = Spool.open(path, STORE)
    found = path.stat()
    assert (found.st_blocks * 512 >= ROOM, found.st_mode & 0o777) == (True, 0o600)
    spool.close()
    assert not path.exists()


def test_what_was_put_in_is_there_after_a_kill(path: Path) -> None:
    """In order, bytes and all, and what is put in next comes behind it."""
    spool = Spool.open(path, STORE)
    records = [b"", b"one", bytes(range(256)) * 40]
    for record in records[1:]:
        spool.append(record)
    killed(spool)
    again = Spool.open(path, STORE)
    again.append(b"more")
    killed(again)
    assert left_in(path) == [*records[1:], b"more"]


@pytest.mark.parametrize("keep", [0, 3, 8, 11])
def test_a_record_that_was_torn_is_not_there(path: Path, keep: int) -> None:
    """Cut off anywhere, the last one counts for nothing and takes none before it along."""
    spool = Spool.open(path, STORE)
    spool.append(b"whole")
    end = spool._end
    spool.append(b"torn apart")
    killed(spool)
    with path.open("r+b") as file:
        file.seek(end + keep)
        file.write(bytes(64))
    assert left_in(path) == [b"whole"]


def test_what_was_emptied_never_comes_back(path: Path) -> None:
    """Not even a record of the same length and place as one before it, should the wiping not have come to the disk."""
    spool = Spool.open(path, STORE)
    for record in (b"old 1", b"old 2", b"old 3"):
        spool.append(record)
    old = path.read_bytes()
    spool.clear()
    assert b"old" not in path.read_bytes()
    spool.append(b"new 1")
    end = spool._end
    killed(spool)
    with path.open("r+b") as file:
        file.seek(end)
        file.write(old[end : end + 64])
    assert left_in(path) == [b"new 1"]


def test_one_of_another_store_is_refused(path: Path) -> None:
    """With its path and what to do; it is left as it is."""
    spool = Spool.open(path, "b" * 32)
    spool.append(b"theirs")
    killed(spool)
    before = path.read_bytes()
    with pytest.raises(StoreRefused, match=r"floor\.db\.aside was kept for another store; put it back"):
        Spool.open(path, STORE)
    assert path.read_bytes() == before


def test_a_damaged_one_is_kept(path: Path) -> None:
    """It may hold calls: nobody writes over it."""
    spool = Spool.open(path, STORE)
    spool.append(b"a call")
    killed(spool)
    with path.open("r+b") as file:
        file.seek(12)
        file.write(b"\xff")
    with pytest.raises(StoreRefused, match=r"damaged; move it away and keep it"):
        Spool.open(path, STORE)


def test_one_that_was_removed_is_made_again(path: Path) -> None:
    """With all that was in it: nothing is written where it would be lost."""
    spool = Spool.open(path, STORE)
    spool.append(b"before")
    path.unlink()
    spool.append(b"after")
    killed(spool)
    assert left_in(path) == [b"before", b"after"]


def test_a_small_disk_gives_a_quarter(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And the least that is of use where that is more."""
    for left, taken in ((800_000, 200_000), (1000, LEAST)):
        monkeypatch.setattr("db.spool.free", lambda folder, left=left: (left, 10 * left))
        spool = Spool.open(path, STORE)
        assert path.stat().st_size == taken
        spool.close()
    assert free(path.parent)[1] > 0


def test_what_was_written_back_is_wiped_out(path: Path) -> None:
    """Nothing that a caller said stays in the file, so that what is erased from the store is not left beside it."""
    spool = Spool.open(path, STORE)
    spool.append(b"Xanthippe of 12 Elm St" * 400)
    assert b"Xanthippe" in path.read_bytes()
    spool.clear()
    assert b"Xanthippe" not in path.read_bytes()
    killed(spool)
