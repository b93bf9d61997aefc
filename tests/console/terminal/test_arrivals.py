"""Whatever bytes come, keys go on being keys."""

from __future__ import annotations

from itertools import pairwise
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.message import Message

from console.terminal.arrivals import PASTE_LIMIT, Arrivals

START, END = b"\x1b[200~", b"\x1b[201~"


def take(arrivals: Arrivals, *pieces: bytes, now: float = 100.0) -> list[Message]:
    return [message for piece in pieces for message in arrivals.take(piece, now)]


def keys(messages: list[Message]) -> list[str]:
    return [message.key for message in messages if isinstance(message, events.Key)]


def pastes(messages: list[Message]) -> list[str]:
    return [message.text for message in messages if isinstance(message, events.Paste)]


@pytest.mark.parametrize(
    "rubbish", [b"\x1b[99999999u", b"\x1b[9:A2$m", b"\x1b[911141121200~", b"\x1b[48;0;0;0;0t", b"\x1b[<0;1;1M" * 3]
)
def test_rubbish_does_not_stop_the_keys(rubbish: bytes) -> None:
    """A sequence that trips the parser is lost; F5 after it is F5."""
    arrivals = Arrivals()
    take(arrivals, b"\x1b[48;0;0;0;0t", rubbish)
    list(arrivals.tick(1e9))
    assert keys(take(arrivals, b"\x1b[15~"))[-1:] == ["f5"]


def test_a_byte_that_is_no_utf8_shows_as_such() -> None:
    """0xFF comes as U+FFFD and the next key as itself."""
    characters = [m.character for m in take(Arrivals(), b"\xffa") if isinstance(m, events.Key)]
    assert characters == ["\ufffd", "a"]


def test_a_size_in_the_keys_is_no_size() -> None:
    """A report of 65535 x 65535 that nobody asked for is counted and dropped."""
    arrivals = Arrivals()
    assert take(arrivals, b"\x1b[48;65535;65535;1;1t") == []
    assert arrivals.odd == 1


@given(st.lists(st.integers(0, 40), max_size=6))
def test_a_paste_is_whole_however_it_is_cut(cuts: list[int]) -> None:
    """Keys, paste, keys: the same, wherever the reads fall."""
    data = b"ab" + START + "Süd\x1b[31m\r\nWest".encode() + END + b"c"
    edges = sorted({0, len(data), *(cut for cut in cuts if cut < len(data))})
    messages = take(Arrivals(), *(data[a:b] for a, b in pairwise(edges)))
    assert pastes(messages) == ["Süd\x1b[31m\r\nWest"]
    assert keys(messages) == ["a", "b", "c"]


def test_a_paste_without_end_closes_after_a_second() -> None:
    """What came is pasted, and later keys are keys."""
    arrivals = Arrivals()
    take(arrivals, START + b"abc", now=10.0)
    assert arrivals.wait(10.25) == pytest.approx(0.75)
    assert pastes(list(arrivals.tick(10.9))) == []
    assert pastes(list(arrivals.tick(11.0))) == ["abc"]
    assert keys(take(arrivals, b"x", now=12.0)) == ["x"]


def test_a_paste_is_cut_at_its_limit() -> None:
    """A megabyte gives 64 KiB, one count, and no stall."""
    arrivals = Arrivals()
    messages = take(arrivals, START, *[b"x" * 4096] * 256, END, b"k")
    assert pastes(messages) == ["x" * PASTE_LIMIT]
    assert arrivals.odd == 1
    assert keys(messages) == ["k"]


def test_a_paste_of_just_the_limit_is_not_counted() -> None:
    """The count is for what was lost."""
    arrivals = Arrivals()
    take(arrivals, START + b"x" * PASTE_LIMIT + END)
    assert arrivals.odd == 0


def test_a_lone_escape_is_a_key() -> None:
    """Escape is held back for the parser's delay only, and then nothing is waited for."""
    arrivals = Arrivals()
    assert take(arrivals, b"\x1b") == []
    assert arrivals.wait(0.0) is not None
    messages: list[Message] = []
    deadline = monotonic() + 10
    while not messages and monotonic() < deadline:
        messages = list(arrivals.tick(monotonic()))
    assert keys(messages) == ["escape"]
    assert arrivals.wait(0.0) is None


@given(st.lists(st.binary(max_size=40) | st.sampled_from([START, END, b"\x1b", b"\x1b[<", b"\xc3"]), max_size=8))
def test_no_bytes_at_all_stop_it(pieces: list[bytes]) -> None:
    """After anything, once the waits are over, a function key is a function key."""
    arrivals = Arrivals()
    for number, piece in enumerate(pieces):
        take(arrivals, piece, now=float(number))
    for _ in range(2):
        list(arrivals.tick(1e9))
    assert keys(take(arrivals, b" \x1b[15~", now=2e9))[-1:] == ["f5"]


@pytest.mark.parametrize("key", [b":", b"d", b"D", b" ", b"=", b"/", b";", b"\r", b"\x0f", "é".encode()])
def test_a_key_right_after_escape_takes_nothing_from_it(key: bytes) -> None:
    """Escape and the next key in one read are Escape and that key; neither is lost, none becomes another sign."""
    alone = take(Arrivals(), key)
    together = take(Arrivals(), b"\x1b" + key)
    assert keys(together) == ["escape", *keys(alone)]


@pytest.mark.parametrize("key", ["[", "O", "]", "_"])
def test_escape_and_what_might_begin_a_sequence_are_two_keys_when_nothing_more_comes(key: str) -> None:
    """Escape and then `[` or a capital O: once it is clear that no sequence follows, they are Escape and that key."""
    arrivals = Arrivals()
    assert take(arrivals, b"\x1b" + key.encode()) == []
    while (due := arrivals.wait(monotonic())) is not None and due > 0:
        continue
    late = list(arrivals.tick(monotonic()))
    assert [(m.key if m.key == "escape" else m.character) for m in late if isinstance(m, events.Key)] == ["escape", key]
