"""A fifth of a processor for one program: by the kernel's quota where it can be set, else by stopping and going on."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from threading import Event, Thread
from time import sleep
from types import TracebackType

PERIOD_US, SHARE_US = 5000, 1000
_V2 = Path("/sys/fs/cgroup")
_V1 = Path("/sys/fs/cgroup/cpu")


class Quota:
    """Holds a program back while it is entered; `way` says by what means."""

    def __init__(self, way: str) -> None:
        self.way = way

    def __enter__(self) -> Quota:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let it run freely again."""


class GroupQuota(Quota):
    """A control group of its own, taken away at the end."""

    def __init__(self, pid: int, root: Path, settings: dict[str, str], way: str) -> None:
        super().__init__(way)
        self._root = root
        self._group = root / f"firstline-bench-{pid}"
        self._group.mkdir()
        try:
            for name, value in settings.items():
                (self._group / name).write_text(value)
            (self._group / "cgroup.procs").write_text(str(pid))
        except OSError:
            self._group.rmdir()
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for pid in (self._group / "cgroup.procs").read_text().split():
            (self._root / "cgroup.procs").write_text(pid)
        self._group.rmdir()


class StopQuota(Quota):
    """Stops the program for four milliseconds of every five."""

    def __init__(self, pid: int, why: str) -> None:
        super().__init__(f"SIGSTOP and SIGCONT, 1 ms of 5; no control group: {why}")
        self._pid = pid
        self._over = Event()
        self._thread = Thread(target=self._stop_and_go)
        self._thread.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _stop_and_go(self) -> None:
        while not self._over.is_set():
            os.kill(self._pid, signal.SIGSTOP)
            sleep((PERIOD_US - SHARE_US) / 1e6)
            os.kill(self._pid, signal.SIGCONT)
            sleep(SHARE_US / 1e6)


def make_quota(pid: int) -> Quota:
    """The best way there is on this machine."""
    v2 = {"cpu.max": f"{SHARE_US} {PERIOD_US}"}
    v1 = {"cpu.cfs_period_us": str(PERIOD_US), "cpu.cfs_quota_us": str(SHARE_US)}
    why = []
    for root, settings, way in ((_V2, v2, "cgroup v2, cpu.max"), (_V1, v1, "cgroup v1, cpu.cfs_quota_us")):
        if not (root / "cgroup.procs").exists():
            why.append(f"{root} is no {way.partition(',')[0]}")
            continue
        try:
            return GroupQuota(pid, root, settings, way)
        except OSError as trouble:
            why.append(f"{way}: {trouble.strerror}")
    return StopQuota(pid, "; ".join(why))
