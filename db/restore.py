"""A backup taken back. It is treated as an enemy's file: nothing in it is run, only its rows are copied."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from time import monotonic

from sqlalchemy import Column, Integer, Table, create_engine
from sqlalchemy.types import BigInteger, Boolean, Float

from db import tables
from db.file import APPLICATION_ID, stamp
from db.heads import Head
from db.schema import make_at
from db.soundness import check_copy, open_copy
from db.trouble import StoreRefused

_MADE_ANEW = {*tables.RECORDS, tables.snapshot.name}
COPIED = tuple(table for table in tables.metadata.sorted_tables if table.name not in _MADE_ANEW)
"""What is taken over. The records are made anew from the log, and no picture of the board is believed."""
_BYTES_A_SECOND = 10_000_000
"""How slow an honest file may be; a query that takes longer is cut off."""
_STEPS = 10_000
_ALLOWED = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_PRAGMA,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_TRANSACTION,
}


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds: which store, at which revision of the tables, its entries (ms UTC) and how many rows."""

    store_id: str
    revision: str
    entries: int
    hash: str
    first: int | None
    last: int | None
    rows: dict[str, int]


@contextmanager
def workshop(beside: Path | None) -> Iterator[Path]:
    """A folder for its owner only, on the disk where the store is to be; gone afterwards."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=".restoring-", dir=beside))
    except OSError as error:
        raise StoreRefused(f"nothing can be written in {beside} ({error.strerror}); name another place") from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def taken_in(file: Path, folder: Path) -> Path:
    """A copy of a file, byte for byte; StoreRefused when it is no backup but a store that was in use."""
    if file.with_name(f"{file.name}-wal").exists():
        raise StoreRefused(f"{file} has a -wal beside it: it is a store, not a backup; make one with  firstline backup")
    copy = folder / "taken"
    try:
        held = os.open(file, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
        with os.fdopen(held, "rb") as given, copy.open("xb") as mine:
            if not S_ISREG(os.fstat(held).st_mode):
                raise StoreRefused(f"{file} is no file; name a backup")
            shutil.copyfileobj(given, mine, 1 << 20)
    except OSError as error:
        raise StoreRefused(f"{file} cannot be copied ({error.strerror}); name a backup, and make room") from error
    copy.chmod(0o600)
    return copy


def contents(copy: Path, named: Path) -> Contents:
    """What the copy holds; StoreRefused when it is not, in every table and index, what Firstline writes."""
    try:
        with closing(_guarded(copy)) as file:
            revision = _require_our_tables(file, copy.parent, named)
            _require_types(file, named)
            return _counted(file, revision)
    except (sqlite3.Error, UnicodeError) as error:
        raise StoreRefused(f"{named} is no sound backup ({error}); choose another") from error


def made_anew(copy: Path, held: Contents, named: Path, heads: Sequence[Head]) -> Path:
    """A new store with the rows of the copy; StoreRefused when a page or an entry is not as it was written."""
    if wrong := check_copy(copy, heads):
        raise StoreRefused(f"{named} is no sound backup: {wrong}; choose another")
    made = copy.with_name("made.db")
    os.close(os.open(made, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    stamp(made)
    _make_tables(made, held.revision)
    with closing(_guarded(copy)) as old, closing(sqlite3.connect(made)) as new, new:
        there = {row[0] for row in new.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        for table in (table for table in COPIED if table.name in there):
            names = ", ".join(f'"{column.name}"' for column in table.columns)
            marks = ", ".join("?" * len(table.columns))
            rows = old.execute(f"SELECT {names} FROM {table.name}")
            new.executemany(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", rows)
    return made


def require_free(path: Path) -> None:
    """StoreRefused when anything is at the place of a store that is to be restored, or left of one."""
    for there in (path, *(path.with_name(f"{path.name}{tail}") for tail in ("-wal", "-shm", "-journal"))):
        if os.path.lexists(there):
            raise StoreRefused(f"{there} is there already; move it away, or name another place with --to")


def put_in_place(made: Path, path: Path) -> None:
    """Give the finished store its name; it never takes the place of another."""
    try:
        held = os.open(made, os.O_RDONLY | os.O_CLOEXEC)
        os.fsync(held)
        os.close(held)
        os.link(made, path, follow_symlinks=False)
    except OSError as error:
        raise StoreRefused(f"{path} cannot be made ({error.strerror}); name another place with --to") from error


def _guarded(copy: Path) -> sqlite3.Connection:
    """The copy, opened so that it can only be read, and not for ever."""
    file = open_copy(copy)
    until = monotonic() + 10 + copy.stat().st_size / _BYTES_A_SECOND
    file.set_progress_handler(lambda: int(monotonic() > until), _STEPS)
    file.set_authorizer(lambda action, *_: sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY)
    return file


def _require_our_tables(file: sqlite3.Connection, folder: Path, named: Path) -> str:
    (application,) = file.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION_ID:
        raise StoreRefused(f"{named} is no backup of a Firstline store; choose another")
    found = _schema(file)
    if not any(name == "alembic_version" and kind == "table" for kind, name, _, _ in found):
        raise StoreRefused(f"{named} holds no finished store; choose another")
    revisions = file.execute("SELECT version_num FROM alembic_version LIMIT 2").fetchall()
    revision = str(revisions[0][0]) if len(revisions) == 1 else ""
    model = folder / "model.db"
    _make_tables(model, revision)
    with closing(open_copy(model)) as ours:
        strange = found ^ _schema(ours)
    model.unlink()
    if strange:
        kind, name, *_ = min(strange)
        raise StoreRefused(f"{named} is not as Firstline makes a store: look at its {kind} {name!r}; choose another")
    return revision


def _schema(file: sqlite3.Connection) -> set[tuple[str, str, str, str]]:
    """Every object with the words that made it, blanks aside."""
    made = file.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()
    return {(str(kind), str(name), str(table), " ".join(str(sql).split())) for kind, name, table, sql in made}


def _make_tables(path: Path, revision: str) -> None:
    engine = create_engine(f"sqlite:///{path}")
    try:
        with engine.begin() as connection:
            make_at(connection, revision, "the backup")
    finally:
        engine.dispose()


def _require_types(file: sqlite3.Connection, named: Path) -> None:
    """A value of another type than its column's is nothing Firstline wrote."""
    there = {row[0] for row in file.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    for table in (table for table in COPIED if table.name in there):
        wrong = " OR ".join(_is_wrong(column) for column in table.columns)
        if file.execute(f"SELECT 1 FROM {table.name} WHERE {wrong} LIMIT 1").fetchone():
            raise StoreRefused(f"{named} has a value in {table.name} that Firstline never writes; choose another")


def _is_wrong(column: Column[object]) -> str:
    match column.type:
        case Boolean() | BigInteger() | Integer():
            kind = "'integer'"
        case Float():
            kind = "'real', 'integer'"
        case _:
            kind = "'text'"
    none = "" if column.primary_key or not column.nullable else ", 'null'"
    return f'typeof("{column.name}") NOT IN ({kind}{none})'


def _counted(file: sqlite3.Connection, revision: str) -> Contents:
    stores = file.execute("SELECT id FROM store").fetchall()
    if len(stores) != 1:
        raise sqlite3.DatabaseError("it was never finished")
    first = file.execute("SELECT at FROM entry ORDER BY number LIMIT 1").fetchone()
    last = file.execute("SELECT number, hash, at FROM entry ORDER BY number DESC LIMIT 1").fetchone()
    there = {row[0] for row in file.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    others = (table for table in COPIED if table not in (tables.entry, tables.store))
    counted: tuple[Table, ...] = (*tables.RECORDS.values(), *others)
    rows = {t.name: file.execute(f"SELECT count(*) FROM {t.name}").fetchone()[0] for t in counted if t.name in there}
    number, hash, at = last or (0, "", None)
    return Contents(str(stores[0][0]), revision, number, hash, first[0] if first else None, at, rows)
