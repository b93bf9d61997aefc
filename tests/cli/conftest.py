"""The real command in a process of its own, on real files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "tests" / "data" / "sffd_sample.csv"
WEEK = ROOT / "../shared/data/sffd"
Command = Callable[..., "subprocess.CompletedProcess[str]"]


collect_ignore = [] if WEEK.exists() else ["test_real_week.py"]


def surroundings(folder: Path) -> dict[str, str]:
    """The surroundings of a child process that imports what this one imports and keeps its data in a folder."""
    inherited = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_DATA_HOME": str(folder / "share")}
    return {**inherited, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}


def command_in(environment: dict[str, str]) -> Command:
    """Run `firstline` with some words in these surroundings and wait for its end."""

    def run(*words: object, **others: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "console", *map(str, words)],
            env={**environment, **others},
            capture_output=True,
            text=True,
            timeout=120,
        )

    return run


def replay_into(folder: Path, file: Path) -> Path:
    """A store that holds what such a file tells; it takes seconds, so that its readers are given copies."""
    store = folder / "calls.db"
    done = command_in(surroundings(folder))("replay", file, "--map", "sffd", "--store", f"sqlite:///{store}")
    assert done.returncode == 0, done.stderr
    return store


@pytest.fixture
def week() -> Path:
    """The folder with a real week and its known figures, which is too large to ship."""
    return WEEK


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The surroundings of this test's child processes."""
    return surroundings(tmp_path)


@pytest.fixture
def firstline(environment: dict[str, str]) -> Command:
    """Run `firstline` with these words and wait for its end."""
    return command_in(environment)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A store of this test's own."""
    return f"sqlite:///{tmp_path / 'calls.db'}"


@pytest.fixture
def sample() -> Path:
    """A few dozen real incidents, public domain (PDDL), from the San Francisco Fire Department's open data."""
    return SAMPLE


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, replayed once for all who only need what it becomes."""
    return replay_into(tmp_path_factory.mktemp("sample"), SAMPLE)


@pytest.fixture(scope="session")
def week_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real week, replayed once for all who only need what it becomes."""
    return replay_into(tmp_path_factory.mktemp("week"), WEEK / "calls_2020-04-07_to_13.csv")


@pytest.fixture
def replayed(url: str, tmp_path: Path, sample_store: Path) -> str:
    """A store of this test's own that holds the sample."""
    shutil.copy(sample_store, tmp_path)
    return url


@pytest.fixture
def replayed_week(url: str, tmp_path: Path, week_store: Path) -> str:
    """A store of this test's own that holds the real week."""
    shutil.copy(week_store, tmp_path)
    return url
