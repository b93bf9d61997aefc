"""Keymap files: read, and checked in sentences before anybody presses a key."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from itertools import accumulate, chain
from pathlib import Path

from console.commands import BY_ID, COMMANDS
from console.keymap import FOLDER, NAMES, Keymap, Keys

SAFE = (
    {f"f{n}" for n in range(2, 10)}
    | {"tab", "shift+tab", "enter", "up", "down", "left", "right", "pageup", "pagedown", "home", "end", "escape"}
    | {"ctrl+g", "ctrl+j", "ctrl+l", "ctrl+o", "space", "backspace"}
)
"""Keys that arrived alike in all fifteen terminal set-ups that were tried, beside plain characters."""
SOME = {"f1", "f10", "f11", "f12"}
"""Keys that a terminal or a desktop may keep for itself: they may stand beside a safe way, never alone."""
KEPT_BY_FIELDS = {"left", "right", "home", "end", "backspace", "delete", "enter", "tab", "shift+tab", "up", "down"}
"""Keys that a text box needs for itself: they can't be direct ones."""
SPARE = {f"ctrl+{letter}" for letter in "nprty"} | {f"alt+{digit}" for digit in "0123456789"}
"""Keys that neither fields nor multiplexers want, so that they may count as others; `alt+1` is Esc and then 1."""


class KeymapFault(Exception):
    """A keymap file is not good; `problems` are sentences that name the file and the entry."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def keymap_path(name: str) -> Path:
    """Where a keymap stands: a shipped one by its name, any other by its path."""
    return Path(name) if name.endswith(".toml") else FOLDER / f"{name}.toml"


def load_keymap(path: Path) -> Keymap:
    """Read and check a keymap file; raises KeymapFault with every problem found."""
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        remedy = "check its name and its rights"
        if path.parent == FOLDER:
            remedy = f"the keymaps are {', '.join(NAMES)}; another one is named by its path, which ends in .toml"
        raise KeymapFault((f"{path.name}: cannot be read ({error.strerror}); {remedy}",)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KeymapFault((f"{path.name}: is not TOML ({error}); mend that line",)) from error
    try:
        keymap = _keymap(raw, path.stem)
    except (KeyError, TypeError, AttributeError) as error:
        sentence = f'{path.name}: needs a leader and tables like [direct] "call.send" = ["f5"] ({error!r})'
        raise KeymapFault((sentence,)) from error
    problems = tuple(f"{path.name}: {problem}" for problem in check(keymap))
    if problems:
        raise KeymapFault(problems)
    return keymap


def _keymap(raw: Mapping[str, object], stem: str) -> Keymap:
    tables = {name: _table(raw.get(name, {})) for name in ("direct", "letters", "lists", "same", "modes")}
    return Keymap(
        str(raw.get("name", stem)),
        str(raw["leader"]),
        tables["direct"],
        tables["letters"],
        tables["lists"],
        {pressed: key for key, keys in tables["same"].items() for pressed in keys},
        tables["modes"].get("leave", ()),
        tables["modes"].get("insert", ()),
        raw.get("bare", True) is True,
        str(raw.get("about", "")),
    )


def _table(raw: object) -> Keys:
    if not isinstance(raw, dict):
        raise TypeError(f"{raw!r} is no table")
    for id, keys in raw.items():
        if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
            raise TypeError(f"{id} has no list of keys")
    return {id: tuple(keys) for id, keys in raw.items()}


def check(keymap: Keymap) -> Iterator[str]:
    """What is wrong with a keymap, a sentence each."""
    yield from _unknown_commands(keymap)
    yield from _bad_leader(keymap)
    yield from _bad_direct(keymap)
    yield from _bad_sequences(keymap)
    yield from _bad_same(keymap)
    yield from dict.fromkeys(_clashes(keymap))
    yield from _out_of_reach(keymap)


def _out_of_reach(keymap: Keymap) -> Iterator[str]:
    anywhere = keymap.direct.keys() | keymap.letters.keys() | (set() if keymap.printable else {"menu.open"})
    for command in COMMANDS:
        if command.id in anywhere or (command.context == "lists" and command.id in keymap.lists):
            continue
        if command.id in keymap.lists:
            yield f"{command.id} has a key in lists only; give it one under [letters] for whoever is typing"
        else:
            yield f"{command.id} has no key; give it one under [letters]"


def _unknown_commands(keymap: Keymap) -> Iterator[str]:
    for table in (keymap.direct, keymap.letters, keymap.lists):
        for id in table.keys() - BY_ID.keys():
            near = get_close_matches(id, BY_ID, 1)
            yield f"{id} is no command" + (f"; did you mean {near[0]}?" if near else "; `firstline keys` lists them")


def _bad_leader(keymap: Keymap) -> Iterator[str]:
    leader = keymap.leader
    if len(leader) == 1 and leader.isalnum():
        yield f"the leader {leader} would be missing from every word; a sign such as ] or ctrl+o is free"
    elif leader not in SAFE and not (len(leader) == 1 and leader.isascii() and leader.isprintable() and leader != " "):
        yield f"the leader {leader} does not arrive through every terminal; ctrl+o does"
    elif leader in KEPT_BY_FIELDS or (leader == "space" and not keymap.leave):
        yield f"the leader {leader} is needed while you type; ctrl+o is free"


def _bad_direct(keymap: Keymap) -> Iterator[str]:
    for id, keys in keymap.direct.items():
        for key in dict.fromkeys(chain(*(key.split(" ") for key in keys))):
            if len(key) == 1 or key == "space":
                yield f"{id}: {key} would be typed into a field; direct keys are F2 to F9 or Ctrl+G, J, L"
            elif key in KEPT_BY_FIELDS:
                yield f"{id}: a text box keeps {key} for itself; choose another direct key"
            elif key not in SAFE and not (key in SOME and _safe_way(keymap, id)):
                yield f"{id}: {key} does not arrive through every terminal; choose F2 to F9, Ctrl+G, Ctrl+J or Ctrl+L"


def _safe_way(keymap: Keymap, id: str) -> bool:
    """Whether a command can be reached through every terminal."""
    sequences = [table.get(id, ()) for table in (keymap.direct, keymap.letters, keymap.lists)]
    return any(all(len(key) == 1 or key in SAFE for key in keys.split(" ")) for keys in chain(*sequences))


def _bad_sequences(keymap: Keymap) -> Iterator[str]:
    for table in (keymap.letters, keymap.lists):
        for id, sequences in table.items():
            for key in " ".join(sequences).split():
                if len(key) > 1 and key not in SAFE and not (key in SOME and _safe_way(keymap, id)):
                    yield f"{id}: {key} does not arrive through every terminal; choose a plain character"
                elif len(key) == 1 and key != key.lower():
                    yield f"{id}: {key} is a capital; Caps Lock makes all keys capitals, so write {key.lower()}"


def _bad_same(keymap: Keymap) -> Iterator[str]:
    for pressed, key in keymap.same.items():
        if pressed not in SPARE:
            yield f"{pressed} can't count as {key}: fields or terminals want it; ctrl+n, p, r, t and y are spare"
        elif key not in SAFE | SOME:
            yield f"{pressed} counts as {key}, which is no key that arrives; choose an arrow or a function key"


def _clashes(keymap: Keymap) -> Iterator[str]:
    direct: dict[str, str] = {}
    for id, keys in keymap.direct.items():
        for key in keys:
            if key in direct or key == keymap.leader:
                yield f"{key} is given to {direct.get(key, 'the leader')} and to {id}; one of them needs another key"
            direct[key] = id
    yield from _clashes_in((keymap.letters,))
    alone = (keymap.letters, keymap.lists) if keymap.bare else (keymap.lists,)
    yield from _clashes_in(alone)
    for table in alone:
        for id, sequences in table.items():
            for sequence in sequences:
                if sequence in direct or sequence == keymap.leader:
                    other = direct.get(sequence, "the leader")
                    yield f"{sequence} is given to {other} and to {id}; one of them needs another key"


def _clashes_in(tables: Iterable[Keys]) -> Iterator[str]:
    """One sequence for two commands that mean something in the same place, or one that begins another."""
    found: dict[tuple[str, str], str] = {}
    for id, sequence in ((id, one) for table in tables for id, sequences in table.items() for one in sequences):
        context = BY_ID[id].context if id in BY_ID else "anywhere"
        for other in ("anywhere", "call", "lists") if context == "anywhere" else (context, "anywhere"):
            taken = found.get((other, sequence))
            if taken not in (None, id) and not _apart(taken, id):
                yield f"{sequence} is given to {taken} and to {id}; one of them needs another key"
        found[context, sequence] = id
    longer = {begun: whole for _, whole in found for begun in _beginnings(whole)}
    for (_, sequence), id in found.items():
        if sequence in longer:
            yield f"{sequence} is given to {id} and begins {longer[sequence]}; one of them needs another key"


def _beginnings(sequence: str) -> Iterator[str]:
    return accumulate(sequence.split(" ")[:-1], lambda begun, key: f"{begun} {key}")


def _apart(taken: str | None, id: str) -> bool:
    """A remark means the same in a form and in a list, so both may have its letter."""
    return {taken, id} == {"call.remarks", "incident.remark"}
