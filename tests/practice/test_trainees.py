"""Two scripted trainees at every shipped scenario, at the real console by its keys: the good and the poor one."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.practice.scenario_files import shipped_files
from tests.practice.playing import named, play, shipped

GOOD, POOR = 85, 60
FILES = list(shipped_files())


@pytest.mark.slow
@pytest.mark.parametrize("name", ["good", "poor"])
@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_what_trainees_do_is_scored_and_named(file: Path, name: str) -> None:
    """Good work reaches 85 points, poor work at most 60; the coach names the planted mistakes, all and no others."""
    one = shipped(file.stem)
    trainee = next(trainee for trainee in one.trainee if trainee.name == name)
    ended = play(one, trainee.steps)
    assert ended.review is not None, "the run did not come to its end"
    told = "\n".join(ended.lines)
    assert named(ended) == set(trainee.mistakes), told
    assert ended.review.score >= GOOD if name == "good" else ended.review.score <= POOR, told


def test_every_scenario_has_both_trainees() -> None:
    """Without them nobody would know that a scenario can be won, and that it can be lost."""
    for file in FILES:
        assert {trainee.name for trainee in shipped(file.stem).trainee} == {"good", "poor"}, file.name
