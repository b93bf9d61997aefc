"""Phrases with what the call already knows in their gaps."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from msgspec.structs import replace

from console.rules.board import Call, Incident, Remark, Spot
from console.rules.courtesy import Listing
from console.rules.phrase import facts_of, filled, spoken_name
from tests.rules.factory import CENTRE

INCIDENT = Incident(
    1,
    "26-1",
    1,
    "draft",
    0,
    0,
    "P1",
    "ann",
    type="NOISE",
    place=Spot("1200 N OAK ST", "Milltown"),
    details={"name": "Diaz, Rosa Maria"},
    remarks=(
        Remark(1, "ann", "P1", "loud music upstairs"),
        Remark(2, "ann", "P1", "said A1"),
        Remark(3, "SYS", "SYS", "unit 12 on scene"),
    ),
)
CALL = Call(1, "L1", 0, "answered", 0, "555-0101")
TOWING = Listing(
    "TOW", "Eastside Towing", "broken-down cars", "come within the hour", "2026-03-01", "Osei", hours="daily"
)


@pytest.mark.parametrize(
    ("text", "facts", "said"),
    [
        ("Thank you, <name>.", {"name": "Rosa"}, "Thank you, Rosa."),
        ("Thank you, <name>.", {}, "Thank you, <name>."),
        ("Thank you, <name>.", {"name": ""}, "Thank you, <name>."),
        ("<fact>. Anything else?", {"fact": "smoke"}, "Smoke. Anything else?"),
        ("So: <fact>. <fact>.", {"fact": "smoke"}, "So: smoke. Smoke."),
        ("and <Fact>", {"fact": "smoke"}, "and Smoke"),
        ("<N>, now <M>", {"N": "30"}, "30, now <M>"),
        ("You said <remark>.", {"remark": "{0} %s \\1 <name>", "name": "Rosa"}, "You said {0} %s \\1 <name>."),
        ("1 < 2 > 1 <>", {}, "1 < 2 > 1 <>"),
    ],
)
def test_known_gaps_are_filled_and_the_others_stay(text: str, facts: Mapping[str, str], said: str) -> None:
    """What isn't known is left for the person to say, and words of a caller are only ever words."""
    assert filled(text, facts) == said


def test_the_call_fills_what_it_knows() -> None:
    """Who speaks to whom about what and where, and the caller's last words; nothing that isn't known."""
    assert facts_of(CENTRE, INCIDENT, CALL, "Kim", "P1", wait="30") == {
        "me": "Kim",
        "position": "P1",
        "centre": "Test floor",
        "N": "30",
        "phone": "555-0101",
        "name": "Rosa",
        "place": "1200 N OAK ST, Milltown",
        "town": "Milltown",
        "type": "noise",
        "agency": "Police",
        "remark": "loud music upstairs",
        "fact": "loud music upstairs",
    }
    assert facts_of(CENTRE, None, None, "Kim") == {"me": "Kim", "centre": "Test floor"}


def test_the_number_the_caller_gave_is_the_one_to_ring() -> None:
    """It goes before the one the line shows."""
    gave = replace(INCIDENT, details={"phone": "555-0199"})
    assert facts_of(CENTRE, gave, CALL, "Kim")["phone"] == "555-0199"


def test_a_listing_is_whom_the_caller_is_sent_to() -> None:
    """Its name, topic, what they do and when stand in the gaps; the agency too, unless one of ours owns it."""
    facts = facts_of(CENTRE, INCIDENT, CALL, "Kim", listing=TOWING)
    assert filled("<service>: <topic>. They <what>, <when>. <agency>", facts) == (
        "Eastside Towing: broken-down cars. They come within the hour, daily. Eastside Towing"
    )
    ours = facts_of(CENTRE, INCIDENT, CALL, "Kim", listing=replace(TOWING, department="pol"))
    assert ours["agency"] == "Police"


@pytest.mark.parametrize(
    ("name", "spoken"),
    [("Rosa Diaz", "Rosa"), ("Diaz, Rosa", "Rosa"), ("Mrs. Diaz", "Mrs. Diaz"), ("Rosa", "Rosa"), ("Diaz,", "Diaz")],
)
def test_people_are_spoken_to_as_they_gave_their_name(name: str, spoken: str) -> None:
    """By the first name, or with the title they gave."""
    assert spoken_name(name) == spoken


def test_what_was_struck_out_is_never_said_to_anybody() -> None:
    """A line that was written down wrongly fills no gap; the one before it does."""
    wrong = Remark(4, "ann", "P1", "gun upstairs", struck="ann: wrong flat")
    facts = facts_of(CENTRE, replace(INCIDENT, remarks=(*INCIDENT.remarks, wrong)), CALL, "Kim")
    assert facts["fact"] == facts["remark"] == "loud music upstairs"


def test_no_name_is_no_name() -> None:
    """Blanks and commas call nobody."""
    assert (spoken_name(""), spoken_name(" , ")) == ("", "")
