"""Words of a call that are kept: who may say what when, and what of it is at hand."""

from __future__ import annotations

import pytest

from console.desk import verbs as v
from console.rules import facts as f
from console.rules.fold.talk import KEPT
from console.rules.refused import Refused
from tests.rules.factory import Floor, on_duty


def after(*verbs: v.Verb, floor: Floor | None = None) -> Floor:
    """A floor on which all of this was done, one after another."""
    floor = floor or on_duty()
    for verb in verbs:
        floor.do(verb)
    return floor


def test_what_is_said_stands_on_the_call_in_order() -> None:
    """The caller's words, what is heard, and what they are told, each with who said it."""
    floor = after(
        v.TakeCall(), v.HearCaller(1, "help"), v.HearCaller(1, "a crash", True), v.TellCaller(1, "where?", "G1")
    )
    talk = floor.board.calls[1].talk
    assert [(line.by == "", line.text, line.noise, line.phrase) for line in talk] == [
        (True, "help", False, ""),
        (True, "a crash", True, ""),
        (False, "where?", False, "G1"),
    ]


def test_the_newest_lines_are_at_hand_and_all_are_counted() -> None:
    """A long conversation does not grow the board without end; how many lines there were is still known."""
    floor = after(v.TakeCall(), *(v.HearCaller(1, str(n)) for n in range(KEPT + 5)))
    call = floor.board.calls[1]
    assert (len(call.talk), call.lines, call.talk[-1].text) == (KEPT, KEPT + 5, str(KEPT + 4))


@pytest.mark.parametrize(
    ("verb", "says"),
    [
        (v.TellCaller(1, "   "), "Say something"),
        (v.HearCaller(1, ""), "Nothing was said"),
        (v.TellCaller(9, "hello"), "has ended already"),
        (v.HearCaller(9, "hello"), "has ended already"),
        (v.Whisper("", "psst"), "Name the position"),
    ],
)
def test_what_cannot_be_said_is_refused(verb: v.Verb, says: str) -> None:
    """Nothing, to nobody, or on a call that is over."""
    floor = after(v.TakeCall())
    with pytest.raises(Refused, match=says):
        floor.do(verb)


def test_who_is_on_hold_hears_nothing() -> None:
    """The caller has to be on the line to be told something; what they shout is heard all the same."""
    floor = after(v.TakeCall(), v.Hold(1), v.HearCaller(1, "hello?"))
    with pytest.raises(Refused, match="held; speak to the caller first"):
        floor.do(v.TellCaller(1, "one moment"))


def test_a_whisper_replaces_the_one_before_and_can_be_taken_away() -> None:
    """A position hears one thing at a time, the newest."""
    floor = after(v.Whisper("C04", "one"), v.Whisper("C05", "other"), v.Whisper("C04", "two"))
    assert {to: one.text for to, one in floor.board.whispers.items()} == {"C04": "two", "C05": "other"}
    after(v.Whisper("C04", ""), floor=floor)
    assert set(floor.board.whispers) == {"C05"}


def test_words_may_be_erased_by_law() -> None:
    """What was said is kept apart from the rest of its entry, so that erasing it leaves the log whole."""
    from console.desk.codec import decode, encode

    for fact in (f.CallerSaid(1, "secret"), f.CallerTold(1, "secret", "G1"), f.Whispered("C04", "secret")):
        kind, body, private = encode(fact)
        assert "secret" not in body and "secret" in private
        assert decode(kind, body, None) != fact
