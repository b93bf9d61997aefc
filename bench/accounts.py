"""Accounts and groups of this machine that are made for a run and thrown away after it."""

from __future__ import annotations

import os
import pwd
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from time import monotonic, sleep

_PATIENCE_SECONDS = 10.0


class Accounts:
    """What was made is taken away by `remove`, with every process that runs under it."""

    def __init__(self, mark: str) -> None:
        self._mark = mark
        self._users: list[str] = []
        self._groups: list[str] = []

    def group(self, name: str) -> str:
        """Make a group; its name on this machine."""
        full = self._mark + name
        _run("groupadd", "--system", full)
        self._groups.append(full)
        return full

    def user(self, name: str, home: Path, shell: Path, *groups: str) -> str:
        """Make an account without a password that works, with a home that is not made; its name on this machine."""
        full = self._mark + name
        more = ["--groups", ",".join(groups)] if groups else []
        _run("useradd", "--no-create-home", "--home-dir", str(home), "--shell", str(shell), *more, full)
        self._users.append(full)
        _run("usermod", "--password", "*NP*", full)  # not locked, so that sshd lets its key in
        return full

    def remove(self) -> None:
        """End what runs under them, and take them away."""
        for user in self._users:
            for pid in processes(user):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            until(partial(_ended, user))
            _run("userdel", user)
        for group in self._groups:
            _run("groupdel", group)
        self._users.clear()
        self._groups.clear()


def processes(user: str) -> list[int]:
    """The processes that run under an account, without those that have ended and wait for their status to be read."""
    uid = pwd.getpwnam(user).pw_uid
    return [pid for pid, owner in _owners() if owner == uid and _lives(pid)]


def _ended(user: str) -> bool:
    return not processes(user)


def _owners() -> Iterator[tuple[int, int]]:
    """Each process with its account; its folder may be root's where it keeps its memory to itself."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            with suppress(OSError):
                lines = (entry / "status").read_text().splitlines()
                yield int(entry.name), next(int(line.split()[1]) for line in lines if line.startswith("Uid:"))


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def until(true: Callable[[], bool], seconds: float = _PATIENCE_SECONDS) -> bool:
    """Wait until a question is answered with yes; False when it is not within so long."""
    deadline = monotonic() + seconds
    while not true():
        if monotonic() > deadline:
            return False
        sleep(0.02)
    return True


def _run(*words: str) -> None:
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)}: {done.stderr.strip()}")
