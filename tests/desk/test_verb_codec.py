"""What is asked for arrives as it was asked, whatever carries it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.desk import verbs as v
from console.desk.verb_codec import VERBS, decode_verb, encode_verb

st.register_type_strategy(int, st.integers(-(2**63), 2**63 - 1))  # what a store and a message can hold
any_verb = st.sampled_from(sorted(VERBS)).flatmap(lambda name: st.builds(VERBS[name]))


@given(any_verb)
def test_every_verb_comes_back_as_it_went(verb: v.OneVerb) -> None:
    """Whatever its fields hold."""
    assert decode_verb(*encode_verb(verb)) == verb


@given(st.lists(any_verb, max_size=4))
def test_a_line_of_several_comes_back_whole(verbs: list[v.OneVerb]) -> None:
    """All of it, in its order, also where one holds others."""
    line = v.Several((*verbs, v.Several(tuple(verbs))))
    assert decode_verb(*encode_verb(line)) == line


@pytest.mark.parametrize(
    ("name", "fields", "says"),
    [
        ("Nope", b"", "no verb is called 'Nope'"),
        ("Send", b"\x01", "Send cannot be read"),
        ("Send", b"\x81\xa8incident\xa1x", "Send cannot be read"),
        ("Several", b"\x91\x92\xa1", "Several cannot be read"),
        ("object", b"\x80", "no verb is called 'object'"),
    ],
)
def test_what_no_console_sent_is_told_in_a_sentence(name: str, fields: bytes, says: str) -> None:
    """A wrong name, a wrong type and a torn message."""
    with pytest.raises(ValueError, match=says):
        decode_verb(name, fields)


def test_lines_within_lines_end_somewhere() -> None:
    """Nobody sends a line that never ends."""
    line: v.Verb = v.Send(1)
    for _ in range(9):
        line = v.Several((line,))
    with pytest.raises(ValueError, match="no verb is called 'Several'"):
        decode_verb(*encode_verb(line))
