"""The real daemon as a process of its own, and consoles at its socket."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from types import TracebackType

from tests.console.real_console import RealConsole
from tests.console.terminal.real_terminal import PATIENCE, ROOT


class RealDesk:
    """`firstline desk` on a store; it takes consoles once it is made."""

    def __init__(self, store: Path, *words: str) -> None:
        self.store = store
        self.socket = store.parent / "desk.sock"
        self._words = words
        self.process: subprocess.Popen[str] | None = None
        self.start()

    def start(self) -> None:
        """Begin, also after an end, and wait until it takes consoles."""
        self._reap()
        command = [sys.executable, "-m", "console", "desk", f"--store=sqlite:///{self.store}"]
        self.process = subprocess.Popen(
            [*command, f"--socket={self.socket}", *self._words], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        said = self.process.stdout.readline()
        assert "takes consoles" in said, said

    def console(self, position: str = "C04", name: str = "KIM") -> RealConsole:
        """A console on a pty that sits down at this desk."""
        return RealConsole(self.store, (f"--socket={self.socket}", f"--position={position}", f"--name={name}"))

    def kill(self) -> None:
        """End it as the kernel does: no farewell."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        """Tell it to end; its exit status."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)

    def _reap(self) -> None:
        if self.process is None:
            return
        if self.process.poll() is None:
            self.kill()
        if self.process.stdout is not None:
            self.process.stdout.close()

    def __enter__(self) -> RealDesk:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._reap()
