"""The power may go at any moment: what was answered is there, and the file is whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.powercut import cut
from bench.shim import NoCompiler, build


@pytest.mark.slow
def test_no_answer_is_lost_at_any_of_sixty_moments(tmp_path: Path) -> None:
    """A desk at work, cut off while it opens, writes, folds its -wal and closes: each answer had is on the log."""
    try:
        shim = build(tmp_path / "shim")
    except NoCompiler as missing:
        pytest.skip(str(missing))
    cuts = cut(shim, tmp_path / "cut", seed=7, points=60, commands=160)
    assert max(found.answered for found in cuts) >= 160
    assert [(found.lost, found.wrong) for found in cuts if found.lost or found.wrong] == []
