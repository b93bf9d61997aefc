"""The directory, and how far words can be trusted."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from console.rules.catalogue import SignOff
from console.rules.courtesy import Listing
from console.rules.directory import find_listings, stale, unverified
from tests.rules.factory import CENTRE

LISTINGS = (
    Listing("ANIMAL", "Animal Services", "barking dogs and strays", "take a report by day", "2026-01-01", "Osei"),
    Listing("TOWN", "Ridgeway town hall", "permits and fees", "answer by day", "2026-01-01", "Osei"),
    Listing("HAUL", "Eastside Towing", "broken-down cars", "come within the hour", "2026-01-01", "Osei"),
    Listing("LAW", "Legal aid", "rent and debts", "call back", "2026-01-01", "Osei", words=("landlord", "evicted")),
    Listing("BAR", "Law society", "complaints", "answer letters", "2026-01-01", "Osei"),
    Listing("VET", "Night vet", "hurt pets", "are open all night", "2026-01-01", "Osei", department="ANIMALS"),
)
FLOOR = replace(CENTRE, listings=LISTINGS)


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("tow", ["HAUL", "TOWN"]),
        ("town", ["TOWN"]),
        ("haul", ["HAUL"]),
        ("my landlord evicted us", ["LAW"]),
        ("dog won't stop barking", ["ANIMAL"]),
        ("vet", ["VET"]),
        ("law", ["LAW", "BAR"]),
        ("animals", ["ANIMAL", "VET"]),
        ("zzz", []),
        (" ", []),
    ],
)
def test_a_listing_is_found_by_what_it_is_about(typed: str, codes: list[str]) -> None:
    """By its code, then by the words of its name, topic and words, then by department; best first."""
    assert [listing.code for listing in find_listings(FLOOR, typed)] == codes


@pytest.mark.parametrize(("today", "is_stale"), [("2026-01-01", False), ("2026-04-01", False), ("2026-04-02", True)])
def test_a_listing_is_believed_for_ninety_days(today: str, is_stale: bool) -> None:
    """The ninetieth day still counts."""
    assert stale(LISTINGS[0], today) is is_stale


OLD, NEW = SignOff("Osei", "2025-05-01", "2026-05-01"), SignOff("Kim", "2026-04-20", "2027-04-20")


@pytest.mark.parametrize(
    ("filed", "logged", "today", "why"),
    [
        (None, None, "2026-03-01", "nobody has signed it"),
        (OLD, None, "2026-05-01", ""),
        (OLD, None, "2026-05-02", "review was due 2026-05-01"),
        (OLD, NEW, "2026-05-02", ""),
        (NEW, OLD, "2026-05-02", ""),
        (None, NEW, "2026-05-02", ""),
    ],
)
def test_a_service_is_trusted_until_its_review(
    filed: SignOff | None, logged: SignOff | None, today: str, why: str
) -> None:
    """Somebody has signed it, in the file or on the log, and the review of the later one is not past."""
    assert unverified(replace(CENTRE.services[0], signed=filed), today, logged) == why
