"""Conditions on earlier answers."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from console.rules.condition import holds, problem

SAID = {"breathing": "N", "age": "6", "hurt": "Y", "awake": "?", "where": "bike lane", "lanes": "left, middle", "x": ""}


@pytest.mark.parametrize(
    ("when", "truth"),
    [
        ("", True),
        ("breathing = N", True),
        ("Breathing = no", True),
        ("BREATHING = Y", False),
        ("age < 8", True),
        ("age<6", False),
        ("age <= 6", True),
        ("age >= 6.5", False),
        ("age > 5", True),
        ("hurt", True),
        ("not hurt", False),
        ("not breathing", True),
        ("where = Bike Lane", True),
        ("where = bike", False),
        ("lanes = middle", True),
        ("lanes = right", False),
        ("hurt and age < 8", True),
        ("hurt and age > 8", False),
        ("hurt or age > 8 and breathing = Y", True),
        ("breathing = Y and hurt or age > 8", False),
        ("breathing = Y or hurt", True),
    ],
)
def test_a_condition_reads_as_it_is_written(when: str, truth: bool) -> None:
    """Answers are compared by what they say, case never counts, and `and` binds before `or`."""
    assert holds(when, SAID) is truth


@pytest.mark.parametrize(
    "when", ["awake", "not awake", "awake = N", "x", "not x", "never < 3", "never > 3", "where < 3", "awake = ?"]
)
def test_what_is_not_known_holds_nothing(when: str) -> None:
    """A blank, a question mark, no answer at all, or words where a number is meant fit neither side."""
    assert not holds(when, SAID)


@pytest.mark.parametrize("answers", [{"breathing": "n"}, {"BREATHING": " No "}])
def test_answers_may_be_written_any_way(answers: Mapping[str, str]) -> None:
    """The case of a question's code and of an answer don't count, nor do spaces around it."""
    assert holds("breathing = N", answers)


@pytest.mark.parametrize("when", ["", "breathing = N", "not Awake or age >= 65 and hurt", "where = bike lane"])
def test_a_good_condition_has_no_problem(when: str) -> None:
    """Nothing is said of a condition that can be read and asks only of what is asked."""
    assert problem(when, ["breathing", "awake", "age", "hurt", "where"]) == ""


@pytest.mark.parametrize(
    ("when", "part"),
    [
        ("breath = N", "did you mean `breathing`?"),
        ("hurt or colour = red", "`colour`, a question that is not asked here; there are breathing, age, hurt"),
        ("breathing is N", "`breathing is n` can't be read; write it like `breathing = N`"),
        ("hurt and", "can't be read"),
        ("or hurt", "can't be read"),
        ("hurt and and age < 8", "can't be read"),
        ("age < old", "can't be read"),
        ("breathing =", "can't be read"),
        ("breathing = = N", "can't be read"),
        ("not age < 8", "can't be read"),
        ("not", "can't be read"),
        ("(hurt)", "can't be read"),
    ],
)
def test_a_bad_condition_is_told_with_its_remedy(when: str, part: str) -> None:
    """The sentence names the part that is wrong and how it is written, and the condition never holds."""
    assert part in problem(when, ["breathing", "age", "hurt"])
    assert not holds(when, {"breathing": "?", "hurt": "N"})
