"""One process owns a store file: a lock beside it that lasts as long as the process holds it."""

from __future__ import annotations

import fcntl
import os
import socket
from contextlib import suppress
from pathlib import Path
from typing import Self

from db.trouble import StoreHeld, StoreRefused


class Lock:
    """The hold on `<file>.lock`; given up by `release` or when the process ends, however it ends."""

    def __init__(self, held: int) -> None:
        self._held = held

    @classmethod
    def take(cls, store: Path) -> Self:
        """Hold the store; StoreRefused names the process that has it already."""
        path = store.with_name(store.name + ".lock")
        try:
            held = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise StoreRefused(
                f"{path} cannot be opened ({error.strerror}); make its folder writable, "
                "or open another store with --store"
            ) from error
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.pread(held, 200, 0).decode(errors="replace").strip() or "pid not yet written"
            os.close(held)
            raise StoreHeld(
                f"{store} is open in another Firstline ({holder}); close it there, or open another store with --store"
            ) from error
        with suppress(OSError):  # on a full disk the lock holds all the same, only without a name
            os.ftruncate(held, 0)
            os.pwrite(held, f"pid {os.getpid()} on {socket.gethostname()}\n".encode(), 0)
        return cls(held)

    def release(self) -> None:
        """Let the next process in. The lock file stays: removing it would race with who waits for it."""
        if self._held >= 0:
            with suppress(OSError):
                os.ftruncate(self._held, 0)
            os.close(self._held)
            self._held = -1
