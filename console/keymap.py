"""Keymaps are data: which key means which command. Here is what one holds and how its keys are written for people."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field

FOLDER = Path(__file__).parent.parent / "keymaps"
NAMES = ("default", "legacy", "vim", "ascii", "left", "right")
"""The keymaps that ship, in the order in which they are told of."""

Keys = Mapping[str, tuple[str, ...]]
SPELLED = {"escape": "Esc", "pagedown": "PgDn", "pageup": "PgUp", "shift+tab": "Shift+Tab"}


class Keymap(Struct, frozen=True):
    """Which keys mean which command. A sequence such as `g 1` is keys with spaces between.

    `direct` keys work everywhere; `letters` after the leader, and where `bare` is true also alone while nothing is
    typed; `lists` alone while nothing is typed. `same` says which key another one counts as. A keymap with `leave`
    has two modes: those keys stop the typing in a field, and `insert` goes on with it.
    """

    name: str
    leader: str
    direct: Keys
    letters: Keys
    lists: Keys = field(default_factory=dict)
    same: Mapping[str, str] = field(default_factory=dict)
    leave: tuple[str, ...] = ()
    insert: tuple[str, ...] = ()
    bare: bool = True
    about: str = ""

    @property
    def printable(self) -> bool:
        """Whether the leader is a character: typed twice it is that character."""
        return len(self.leader) == 1

    @property
    def alone(self) -> Keys:
        """What keys mean by themselves while nothing is typed, besides the direct ones."""
        if not self.bare:
            return self.lists
        return {
            id: (*self.lists.get(id, ()), *self.letters.get(id, ()))
            for id in dict.fromkeys((*self.lists, *self.letters))
        }

    def in_list(self, key: str) -> str:
        """The command that a key alone means in a list, or the way back; empty where it has no such meaning."""
        tables = (self.lists, {"screen.back": self.direct.get("screen.back", ())})
        return next((id for table in tables for id, keys in table.items() if key in keys), "")

    def ways(self, id: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The ways to a command as people read them: anywhere, and alone while nothing is typed."""
        anywhere = (
            *(label(key) for key in self.direct.get(id, ())),
            *(f"{label(self.leader)} {label(keys)}" for keys in self.letters.get(id, ())),
        )
        if id == "menu.open" and not self.printable:
            anywhere = (label(self.leader), *anywhere)
        return anywhere, tuple(label(keys) for keys in self.alone.get(id, ()))

    def keys_of(self, id: str) -> tuple[str, ...]:
        """The ways to a command as people read them, the shortest first: `F5`, `^O S`."""
        leader = label(self.leader)
        return (
            *(label(key) for key in self.direct.get(id, ())),
            *(label(key) for key in self.lists.get(id, ())),
            *(f"{leader} {label(keys)}" for keys in self.letters.get(id, ())),
        )

    def shortest(self, id: str, *, typing: bool) -> str:
        """The way to a command with the fewest keys: a direct one while typing, a bare one in lists."""
        if id == "menu.open" and not self.printable:
            return label(self.leader)
        bare = self.alone.get(id, ())
        if not typing and bare and " " not in bare[0]:
            return label(bare[0])
        anywhere, alone = self.ways(id)
        return next(iter((*anywhere, *alone)), "")


def label(keys: str) -> str:
    """How a key or a sequence is written for people: `f5` is F5, `ctrl+o` is ^O, `g 1` is G 1, `alt+1` is Esc 1."""
    return " ".join(_label(key) for key in keys.split(" "))


def _label(key: str) -> str:
    if key.startswith("ctrl+"):
        return "^" + key.removeprefix("ctrl+").upper()
    if key.startswith("alt+"):
        return "Esc " + key.removeprefix("alt+").upper()
    return SPELLED.get(key, key.upper() if len(key) == 1 or key[1:].isdigit() else key.capitalize())
