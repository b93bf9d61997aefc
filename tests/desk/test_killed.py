"""kill -9 of the desk under load, both ways to it: no answer is lost, nothing is done twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.kills import Survived, kill_daemon, kill_desk

pytestmark = pytest.mark.slow


def whole(survived: Survived) -> bool:
    """Every answer is on the log, nothing twice, and the file, the chain and the records are sound."""
    return (survived.missing, survived.doubled, survived.wrong) == (0, 0, "") and survived.answers > 50


def test_a_desk_in_the_console_that_is_killed(tmp_path: Path) -> None:
    """Killed twice while ten positions ask, and opened again on the same store."""
    assert whole(kill_desk(tmp_path / "desk", 2, 3))


def test_a_daemon_that_is_killed(tmp_path: Path) -> None:
    """Killed twice while ten consoles ask: they come back by themselves and send again what has no answer."""
    survived = kill_daemon(tmp_path / "desk", 2, 3)
    assert whole(survived)
    assert survived.unsure == 0
