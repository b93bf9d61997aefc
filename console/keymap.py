"""Keymaps are data: which key means which command. Read, checked in sentences, and followed key by key."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

from msgspec import Struct, field

from console.commands import BY_ID, COMMANDS

FOLDER = Path(__file__).parent.parent / "keymaps"
SAFE = (
    {f"f{n}" for n in range(2, 10)}
    | {"tab", "shift+tab", "enter", "up", "down", "left", "right", "pageup", "pagedown", "home", "end", "escape"}
    | {"ctrl+g", "ctrl+j", "ctrl+l", "ctrl+o", "space"}
)
"""Keys that arrived alike in all fifteen terminal set-ups that were tried, beside plain characters."""
KEPT_BY_FIELDS = {"left", "right", "home", "end", "backspace", "delete", "enter", "tab", "shift+tab", "up", "down"}
"""Keys that a text box needs for itself: they can't be direct ones."""

Keys = Mapping[str, tuple[str, ...]]


class KeymapFault(Exception):
    """A keymap file is not good; `problems` are sentences that name the file and the entry."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


class Keymap(Struct, frozen=True):
    """Which keys mean which command. A sequence such as `g 1` is keys with spaces between."""

    name: str
    leader: str
    direct: Keys
    letters: Keys
    lists: Keys = field(default_factory=dict)

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
        if id == "menu.open":
            return label(self.leader)
        bare = [*self.lists.get(id, ()), *self.letters.get(id, ())]
        if not typing and bare and " " not in bare[0]:
            return label(bare[0])
        return next(iter(self.keys_of(id)), "")


def label(keys: str) -> str:
    """How a key or a sequence is written for people: `f5` is F5, `ctrl+o` is ^O, `g 1` is G 1."""
    return " ".join(_label(key) for key in keys.split(" "))


def _label(key: str) -> str:
    if key.startswith("ctrl+"):
        return "^" + key.removeprefix("ctrl+").upper()
    names = {"escape": "Esc", "pagedown": "PgDn", "pageup": "PgUp", "shift+tab": "Shift+Tab"}
    return names.get(key, key.upper() if len(key) == 1 or key[1:].isdigit() else key.capitalize())


def load_keymap(path: Path) -> Keymap:
    """Read and check a keymap file; raises KeymapFault with every problem found."""
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise KeymapFault(
            (f"{path.name}: cannot be read ({error.strerror}); check its name and its rights",)
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KeymapFault((f"{path.name}: is not TOML ({error}); mend that line",)) from error
    try:
        tables = [_table(raw.get(name, {})) for name in ("direct", "letters", "lists")]
        keymap = Keymap(str(raw.get("name", path.stem)), str(raw["leader"]), *tables)
    except (KeyError, TypeError, AttributeError) as error:
        sentence = f'{path.name}: needs a leader and tables like [direct] "call.send" = ["f5"] ({error!r})'
        raise KeymapFault((sentence,)) from error
    problems = tuple(f"{path.name}: {problem}" for problem in check(keymap))
    if problems:
        raise KeymapFault(problems)
    return keymap


def _table(raw: Mapping[str, list[str]]) -> Keys:
    for id, keys in raw.items():
        if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
            raise TypeError(f"{id} has no list of keys")
    return {id: tuple(keys) for id, keys in raw.items()}


def check(keymap: Keymap) -> Iterator[str]:
    """What is wrong with a keymap, a sentence each."""
    yield from _unknown_commands(keymap)
    yield from _bad_keys(keymap)
    yield from _clashes(keymap)
    reachable = keymap.direct.keys() | keymap.letters.keys() | keymap.lists.keys() | {"menu.open"}
    for command in COMMANDS:
        if command.id not in reachable:
            yield f"{command.id} has no key; give it one under [letters]"


def _unknown_commands(keymap: Keymap) -> Iterator[str]:
    for table in (keymap.direct, keymap.letters, keymap.lists):
        for id in table.keys() - BY_ID.keys():
            near = get_close_matches(id, BY_ID, 1)
            yield f"{id} is no command" + (f"; did you mean {near[0]}?" if near else "; `firstline doctor` lists them")


def _bad_keys(keymap: Keymap) -> Iterator[str]:
    if keymap.leader not in SAFE:
        yield f"the leader {keymap.leader} does not arrive through every terminal; ctrl+o does"
    elif keymap.leader in KEPT_BY_FIELDS or keymap.leader == "space":
        yield f"the leader {keymap.leader} is needed while you type; ctrl+o is free"
    for id, keys in keymap.direct.items():
        for key in keys:
            if len(key) == 1 or key == "space":
                yield f"{id}: {key} would be typed into a field; direct keys are F2 to F9 or Ctrl+G, J, L"
            elif key in KEPT_BY_FIELDS:
                yield f"{id}: a text box keeps {key} for itself; choose another direct key"
            elif key not in SAFE:
                yield f"{id}: {key} does not arrive through every terminal; choose F2 to F9, Ctrl+G, Ctrl+J or Ctrl+L"
    for table in (keymap.letters, keymap.lists):
        for id, sequences in table.items():
            for key in " ".join(sequences).split():
                if len(key) > 1 and key not in SAFE:
                    yield f"{id}: {key} does not arrive through every terminal; choose a plain character"
                elif len(key) == 1 and key != key.lower():
                    yield f"{id}: {key} is a capital; Caps Lock makes all keys capitals, so write {key.lower()}"


def _clashes(keymap: Keymap) -> Iterator[str]:
    direct: dict[str, str] = {}
    for id, keys in keymap.direct.items():
        for key in (*keys,):
            if key in direct or key == keymap.leader:
                yield f"{key} is given to {direct.get(key, 'the leader')} and to {id}; one of them needs another key"
            direct[key] = id
    bare: dict[tuple[str, str], str] = {}
    for table in (keymap.letters, keymap.lists):
        for id, sequences in table.items():
            context = BY_ID[id].context if id in BY_ID else "anywhere"
            for sequence in sequences:
                for other in ("anywhere", "call", "lists") if context == "anywhere" else (context, "anywhere"):
                    taken = bare.get((other, sequence))
                    if taken not in (None, id) and not _apart(taken, id):
                        yield f"{sequence} is given to {taken} and to {id}; one of them needs another key"
                bare[context, sequence] = id
                if sequence in direct or sequence == keymap.leader:
                    other = direct.get(sequence, "the leader")
                    yield f"{sequence} is given to {other} and to {id}; one of them needs another key"
    longer = {s.rpartition(" ")[0]: s for sequences in keymap.letters.values() for s in sequences if " " in s}
    for (_, sequence), id in bare.items():
        if sequence in longer:
            yield f"{sequence} is given to {id} and begins {longer[sequence]}; one of them needs another key"


def _apart(taken: str | None, id: str) -> bool:
    """A remark means the same in a form and in a list, so both may have its letter."""
    return {taken, id} == {"call.remarks", "incident.remark"}


class Press:
    """Follows keys one by one: a key is a command, the beginning of a sequence, or none of ours."""

    def __init__(self, keymap: Keymap) -> None:
        self.keymap = keymap
        self.pending: tuple[str, ...] = ()
        self._direct = {key: id for id, keys in keymap.direct.items() for key in keys}
        self._lists = {key: id for id, keys in keymap.lists.items() for key in keys}
        self._letters: dict[tuple[str, ...], list[str]] = {}
        for id, sequences in keymap.letters.items():
            for sequence in sequences:
                self._letters.setdefault(tuple(sequence.split(" ")), []).append(id)

    def key(self, key: str, *, typing: bool, context: str) -> str:
        """The command's id, `...` while a sequence goes on, `?` when a sequence leads nowhere, `` when not ours."""
        key = key.lower() if len(key) == 1 else key
        if self.pending:
            return self._go_on(key, context)
        if key == self.keymap.leader:
            self.pending = (key,)
            return "..."
        if key in self._direct:
            return self._direct[key]
        if typing:
            return ""
        return self._lists[key] if key in self._lists else self._bare(key, context)

    def _go_on(self, key: str, context: str) -> str:
        so_far = (*self.pending, key)
        self.pending = ()
        if key in (self.keymap.leader, *self.keymap.direct.get("screen.back", ())):
            return "menu.open" if key == self.keymap.leader else "?"
        letters = so_far[1:] if so_far[0] == self.keymap.leader else so_far
        return self._lookup(letters, so_far, context) or "?"

    def _bare(self, key: str, context: str) -> str:
        return self._lookup((key,), (key,), context)

    def _lookup(self, letters: tuple[str, ...], so_far: tuple[str, ...], context: str) -> str:
        found = self._letters.get(letters, [])
        for id in found:
            if BY_ID[id].context == context:
                return id
        if found:
            return found[0]
        if any(known[: len(letters)] == letters for known in self._letters):
            self.pending = so_far
            return "..."
        return ""
