"""One line with slashes, and a word for the type."""

from __future__ import annotations

import pytest

from console.rules.centre import Place
from console.rules.entry import OneLine, cut, flat
from console.rules.place import Gazetteer, Match
from console.rules.service import services_like
from tests.rules.factory import CENTRE

PLACES = Gazetteer(
    (
        Place("1200 N OAK ST", "Milltown", "12", 35.80, -78.85),
        Place("MAIN ST / N OAK ST", "Milltown", "12", 35.81, -78.85),
    )
)


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("1200 n oak st", OneLine("1200 n oak st")),
        ("1200 n oak st/unk", OneLine("1200 n oak st", "UNK")),
        (
            "1200 n oak st/noise/wpn n/gate is locked",
            OneLine("1200 n oak st", "NOISE", answers=(("weapon", "N"),), remarks=("gate is locked",)),
        ),
        ("1200 n oak st/555-010 1/unk", OneLine("1200 n oak st", "UNK", "555-010 1")),
        ("1200 n oak st//unk/", OneLine("1200 n oak st", "UNK")),
        ("1200 n oak st/weapon ?", OneLine("1200 n oak st", answers=(("weapon", "?"),))),
        ("1200 n oak st/unk/noise", OneLine("1200 n oak st", "UNK", remarks=("noise",))),
        ("main st/n oak st/unk", OneLine("main st / n oak st", "UNK")),
        ("", OneLine("")),
    ],
)
def test_the_parts_go_where_they_belong(line: str, read: OneLine) -> None:
    """Place first; then a type, a number, answers in any order; what has no field of its own is a remark."""
    assert cut(line, CENTRE, PLACES) == read


def test_no_word_of_a_line_is_lost() -> None:
    """Whatever is typed between slashes stands somewhere in what was read."""
    read = cut("1200 n oak st/one/two/three 4", CENTRE, PLACES)
    assert read.remarks == ("one", "two", "three 4")


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("noise", ["NOISE"]),
        ("med", ["MED-U"]),
        ("fire", ["FIRE-B"]),
        ("building", ["FIRE-B"]),
        ("un", ["UNK", "MED-U"]),
        ("", []),
        ("zzz", []),
    ],
)
def test_a_word_may_mean_several_types_best_first(typed: str, codes: list[str]) -> None:
    """By code, by the beginning of a code, then by a word of the name."""
    assert [service.code for service in services_like(typed, CENTRE)] == codes


def test_a_flat_goes_on_the_log_with_its_place() -> None:
    """The place's own text, and the flat where one was named."""
    house = Place("1200 N OAK ST", "Milltown", "12", 35.80, -78.85)
    assert (flat(Match(house, "APT 4")), flat(Match(house))) == ("1200 N OAK ST APT 4", "1200 N OAK ST")
