"""What counts as having asked for something: the rules that a trainer writes."""

from __future__ import annotations

import pytest

from console.practice.keywords import fits, heard, problem


@pytest.mark.parametrize(
    ("rule", "text", "counts"),
    [
        ("house number", "What's the number of the house?", True),
        ("house number", "Which house?", False),
        ("address|where", "WHERE are you?", True),
        ("breath*", "Is she breathing?", True),
        ("breath*", "Out of breath", True),
        ("breath", "Is she breathing?", False),
        ("which_street", "Which street is it?", True),
        ("which_street", "Which is the street?", False),
        ("number -phone", "the number?", True),
        ("number -phone", "the phone number?", False),
        ("number -phone|call", "number to call?", False),
        ("don't move", "Dont, please, MOVE him", True),
        ("cafe", "the Café", True),
        ("church|st_mary", "near St. Mary!", True),
        ("@L1", "anything", False),
    ],
)
def test_rules_catch_what_they_say(rule: str, text: str, counts: bool) -> None:
    """Every word has to be there, in any order; case, accents and signs never count."""
    assert fits((rule,), heard(text)) is counts


def test_a_phrase_counts_by_its_id() -> None:
    """What was picked from the list of phrases is known by its id, whatever its words are."""
    assert fits(("@l1",), heard("Say it once more", "L1"))
    assert not fits(("@L1",), heard("Say it once more", "L2"))


@pytest.mark.parametrize("rule", ["", "  ", "-phone", "|", "_", "a|", "*", "@"])
def test_a_rule_that_catches_nothing_is_told(rule: str) -> None:
    """A trainer hears of a rule without words, or with only what must not be there."""
    assert problem(rule)


@pytest.mark.parametrize("rule", ["a", "a|b c* -d", "@L1", "which_street"])
def test_good_rules_have_no_problem(rule: str) -> None:
    """What the page for trainers shows is good."""
    assert problem(rule) == ""
