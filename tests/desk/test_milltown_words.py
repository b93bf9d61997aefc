"""The example centre asks, guesses, refers and speaks as a centre should."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from console.desk.centre_files import load_centre
from console.rules.catalogue import Service
from console.rules.centre import Centre
from console.rules.condition import holds
from console.rules.courtesy import SEVERITIES
from console.rules.guess import guess, not_ours

FOLDER = Path(__file__).parents[2] / "console" / "centres" / "milltown"
TODAY = "2026-11-21"
"""The day of the pictures, which Milltown's dates are made for."""
MEANT = [
    "Where are you?",
    "What is the address?",
    "Is anyone hurt?",
    "Is anyone not breathing?",
    "Is there a fire?",
    "Wait, I am getting an interpreter.",
    "Stay on the line.",
]
STORIES = {
    "my dad is on the floor and he isn't breathing": "MED-CA",
    "he has no pulse, we are doing CPR": "MED-CA",
    "a man with a gun is in the store": "WEAPON",
    "I heard shots fired behind the mall": "WEAPON",
    "he has a knife and he is coming closer": "WEAPON",
    "two guys are fighting in the parking lot": "DIST-P",
    "somebody got stabbed outside the bar": "DIST-P",
    "my husband hit me and he is still here": "DOMESTIC",
    "my boyfriend stabbed himself in the leg": "DOMESTIC",
    "there is smoke in the hall and I see flames": "FIRE-S",
    "my house is on fire": "FIRE-S",
    "a car is on fire on the interstate": "FIRE-V",
    "grass fire behind the school": "FIRE-O",
    "I smell gas in the basement": "GAS",
    "the carbon monoxide thing keeps beeping": "FIRE-A",
    "a kid was hit by a car on Oak Street": "CRASH-I",
    "there's been a crash and a woman is hurt": "CRASH-I",
    "there's been a crash but nobody is hurt": "CRASH-N",
    "somebody rear ended me at the light": "CRASH-N",
    "my mother has chest pain": "MED-U",
    "she can't breathe very well": "MED-U",
    "he passed out at the table": "MED-U",
    "my neighbor fell down the stairs": "MED-FALL",
    "grandma has fallen and her hip hurts": "MED-FALL",
    "I only need help getting up, nothing hurts": "MED-ASST",
    "she says she wants to kill herself": "WELFARE",
    "can somebody check on my brother, I haven't heard from him": "WELFARE",
    "my daughter didn't come home from school": "MISSING",
    "someone broke into my garage last night": "BURG",
    "there is an intruder downstairs": "BURG",
    "my bike was stolen from the rack": "THEFT",
    "a guy is trying doors on the parked cars": "SUSP",
    "there is a wire down across the sidewalk": "HAZ-ROAD",
    "a big branch is lying on the road": "HAZ-ROAD",
    "a tree fell on my fence": "TREE",
    "the man upstairs is yelling and banging on my door": "DIST-V",
    "the dog next door won't stop barking": "NOISE-BARK",
    "loud music from the party next door": "NOISE",
    "there's a snake in my kitchen": "ANIMAL",
    "my car broke down near the mill": "TOW",
    "someone parked in front of my driveway": "PARK",
    "brown water comes out of the tap": "WATER",
    "huge pothole on Mill Road": "POTHOLE",
    "the street light outside my house is out": "LIGHT",
    "they didn't pick up my garbage": "TRASH",
    "kids sprayed graffiti on the school wall": "GRAFFITI",
    "the stop sign at Elm is missing": "SIGN",
    "I need a ride home": "TAXI",
    "there is no gun, they are just yelling": "DIST-V",
}
"""What callers say, and what Milltown takes it for."""


@pytest.fixture(scope="module")
def milltown() -> Centre:
    """The example centre."""
    return load_centre(FOLDER)


def test_a_service_says_who_answers_for_it(milltown: Centre) -> None:
    """Every service has a group and an owner; one was never signed and one is past its review, for practice."""
    assert all(service.group and service.owner for service in milltown.services)
    assert [service.code for service in milltown.services if service.signed is None] == ["SIGN"]
    due = [service.code for service in milltown.services if service.signed and service.signed.review_by < TODAY]
    assert due == ["PARK"]


def test_a_request_has_an_end(milltown: Centre) -> None:
    """What can be requested says within how many days, how it may be closed and what the caller is then told."""
    requested = [service for service in milltown.services if "requested" in service.outcomes]
    assert {"POTHOLE", "LIGHT", "TRASH", "GRAFFITI", "TREE", "NOISE"} <= {service.code for service in requested}
    for service in requested:
        assert service.days, service.code
        assert len(service.reasons) >= 3, service.code
        assert service.templates, service.code


def urgency(service: Service, answers: dict[str, str]) -> int:
    """The priority that the answers make."""
    return min((rule.priority for rule in service.rules if holds(rule.when, answers)), default=service.priority)


def test_rules_only_make_more_urgent(milltown: Centre) -> None:
    """No answer makes anything wait longer than its kind does."""
    for service in milltown.services:
        assert all(rule.priority <= service.priority for rule in service.rules), service.code


@pytest.mark.parametrize(
    ("asked", "answer"),
    [("breathing", "N"), ("awake", "N"), ("weapon", "Y"), ("bleeding", "Y"), ("wire", "Y"), ("inside", "Y")],
)
def test_danger_to_life_is_priority_1_wherever_it_is_asked(milltown: Centre, asked: str, answer: str) -> None:
    """Whatever the kind, these answers put an incident first, with a reason."""
    asking = [service for service in milltown.services if asked in {question.code for question in service.questions}]
    assert asking
    for service in asking:
        assert urgency(service, {asked: answer}) == 1, service.code
        assert any(holds(rule.when, {asked: answer}) and rule.because for rule in service.rules), service.code


def test_cpr_is_read_out_to_whoever_needs_it(milltown: Centre) -> None:
    """With somebody not breathing the hands, the pushing and the counting are read out; otherwise nothing is."""
    notes = [question for question in milltown.service_by_code["MED-CA"].questions if question.kind == "note"]
    read = [note.code for note in notes if holds(note.when, {"breathing": "N"})]
    assert read == ["flat", "hands", "push", "count"]
    assert [note.code for note in notes if holds(note.when, {"breathing": "Y"})] == []


@pytest.mark.parametrize(("story", "code"), STORIES.items(), ids=STORIES)
def test_a_story_is_guessed(milltown: Centre, story: str, code: str) -> None:
    """Plain words of callers lead to the right service, and none of these is sent elsewhere."""
    found = guess(milltown, [story])
    assert found is not None
    assert found.code == code
    assert not_ours(milltown, [story]) is None


@pytest.mark.parametrize("story", ["he is awake and there was no crash", "what are your opening hours"])
def test_nothing_is_guessed_without_words_for_it(milltown: Centre, story: str) -> None:
    """A denied or empty story stays the call-taker's to judge."""
    assert guess(milltown, [story]) is None


@pytest.mark.parametrize(
    ("story", "listing"),
    [
        ("the power is out on our street", "POWER"),
        ("the gas meter is making a mess of my bill", "GASNET"),
        ("is my son in jail", "JAIL"),
        ("I lost my passport", "PASSPORT"),
        ("will it snow tonight", "WEATHER"),
        ("when is my court date", "COURT"),
    ],
)
def test_what_is_not_ours_is_told_at_once(milltown: Centre, story: str, listing: str) -> None:
    """What others do is answered with their number before a record is made."""
    found = not_ours(milltown, [story])
    assert found is not None
    assert (found.listing, bool(found.say)) == (listing, True)


def test_the_directory_is_big_enough_and_one_entry_is_old(milltown: Centre) -> None:
    """Enough to refer to; each says what they do and when, and one has not been checked, for practice."""
    assert len(milltown.listings) >= 12
    assert all(listing.phone and listing.hours and listing.words for listing in milltown.listings)
    old = [
        one.code for one in milltown.listings if (date.fromisoformat(TODAY) - date.fromisoformat(one.checked)).days > 90
    ]
    assert old == ["SENIORS"]
    numbers = Counter(listing.phone for listing in milltown.listings)
    assert numbers.most_common(1)[0][1] == 1


def test_harm_is_only_a_supervisors_to_make_good(milltown: Centre) -> None:
    """Everybody may apologise for a slip; after harm only a supervisor offers anything."""
    roles = {
        severity: {role for o in milltown.offers if o.severity == severity for role in o.roles}
        for severity in SEVERITIES
    }
    assert {"trainee", "call-taker"} <= roles["slip"]
    assert "trainee" not in roles["failure"]
    assert roles["harm"] == {"supervisor"}


def test_every_language_asks_the_same(milltown: Centre) -> None:
    """Ten languages, each with the seven sentences that hold a caller, in plain letters, and an interpreter."""
    assert len(milltown.languages) == 10
    for language in milltown.languages:
        assert [meant for meant, _ in language.lines] == MEANT, language.name
        assert all(said.isascii() for _, said in language.lines), language.name
        assert language.interpreter
