"""`firstline desk` as a process of its own, to be measured, killed and fed."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path
from time import monotonic

from bench.cpu import spent
from bench.pty import ROOT, python, surroundings

PATIENCE_SECONDS = 30


class Daemon:
    """A desk's daemon on a store of its own in a folder; `environ` is what its surroundings have beside the usual."""

    def __init__(self, folder: Path, **environ: str) -> None:
        self.folder = folder
        self.store = folder / "floor" / "floor.db"
        self.socket = folder / "desk.sock"
        self.complaints = folder / "desk.err"
        self._environ = {**surroundings(folder), **environ}
        self.store.parent.mkdir(parents=True, exist_ok=True)
        self.start()

    @property
    def url(self) -> str:
        """The store's."""
        return f"sqlite:///{self.store}"

    @property
    def cpu(self) -> float:
        """Seconds of processor time so far."""
        return spent(self.process.pid) / 1e9

    def start(self) -> float:
        """Begin, and wait until it takes consoles; how many seconds that took."""
        words = ["-m", "console", "desk", f"--store={self.url}", f"--socket={self.socket}"]
        began = monotonic()
        with self.complaints.open("a") as complaints:
            self.process = subprocess.Popen(
                python(*words), cwd=ROOT, env=self._environ, stdout=subprocess.PIPE, stderr=complaints, text=True
            )
        assert self.process.stdout is not None
        if "takes consoles" not in self.process.stdout.readline():
            raise RuntimeError(f"The desk did not start: {self.complaints.read_text()}")
        return monotonic() - began

    def kill(self) -> None:
        """End it as the kernel does."""
        self.process.kill()
        self._reap()

    def stop(self) -> int:
        """Tell it to end; its exit status."""
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(PATIENCE_SECONDS)
        finally:
            self.kill()

    def _reap(self) -> None:
        self.process.wait(PATIENCE_SECONDS)
        if self.process.stdout is not None:
            self.process.stdout.close()
