"""The coach: when it speaks, what it says afterwards, and the drill of one thing."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.cli.practising.session import Asked, Ended, Session
from console.keymap import FOLDER
from console.keymap_file import load_keymap
from console.practice.naming import Named
from console.practice.review import review
from console.practice.steps import read_step
from tests.practice.playing import milltown, named, play, scenario

pytestmark = pytest.mark.slow

STEPS = ["answer", "say Hello, what happened?", "wait 20", "say Where are you?", "wait 3", "end"]


def whispered(ended: Ended) -> list[int]:
    """When the coach spoke, seconds from the beginning, rings left out."""
    lines = [line for line in ended.lines if line[7:].startswith("COACH") and "ring" not in line]
    return [int(line[:5].split(":")[0]) * 60 + int(line[:5].split(":")[1]) for line in lines]


def test_how_often_it_speaks_is_its_level(tmp_path: Path) -> None:
    """Each turn on the first level, after eight seconds without a move on the second, never on the third."""
    one = scenario(tmp_path)
    first, second, third = (play(one, STEPS, level=level) for level in (1, 2, 3))
    assert whispered(first) and min(whispered(first)) <= 4
    assert whispered(second) and min(whispered(second)) >= 8
    assert whispered(third) == []


def test_it_names_the_gravest_mistake_first_and_only_that(tmp_path: Path) -> None:
    """One CHANGE with what came of it, its NEXT in exact words, and at least one thing to KEEP."""
    made = play(scenario(tmp_path), ["answer", "say Calm down.", "end"]).review
    assert made is not None and made.change is not None
    assert made.change.cap == min(one.cap for one in made.mistakes)
    assert made.change.next and made.keep
    assert "empty-words" in {one.id for one in made.mistakes}
    line = next(one.line for one in made.mistakes if one.id == "empty-words")
    assert line == "Calm down."


def test_a_cap_holds_whatever_else_was_good(tmp_path: Path) -> None:
    """A critical miss leaves 60 points at most."""
    steps = ["answer", "place 310 elm av", "kind med-fall", "send", "phone 919-555-0123", "verify", "end"]
    ended = play(scenario(tmp_path), steps)
    assert ended.review is not None and ended.review.score <= 60
    assert "not-asked:address" in named(ended)


@pytest.mark.parametrize("asks", [True, False])
def test_a_drill_is_over_when_its_one_thing_is_done(tmp_path: Path, asks: bool) -> None:
    """The same call for a minute: it ends as soon as the one thing was done, and says so; else after the minute."""
    mistake = Named("not-asked:address", "You never learnt it.", "What is the address?", drill="address")
    keys = load_keymap(FOLDER / "default.toml")
    asked = Asked(scenario(tmp_path), milltown(), keys, "ABE", "C09", 1, 3).drill(mistake)
    session = Session(asked, lambda app: None, stepped=True)
    steps = ["answer", "say What is the address?" if asks else "say How old is he?", "wait 5"]
    session.run(headless=True, steps=[read_step(step) for step in steps])
    run = session.exercise.run if session.exercise else None
    assert run is not None and run.over is not None
    assert (run.over - run.began < 30_000) is asks
    told = session._of_drill(review(run))
    assert told.startswith("DRILL   done in") is asks, told


def test_every_line_is_told_with_what_it_could_have_brought_out(tmp_path: Path) -> None:
    """The score sheet has each sentence that was said, and which facts and replies it could have released."""
    made = play(scenario(tmp_path), ["answer", "say Where are you?", "say Nice weather.", "wait 2", "end"]).review
    assert made is not None
    assert made.released == ('"Where are you?": fact address', '"Nice weather.": nothing')
