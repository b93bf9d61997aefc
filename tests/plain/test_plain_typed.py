"""A line while it is typed: erasing, keys that send sequences, and the ends of lines."""

from __future__ import annotations

import random

import pytest

from console.plain.lines import Ended, Lines
from console.plain.typed import TypedLine


def typed(text: str) -> tuple[str, str]:
    """What a line says after these characters, and what was written to show it."""
    line, shown = TypedLine(str), ""
    for character in text:
        written, _ = line.take(character)
        shown += written
    return line.text, shown


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("q\x7fv", "v"),
        ("n 1200 oak\x17elm", "n 1200 elm"),
        ("nonsense\x15q", "q"),
        ("\x7f\x7fq", "q"),
        ("q\x1b[A\x1b[15~\x1bOP\x1b[[Av", "qv"),
        ("\x1bq", "q"),
        ("\x1b\x1b[Aq", "q"),
        ("d\u00e9j\u00e0", "d\u00e9j\u00e0"),
        ("a\x00\x01\x02b", "ab"),
    ],
)
def test_what_keys_make_of_a_line(keys: str, text: str) -> None:
    """Backspace, Ctrl+W and Ctrl+U erase; arrows, function keys, Escape and other controls leave nothing behind."""
    assert typed(keys)[0] == text


def test_what_is_written_shows_the_line_and_nothing_else() -> None:
    """Every character is echoed once, an erased one is written over in as many columns as it had."""
    assert typed("ab\x7f")[1] == "ab\b \b"
    assert typed("\u6c34\x7f")[1] == "\u6c34" + "\b \b" * 2
    assert "\x1b" not in typed("\x1b[A\x1bOPq")[1]


def test_any_cut_of_a_sequence_leaves_no_trace() -> None:
    """However the bytes of keys are cut into packets, the line is the same."""
    chance = random.Random(5)
    keys = b"12\x1b[15~ \x1b[A\x1b[1;5C oak\x1bOS\x7f"
    for _ in range(50):
        lines = Lines(lambda text: None, lambda: None, ascii_only=False)
        cut = sorted(chance.sample(range(1, len(keys)), 4))
        line = TypedLine(str)
        for start, end in zip([0, *cut], [*cut, len(keys)], strict=True):
            lines.arrived(keys[start:end])
        for character in lines._ahead:
            line.take(character)
        assert line.text == "12  oa"


async def test_one_key_that_sends_two_ends_is_one_line() -> None:
    """CR LF is one end; two LF are a line and an empty one; the last line of a script needs none."""
    heard: list[str] = []
    lines = Lines(heard.append, lambda: None, ascii_only=False)
    lines.erasable = False
    lines.arrived(b"q\r\nv\n\nlast")
    lines.arrived(b"")
    assert [await lines.ask(">") for _ in range(4)] == ["q", "v", "", "last"]


async def test_a_half_typed_line_is_not_given_when_the_terminal_goes() -> None:
    """Where a person types, the end of the terminal ends the talk and does nothing that was only half typed."""
    lines = Lines(lambda text: None, lambda: None, ascii_only=False)
    lines.arrived(b"c12 rp")
    lines.arrived(b"")
    with pytest.raises(Ended):
        await lines.ask(">")


async def test_lines_are_cleaned_and_fit_the_width() -> None:
    """Controls of a caller's words never leave as such, and nothing is wider than the terminal."""
    heard: list[str] = []
    lines = Lines(heard.append, lambda: 30, ascii_only=True)
    lines.tell("Jos\u00e9 \x1b[2J said: \u201cthe door at the back of the house is open\u201d \u6c34")
    text = "".join(heard)
    assert text.isascii()
    assert "\x1b" not in text
    assert all(len(line) <= 30 for line in text.splitlines())
    assert "Jose" in text and '"the door' in text


async def test_a_question_breaks_between_words_and_leaves_room_for_the_answer() -> None:
    """A prompt wider than the terminal is folded like any line; what is typed stands behind its last line."""
    heard: list[str] = []
    lines = Lines(heard.append, lambda: 40, ascii_only=True)
    prompt = "Which one? A number, other words, or . to leave; Enter takes it unverified:"
    lines.arrived(b"2\n")
    assert await lines.ask(prompt) == "2"
    shown = "".join(heard).splitlines()
    assert all(len(line) <= 40 for line in shown)
    assert " ".join(" ".join(shown).split()) == f"{prompt} 2"
