"""The gazetteer finds what callers say, and never passes one place off as the other."""

from __future__ import annotations

import pytest

from console.rules.centre import Place
from console.rules.place import Gazetteer, Match, distance_m


def place(text: str, town: str = "Milltown", name: str = "") -> Place:
    """A place that only needs its words."""
    return Place(text, town, "10", 35.79, -78.86, "", name)


PLACES = (
    place("1200 N OAK ST"),
    place("1200 N OAK ST", "Ridgeway"),
    place("1198 N OAK ST"),
    place("120 N OAK ST"),
    place("412 S CHURCH ST"),
    place("412 CHURCH ST EXT"),
    place("77 ELM AV"),
    place("310 ELM AV", name="ELM PARK"),
    place("9 ELM AV"),
    place("N OAK ST / ELM AV"),
    place("N OAK ST / ELM AV", "Ridgeway"),
    place("S CHURCH ST / RIVER RD"),
    place("600 MERCY DR", name="MERCY HOSPITAL"),
    place("20 MARKET SQ", name="PARKS AND GARDENS OFFICE"),
    place("I-40 mm 211"),
    place("14 LOT LN", name="CITY LOT 4"),
    place("5 ST MARK ST", "Mount Airy"),
)
GAZETTEER = Gazetteer(PLACES)


def said(matches: tuple[Match, ...]) -> list[str]:
    """The matches as a call-taker would read them out."""
    return [f"{m.place.text} {m.unit}".strip() + f", {m.place.town}" for m in matches]


BOTH = ["1200 N OAK ST, Milltown", "1200 N OAK ST, Ridgeway"]


@pytest.mark.parametrize(
    "typed",
    [
        "1200 n oak st",
        "1200 N. Oak Street",
        "1200 north oak str.",
        "1200 n oa",
        "1200 oak",
        "  1200   N-OAK  ST ",
        "1200 n o",
    ],
)
def test_one_address_in_two_towns_is_two_matches(typed: str) -> None:
    """However it is typed, both towns are offered and no other number."""
    assert said(GAZETTEER.find(typed)) == BOTH


def test_exact_gives_both_towns_only_when_the_whole_is_typed() -> None:
    """A half-typed address is never exact; a whole one is, once for each town."""
    assert said(GAZETTEER.exact("1200 north oak street")) == BOTH
    assert GAZETTEER.exact("1200 n oak") == ()
    assert all(match.whole for match in GAZETTEER.find("1200 n oak st"))
    assert not any(match.whole for match in GAZETTEER.find("1200 n oak"))


@pytest.mark.parametrize("typed", ["1200 n oak st ridgeway", "1200 n oak st, Ridge", "1200 N OAK ST RIDGEWAY."])
def test_a_town_at_the_end_narrows(typed: str) -> None:
    """Naming the town, or the beginning of it, leaves one."""
    assert said(GAZETTEER.find(typed)) == ["1200 N OAK ST, Ridgeway"]
    assert said(GAZETTEER.exact(typed)) == ["1200 N OAK ST, Ridgeway"]


def test_a_town_of_two_words_narrows_too() -> None:
    """Mount Airy and Mt Airy are the same town."""
    assert said(GAZETTEER.find("5 saint mark st mt airy")) == ["5 ST MARK ST, Mount Airy"]


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("1200 n oak st apt 4", "APT 4"),
        ("1200 n oak st apt4b", "APT 4B"),
        ("1200 n oak st #4", "#4"),
        ("1200 n oak st, unit 4", "UNIT 4"),
        ("1200 n oak st suite 210 milltown", "SUITE 210"),
        ("1200 n oak st milltown apt 4", "APT 4"),
    ],
)
def test_the_flat_is_kept_apart(typed: str, unit: str) -> None:
    """The flat is not part of the place, and is not lost."""
    assert {match.unit for match in GAZETTEER.find(typed)} == {unit}
    assert {match.place.text for match in GAZETTEER.exact(typed)} == {"1200 N OAK ST"}


@pytest.mark.parametrize("typed", ["1200 n oak st a", "1200 n oak st ap", "1200 n oak st apt", "1200 n oak st apt "])
def test_matches_stay_while_the_flat_is_being_typed(typed: str) -> None:
    """The list does not go away between the street and the flat."""
    assert said(GAZETTEER.find(typed)) == BOTH


def test_a_name_that_looks_like_a_flat_is_still_found() -> None:
    """City Lot 4 is a place; nothing is cut off it."""
    assert [match.unit for match in GAZETTEER.find("city lot 4")] == [""]


def test_a_number_is_a_prefix_only_while_it_is_typed() -> None:
    """12 may become 120 or 1200; 12 oak may not."""
    assert [match.place.text for match in GAZETTEER.find("12")] == ["120 N OAK ST", "1200 N OAK ST", "1200 N OAK ST"]
    assert GAZETTEER.exact("12 n oak st") == ()
    assert all(match.near for match in GAZETTEER.find("12 n oak"))
    assert GAZETTEER.find("12 apt 4") == ()


def test_a_street_without_its_direction_offers_every_one_that_fits() -> None:
    """412 Church Street is two places, and neither is passed off as exact."""
    assert {match.place.text for match in GAZETTEER.find("412 church st")} == {"412 S CHURCH ST", "412 CHURCH ST EXT"}
    assert GAZETTEER.exact("412 church st") == ()


def test_the_wrong_direction_is_only_near() -> None:
    """North Church Street is not South Church Street: it is offered, and never taken for it."""
    assert all(match.near and not match.whole for match in GAZETTEER.find("412 n church st"))
    assert GAZETTEER.exact("412 n church st") == ()


@pytest.mark.parametrize(
    "typed",
    ["n oak st / elm av", "elm avenue & north oak", "oak and elm", "elm at oak", "oak x elm", "oak/el", "ELM@OAK"],
)
def test_an_intersection_is_found_in_either_order(typed: str) -> None:
    """Two streets, in any order and joined in any way, give the crossing in both towns."""
    assert said(GAZETTEER.find(typed)) == ["N OAK ST / ELM AV, Milltown", "N OAK ST / ELM AV, Ridgeway"]


def test_an_intersection_is_exact_in_either_order_and_narrows_by_town() -> None:
    """The whole names of both streets are exact."""
    assert len(GAZETTEER.exact("elm av & n oak st")) == 2
    assert said(GAZETTEER.exact("elm av at n oak st, ridgeway")) == ["N OAK ST / ELM AV, Ridgeway"]


def test_a_common_name_is_found_before_streets_that_begin_alike() -> None:
    """Mercy is the hospital; a name may hold the word and."""
    assert GAZETTEER.find("mercy")[0].place.name == "MERCY HOSPITAL"
    assert [match.place.name for match in GAZETTEER.find("parks and gar")] == ["PARKS AND GARDENS OFFICE"]
    assert [match.place.text for match in GAZETTEER.exact("elm park")] == ["310 ELM AV"]


@pytest.mark.parametrize("typed", ["i-40 mm 211", "I40 mm211", "interstate 40 mile marker 211", "i 40 mm 2"])
def test_a_mile_marker_is_a_place(typed: str) -> None:
    """The motorway is found however its number is written."""
    assert [match.place.text for match in GAZETTEER.find(typed)] == ["I-40 mm 211"]


def test_the_best_come_first_and_no_more_than_asked() -> None:
    """Whole before begun, fewer words passed over before more, smaller numbers before greater."""
    assert [match.place.text for match in GAZETTEER.find("elm av", 3)] == ["9 ELM AV", "77 ELM AV", "310 ELM AV"]
    assert len(GAZETTEER.find("n", 2)) == 2


@pytest.mark.parametrize(
    "typed", ["", "   ", "/", "#", "&", "zzz", "apt", "x", "1200 " * 500, "\x00", "(", "ridgeway ridgeway"]
)
def test_nothing_sensible_finds_nothing_and_never_fails(typed: str) -> None:
    """Half a thought gives an empty list."""
    assert GAZETTEER.exact(typed) == ()
    assert GAZETTEER.find(typed) == ()


def test_no_places_no_matches() -> None:
    """An empty gazetteer answers."""
    assert Gazetteer(()).find("oak") == ()


def test_every_place_is_found_by_its_own_text() -> None:
    """What the list shows, typed back, is that place."""
    for one in PLACES:
        assert one in [match.place for match in GAZETTEER.exact(f"{one.text}, {one.town}")]


def test_distance_is_that_of_the_sphere() -> None:
    """A degree of latitude is 111.2 km, nothing is no way, and the far side is half the circle."""
    assert distance_m(35, -78, 36, -78) == pytest.approx(111_195, abs=1)
    assert distance_m(35, -78, 35, -78) == 0
    assert distance_m(0, 0, 0, 180) == pytest.approx(20_015_115, abs=2)
