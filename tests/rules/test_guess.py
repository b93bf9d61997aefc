"""What a story is about, and what is not ours."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from console.rules.catalogue import Elsewhere, Guess
from console.rules.guess import Guessed, guess, not_ours
from tests.rules.factory import CENTRE

RULES = (
    Guess("MED-CA", any=("not breathing", "no pulse")),
    Guess("FIRE-A", any=("fire alarm",), unless=("smoke", "flames")),
    Guess("FIRE-S", any=("fire", "smoke"), all=("house",)),
    Guess("WEAPON", any=("weapon", "gun", "shoot*", "shooting")),
    Guess("MED-FALL", any=("can't get up",)),
    Guess("EMPTY"),
)
FLOOR = replace(CENTRE, guesses=RULES, elsewhere=(Elsewhere(("outage", "no power"), "Ring the power company."),))


@pytest.mark.parametrize(
    ("text", "code", "because"),
    [
        ("She is NOT breathing!", "MED-CA", "not breathing"),
        ("she isn't breathing", "MED-CA", "not breathing"),
        ("no pulse, and not breathing", "MED-CA", "not breathing and no pulse"),
        ("the fire alarm rings", "FIRE-A", "fire alarm"),
        ("fire alarm, I see no smoke", "FIRE-A", "fire alarm"),
        ("fire alarm and smoke in the house", "FIRE-S", "fire, smoke and house"),
        ("smoke in the house", "FIRE-S", "smoke and house"),
        ("he has a gun", "WEAPON", "gun"),
        ("they're shooting", "WEAPON", "shooting"),
        ("he says there's no money, gun in hand", "WEAPON", "gun"),
        ("he does not answer and has a gun", "WEAPON", "gun"),
        ("no pulse not breathing", "MED-CA", "not breathing and no pulse"),
        ("no gun on the left man, the other has a gun", "WEAPON", "gun"),
        ("he cannot get up", "MED-FALL", "can not get up"),
        ("he can’t get up", "MED-FALL", "can not get up"),
    ],
)
def test_the_first_rule_that_fits_is_the_guess(text: str, code: str, because: str) -> None:
    """In the order of the file, by whole words without case, with the words that were said."""
    assert guess(FLOOR, [text]) == Guessed(code, because)


@pytest.mark.parametrize(
    "text",
    [
        "no weapon",
        "there isn't any weapon",
        "nobody has a gun",
        "without a sign of a weapon",
        "no knife or gun",
        "smoke outside",
        "the gunner of the bar",
        "breathing",
        "a pulse",
        "",
    ],
)
def test_what_was_denied_or_not_said_is_no_guess(text: str) -> None:
    """A word that is taken back just before, part of another word or alone where two are needed fires nothing."""
    assert guess(FLOOR, [text]) is None


def test_a_story_is_read_as_a_whole_but_not_across_its_lines() -> None:
    """What is needed together may stand in several lines; words that belong together may not."""
    assert guess(FLOOR, ["there is smoke", "it is the house"]) == Guessed("FIRE-S", "smoke and house")
    assert guess(FLOOR, ["is she awake? not", "breathing fine"]) is None
    assert guess(FLOOR, []) is None


def test_what_is_not_ours_is_told_by_its_own_words() -> None:
    """The first entry of which something was said; nothing for anything else."""
    found = not_ours(FLOOR, ["hello", "we have no power here"])
    assert found is not None and found.say == "Ring the power company."
    assert not_ours(FLOOR, ["this is no outage"]) is None
