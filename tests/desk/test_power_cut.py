"""The power may go at any moment: what was answered is there, and the file is whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.powercut import Recording, cut, record_daemon, record_desk
from bench.shim import NoCompiler, build


@pytest.mark.slow
@pytest.mark.parametrize(("recorded", "points"), [(record_desk, 60), (record_daemon, 20)])
def test_no_answer_is_lost_at_any_moment(tmp_path: Path, recorded: Recording, points: int) -> None:
    """A desk at work, cut off while it opens, writes, folds its -wal and closes: each answer had is on the log."""
    try:
        shim = build(tmp_path / "shim")
    except NoCompiler as missing:
        pytest.skip(str(missing))
    cuts = cut(shim, tmp_path / "cut", recorded, seed=7, points=points, commands=160)
    assert max(found.answered for found in cuts) >= 160
    assert [(found.lost, found.wrong) for found in cuts if found.lost or found.wrong] == []
