"""What a desk answers: places with the signs beside them, in good times and bad, and from another thread."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from console.desk import verbs as v
from console.desk.apart import DeskApart
from console.desk.local import LocalDesk
from console.rules.board import Spot
from console.rules.facts import PlaceSet
from db.places import PlaceRow
from db.store import open_store
from tests.desk.asking import OURS, Floor, acting
from tests.rules.factory import START

MILLTOWN = Path(__file__).parents[2] / "console" / "centres" / "milltown"
PATIENCE = 10


@pytest.fixture
async def floor(url: str) -> AsyncIterator[Floor]:
    async with acting(url) as opened:
        yield opened


async def test_a_line_is_read_with_its_place(floor: Floor) -> None:
    """The parts of the line come back, with all places that are meant and those that may be."""
    reading = await floor.desk.enquiries.read_place("41 market sq apt 4/noise/very loud")
    assert (reading.line.type, reading.line.remarks) == ("NOISE", ("very loud",))
    assert [(match.place.text, match.unit) for match in reading.exact] == [("41 MARKET SQ", "APT 4")]
    two = await floor.desk.enquiries.read_place("1200 n oak")
    assert [match.place.town for match in two.matches] == ["Milltown", "Ridgeway"]
    assert len((await floor.desk.enquiries.read_place("1200 n oak", limit=1)).matches) == 1
    assert (await floor.desk.enquiries.read_place("")).matches == ()


@pytest.mark.parametrize(
    ("typed", "text", "town", "by"),
    [
        ("1200 n oak st x pine", "1200 N OAK ST", "Milltown", "cross street PINE"),
        ("1200 n oak st near elm street", "1200 N OAK ST", "Milltown", "cross street ELM"),
        ("1200 n oak st x mill rd", "1200 N OAK ST", "Ridgeway", "cross street MILL RD"),
        ("45 market sq by city hall", "45 MARKET SQ", "Milltown", "landmark CITY HALL"),
        ("45 market sq apt 3 x 2nd", "45 MARKET SQ", "Milltown", "cross street 2ND ST"),
        ("n oak st x fir ave", "N OAK ST / FIR AVE", "Milltown", ""),
        ("1200 n oak st milltown", "1200 N OAK ST", "Milltown", ""),
    ],
)
async def test_a_sign_makes_sure_of_a_place(floor: Floor, typed: str, text: str, town: str, by: str) -> None:
    """A cross street or a landmark that fits only one exact place verifies it; a town or a crossing does not."""
    reading = await floor.desk.enquiries.read_place(typed)
    assert [(match.place.text, match.place.town) for match in reading.exact] == [(text, town)]
    assert reading.verified_by == by


@pytest.mark.parametrize(
    ("typed", "towns"),
    [
        *((f"1200 n oak st {sign}", 2) for sign in ("x fir", "near city hall", "by nowhere", "x mill ave")),
        *((f"1200 n oak st {sign}", 2) for sign in ("x pin", "x pine valley")),
        ("300 ash st x pine", 2),
        ("9 far rd by city hall", 1),
    ],
)
async def test_a_sign_that_settles_nothing_leaves_the_choice_open(floor: Floor, typed: str, towns: int) -> None:
    """It fits no place, or more than one: nothing is exact, and the places without the sign are offered."""
    reading = await floor.desk.enquiries.read_place(typed)
    assert (reading.exact, reading.verified_by) == ((), "")
    assert [match.place.town for match in reading.matches] == ["Milltown", "Ridgeway"][:towns]


async def test_places_of_the_store_are_found_too(url: str) -> None:
    """Those that were imported stand beside the centre's own as soon as they are read."""
    store = await open_store(url, now=lambda: START)
    await store.put_places([PlaceRow("7 DOCK LN", "Ridgeway", "31", 35.7, -78.7, "Quay")])
    await store.close()
    desk = await LocalDesk.open(url, OURS, position="P1", who="ann")
    try:
        async with asyncio.timeout(PATIENCE):
            while not (await desk.enquiries.read_place("7 dock ln")).exact:
                assert (await desk.enquiries.read_place("41 market sq")).exact
                await asyncio.sleep(0.005)
        assert (await desk.enquiries.read_place("41 market sq")).exact
    finally:
        await desk.close()


async def test_an_answer_that_cannot_be_had_is_said(floor: Floor, tmp_path: Path) -> None:
    """A store that cannot be read ends nothing: the answers are empty and say why, and places are still found."""
    incident = await floor.rings("919-555-0142", "1 ELM ST")
    with closing(sqlite3.connect(tmp_path / "floor.db")) as meddler:
        meddler.execute("ALTER TABLE incident RENAME TO gone")
        known = await floor.knows(Spot("1 ELM ST", "Milltown"), "919-555-0142")
        found = await floor.desk.enquiries.search("elm")
        assert await floor.desk.enquiries.expect(floor.desk.board.incident(incident), floor.now) is None
        assert (await floor.desk.enquiries.read_place("41 market sq")).exact
        meddler.execute("ALTER TABLE gone RENAME TO incident")
    assert "floor.db" in known.unknown
    assert (found.hits, "floor.db" in found.unknown) == ((), True)
    assert await floor.finds("elm")


async def test_closing_waits_for_what_is_asked_and_then_nothing_is_known(floor: Floor) -> None:
    """A question that nobody waits for any more is read to its end first; later ones are told that it is closed."""
    await floor.rings("919-555-0142", "1 ELM ST")
    asked = [asyncio.create_task(floor.desk.enquiries.search("elm")) for _ in range(5)]
    await asyncio.sleep(0)
    given_up = asyncio.create_task(floor.knows(Spot("1 ELM ST", "Milltown")))
    await asyncio.sleep(0)
    given_up.cancel()
    await floor.desk.close()
    assert [len((await task).hits) for task in asked] == [1] * 5
    assert "closed" in (await floor.knows(Spot("1 ELM ST", "Milltown"))).unknown
    assert "closed" in (await floor.desk.enquiries.search("elm")).unknown
    assert (await floor.desk.enquiries.read_place("41 market sq")).exact


async def test_a_desk_on_its_own_thread_answers_the_same(url: str) -> None:
    """Every question crosses over and back; after closing the answers are empty and say so."""
    desk = await DeskApart.open(url, MILLTOWN, position="P1", who="ann")
    await desk.ask(v.TakeCall())
    await desk.ask(v.SetPlace(PlaceSet(1, "1 ELM ST", "Milltown")))
    board = await anext(desk.follow())
    spot = Spot("1 ELM ST", "Milltown")
    assert len((await desk.enquiries.read_place("1200 n oak st")).exact) == 2
    assert (await desk.enquiries.known_of(spot, "", board.when)).here == 1
    assert [hit.incident for hit in (await desk.enquiries.search("elm")).hits] == [1]
    incident = board.incidents.get(1)
    assert incident is None or await desk.enquiries.expect(incident, board.when) is None
    await desk.close()
    assert (await desk.enquiries.read_place("1200 n oak st")).exact == ()
    assert "closed" in (await desk.enquiries.known_of(spot, "", board.when)).unknown
    assert "closed" in (await desk.enquiries.search("elm")).unknown
