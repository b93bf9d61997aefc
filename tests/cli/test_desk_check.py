"""`firstline desk --check`: what is wrong with the rights around a desk is said before anybody sits down at it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Command

pytestmark = pytest.mark.slow


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder for a store and one for a socket, both as they should be."""
    for name in ("store", "run"):
        (tmp_path / name).mkdir(mode=0o700)
    return tmp_path


def check(firstline: Command, place: Path) -> tuple[int, str]:
    """What is said, and the status."""
    store = f"sqlite:///{place / 'store' / 'calls.db'}"
    done = firstline("desk", "--check", "--store", store, "--socket", place / "run" / "desk.sock")
    return done.returncode, done.stdout


def test_it_says_what_is_well_and_leaves_nothing_at_the_socket(firstline: Command, place: Path) -> None:
    """Rights of the store, its folder, the socket and its folder, the database library, and that it could start."""
    status, said = check(firstline, place)
    assert status == 0
    assert {line.split()[1] for line in said.splitlines()} == {"folder", "entrance", "socket", "sqlite", "start"}
    assert "Milltown can start" in said
    assert not any((place / "run").iterdir())


@pytest.mark.parametrize(
    ("what", "mode", "word"),
    [
        ("store/calls.db", 0o640, "chmod 0600"),
        ("store", 0o770, "chmod 0700"),
        ("run", 0o777, "chmod 0750"),
    ],
)
def test_rights_that_let_others_in_are_named_with_their_remedy(
    firstline: Command, place: Path, what: str, mode: int, word: str
) -> None:
    """A store that others read, a folder in which they could put another store, one where they could put a desk."""
    assert check(firstline, place)[0] == 0
    (place / what).chmod(mode)
    status, said = check(firstline, place)
    assert status == 1
    assert [line for line in said.splitlines() if line.startswith("!!") and word in line]
