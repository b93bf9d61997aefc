"""What every test of the console may ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.keymap import FOLDER, Keymap
from console.keymap_file import load_keymap


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Where a log may be made."""
    return tmp_path / "calls.db"


@pytest.fixture(params=sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def keymap(request: pytest.FixtureRequest) -> Keymap:
    """Each of the shipped keymaps in turn."""
    path: Path = request.param
    return load_keymap(path)
