"""Plain language."""

from __future__ import annotations

import pytest

from console.rules.said import Said, Told, stem, words


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("He ISN'T, he can’t; they dont", ("he", "is", "not", "he", "can", "not", "they", "do", "not")),
        ("cannot", ("can", "not")),
        ("the neighbour's café", ("the", "neighbour", "s", "cafe")),
        ("want a lift?", ("want", "a", "lift")),
        ("Пожар!", ("пожар",)),
        ("", ()),
    ],
)
def test_words_are_what_was_said_without_how(text: str, read: tuple[str, ...]) -> None:
    """No case, accent or punctuation counts, and a "not" is a word of its own however it was joined."""
    assert words(text) == read


@pytest.mark.parametrize(
    "same",
    [
        ("bark", "barks", "barking", "barked"),
        ("bleed", "bleeding"),
        ("bite", "bit", "bitten", "biting", "bites"),
        ("stop", "stopped", "stopping"),
        ("injury", "injuries", "injured"),
        ("box", "boxes"),
        ("glass", "glasses"),
        ("child", "kids", "children"),
        ("smoke", "smoking"),
    ],
)
def test_the_forms_of_a_word_are_one(same: tuple[str, ...]) -> None:
    """Whatever ending it has, or none that tells."""
    assert len({stem(word) for word in same}) == 1


@pytest.mark.parametrize("pair", [("thing", "th"), ("gas", "ga"), ("status", "statu"), ("red", "r"), ("bleed", "ble")])
def test_a_word_that_only_looks_like_an_ending_is_whole(pair: tuple[str, str]) -> None:
    """Short words are not cut to pieces."""
    assert stem(pair[0]) != pair[1]


THINGS = Said(
    (
        Told(("hole in road", "broken road")),
        Told(("broken leg", "not awake"), ((0.25, "is the road blocked by a lorry"),)),
        Told(("broken lamp",), ((0.5, "lorry"),)),
        Told(("road works", "lamplighter")),
    )
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("the leg is broken", [1, 0, 2]),
        ("a lorry", [2, 1]),
        ("broken road", [0]),
        ("she is not up yet", []),
        ("not", [1]),
        ("he's not awake", [1]),
        ("is he not on the road works", [3]),
        ("lamp", [2, 3]),
        ("my lamp", [2, 3]),
        ("a lamp on the road", [2, 0, 3]),
        ("lamplig", [3]),
        ("on the leg a lamplig", [1, 3]),
        ("", []),
        ("is it there", []),
    ],
)
def test_things_are_found_by_how_many_and_how_rare_words_fit(typed: str, found: list[int]) -> None:
    """A rare word counts more, a whole name twice, a hint by its weight, `not` only in company; faint ones are out."""
    assert list(THINGS.find(typed)) == found
