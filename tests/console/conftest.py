"""What every test of the console may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from console.keymap import FOLDER, Keymap
from console.keymap_file import load_keymap
from tests.console import ways
from tests.small_disk import Disk, small_disk


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test marked `both_ways` runs once at a desk in its own process and once at one behind a socket."""
    if metafunc.definition.get_closest_marker("both_ways"):
        metafunc.fixturenames.append("way")
        metafunc.parametrize("way", [ways.STORE, ways.SOCKET], indirect=True)


@pytest.fixture
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The way to the desk that the consoles of this test take."""
    taken: str = request.param
    monkeypatch.setattr(ways, "chosen", taken)
    return taken


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Where a log may be made."""
    return tmp_path / "calls.db"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """A small disk that can be filled up."""
    with small_disk(tmp_path / "disk") as disk:
        yield disk


@pytest.fixture(params=sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def keymap(request: pytest.FixtureRequest) -> Keymap:
    """Each of the shipped keymaps in turn."""
    path: Path = request.param
    return load_keymap(path)
