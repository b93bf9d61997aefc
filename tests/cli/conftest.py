"""The real command in a process of its own, on real files."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WEEK = ROOT / "../shared/data/sffd"
Command = Callable[..., "subprocess.CompletedProcess[str]"]


collect_ignore = [] if WEEK.exists() else ["test_real_week.py"]


@pytest.fixture
def week() -> Path:
    """The folder with a real week and its known figures, which is too large to ship."""
    return WEEK


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The surroundings of a child process that imports what this one imports and keeps its data apart."""
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_DATA_HOME": str(tmp_path / "share")}
    return {**surroundings, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}


@pytest.fixture
def firstline(environment: dict[str, str]) -> Command:
    """Run `firstline` with these words and wait for its end."""

    def run(*words: object, **others: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "console", *map(str, words)],
            env={**environment, **others},
            capture_output=True,
            text=True,
            timeout=120,
        )

    return run


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A store of this test's own."""
    return f"sqlite:///{tmp_path / 'calls.db'}"


@pytest.fixture
def sample() -> Path:
    """A few dozen real incidents, public domain (PDDL), from the San Francisco Fire Department's open data."""
    return ROOT / "tests" / "data" / "sffd_sample.csv"


@pytest.fixture
def replayed(firstline: Command, url: str, sample: Path) -> str:
    """A store that holds the sample."""
    done = firstline("replay", sample, "--map", "sffd", "--store", url)
    assert done.returncode == 0, done.stderr
    return url
