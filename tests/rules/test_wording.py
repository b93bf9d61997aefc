"""Times, lists and other people's words as a sentence says them."""

from __future__ import annotations

import pytest

from console.rules.wording import listed, quoted, spell


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0:00"), (52, "0:52"), (59.9, "0:59"), (702, "11:42"), (3599, "59:59"), (3725, "1:02:05"), (-5, "0:00")],
)
def test_a_length_of_time(seconds: float, said: str) -> None:
    """Minutes and seconds, hours when there are any, never less than nothing."""
    assert spell(seconds) == said


@pytest.mark.parametrize(
    ("words", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c")]
)
def test_a_list_in_words(words: list[str], said: str) -> None:
    """Commas, and the last one with its word."""
    assert listed(words, "or") == said


@pytest.mark.parametrize(
    ("text", "said"),
    [("meal", "meal"), (" two \n words ", "two words"), ("x" * 40, "x" * 40), ("x" * 41, "x" * 39 + "…")],
)
def test_somebodys_words_fit_a_sentence(text: str, said: str) -> None:
    """One line, and no longer than forty characters."""
    assert quoted(text) == said
