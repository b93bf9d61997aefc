"""What a desk knows of the past of a place and of a number, and how long help takes."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from msgspec.structs import replace

from console.desk import verbs as v
from console.rules.board import Spot
from tests.desk.asking import DAY, Floor, acting


@pytest.fixture
async def floor(url: str) -> AsyncIterator[Floor]:
    async with acting(url) as opened:
        yield opened


async def test_the_past_of_a_place_counts_its_flats_and_what_is_near(floor: Floor) -> None:
    """The same words in the same town whatever the flat, or a point within 30 metres; types by how often."""
    await floor.rings("", "1200 N OAK ST APT 4", "NOISE", lat=35.8, lon=-78.85)
    await floor.rings("", "1200 N OAK ST #7", "NOISE", lat=35.8, lon=-78.85)
    await floor.rings("", "CORNER SHOP", "PARK", lat=35.8002, lon=-78.85)
    await floor.rings("", "1200 n oak st", "NOISE")
    await floor.rings("", "1200 N OAK STREAM", "UNK", lat=35.9, lon=-78.85)
    await floor.rings("", "1202 N OAK ST", "UNK", lat=35.8004, lon=-78.85)
    await floor.rings("", "1204 N OAK ST", "UNK", lat=35.80022, lon=-78.84973)
    here = Spot("1200 N OAK ST APT 9", "Milltown", "12", 35.8, -78.85)
    known = await floor.knows(here)
    assert (known.here, known.types, known.unknown) == (4, (("NOISE", 3), ("PARK", 1)), "")
    assert (await floor.knows(replace(here, town="Ridgeway", lat=None, lon=None))).here == 0
    assert (await floor.knows(replace(here, lat=None, lon=None))).here == 3
    assert (await floor.knows()).here == 0


async def test_the_past_of_a_place_is_ninety_days_without_the_one_asked_about(floor: Floor) -> None:
    """Older incidents, the incident itself and what was merged into another are no other visits."""
    here = Spot("1 ELM ST", "Milltown")
    await floor.rings("", "1 ELM ST")
    floor.clock["now"] += 91 * DAY
    first = await floor.rings("", "1 ELM ST")
    again, same = await floor.rings("", "1 ELM ST"), await floor.rings("", "1 ELM ST")
    await floor.desk.ask(v.Send(again))
    await floor.desk.ask(v.Send(same))
    await floor.desk.ask(v.Merge(same, again))
    await floor.desk.ask(v.Close(again, "GOA"))
    assert (await floor.knows(here, but=again)).here == 1
    assert (await floor.knows(here, but=first)).here == 1
    assert (await floor.knows(here)).here == 2


async def test_a_numbers_newest_incidents_are_known(floor: Floor) -> None:
    """Five at most, the newest first, whether it rang or was only given, however it is written, not the one at hand."""
    rang = [await floor.rings("919-555-0142", f"{n} ELM ST") for n in range(6)]
    given = await floor.rings("555-7777", "9 FIR ST")
    await floor.desk.ask(v.SetDetail(given, "phone", "(919) 555 0142"))
    await floor.rings("919-555-0143")
    short = await floor.rings("555-0142")
    known = await floor.knows(phone="+1 919 555 0142")
    assert [past.incident for past in known.before] == [given, *rang[:1:-1]]
    newest = known.before[0]
    assert (newest.place, newest.type, newest.state) == ("9 FIR ST", "NOISE", "draft")
    assert newest.number == floor.desk.board.incident(given).number
    assert [past.incident for past in (await floor.knows(phone="9195550142", but=given)).before] == rang[:0:-1]
    assert [past.incident for past in (await floor.knows(phone="555 0142")).before] == [short]
    assert (await floor.knows(phone="no number")).before == ()


async def test_where_a_number_was_sent_on_to_is_known_for_thirty_days(floor: Floor) -> None:
    """So that nobody is sent there a second time in vain."""
    incident = await floor.rings("919-555-0142", "9 FIR ST", "PARK")
    answers = {"hurt": "N", "danger": "N", "now": "N", "safe": "Y"}
    await floor.desk.ask(v.SetDetail(incident, "phone", "919 555 0142"))
    await floor.desk.ask(v.Refer(incident, "LAW", answers, connected=True))
    number = floor.desk.board.incident(incident).number
    (sent_on,) = (await floor.knows(phone="919-555-0142")).referrals
    assert (sent_on.number, sent_on.listing, sent_on.name, sent_on.connected) == (number, "LAW", "Legal aid", True)
    assert (await floor.knows(phone="919-555-0143")).referrals == ()
    floor.clock["now"] += 31 * DAY
    assert (await floor.knows(phone="919-555-0142")).referrals == ()


async def test_a_wait_is_expected_once_enough_were_seen(floor: Floor) -> None:
    """From the records of the last weeks, read anew after ten minutes; before that nobody is told anything."""
    incident = await floor.rings("", "1 ELM ST", lat=35.8, lon=-78.85)
    asked = floor.desk.board.incident(incident)
    expect = floor.desk.enquiries.expect
    assert await expect(asked, floor.now) is None
    for _ in range(30):
        await floor.helps()
    start = floor.now
    estimate = await expect(asked, start)
    assert estimate is not None
    assert (round(estimate.seconds), estimate.n) == (60, 30)
    await floor.helps()
    assert await expect(asked, start + 599_000) == estimate
    renewed = await expect(asked, start + 601_000)
    assert renewed is not None
    assert renewed.n == 31
