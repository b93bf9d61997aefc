"""Text from people is safe to keep and to show."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from console.terminal.text import BAD, clean, odd, without_key_tails

ANY = st.text(st.characters(), max_size=60) | st.text(
    st.sampled_from("a e\u0301\u0302\x1b\x00\x9b\u202e\u200b\ufeff\ud800\U000e0041\n\r\t漢\u1160\uffff"), max_size=40
)


@given(ANY)
def test_nothing_bad_is_left(text: str) -> None:
    """Cleaned text holds no control, no unseen mark, no surrogate, and cleaning it again changes nothing."""
    safe = clean(text)
    assert not BAD.search(safe)
    assert not {unicodedata.category(character) for character in safe} & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert clean(safe) == safe


@given(ANY)
def test_clean_text_is_not_odd(text: str) -> None:
    """What has been cleaned raises no flag again, function-key tails apart."""
    safe = clean(text)
    assume(without_key_tails(safe) == safe)
    assert not odd(safe)


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("\x1b]52;c;ZXZpbA==\x1b\\", "\ufffd]52;c;ZXZpbA==\ufffd\\"),
        ("\x1b]0;x\x1b\\", "\ufffd]0;x\ufffd\\"),
        ("\x9b2J", "\ufffd2J"),
        ("\x1b[6n", "\ufffd[6n"),
        ("12 \u202ehgiH\u202c St", "12 hgiH St"),
        ("a\U000e0041\U000e007fb", "ab"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("\ud800", "\ufffd"),
        ("a" + "\u0301" * 10_000, "á" + "\u0301" * 4),
        ("line one\r\nline two\tend", "line one line two end"),
        ("e\u0301", "é"),
        ("Rüdesheimer Str. 7, 漢字 🚒", "Rüdesheimer Str. 7, 漢字 🚒"),
        ("[/][link=http://x/] $accent", "[/][link=http://x/] $accent"),
        ("unassigned \u0378 private \ue000", "unassigned \ufffd private \ufffd"),
    ],
)
def test_each_payload(raw: str, safe: str) -> None:
    """The payloads of the safety paper come out as plain text."""
    assert clean(raw) == safe


def test_the_limit_is_in_characters() -> None:
    """No more than `limit` characters come back, ASCII or not."""
    assert clean("a" * 600) == "a" * 500
    assert clean("ä" * 9, limit=4) == "ääää"


@pytest.mark.parametrize(
    "text", ["\x1b[31m", "a\u202eb", "F5 gave [15~", "x" + "\u0301" * 9, "\x00", "\ud800", "tag \U000e0041"]
)
def test_odd_is_flagged(text: str) -> None:
    """Controls, hidden characters, piles of marks and key tails deserve a word."""
    assert odd(text)


@pytest.mark.parametrize("text", ["", "plain", "two\nlines", "e\u0301", "tab\there", "[1~] and [25~", "漢字 🚒"])
def test_ordinary_text_is_not_odd(text: str) -> None:
    """Line breaks and letters in two parts are no cause for alarm."""
    assert not odd(text)


@pytest.mark.parametrize(
    ("raw", "kept"),
    [("Main [15~St", "Main St"), ("[11~[24~", ""), ("[5~", "[5~"), ("[25~", "[25~"), ("[A", "[A"), ("[15", "[15")],
)
def test_only_function_key_tails_go(raw: str, kept: str) -> None:
    """`[11~` to `[24~` go; everything that a person may have meant stays."""
    assert without_key_tails(raw) == kept
