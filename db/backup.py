"""A backup: a whole copy of a store's file, made beside who writes it, and checked before it has a name."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from db.file import make_folders, uri
from db.soundness import check_copy, open_copy
from db.trouble import StoreRefused

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was checked when it was made: its file, when that was (ms UTC), and the last entry in it."""

    path: Path
    at: int
    entries: int


def default_folder(store: Path) -> Path:
    """Where the backups of a store are kept when nothing else is said: a folder beside it."""
    return store.with_name(f"{store.name}.backups")


@contextmanager
def copied(store: Path, folder: Path) -> Iterator[Path]:
    """A whole copy of the store as it is at a moment, for its owner only; it is gone afterwards unless it was kept."""
    make_folders(folder / "x")
    _sweep(folder, store.stem)
    part = folder / f".{store.stem}-{os.getpid()}.part"
    try:
        os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600))
    except OSError as error:
        raise StoreRefused(f"{part} cannot be made ({error.strerror}); name another folder with --to") from error
    try:
        _copy(store, part)
        yield part
    finally:
        for left in (part, part.with_name(f"{part.name}-journal")):
            left.unlink(missing_ok=True)


def require_sound(copy: Path) -> None:
    """StoreRefused when a page or an entry of the copy is not as it was written."""
    if wrong := check_copy(copy):
        raise StoreRefused(f"the copy is not sound, so no backup was made: {wrong}")


def keep(copy: Path, store: Path, at: int) -> Backup:
    """Give a copy its name, once it is on the disk; it never takes the place of another file."""
    with closing(open_copy(copy)) as file:
        (entries,) = file.execute("SELECT coalesce(max(number), 0) FROM entry").fetchone()
    stamp = (_EPOCH + timedelta(milliseconds=at)).strftime(_STAMP)
    named = copy.with_name(f"{store.stem}-{stamp}-{entries}.db")
    try:
        _sync(copy)
        os.link(copy, named, follow_symlinks=False)
        _sync(copy.parent)
    except OSError as error:
        raise StoreRefused(f"{named} cannot be made ({error.strerror}); try again, or name another folder") from error
    return Backup(named, at, entries)


def backups(folder: Path, store: Path) -> list[Backup]:
    """The backups of a store in a folder, the oldest first; each had been checked before it had its name."""
    name = re.compile(re.escape(store.stem) + r"-([0-9]{8}T[0-9]{6}Z)-([0-9]+)\.db")
    found = []
    with suppress(OSError):
        for path in folder.iterdir():
            if (fits := name.fullmatch(path.name)) and path.is_file() and not path.is_symlink():
                with suppress(ValueError):
                    when = datetime.strptime(fits[1], _STAMP).replace(tzinfo=UTC) - _EPOCH
                    found.append(Backup(path, when // timedelta(milliseconds=1), int(fits[2])))
    return sorted(found, key=lambda backup: (backup.at, backup.entries))


def thin_out(folder: Path, store: Path, keeping: int) -> list[Path]:
    """Delete all but the newest backups of a store; which ones went."""
    old = [backup.path for backup in backups(folder, store)][: -keeping or None]
    for path in old:
        path.unlink(missing_ok=True)
    return old


def _copy(store: Path, part: Path) -> None:
    """By the database itself, which knows what of the -wal belongs to it; a reader that never folds the -wal."""
    try:
        with closing(sqlite3.connect(uri(store, "mode=ro"), uri=True, isolation_level=None, timeout=30)) as file:
            file.execute("VACUUM INTO ?", (str(part),))
    except sqlite3.Error as error:
        raise StoreRefused(f"{store} cannot be copied ({error}); make room, or name another folder") from error


def _sweep(folder: Path, stem: str) -> None:
    """Delete what backups left that were cut off."""
    for part in folder.glob(f".{stem}-*.part"):
        pid = part.name.removesuffix(".part").rpartition("-")[2]
        if pid.isdigit() and not Path(f"/proc/{pid}").exists():
            part.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    held = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(held)
    finally:
        os.close(held)
