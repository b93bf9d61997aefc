"""`firstline keys`: every command with its keys in a keymap, the keymaps there are, or what is wrong with a file."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec.structs import replace

from console.cli.chosen_keys import keymap_in_use, preference_of, remember
from console.commands import COMMANDS, Command
from console.desk.centre_keys import centre_keys
from console.keymap import NAMES, Keymap
from console.keymap_file import KeymapFault, keymap_path, load_keymap
from console.terminal.preference import Preference

ROW = "{:<18} {:<12} {:<11} {}"


def run(options: argparse.Namespace) -> int:
    """Print what was asked for; exit status 1 where a keymap file is not good."""
    try:
        if options.check:
            return _check(options.check)
        if options.list:
            return _list()
        if options.choose:
            return _choose(options)
        return _print(_keymap(options), options)
    except KeymapFault as fault:
        print(*fault.problems, sep="\n", file=sys.stderr)
        return 1


def _keymap(options: argparse.Namespace) -> Keymap:
    if options.keymap:
        return load_keymap(keymap_path(options.keymap))
    own = preference_of(options.name, os.environ.get("TERM", "")) or Preference()
    keymap, complaint = keymap_in_use("", centre_keys(options.centre), own)
    if complaint:
        print(complaint, file=sys.stderr)
    return keymap


def _check(file: Path) -> int:
    keymap = load_keymap(file)
    print(f"{file.name}: {keymap.name}: every command has a key, and every key means one command: good")
    return 0


def _list() -> int:
    for name in NAMES:
        keymap = load_keymap(keymap_path(name))
        print(f"{name:<8} {keymap.about}")
    return 0


def _choose(options: argparse.Namespace) -> int:
    term = os.environ.get("TERM", "")
    name = options.choose
    chosen = load_keymap(keymap_path(name))
    kept = str(Path(name).absolute()) if name.endswith(".toml") else name
    own = preference_of(options.name, term) or Preference()
    print(remember(options.name, term, replace(own, keymap=kept)))
    centre = centre_keys(options.centre)
    if centre.locked and load_keymap(keymap_path(centre.keymap)) != chosen:
        print(f"This centre has the keys of {Path(centre.keymap).stem} for everybody, so they stay on here.")
    return 0


def _print(keymap: Keymap, options: argparse.Namespace) -> int:
    if options.json:
        rows = [dict(zip(("id", "title", "anywhere", "alone", "help"), row, strict=True)) for row in _rows(keymap)]
        print(msgspec.json.encode({"keymap": keymap.name, "leader": keymap.leader, "commands": rows}).decode())
    elif options.md:
        print(table(keymap), end="")
    else:
        print(f"{keymap.name}: {keymap.about}")
        print(ROW.format("anywhere", "in lists", "command", "what it does"))
        for _, title, anywhere, alone, help in _rows(keymap):
            print(ROW.format(", ".join(anywhere), ", ".join(alone), title, help).rstrip())
    return 0


def _rows(keymap: Keymap) -> Iterator[tuple[str, str, tuple[str, ...], tuple[str, ...], str]]:
    for command in COMMANDS:
        anywhere, alone = keymap.ways(command.id)
        yield command.id, command.title, anywhere, alone, command.help


def table(keymap: Keymap) -> str:
    """A keymap as a Markdown table: the keys of each command and what it does."""
    rows = ["| key | command | what it does |", "|---|---|---|"]
    for command in COMMANDS:
        keys = keymap.keys_of(command.id) or (keymap.shortest(command.id, typing=True),)
        rows.append(f"| {_code(keys)} | {command.title} | {command.help} |")
    return "\n".join(rows) + "\n"


def beside(keymaps: dict[str, Keymap]) -> str:
    """Keymaps side by side as a Markdown table: the shortest way to each command while one types."""
    rows = [f"| command | {' | '.join(keymaps)} |", "|---" * (len(keymaps) + 1) + "|"]
    rows += [
        f"| {command.title} | {' | '.join(_shortest(keymap, command) for keymap in keymaps.values())} |"
        for command in COMMANDS
    ]
    return "\n".join(rows) + "\n"


def _shortest(keymap: Keymap, command: Command) -> str:
    key = keymap.shortest(command.id, typing=command.context != "lists")
    return _code((key,))


def _code(keys: tuple[str, ...]) -> str:
    return ", ".join(f"`` {key} ``" if "`" in key else f"`{key}`" for key in keys).replace("|", "\\|")
