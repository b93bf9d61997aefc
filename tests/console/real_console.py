"""The real program in a real pseudo-terminal: commands are pressed by name, as bytes that a terminal sends."""

from __future__ import annotations

import re
from pathlib import Path

from console.keymap import Keymap
from tests.console.driver import default_keymap, keys_for
from tests.console.terminal.real_terminal import RealTerminal

BYTES = {
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
    "f7": "\x1b[18~",
    "f8": "\x1b[19~",
    "f9": "\x1b[20~",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "tab": "\t",
    "enter": "\r",
    "space": " ",
    "backspace": "\x7f",
}
"""What a terminal sends for a key; `ctrl+x` and plain characters are made from their letters."""
OPEN = re.compile(r"\+ \w+ +AV  |^-- CALL \d", re.MULTILINE)
"""What stands on the screen only once the desk is open."""


def sent_for(key: str) -> str:
    """The bytes of one key."""
    if key.startswith("ctrl+"):
        return chr(ord(key[-1].upper()) & 0x1F)
    return BYTES.get(key, key)


class RealConsole(RealTerminal):
    """`python -m console` on a pty, with a store of its own."""

    def __init__(
        self, store: Path, words: tuple[str, ...] = (), /, *, size: tuple[int, int] = (80, 24), **environ: str
    ) -> None:
        self.keymap: Keymap = default_keymap()
        command = ["-m", "console", f"--store=sqlite:///{store}", "--position=C04", "--name=KIM", *words]
        self._begin(command, size, {"LANG": "C.UTF-8", "XDG_CONFIG_HOME": str(store.parent / "config"), **environ})

    def __enter__(self) -> RealConsole:
        return self

    def ready(self) -> RealConsole:
        """Wait for the board with its units, or for the form of a call that this position has."""
        self.until(lambda: OPEN.search("\n".join(self.lines())) is not None, "an open desk")
        return self

    def sequence(self, *steps: str) -> str:
        """Steps as bytes: a command's name, a key in <>, or text to type."""
        sent, typing = "", True
        for step in steps:
            if step.startswith("<"):
                sent += sent_for(step.strip("<>"))
            elif "." in step and " " not in step and step in self.names:
                sent += "".join(map(sent_for, keys_for(self.keymap, step, typing=typing)))
            else:
                sent += step
        return sent

    @property
    def names(self) -> set[str]:
        """The commands that have a key."""
        return {*self.keymap.direct, *self.keymap.letters, *self.keymap.lists}

    def do(self, *steps: str) -> None:
        """Press these all in one write, however many they are."""
        self.type(self.sequence(*steps))

    def kill(self) -> None:
        """End it as the kernel does when memory is short: no farewell."""
        self.child.kill()
        self.child.wait()
