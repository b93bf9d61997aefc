"""`firstline desk --check`: could the desk start here, and may those come in who shall and nobody else?"""

from __future__ import annotations

import argparse
import asyncio
import grp
import os
import pwd
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

from console.cli.doctor import Finding
from console.cli.places import data_folder
from console.cli.sockets import NoSocket, answers, bound, own_socket
from console.desk import wire
from console.desk.centre_files import load_centre
from console.desk.desk import DeskShut
from console.desk.faults import CentreFault
from console.desk.local import LocalDesk
from console.rules.fold.undo import DESK
from db import file
from db.engine import place
from db.library import verdict
from db.store import open_reader
from db.trouble import StoreRefused

OTHERS = stat.S_IRWXO
GROUP = stat.S_IRWXG
PATIENCE_SECONDS = 5
"""How long a desk that listens may take to answer: it may be starting."""


async def check(options: argparse.Namespace) -> int:
    """Print a line for each thing looked at; exit status 1 when one of them is wrong."""
    path: Path = options.socket or own_socket()
    runs = answers(path)
    findings = [*_store_rights(options.store), *_socket(path, options.group, runs), _library()]
    if not any(finding.mark == "!!" for finding in findings):
        findings.append(await (_running(path, options.store) if runs else _start(options)))
    for finding in findings:
        print(f"{finding.mark}  {finding.what:<8} {finding.says}")
    return 1 if any(finding.mark == "!!" for finding in findings) else 0


def _store_rights(url: str) -> Iterator[Finding]:
    """Whose the store is, and whether others could read it or put another in its place."""
    try:
        where = place(url)
        if where.get_backend_name() != "sqlite":
            yield Finding("--", "store", "PostgreSQL: who may write to it is settled on that server")
            return
        path = file.find(where.database or "")
    except StoreRefused as refusal:
        yield Finding("!!", "store", str(refusal))
        return
    for one in (path.parent, path):
        if one.exists():
            yield _ours_alone(one)


def _ours_alone(path: Path) -> Finding:
    found = path.stat()
    what = "folder" if path.is_dir() else "store"
    whose = f"{path} is {_user(found.st_uid)}'s, {stat.filemode(found.st_mode)}"
    if found.st_uid != os.geteuid():
        return Finding("!!", what, f"{whose}; try it as that account:  runuser -u {_user(found.st_uid)} -- ...")
    if found.st_mode & (GROUP | OTHERS if what == "store" else stat.S_IWGRP | stat.S_IWOTH):
        mode = "0600" if what == "store" else "0700"
        return Finding("!!", what, f"{whose}; others can get at it, take that away:  chmod {mode} {path}")
    return Finding("ok", what, whose)


def _socket(path: Path, group: str, runs: bool) -> Iterator[Finding]:
    """Who could come in, and whether others could put a socket of their own in its place."""
    if not runs:
        try:
            bound(path, group).close()
        except NoSocket as trouble:
            yield Finding("!!", "socket", str(trouble))
            return
    try:
        yield _entrance(path.parent)
        yield _door(path)
    finally:
        if not runs:
            path.unlink(missing_ok=True)


def _entrance(folder: Path) -> Finding:
    found = folder.stat()
    says = f"{folder} is {_user(found.st_uid)}'s, {stat.filemode(found.st_mode)}, group {_group(found.st_gid)}"
    writers = stat.S_IWGRP | stat.S_IWOTH
    if found.st_mode & writers and not found.st_mode & stat.S_ISVTX:
        return Finding("!!", "entrance", f"{says}; others could put a desk of theirs there:  chmod 0750 {folder}")
    return Finding("ok", "entrance", says)


def _door(path: Path) -> Finding:
    found = path.stat()
    if found.st_mode & OTHERS:
        says = f"everybody on this machine may come to {path}; make it SocketMode=0660"
        return Finding("!!", "socket", says)
    if found.st_mode & GROUP:
        group = _group(found.st_gid)
        people = ", ".join(_members(found.st_gid)) or "nobody yet"
        return Finding("ok", "socket", f"{path}: for the group {group} ({people})")
    return Finding("ok", "socket", f"{path}: for {_user(found.st_uid)} alone; --group lets others in")


def _library() -> Finding:
    said = verdict(sqlite3.sqlite_version_info)
    return Finding("ok" if said.safe else "--", "sqlite", said.sentence)


async def _start(options: argparse.Namespace) -> Finding:
    """Do all that a start does but serve."""
    try:
        centre = load_centre(options.centre)
        desk = await LocalDesk.open(options.store, centre, position=DESK, who=DESK, folder=data_folder())
    except (DeskShut, CentreFault) as trouble:
        return Finding("!!", "start", str(trouble))
    number = desk.board.number
    await desk.close()
    return Finding("ok", "start", f"the desk of {desk.centre.name} can start, its log at entry {number}")


async def _running(path: Path, url: str) -> Finding:
    """It serves now, and so has the store to itself: ask it, and read only where the log is."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await _ping(path)
    except (OSError, EOFError, TimeoutError):
        return Finding("!!", "desk", f"somebody listens at {path}, but no desk answers there; see its journal")
    try:
        reader = await open_reader(url)
    except StoreRefused as refusal:
        return Finding("!!", "desk", f"a desk answers, but not of this store: {refusal}")
    try:
        number, _ = await reader.head()
    finally:
        await reader.close()
    return Finding("ok", "desk", f"it takes consoles now; its log is at entry {number}")


async def _ping(path: Path) -> None:
    reading, writing = await asyncio.open_unix_connection(str(path))
    try:
        writing.write(wire.frame(wire.Ping()))
        expected = wire.frame(wire.Pong())
        if await reading.readexactly(len(expected)) != expected:
            raise ConnectionError("it is no desk")
    finally:
        writing.close()
        await writing.wait_closed()


def _user(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _group(gid: int) -> str:
    try:
        return grp.getgrgid(gid).gr_name
    except KeyError:
        return str(gid)


def _members(gid: int) -> list[str]:
    """Those whose second group it is; whose first it is would take reading every account."""
    try:
        return sorted(grp.getgrgid(gid).gr_mem)
    except KeyError:
        return []
