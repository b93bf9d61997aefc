"""Facts go to text and back unchanged; what may be erased stands apart."""

from __future__ import annotations

from typing import get_args

import msgspec
import pytest
from msgspec import structs

from console.desk.codec import KINDS, PRIVATE, decode, encode
from console.rules.board import Board
from console.rules.facts import (
    CallRang,
    DetailSet,
    Fact,
    IncidentClosed,
    PlaceSet,
    RemarkAdded,
    Stamped,
    UnitSignedOn,
)
from console.rules.fold.board import fold
from tests.rules.test_fold import everything


def test_every_fact_of_a_whole_story_comes_back_the_same() -> None:
    """Whatever the rules put on the log is read from it unchanged."""
    for entry in everything().log:
        assert decode(*encode(entry.fact)) == entry.fact


@pytest.mark.parametrize(
    "fact",
    [
        RemarkAdded(1, 'quotes " and \\ and\nlines \x00 é 電 🚒', 5),
        RemarkAdded(1, "123"),
        DetailSet(1, "count", "007"),
        DetailSet(1, "said", "null"),
        PlaceSet(1, "1200 N OAK ST", lat=36.0, lon=-78.0),
        PlaceSet(1, "true"),
        UnitSignedOn("12", "patrol", skills=("k9", "2-officer")),
        IncidentClosed(1, "1", "dispatched"),
        CallRang(1, "L1", near="the pier", lat=51.5, lon=0.0),
    ],
)
def test_words_that_look_like_numbers_stay_words(fact: Fact) -> None:
    """Digits, signs and controls in people's text survive the way there and back."""
    assert decode(*encode(fact)) == fact


def test_the_log_knows_every_kind_by_its_name() -> None:
    """No kind of fact is without a name, and what is private names fields that exist."""
    assert set(KINDS.values()) == set(get_args(Fact))
    for kind, names in PRIVATE.items():
        assert set(names) <= set(KINDS[kind].__struct_fields__)


def test_whatever_may_be_erased_can_be_done_without() -> None:
    """A fact is read from the log though all of its erasable part is gone."""
    for kind, names in PRIVATE.items():
        assert not [field.name for field in structs.fields(KINDS[kind]) if field.name in names and field.required]


@pytest.mark.parametrize(
    ("fact", "gone"),
    [
        (CallRang(1, "L1", "555-0101"), CallRang(1, "L1")),
        (DetailSet(1, "name", "osei"), DetailSet(1, "name")),
        (RemarkAdded(1, "osei lives here", 5), RemarkAdded(1, "", 5)),
    ],
)
def test_what_was_erased_comes_back_empty(fact: Fact, gone: Fact) -> None:
    """People's words are in the erasable part only; the rest of the fact is whole without it."""
    kind, body, private = encode(fact)
    assert "osei" not in body
    assert "555" not in body
    assert private
    assert decode(kind, body, None) == gone


def test_the_log_still_makes_a_board_when_everything_erasable_was_erased() -> None:
    """States, times and crews are as before; nobody's words are left."""
    floor = everything()
    left = [Stamped(e.number, e.when, e.who, e.position, e.key, decode(*encode(e.fact)[:2], None)) for e in floor.log]
    board = fold(Board(), left)
    assert {id: (i.state, i.sent, i.closed, i.priority) for id, i in board.incidents.items()} == {
        id: (i.state, i.sent, i.closed, i.priority) for id, i in floor.board.incidents.items()
    }
    assert (board.units, board.assignments) == (floor.board.units, floor.board.assignments)


def test_the_text_is_canonical() -> None:
    """The same fact is the same text, or the chain of hashes would mean nothing."""
    first, again = encode(PlaceSet(1, "A", lat=1.5)), encode(PlaceSet(1, "A", lat=1.5))
    assert first == again
    assert list(msgspec.json.decode(first[1])) == sorted(msgspec.json.decode(first[1]))
