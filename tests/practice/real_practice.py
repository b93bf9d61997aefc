"""The real practice in a real pseudo-terminal."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.console.terminal.real_terminal import RealTerminal


class RealPractice(RealTerminal):
    """`firstline practice` on a pty; `home` is where its person's own files go."""

    def __init__(
        self, home: Path, *words: str, environ: Mapping[str, str] | None = None, size: tuple[int, int] = (80, 24)
    ) -> None:
        command = ["-m", "console", "practice", "--name=ABE", *words]
        self._begin(command, size, {"LANG": "C.UTF-8", "HOME": str(home), **(environ or {})})

    def __enter__(self) -> RealPractice:
        return self

    def end(self) -> None:
        """Tell it to go, as a system that goes down does, and wait until it has cleaned up."""
        if self.child.poll() is None:
            self.child.terminate()
            self.until(lambda: self.child.poll() is not None, "its end")
