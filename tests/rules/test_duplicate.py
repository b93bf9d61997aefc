"""SAME CALL?: what is shown, in which order, with which words, and what never is."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from console.rules.board import Board, Incident, Spot
from console.rules.catalogue import Service
from console.rules.duplicate import Candidate, family_of, same_call
from tests.rules.factory import CENTRE, START

NOW = START + 7_200_000
METRE = 1 / 111_195
"""Degrees of latitude in a metre."""
KNOWN = replace(
    CENTRE,
    services=(
        *CENTRE.services,
        Service("CRASH-I", "crash with injuries", "POL", 1, ("dispatched",)),
        Service("FIRE-A", "fire alarm, nothing seen", "FIRE", 2, ("dispatched",)),
        Service("NOISE-BARK", "barking dog", "ANIMAL", 4, ("dispatched",)),
        Service("LIGHT", "street light out", "WORKS", 5, ("requested",), group="Street"),
        Service("POTHOLE", "pothole", "WORKS", 5, ("requested",), group="Street"),
        Service("TRASH", "dumping", "WORKS", 5, ("requested",)),
    ),
)


def spot(text: str = "1200 N OAK ST", metres: float = 0, town: str = "Milltown") -> Spot:
    return Spot(text, town, lat=35.8 + metres * METRE, lon=-78.85)


def heard(text: str, town: str = "Milltown") -> Spot:
    """A place without coordinates."""
    return Spot(text, town)


def incident(
    id: int, type: str = "NOISE", minutes: float = 4, place: Spot | None = None, closed: float = -1
) -> Incident:
    """It came in so many minutes ago; `closed` is when it closed, minutes ago, too."""
    came = NOW - int(minutes * 60_000)
    ended = None if closed < 0 else NOW - int(closed * 60_000)
    return Incident(
        id, f"26-{id:04}", id, "active", came, came, "P2", "bob", place=place or spot(), type=type, closed=ended
    )


def board(*incidents: Incident) -> Board:
    return Board(
        incidents={i.id: i for i in incidents if i.closed is None},
        recent={i.id: i for i in incidents if i.closed is not None},
    )


def asked(*others: Incident, type: str = "NOISE", place: Spot | None = None, limit: int = 5) -> tuple[Candidate, ...]:
    """What is shown beside incident 99, which has just come in."""
    new = incident(99, type, 0, place)
    return same_call(board(*others, new), KNOWN, new, NOW, limit)


def numbers(*others: Incident, type: str = "NOISE", place: Spot | None = None) -> list[int]:
    return [found.incident for found in asked(*others, type=type, place=place)]


def test_the_neighbour_who_rings_about_the_same_noise() -> None:
    """It is shown with its metres, its age and a reason that can be read out, and never beside itself."""
    assert asked(incident(1)) == (Candidate(1, 0.97, 0, 240, "same place, 4 min ago, noise"),)
    (near,) = asked(incident(1, place=spot("1190 N OAK ST", 140)))
    assert (near.metres, near.why) == (140, "140 m, 4 min ago, noise")


def test_nothing_before_the_place_is_known() -> None:
    """Without a place there is nothing to compare, on either side."""
    nowhere = replace(incident(1), place=None)
    assert asked(nowhere) == ()
    assert same_call(board(incident(2)), KNOWN, nowhere, NOW) == ()


@pytest.mark.parametrize(("metres", "shown"), [(0, True), (290, True), (310, False)])
def test_three_hundred_metres_is_the_farthest(metres: float, shown: bool) -> None:
    """What was seen a moment ago from 300 m away may be the same, not from farther."""
    assert bool(asked(incident(1, "FIRE-B", 0, spot("ELSEWHERE", metres)), type="FIRE-B")) is shown


def test_east_and_west_count_like_north_and_south() -> None:
    """A degree of longitude is shorter than one of latitude, and the metres say so."""
    (east,) = asked(incident(1, place=Spot("ELSEWHERE", "Milltown", lat=35.8, lon=-78.852)))
    assert east.metres == pytest.approx(180, abs=2)


@pytest.mark.parametrize(("closed", "shown"), [(0, True), (59, True), (60, False)])
def test_closed_under_an_hour(closed: float, shown: bool) -> None:
    """A fire that was put out may still be rung about for an hour, and the words say that it is closed."""
    found = asked(incident(1, "FIRE-B", closed, closed=closed), type="FIRE-B")
    assert [one.why.endswith("building on fire, closed") for one in found] == [True] * shown


def test_what_still_stands_open_does_not_grow_too_old() -> None:
    """A fire of three hours ago that is still open is the same fire, also from a corner off; the newer is first."""
    assert numbers(incident(1, "FIRE-B", 180, spot("A", 60)), type="FIRE-B") == [1]
    assert numbers(incident(1, "FIRE-B", 180), incident(2, "FIRE-B", 120), type="FIRE-B") == [2, 1]
    assert asked(incident(1, "FIRE-B", 180), type="FIRE-B")[0].why == "same place, 3 h ago, building on fire"


def test_far_and_old_at_once_is_not_shown() -> None:
    """Either alone may be the same."""
    far, old = incident(1, "FIRE-B", 1, spot("A", 250)), incident(2, "FIRE-B", 45)
    assert sorted(numbers(far, old, type="FIRE-B")) == [1, 2]
    assert numbers(incident(3, "FIRE-B", 45, spot("A", 250)), type="FIRE-B") == []
    assert numbers(incident(4, "PARK", 90, spot("A", 290), closed=59)) == []


@pytest.mark.parametrize(
    ("type", "other", "family"),
    [
        ("NOISE", "NOISE-BARK", True),  # one prefix
        ("LIGHT", "POTHOLE", True),  # one group
        ("CRASH-I", "MED-U", True),  # a crash has patients
        ("CRASH-I", "FIRE-B", True),
        ("FIRE-A", "FIRE-B", True),
        ("Traffic Collision", "Medical Incident", True),  # types of a file, no service has them
        ("", "MED-U", True),  # not known yet fits all
        ("NOISE", "UNK", True),
        ("NOISE", "PARK", True),  # one department
        ("NOISE", "FIRE-B", False),
        ("NOISE", "MED-U", False),
        ("LIGHT", "NOISE", False),
    ],
)
def test_which_types_may_be_one_thing(type: str, other: str, family: bool) -> None:
    """The same in both directions."""
    assert bool(asked(incident(1, other, 1), type=type)) is family
    assert bool(asked(incident(1, type, 1), type=other)) is family


def test_the_same_type_comes_before_a_related_one() -> None:
    """Then a type not known yet, then other families that it may be, then the rest of its department."""
    others = [incident(1, "FIRE-B", 1), incident(2, "", 1), incident(3, "CRASH-I", 1), incident(4, "NOISE", 1)]
    assert numbers(*others, type="CRASH-I") == [3, 2, 1, 4]


def test_nearer_and_newer_come_first() -> None:
    """Of one type, at one age the nearer, at one place the newer; at most as many as asked for."""
    others = [incident(1, minutes=30), incident(2, minutes=2, place=spot("A", 100)), incident(3, minutes=2)]
    assert [found.incident for found in asked(*others)] == [3, 2, 1]
    assert [found.incident for found in asked(*others, limit=2)] == [3, 2]


def test_a_patient_is_hinted_at_until_a_crew_is_there() -> None:
    """Whoever rings from a hospital after that rings about somebody else."""
    waiting = incident(1, "MED-U", 10)
    assert numbers(waiting, type="MED-U") == [1]
    assert numbers(replace(waiting, first_on_scene=NOW - 1000), type="MED-U") == []
    fire = replace(incident(1, "FIRE-B", 10), first_on_scene=NOW - 1000)
    assert numbers(fire, type="FIRE-B") == [1]


@pytest.mark.parametrize(("minutes", "metres", "shown"), [(10, 0, True), (1, 140, True), (1, 160, False)])
def test_a_patient_is_within_a_block(minutes: float, metres: float, shown: bool) -> None:
    """Tighter than a fire, whose smoke is seen from far."""
    assert bool(asked(incident(1, "MED-U", minutes, spot("A", metres)), type="MED-U")) is shown


def test_two_flats_have_two_patients_and_one_fire() -> None:
    """A flat that only one of them names may be either's."""
    at_four = spot("1200 N OAK ST APT 4")
    assert numbers(incident(1, "MED-U", 1, spot("1200 N OAK ST APT 9")), type="MED-U", place=at_four) == []
    assert numbers(incident(1, "MED-U", 1), type="MED-U", place=at_four) == [1]
    assert numbers(incident(1, "FIRE-B", 1, spot("1200 N OAK ST APT 9")), type="FIRE-B", place=at_four) == [1]


@pytest.mark.parametrize(
    ("mine", "theirs", "shown"),
    [
        (heard("12 Elm Street"), heard("12 ELM ST"), True),
        (heard("Oak St / 5th Ave"), spot("5TH AVE / OAK ST"), True),
        (spot("12 ELM ST"), heard("12 elm st apt 3"), True),
        (heard("12 ELM ST"), heard("12 ELM ST", "Ridgeway"), False),
        (heard("12 ELM ST", ""), heard("12 ELM ST", "Ridgeway"), True),
        (heard("12 ELM ST"), heard("14 ELM ST"), False),
        (heard("?"), heard("!"), False),
    ],
)
def test_without_coordinates_the_words_and_the_town_decide(mine: Spot, theirs: Spot, shown: bool) -> None:
    """However the words are written; metres are not known then."""
    found = asked(incident(1, place=theirs), place=mine)
    assert [(one.metres, one.why.split(",")[0]) for one in found] == [(None, "same place")] * shown


def test_one_name_of_two_places_is_not_one_place() -> None:
    """Where coordinates are known they count: a call box is at every corner."""
    assert numbers(incident(1, place=spot("CALL BOX", 400)), place=spot("CALL BOX")) == []
    assert asked(incident(1, place=spot("THE PARK", 200)), place=spot("THE PARK"))[0].why.startswith("same place")


def test_a_merged_incident_speaks_for_what_it_was_merged_into() -> None:
    """Its target is shown once, even where only the merged one is near; no merged incident is ever shown."""
    target = incident(1, place=spot("FAR", 2000))
    merged = replace(incident(2, place=spot()), state="merged", into=1)
    again = replace(incident(3, place=spot()), state="merged", into=2)
    assert numbers(target, merged, again) == [1]
    beside = replace(target, place=spot("A", 140))
    assert [found.metres for found in asked(beside, merged)] == [0]
    gone = replace(merged, into=7)
    assert numbers(gone) == []


def test_what_is_one_already_is_not_asked_about() -> None:
    """Neither the target of an incident that was merged, nor those merged into it, nor its siblings."""
    new = incident(99, minutes=0)
    sibling, merged = (replace(incident(id), state="merged", into=1) for id in (2, 99))
    assert same_call(board(incident(1), sibling, merged), KNOWN, merged, NOW) == ()
    into_new = replace(incident(2), state="merged", into=99)
    assert same_call(board(into_new, new), KNOWN, new, NOW) == ()


def test_a_draft_at_another_desk_counts() -> None:
    """Two desks that take calls about one crash see each other's, in words even before a type is known."""
    draft = replace(incident(1, "", 0), state="draft")
    assert asked(draft, type="CRASH-I")[0].why == "same place, just now, kind not known yet"


@pytest.mark.parametrize(
    ("type", "family"),
    [
        ("MED-U", "medical"),
        ("FIRE-A", "alarm"),
        ("fire-b", "fire"),
        ("LIGHT", "street"),
        ("PARK", "park"),
        ("THEFT-V", "theft"),
        ("UNK", ""),
        ("", ""),
    ],
)
def test_the_family_of_a_type(type: str, family: str) -> None:
    """By telling words, else the service's group, else the beginning of the code; none while it is not known."""
    assert family_of(KNOWN, type) == family


def test_whoever_measures_hints_gets_what_was_too_little_for_one() -> None:
    """Two kinds that nothing ties, 250 m apart: no hint, but a candidate for whoever asks for all of them."""
    new, other = incident(99, "NOISE", 0), incident(1, "MED-U", 30, spot("40 ELM ST", 250))
    assert same_call(board(new, other), KNOWN, new, NOW) == ()
    (weak,) = same_call(board(new, other), KNOWN, new, NOW, least=0)
    assert 0 < weak.score < 0.5
