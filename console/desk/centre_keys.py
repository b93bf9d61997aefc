"""Which keymap a centre wants, read before all else: the first frame needs the keys and nothing more of the centre."""

from __future__ import annotations

import tomllib
from pathlib import Path

from msgspec import Struct


class CentreKeys(Struct, frozen=True):
    """`keymap` is a name or a file's path, empty where the centre leaves it open; `locked`: nobody has another."""

    keymap: str = ""
    locked: bool = False


def centre_keys(folder: Path) -> CentreKeys:
    """What centre.toml says of keys; a file that is not good says nothing here, and all of its faults elsewhere."""
    try:
        said = tomllib.loads((folder / "centre.toml").read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        return CentreKeys()
    keymap = said.get("keymap", "")
    if not isinstance(keymap, str) or not keymap:
        return CentreKeys()
    if keymap.endswith(".toml"):
        keymap = str(folder / keymap)  # a centre's own file stands in its folder; an absolute path stays as it is
    return CentreKeys(keymap, said.get("lock_keymap", False) is True)
