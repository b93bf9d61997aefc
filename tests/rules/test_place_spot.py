"""A point on the earth, however it is named."""

from __future__ import annotations

import pytest

from console.rules.centre import Place
from console.rules.place import Gazetteer
from console.rules.pluscode import area, completed

PLACES = (
    Place("1 MARKET ST", "San Francisco", "94105", 37.77, -122.41),
    Place("9 MARKET ST", "San Francisco", "94105", 37.772, -122.412),
    Place("1 MAIN ST", "Oakland", "94607", 37.80, -122.27),
)
GAZETTEER = Gazetteer(PLACES)


@pytest.mark.parametrize(
    "typed",
    [
        "37.77, -122.41",
        "37.77 -122.41",
        "(37.77,-122.41)",
        "37.77N 122.41W",
        "N37.77 W122.41",
        "122.41W, 37.77N",
        "37°46'12\"N 122°24'36\"W",
        "37 46.2 N, 122 24.6 W",
        "37.77° -122.41°",
    ],
)
def test_coordinates_are_a_place_in_the_nearest_town(typed: str) -> None:
    """The point itself, whole, with the town and zone of what is known near by."""
    (match,) = GAZETTEER.exact(typed)
    assert (match.place.text, match.place.town, match.place.zone) == ("37.77, -122.41", "San Francisco", "94105")
    assert (match.place.lat, match.place.lon) == pytest.approx((37.77, -122.41))
    assert match.whole
    assert GAZETTEER.find(typed) == (match,)


def test_a_point_far_from_all_places_has_no_town() -> None:
    """More than 2 km from anything known, no town is guessed."""
    (match,) = GAZETTEER.exact("36.0, -120.0")
    assert (match.place.text, match.place.town) == ("36.0, -120.0", "")


@pytest.mark.parametrize(
    "typed", ["1200 40", "1200 N 400 W", "97.5, 12.5", "37.77, -222.41", "37.77", "5/6", "12 N 13 W", "37.7 N 12.2 N"]
)
def test_addresses_and_impossible_points_are_no_coordinates(typed: str) -> None:
    """A grid address such as 1200 N 400 W is not taken for a point, and no point is off the earth."""
    assert GAZETTEER.exact(typed) == ()


@pytest.mark.parametrize(
    ("code", "lat", "lon"),
    [
        ("7FG49Q00+", 20.375, 2.775),
        ("7FG49QCJ+2V", 20.3700625, 2.7821875),
        ("7FG49QCJ+2VX", 20.3701125, 2.782234375),
        ("4VCPPQGP+Q9", -41.2730625, 174.7859375),
    ],
)
def test_a_plus_code_is_the_middle_of_its_square(code: str, lat: float, lon: float) -> None:
    """As the specification's own examples have it."""
    assert area(code) == pytest.approx((lat, lon), abs=1e-9)


@pytest.mark.parametrize(
    ("short", "near", "full"),
    [
        ("+2VX", (51.3701125, -1.217765625), "9C3W9QCJ+2VX"),
        ("9QCJ+2VX", (51.3852125, -1.217765625), "9C3W9QCJ+2VX"),
        ("22+", (42.899, 9.012), "8FJFW222+"),
        ("22+", (14.95125, -23.5001), "796RXG22+"),
        ("2GGG+GG", (46.976, 8.526), "8FVC2GGG+GG"),
        ("2222+22", (89.6, 0.0), "CFX22222+22"),
    ],
)
def test_a_short_plus_code_is_completed_near_a_point(short: str, near: tuple[float, float], full: str) -> None:
    """As the specification's own examples have it; the square next door when that is nearer."""
    assert completed(short, *near) == full


def test_plus_codes_are_found_full_or_short_with_their_town() -> None:
    """Both give the same whole place."""
    (full,) = GAZETTEER.find("849VQHCQ+X2")
    (short,) = GAZETTEER.exact("qhcq+x2 san francisco")
    assert full == short
    assert (full.place.text, full.place.town, full.whole) == ("849VQHCQ+X2", "San Francisco", True)


@pytest.mark.parametrize("typed", ["QHCQ+X", "ABCD+EF", "+", "849V+", "QHCQ+X2 nowhere", "849VQHCQ+X2 " * 20])
def test_what_is_no_plus_code_is_none(typed: str) -> None:
    """Half a code, letters that no code has, a town that is not known."""
    assert [match for match in GAZETTEER.find(typed) if match.whole] == []
