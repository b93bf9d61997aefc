"""Keys followed one by one: each is a command, the beginning of a sequence, or text."""

from __future__ import annotations

from console.commands import BY_ID
from console.keymap import Keymap, Keys

BEGUN, NOWHERE, DROPPED, TEXT = "...", "?", "dropped", ""
"""A sequence goes on; it leads nowhere; it was taken back; the key is none of ours."""
TYPED, AGAIN = "typed", "again"
"""What is `held` is text after all, this key included; or it is, and this key is to be looked at afresh."""
NORMAL, INSERT = "normal", "insert"
"""The two modes of a keymap that has them."""

Sequences = dict[tuple[str, ...], list[str]]


def plain(key: str) -> str:
    """A key as keymaps name it: letters without their case, the space by its name."""
    return "space" if key == " " else key.lower() if len(key) == 1 else key


class Press:
    """Follows the keys of one console. `pending` are the keys of a sequence that goes on, as they were pressed."""

    def __init__(self, keymap: Keymap) -> None:
        self.keymap = keymap
        self.pending: tuple[str, ...] = ()
        self.held: tuple[str, ...] = ()
        self.normal = False
        self._before = ""
        self._direct = {key: id for id, keys in keymap.direct.items() for key in keys}
        self._after_leader = _sequences(keymap.letters)
        self._alone = _sequences(keymap.alone)
        self._leaving = {keys.split(" ")[0] for keys in keymap.leave if " " in keys}

    @property
    def silent(self) -> bool:
        """Whether what is pending is most likely text: a letter that may begin the way out of typing."""
        return bool(self.pending) and plain(self.pending[0]) in self._leaving

    def key(self, key: str, *, typing: bool, context: str) -> str:
        """The command's id, or one of the words above."""
        name, before = plain(key), self._before
        self._before, self.held = name, ()
        if self.pending:
            return self._go_on(key, typing, context)
        if typing and name in self.keymap.leave:
            return NORMAL
        if self.normal and name in self.keymap.insert:
            return INSERT
        leads = name == self.keymap.leader and not (typing and self.keymap.leave)
        if leads or (typing and name in self._leaving):
            self.pending = (key,)
            return BEGUN
        if f"{before} {name}" in self._direct:
            return self._direct[f"{before} {name}"]
        if name in self._direct:
            return self._direct[name]
        return TEXT if typing else self._lookup(self._alone, (name,), (key,), context)

    def drop(self, *, typing: bool) -> tuple[str, ...]:
        """Forget a sequence that goes on; returns its keys where they are text after all."""
        pending, self.pending = self.pending, ()
        return pending if typing and pending and len(pending[0]) == 1 else ()

    def _go_on(self, key: str, typing: bool, context: str) -> str:
        so_far, self.pending = (*self.pending, key), ()
        names = tuple(map(plain, so_far))
        text = typing and len(so_far[0]) == 1
        if typing and names[0] in self._leaving:
            return NORMAL if " ".join(names) in self.keymap.leave else self._as_text(so_far[:-1])
        if names[0] == names[-1] == self.keymap.leader and len(names) == 2:
            if not text:
                return "menu.open"
            self.held = so_far[:1]
            return TYPED
        if names[-1] in self.keymap.direct.get("screen.back", ()):
            return DROPPED
        led = names[0] == self.keymap.leader
        table, letters = (self._after_leader, names[1:]) if led else (self._alone, names)
        found = self._lookup(table, letters, so_far, context)
        return found or (self._as_text(so_far[:-1]) if text else NOWHERE)

    def _as_text(self, keys: tuple[str, ...]) -> str:
        self.held = keys
        return AGAIN

    def _lookup(self, table: Sequences, names: tuple[str, ...], so_far: tuple[str, ...], context: str) -> str:
        found = table.get(names, [])
        if found:
            return next((id for id in found if BY_ID[id].context == context), found[0])
        if any(known[: len(names)] == names for known in table):
            self.pending = so_far
            return BEGUN
        return TEXT


def _sequences(keys: Keys) -> Sequences:
    found: Sequences = {}
    for id, sequences in keys.items():
        for sequence in dict.fromkeys(sequences):
            found.setdefault(tuple(sequence.split(" ")), []).append(id)
    return found
