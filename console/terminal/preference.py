"""What a person chose for a kind of terminal: keys, signs, colours; one small file, an entry a person and TERM."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
from msgspec import Struct

COLOURS = ("standard", "256", "truecolor")
"""How many colours a terminal shows, as Textual names it: sixteen, 256, 16 million."""


class Preference(Struct, frozen=True, omit_defaults=True):
    """What somebody chose; what is empty was never chosen.

    `keymap` is a shipped keymap's name or a path, `ascii` asks for plain signs only, `colours` is one of COLOURS.
    """

    keymap: str = ""
    ascii: bool = False
    colours: str = ""
    theme: str = ""


def read_preference(file: Path, who: str, term: str) -> Preference | None:
    """What this person chose for this TERM; None where nothing was ever chosen, or the file is not ours."""
    return _entries(file).get(_name(who, term))


def write_preference(file: Path, who: str, term: str, preference: Preference) -> None:
    """Keep a choice, whole or not at all, for the file's owner only; raises OSError where it can't be written."""
    entries = _entries(file) | {_name(who, term): preference}
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        new.touch(0o600, exist_ok=False)
        new.write_bytes(msgspec.json.format(msgspec.json.encode(entries), indent=2) + b"\n")
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)


def _name(who: str, term: str) -> str:
    return f"{who}@{term}"


def _entries(file: Path) -> dict[str, Preference]:
    try:
        return msgspec.json.decode(file.read_bytes(), type=dict[str, Preference])
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return {}
