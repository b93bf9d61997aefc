"""The store's file: found, made, and watched, so that nothing is written where it would be lost."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from db.mounts import filesystem, on_network
from db.trouble import StoreRefused

APPLICATION_ID = 0x464C4E31  # "FLN1"
_SHARED_MEMORY = 2**16  # bytes that SQLite needs beside a file in WAL mode, and some to spare
LARGE_WAL = 64 * 2**20
"""A -wal of more bytes (journal_size_limit) is held open by another program that reads."""
_MOUNTS = Path("/proc/self/mountinfo")

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Footprint:
    """Which file a store was opened on: device and inode of it, and of its -wal when there is one."""

    path: Path
    file: Place
    wal: Place | None


def find(database: str) -> Path:
    """The file meant by a sqlite url, links followed; StoreRefused when it cannot be a store."""
    if not database or ":memory:" in database or database.startswith("file:"):
        raise StoreRefused("a store needs a file that outlives the program; name one with --store sqlite:///PATH")
    try:
        path = Path(database).expanduser().resolve()
        folder = path.is_dir()
    except OSError as error:
        raise StoreRefused(f"{database} cannot be reached ({error.strerror}); check its folders") from error
    if folder:
        raise StoreRefused(f"{path} is a folder; name a file in it with --store")
    _refuse_network(path)
    return path


def there(path: Path) -> bool:
    """Whether anything is at the path; StoreRefused when its folders may not be entered."""
    try:
        return path.exists()
    except OSError as error:
        raise StoreRefused(f"{path} cannot be reached ({error.strerror}); ask for access to its folder") from error


def make_folders(path: Path) -> None:
    """Make the folders to a file, each open to its owner only (0700)."""
    try:
        for folder in reversed([parent for parent in path.parents if not parent.exists()]):
            folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise StoreRefused(
            f"{path.parent} cannot be made ({error.strerror}); make it yourself, or open another store with --store"
        ) from error


def make(path: Path) -> None:
    """Make an empty file that only its owner can read (0600)."""
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    except OSError as error:
        raise StoreRefused(
            f"{path} cannot be made ({error.strerror}); make its folder writable, or open another store with --store"
        ) from error


def look(path: Path) -> None:
    """Refuse a file that is not a store, or cannot be read; creates nothing and takes no lock."""
    if not there(path):
        raise StoreRefused(f"there is no store at {path}; check the path given with --store")
    if not os.access(path, os.R_OK, effective_ids=True):
        raise StoreRefused(f"{path} cannot be read; ask its owner, or open another store with --store")
    try:
        application, tables = _marks(path, "mode=ro&immutable=1")
    except sqlite3.DatabaseError as error:
        if not _holds(_wal(path)) and not _holds(_journal(path)):
            raise StoreRefused(
                f"{path} is not a Firstline store ({error}); choose another file with --store"
            ) from error
        application, tables = _marks_with_what_is_beside(path)
    if application != APPLICATION_ID and (application or tables):
        raise StoreRefused(f"{path} belongs to another program; choose another file with --store")


def _marks(path: Path, options: str) -> tuple[int, int]:
    with closing(sqlite3.connect(uri(path, options), uri=True)) as file:
        (application,) = file.execute("PRAGMA application_id").fetchone()
        (tables,) = (0,) if application else file.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return application, tables


def _marks_with_what_is_beside(path: Path) -> tuple[int, int]:
    """A file is whole only with its -wal where folding that in was broken off: by a crash, or by a full disk.

    One whose power went while it was being made is nothing yet, as its -journal says once it is played back.
    """
    try:
        return _marks(path, "mode=ro" if _holds(_wal(path)) else "mode=rw")
    except sqlite3.OperationalError as error:
        raise StoreRefused(f"{path} cannot be opened ({error}); {_check(path)}") from error
    except sqlite3.DatabaseError as error:
        raise StoreRefused(f"{path} is damaged ({error}); keep it as it is, and restore the last backup") from error


def _check(path: Path) -> str:
    """What to see to where a file could not be opened."""
    disk = os.statvfs(path.parent)
    if disk.f_bavail * disk.f_frsize < _SHARED_MEMORY:
        return f"the disk is full, free some space on {path.parent}"
    return "check the disk and the rights to it"


def refuse_unwritable(path: Path) -> None:
    """Refuse a file or folder this user may not write."""
    for place in (path, path.parent):
        if not os.access(place, os.W_OK, effective_ids=True):
            raise StoreRefused(
                f"{place} is read-only for you; make it writable (chmod u+w), or open another store with --store"
            )


def stamp(path: Path) -> None:
    """Mark a new file as a Firstline store, before anything else is in it."""
    _run(path, f"PRAGMA application_id = {APPLICATION_ID}")


def choose_journal(path: Path) -> None:
    """Put the file in WAL mode, or in rollback mode where WAL cannot work for want of shared memory."""
    try:
        _run(path, "PRAGMA journal_mode = WAL", "BEGIN IMMEDIATE", "ROLLBACK")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise StoreRefused(f"another program holds {path}; close it there and try again") from error
        try:
            _run(path, "PRAGMA locking_mode = EXCLUSIVE", "PRAGMA journal_mode = DELETE")  # alone, it needs no memory
        except sqlite3.OperationalError as deeper:
            raise StoreRefused(f"{path} cannot be opened ({deeper}); {_check(path)}") from deeper
    except sqlite3.DatabaseError as error:
        raise StoreRefused(f"{path} is damaged ({error}); keep it as it is, and restore the last backup") from error


def uri(path: Path, options: str) -> str:
    """The file as SQLite wants it named, whatever signs its path holds."""
    return f"file:{quote(str(path))}?{options}"


def wal_size(path: Path) -> int:
    """How many bytes the -wal of a store has; 0 where there is none."""
    try:
        return _wal(path).stat().st_size
    except OSError:
        return 0


def footprint(path: Path) -> Footprint:
    """The footprint of the file as it stands; StoreRefused when it is gone."""
    file = _place(path)
    if file is None:
        raise StoreRefused(_moved(path))
    return Footprint(path, file, _place(_wal(path)))


def still_there(opened: Footprint) -> None:
    """StoreRefused when the file, or its -wal, was removed, renamed or replaced since it was opened."""
    if _place(opened.path) != opened.file:
        raise StoreRefused(_moved(opened.path))
    wal = _wal(opened.path)
    if opened.wal is not None and _place(wal) != opened.wal:
        raise StoreRefused(
            f"{wal} was removed, renamed or replaced; close Firstline, which folds in what is saved, and open it again",
            for_good=True,
        )


def _run(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(uri(path, "mode=rw"), uri=True, isolation_level=None)) as file:
        for statement in statements:
            file.execute(statement).fetchall()


def _moved(path: Path) -> str:
    return f"the store was removed, renamed or replaced; put the same file back as {path}, the rest goes by itself"


def _place(path: Path) -> Place | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _holds(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def _wal(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def _journal(path: Path) -> Path:
    return path.with_name(path.name + "-journal")


def _refuse_network(path: Path) -> None:
    if not _MOUNTS.exists():
        return
    kind = filesystem(_MOUNTS.read_text(errors="replace"), path)
    if on_network(kind):
        raise StoreRefused(
            f"{path} is on a network file system ({kind}), where a store can be damaged; "
            "keep it on a disk of this machine, or share a PostgreSQL store"
        )
