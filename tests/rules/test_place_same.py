"""Two spellings of one place are one place; two places are never one."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from console.rules.centre import Place
from console.rules.place import Gazetteer
from tests.rules.test_place import place

REAL = Path(__file__).parents[2] / "../shared/data/sffd"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("0 Block of BRIGHTON AV", "0 Block of BRIGHTON AVE"),
        ("200 Block of SOUTH VAN NESS AV", "200 Block of S VAN NESS AVENUE"),
        ("16TH ST/POTRERO AV", "POTRERO AV/16TH ST"),
        ("16TH ST / POTRERO AV", "POTRERO AVE \\ 16TH ST"),
        ("A ST & B ST", "B STREET / A STREET"),
        ("2400 TURK BL", "2400 Turk Blvd."),
        ("300 FIRST ST", "300 1ST ST"),
        ("5 ST MARK CT", "5 SAINT MARK CT"),
        ("700 O'FARRELL ST", "700 OFARRELL ST"),
    ],
)
def test_two_spellings_are_one_place(one: str, other: str) -> None:
    """Loaded together they are one match for either, under the text that came first."""
    gazetteer = Gazetteer((place(one), place(other)))
    for typed in (one, other):
        assert [match.place.text for match in gazetteer.exact(typed)] == [one]
        assert [match.place.text for match in gazetteer.find(typed)] == [one]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("0 Block of OAK ST", "100 Block of OAK ST"),
        ("100 Block of OAK ST", "100 OAK ST"),
        ("100 4TH AV", "100 4TH ST"),
        ("100 N OAK ST", "100 S OAK ST"),
        ("100 OAK ST", "100 OAK AV"),
        ("100 E ST", "100 EAST ST"),
        ("100 CENTER ST", "100 CENTRE ST"),
        ("100 OAK ST", "100A OAK ST"),
        ("100 OAK ST", "100 1/2 OAK ST"),
        ("100 AVENUE A", "100 AVENUE B"),
        ("A ST / B ST", "A ST / C ST"),
        ("A ST / B ST", "A AV / B ST"),
        ("I-40 mm 21", "I-40 mm 211"),
    ],
)
def test_two_places_stay_two(one: str, other: str) -> None:
    """Each is there, and what only one of them is called gives no more than both to choose from."""
    gazetteer = Gazetteer((place(one), place(other)))
    assert one in [match.place.text for match in gazetteer.exact(one)]
    assert other in [match.place.text for match in gazetteer.exact(other)]


def test_the_same_words_far_apart_are_two_places() -> None:
    """A town that is not named does not make two towns' Oak Streets one; nor does a street that has its name twice."""
    gazetteer = Gazetteer((Place("100 OAK ST", "", "", 35.0, -79.0), Place("100 OAK AVE", "", "", 35.0, -79.0)))
    assert len(gazetteer.exact("100 oak st")) == 1
    apart = Gazetteer((Place("100 OAK ST", "", "", 35.0, -79.0), Place("100 OAK STREET", "", "", 35.2, -79.0)))
    assert len(apart.exact("100 oak st")) == 2


def test_names_at_one_address_are_each_found() -> None:
    """The address is one place; each of its names still finds it."""
    gazetteer = Gazetteer((place("600 MERCY DR", name="MERCY HOSPITAL"), place("600 MERCY DR", name="SUN PHARMACY")))
    assert len(gazetteer.exact("600 mercy dr")) == 1
    assert [match.place.name for match in gazetteer.exact("sun pharmacy")] == ["SUN PHARMACY"]


@pytest.mark.skipif(not REAL.exists(), reason="a real service's places are not at hand")
def test_of_real_places_only_spellings_and_turned_corners_are_joined() -> None:
    """Every listed pair is one place, and all that is joined differs in AV, AVE, BL, BLVD or the order of streets."""
    places = [place(text) for text in _column("places.csv", "address")]
    gazetteer, joined = Gazetteer(places), defaultdict(set)
    for one in places:
        joined[gazetteer.exact(one.text)[0].place.text].add(one.text)
    for kept, texts in joined.items():
        assert {_plainly(text) for text in texts} == {_plainly(kept)}
    pairs = list(zip(_column("same_place_pairs.csv", "a"), _column("same_place_pairs.csv", "b"), strict=True))
    assert {frozenset(pair) for pair in pairs} <= {
        frozenset(pair) for texts in joined.values() for pair in combinations(texts, 2)
    }


def _column(file: str, column: str) -> list[str]:
    with (REAL / file).open(encoding="utf-8", newline="") as rows:
        return [row[column] for row in csv.DictReader(rows)]


def _plainly(text: str) -> str:
    """The text with one spelling and its streets in alphabetical order, read by other means than the product's."""
    return "/".join(sorted(re.sub(r"\bBLVD$", "BL", re.sub(r"\bAVE$", "AV", side)) for side in text.split("/")))
