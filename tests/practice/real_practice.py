"""The real practice in a real pseudo-terminal."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import termios
from collections.abc import Mapping
from pathlib import Path

import pyte

from tests.console.terminal.real_terminal import ROOT, RealTerminal, _own_terminal


class RealPractice(RealTerminal):
    """`firstline practice` on a pty; `home` is where its person's own files go."""

    def __init__(
        self, home: Path, *words: str, environ: Mapping[str, str] | None = None, size: tuple[int, int] = (80, 24)
    ) -> None:
        self.screen = pyte.Screen(*size)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.master, self.slave = pty.openpty()
        self._size(self.slave, size)
        self.before = termios.tcgetattr(self.slave)
        slave = self.slave
        self.child = subprocess.Popen(
            [sys.executable, "-m", "console", "practice", "--name=ABE", *words],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=ROOT,
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(ROOT),
                "TERM": "xterm-256color",
                "LANG": "C.UTF-8",
                "HOME": str(home),
                **(environ or {}),
            },
            preexec_fn=lambda: _own_terminal(slave),
        )

    def __enter__(self) -> RealPractice:
        return self

    def end(self) -> None:
        """Tell it to go, as a system that goes down does, and wait until it has cleaned up."""
        if self.child.poll() is None:
            self.child.terminate()
            self.until(lambda: self.child.poll() is not None, "its end")
