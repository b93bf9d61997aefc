"""A small disk of its own, so that a disk can be full without this machine's being it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from db.spool import free


class Disk:
    """A small disk that can be filled up and emptied."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = folder / "floor.db"
        self._ballast = folder / "ballast"

    def fill(self) -> None:
        """Leave not one byte."""
        held = os.open(self._ballast, os.O_WRONLY | os.O_CREAT, 0o600)
        with suppress(OSError):
            while True:
                os.write(held, bytes(4096))
        os.close(held)
        assert free(self.folder)[0] == 0

    def empty(self) -> None:
        """Take away what filled it."""
        self._ballast.unlink()


@contextmanager
def small_disk(folder: Path) -> Iterator[Disk]:
    """Four megabytes, mounted at a new folder; skips the test where nobody may mount."""
    folder.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=4m", "firstline-test", str(folder)]
    mounted = subprocess.run(words, capture_output=True, text=True)
    if mounted.returncode:
        pytest.skip(f"no small disk can be mounted here: {mounted.stderr.strip()}")
    yield Disk(folder)
    subprocess.run(["umount", "-l", str(folder)], check=True)
