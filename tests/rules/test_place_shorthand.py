"""The short ways in which call-takers type a place."""

from __future__ import annotations

import pytest

from console.rules.place import Gazetteer, words
from tests.rules.test_place import place

TEXTS = (
    "34 RADNOR RD",
    "34 RADFORD PL",
    "10 ANTELOPE VALLEY PKWY",
    "12 AVALON DR",
    "300 1ST ST",
    "300 21ST ST",
    "24TH ST / MISSION ST",
    "16TH ST / MISSION ST",
    "5 AVENUE A",
    "5 AVENUE B",
    "7 OUR LADY OF GRACE PL",
    "8 RUE DE L'ÉGLISE",
    "9 ŁÓDZKA",
    "HAUPTSTRASSE 12",
    "3 ΟΔΟΣ ΕΡΜΟΥ",
    "4 УЛИЦА ЛЕНИНА",
    "I-40 mm 211",
    "I-40 mm 210",
    "US 101 mm 12.5",
    "INFANTRY TR / MORAGA AV",
    "100 LINCOLN BL",
    "20 ST MARK CT",
    "535-A DOLORES ST",
    "PIER 39",
)
GAZETTEER = Gazetteer(tuple(map(place, TEXTS)))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("34 radnrd", "34 RADNOR RD"),
        ("34 radnroad", "34 RADNOR RD"),
        ("34 radpl", "34 RADFORD PL"),
        ("av pk", "10 ANTELOPE VALLEY PKWY"),
        ("10 avp", "10 ANTELOPE VALLEY PKWY"),
        ("12 av", "12 AVALON DR"),
        ("7 olog", "7 OUR LADY OF GRACE PL"),
        ("radnor 34", "34 RADNOR RD"),
        ("rd radnor 34", "34 RADNOR RD"),
        ("300 first", "300 1ST ST"),
        ("300 1 st", "300 1ST ST"),
        ("300 twenty-first st", "300 21ST ST"),
        ("300 21", "300 21ST ST"),
        ("24 mission", "24TH ST / MISSION ST"),
        ("mission & 24", "24TH ST / MISSION ST"),
        ("mission\\24th", "24TH ST / MISSION ST"),
        ("mission x twenty fourth", "24TH ST / MISSION ST"),
        ("5 av b", "5 AVENUE B"),
        ("5 avenue a", "5 AVENUE A"),
        ("8 rue de leglise", "8 RUE DE L'ÉGLISE"),
        ("8 rue de l'e", "8 RUE DE L'ÉGLISE"),
        ("9 lodz", "9 ŁÓDZKA"),
        ("hauptstr 12", "HAUPTSTRASSE 12"),
        ("12 hauptstraße", "HAUPTSTRASSE 12"),
        ("3 οδός ερ", "3 ΟΔΟΣ ΕΡΜΟΥ"),
        ("4 ленина", "4 УЛИЦА ЛЕНИНА"),
        ("mile 211 on 40", "I-40 mm 211"),
        ("mile marker 210 i-40", "I-40 mm 210"),
        ("i40 at mm 210", "I-40 mm 210"),
        ("us101 mm 12.5", "US 101 mm 12.5"),
        ("infantry terrace & moraga", "INFANTRY TR / MORAGA AV"),
        ("100 lincoln boulevard", "100 LINCOLN BL"),
        ("20 saint mark court", "20 ST MARK CT"),
        ("535a dolores", "535-A DOLORES ST"),
        ("535 dolores", "535-A DOLORES ST"),
        ("pier 39", "PIER 39"),
    ],
)
def test_the_short_way_finds_it_first(typed: str, meant: str) -> None:
    """Word beginnings, initials, ordinals, either order, other spellings: a real match, not a near one."""
    first = GAZETTEER.find(typed)[0]
    assert (first.place.text, first.near) == (meant, False)


@pytest.mark.parametrize(
    "typed", ["34 radnrd", "av pk", "radnor 34 rd", "34 rd radnor", "24 mission", "535 dolores st", "40 mm 211"]
)
def test_a_short_way_is_never_exact(typed: str) -> None:
    """What leaves something out, or turns the words round, is not the whole."""
    assert GAZETTEER.exact(typed) == ()
    assert not any(match.whole for match in GAZETTEER.find(typed))


def test_a_wrong_ordinal_ending_is_a_slip() -> None:
    """21th may have been 11th: it is not taken for 21st without a look."""
    assert GAZETTEER.exact("300 21th st") == ()
    assert GAZETTEER.find("300 21th st")[0].near


@pytest.mark.parametrize("text", ["Oak Street", "OAK ST.", "oak  str", "Oák St"])
def test_words_are_the_same_however_written(text: str) -> None:
    """Case, accents, points and long forms make no difference."""
    assert words(text) == ("oak", "st")


@pytest.mark.parametrize("place_text", TEXTS)
def test_every_letter_on_the_way_keeps_it_in_view(place_text: str) -> None:
    """From the third letter on, each further letter of its own text leaves the place on the list."""
    for end in range(3, len(place_text) + 1):
        assert place_text in {match.place.text for match in GAZETTEER.find(place_text[:end])}, place_text[:end]
