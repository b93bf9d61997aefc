"""`firstline doctor`: what is well here and what is not, one line each."""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import shutil
import socket
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from sqlalchemy import text

from console.cli.at_desk import NOBODY
from console.cli.places import data_folder
from console.keymap import FOLDER
from console.keymap_file import KeymapFault, load_keymap
from db import file
from db.engine import place
from db.library import verdict
from db.store import open_reader
from db.trouble import StoreRefused

Mark = Literal["ok", "--", "!!"]
_PACKAGES = ("firstline", "textual", "sqlalchemy", "msgspec", "aiosqlite", "alembic")
_SMALLEST = (80, 24)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: `ok`, `--` where a word of care is due, `!!` where something is wrong."""

    mark: Mark
    what: str
    says: str


def run(options: argparse.Namespace) -> int:
    """Print a line for each thing looked at; exit status 1 when one of them is wrong."""
    findings = [
        *_versions(),
        *_terminal(os.environ),
        _size(),
        _data_place(os.environ),
        _keymap(),
        *_store(options.store),
    ]
    for finding in findings:
        print(f"{finding.mark}  {finding.what:<10} {finding.says}")
    return 1 if any(finding.mark == "!!" for finding in findings) else 0


def _versions() -> Iterator[Finding]:
    yield Finding("ok" if sys.version_info >= (3, 11) else "!!", "Python", platform.python_version())
    for package in _PACKAGES:
        try:
            yield Finding("ok", package, version(package))
        except PackageNotFoundError:
            yield Finding("!!", package, f"is not installed; install Firstline again to bring {package} with it")
    said = verdict(sqlite3.sqlite_version_info)
    yield Finding("ok" if said.safe else "--", "sqlite", said.sentence)


def _terminal(environ: Mapping[str, str]) -> Iterator[Finding]:
    term = environ.get("TERM", "")
    fit = term not in ("", "dumb")
    yield Finding("ok" if fit else "!!", "TERM", repr(term)[1:-1] if fit else _unfit(term))
    yield Finding("ok", "COLORTERM", repr(environ.get("COLORTERM", "(not set)"))[1:-1])
    yield Finding("ok", "colours", _colours(environ, term))
    encoding = (sys.stdout.encoding or "").lower()
    name = next((environ[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if environ.get(name)), "(not set)")
    if encoding.replace("-", "") == "utf8":
        yield Finding("ok", "locale", f"{name!r}, written as UTF-8")
    else:
        yield Finding("!!", "locale", f"{name!r}, written as {encoding or 'nothing'}; set LANG=C.UTF-8")


def _unfit(term: str) -> str:
    return f"{term or '(not set)'} cannot place text; set it to what your terminal is, as in  TERM=xterm-256color"


def _colours(environ: Mapping[str, str], term: str) -> str:
    if environ.get("NO_COLOR"):
        return "none, since NO_COLOR is set"
    if environ.get("COLORTERM", "").lower() in ("truecolor", "24bit") or term.endswith("-direct"):
        return "16 million"
    return "256" if "256color" in term else "16"


def _size() -> Finding:
    columns, lines = shutil.get_terminal_size((0, 0))
    if not columns or not lines:
        return Finding("--", "size", "there is no terminal here to measure")
    if columns < _SMALLEST[0] or lines < _SMALLEST[1]:
        return Finding("--", "size", f"{columns} x {lines}; the console needs 80 x 24 to show all of a call")
    return Finding("ok", "size", f"{columns} x {lines}")


def _data_place(environ: Mapping[str, str]) -> Finding:
    folder = data_folder()
    base = environ.get("XDG_DATA_HOME", "")
    why = f"XDG_DATA_HOME is {base!r}" if base else "XDG_DATA_HOME is not set"
    if base and not Path(base).is_absolute():
        return Finding("!!", "data", f"{why}, which is no absolute path; {folder} is used instead")
    standing = next(path for path in (folder, *folder.parents) if path.exists())
    if not os.access(standing, os.W_OK | os.X_OK):
        return Finding("!!", "data", f"{standing} can't be written by you; make it writable, or set XDG_DATA_HOME")
    return Finding("ok", "data", f"{folder} ({why})")


def _keymap() -> Finding:
    try:
        keymap = load_keymap(FOLDER / "default.toml")
    except KeymapFault as fault:
        return Finding("!!", "keymap", str(fault))
    return Finding("ok", "keymap", f"{keymap.name}: every key means one command")


def _store(url: str) -> Iterator[Finding]:
    try:
        where = place(url)
        path = file.find(where.database or "") if where.get_backend_name() == "sqlite" else None
        if path is not None and not file.there(path):
            yield Finding("ok", "store", f"there is none at {path} yet; the console makes it")
            return
        says, people = asyncio.run(_look(url, path is not None))
    except StoreRefused as refusal:
        yield Finding("!!", "store", str(refusal))
        return
    yield Finding("ok", "store", f"{path or 'PostgreSQL'}: {says}")
    yield _people(people)
    if path is not None:
        yield Finding("ok", "lock", _holder(path.with_name(path.name + ".lock")))


def _people(count: int) -> Finding:
    if count:
        return Finding("ok", "people", f"{count} are known; `firstline people list` shows them")
    return Finding("--", "people", NOBODY)


async def _look(url: str, sqlite: bool) -> tuple[str, int]:
    reader = await open_reader(url)
    try:
        number, hash = await reader.head()
        journal = (await reader.fetch(text("PRAGMA journal_mode")))[0][0] if sqlite else "server"
        people = len(await reader.entries(kind="PersonAdded"))
        return f"{number} entries, head {hash[:12]}, journal {journal}", people
    finally:
        await reader.close()


def _holder(lock: Path) -> str:
    """Who holds the store, by what the holder wrote; the lock itself is not touched, so nobody is kept out."""
    try:
        said = lock.read_text(errors="replace").strip()
    except OSError:
        said = ""
    words = said.split()
    if len(words) != 4 or not words[1].isdigit():
        return "nobody has the store open"
    if words[3] == socket.gethostname() and not Path(f"/proc/{words[1]}").exists():
        return f"nobody has the store open ({said} ended without closing it; nothing is lost)"
    return f"the store is open in another Firstline ({said})"
