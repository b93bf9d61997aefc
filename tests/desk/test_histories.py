"""What a unit, a place, a caller and a position did before is told whole, the newest first, and so is a card."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from console.cli.places import default_centre
from console.desk import verbs as v
from console.desk.apart import DeskApart
from console.desk.enquiries import CLOSED, Found, Hit
from console.desk.local import LocalDesk
from console.desk.looking_back import look_back
from console.rules.board import Spot
from console.rules.facts import PlaceSet, PromiseMade
from tests.desk.asking import DAY, Floor, acting

pytestmark = pytest.mark.slow


@pytest.fixture
async def floor(url: str) -> AsyncIterator[Floor]:
    async with acting(url) as opened:
        yield opened


async def a_job(floor: Floor, place: str = "1 ELM ST", lat: float = 35.8, lon: float = -78.85, phone: str = "") -> int:
    """Unit 12 goes somewhere, is there after a minute and clears."""
    incident = await floor.rings(phone, place, lat=lat, lon=lon)
    await floor.desk.ask(v.Send(incident))
    await floor.desk.ask(v.Dispatch(("12",), incident))
    floor.clock["now"] += 60_000
    await floor.desk.ask(v.Report("12", "on_scene"))
    await floor.desk.ask(v.Clear("12", "rpt"))
    return incident


async def unit(floor: Floor, name: str = "12", limit: int = 50) -> Found:
    """What a unit did."""
    return await floor.desk.enquiries.history_of_unit(name, floor.now, limit)


def told(found: Found) -> list[tuple[int | None, str]]:
    """Which incidents, with the state of each line."""
    return [(hit.incident, hit.state) for hit in found.hits]


async def test_a_units_jobs_and_its_breaks_of_the_last_days(floor: Floor) -> None:
    """Its jobs with every time, its meals and its duty, the newest first; what is older than 14 days is left out."""
    old = await a_job(floor)
    floor.clock["now"] += 15 * DAY
    await floor.desk.ask(v.TakeOut("12", "meal"))
    await floor.desk.ask(v.BringBack("12"))
    job = await a_job(floor)
    await floor.desk.ask(v.TakeOut("14", "fuel"))
    found = await unit(floor)
    assert told(found) == [(job, "clear"), (None, "in"), (None, "out")]
    assert found.hits[0].number == floor.desk.board.incident(job).number
    assert "DP " in found.hits[0].what and " OS " in found.hits[0].what
    assert found.hits[0].what.endswith("RPT, NOISE, 1 ELM ST Milltown")
    assert [hit.what for hit in found.hits[1:]] == ["in service", "out of service: meal"]
    assert old not in {hit.incident for hit in found.hits}
    short = await unit(floor, limit=1)
    assert (len(short.hits), short.more) == (1, True)
    assert await unit(floor, "99") == Found()


async def test_a_dispatch_that_was_taken_back_says_so(floor: Floor) -> None:
    """A slip stays in the unit's past as what it was."""
    incident = await floor.rings("", "1 ELM ST")
    await floor.desk.ask(v.Send(incident))
    await floor.desk.ask(v.Dispatch(("12",), incident))
    await floor.desk.ask(v.Undo())
    (hit,) = [hit for hit in (await unit(floor)).hits if hit.incident == incident]
    assert hit.state == "taken back" and "taken back" in hit.what


async def test_a_place_tells_what_was_there_and_near_it(floor: Floor) -> None:
    """The same words, whatever flat, are here; 80 metres off is told in metres, and 200 metres off is another place."""
    here = await floor.rings("", "41 MARKET SQ APT 4", lat=35.79, lon=-78.86)
    near = await floor.rings("", "43 MARKET SQ", lat=35.79072, lon=-78.86)
    await floor.rings("", "99 MARKET SQ", lat=35.7918, lon=-78.86)
    worded = await floor.rings("", "41 MARKET SQ")
    found = await floor.desk.enquiries.history_of_place(Spot("41 MARKET SQ", "Milltown", "10", 35.79, -78.86))
    assert [hit.incident for hit in found.hits] == [worded, near, here]
    assert [hit.what.split(", ")[0] for hit in found.hits] == ["here", "80 m away", "here"]
    by_words = await floor.desk.enquiries.history_of_place(Spot("41 market sq", "Milltown"))
    assert {hit.incident for hit in by_words.hits} == {here, worded}


async def test_a_caller_is_all_that_we_had_with_a_number(floor: Floor) -> None:
    """Calls, incidents that it was given for, promises and referrals, however it is written; others' are not told."""
    rang = await floor.rings("919-555-0142", "1 ELM ST")
    given = await floor.rings("", "2 ELM ST")
    await floor.desk.ask(v.SetDetail(given, "phone", "(919) 555 0142"))
    await floor.rings("919-555-0199", "3 ELM ST")
    call = floor.desk.board.next_call
    await floor.desk.ask(v.Ring("L2", "+1 919 555 0142"))
    await floor.desk.ask(v.EndCall(call))
    due = floor.now + DAY
    made = PromiseMade(0, "callback", "", due, None, None, "", "Osei", "9195550142", "result of the visit")
    await floor.desk.ask(v.MakePromise(made))
    sent_on = await floor.rings("919-555-0142", "4 ELM ST", "PARK")
    await floor.desk.ask(v.SetDetail(sent_on, "phone", "919-555-0142"))
    safe = {"hurt": "N", "danger": "N", "now": "N", "safe": "Y"}
    await floor.desk.ask(v.Refer(sent_on, "LAW", safe))
    found = await floor.desk.enquiries.history_of_caller("919-555-0142")
    assert {hit.incident for hit in found.hits if hit.incident} == {rang, given, sent_on}
    alone = [hit for hit in found.hits if hit.incident is None]
    assert {hit.state for hit in alone} == {"open", "abandoned"}
    assert any(hit.what == "callback Osei 9195550142, result of the visit" for hit in alone)
    assert any(hit.what == "sent on to Legal aid" for hit in found.hits)
    assert [hit.when for hit in found.hits] == sorted((hit.when for hit in found.hits), reverse=True)
    assert await floor.desk.enquiries.history_of_caller("no number") == Found()


async def test_a_positions_last_commands_name_who_units_and_incident(floor: Floor) -> None:
    """The newest first, one line a command however many facts it made; what another position did is not told."""
    incident = await floor.rings("", "1 ELM ST")
    await floor.desk.ask(v.Send(incident))
    await floor.desk.ask(v.Dispatch(("12", "14"), incident))
    await floor.desk.ask(v.AddRemark(incident, "gate code 4411"))
    await floor.desk.ask_as("zoe", "P9", v.AddRemark(incident, "elsewhere"), key="k1")
    found = await floor.desk.enquiries.acts_of("P1", 3)
    number = floor.desk.board.incident(incident).number
    assert [(hit.number, hit.what) for hit in found.hits] == [
        (number, "ann remark added gate code 4411"),
        (number, "ann 12 14 dispatched"),
        (number, "ann incident sent"),
    ]
    assert await floor.desk.enquiries.acts_of("P7") == Found()


async def test_of_what_was_taken_back_the_last_commands_say_what_it_was(floor: Floor) -> None:
    """A line that only says that something was undone helps nobody to find out what stands."""
    incident = await floor.rings("", "1 ELM ST")
    await floor.desk.ask(v.Send(incident))
    await floor.desk.ask(v.Dispatch(("12",), incident))
    await floor.desk.ask(v.Undo())
    assert [hit.what for hit in (await floor.desk.enquiries.acts_of("P1", 1)).hits] == ["ann undone the dispatch"]


async def test_a_card_has_everything_of_an_incident_that_is_over(floor: Floor) -> None:
    """Its place, times, caller, calls, units and every line in order, those struck out and those of its double too."""
    incident = await a_job(floor, phone="919-555-0142")
    card = await floor.desk.enquiries.card(incident)
    text = "\n".join(card.lines)
    assert (card.number, card.state) == (floor.desk.board.incident(incident).number, "closed")
    for said in (
        "place 1 ELM ST, Milltown, zone 12",
        "UNVERIFIED",
        "received ",
        "closed ",
        "call on L1",
        "919-555-0142",
    ):
        assert said in text, said
    assert "12     DP " in text and "closed dispatched RPT" in text and "NOISE" in text

    double = await floor.rings("", "1 ELM ST")
    other = await floor.rings("", "1 ELM ST")
    await floor.desk.ask(v.AddRemark(double, "said by the second caller"))
    await floor.desk.ask(v.Merge(double, other))
    await floor.desk.ask(v.AddRemark(other, "first line"))
    await floor.desk.ask(v.AddRemark(other, "wrong flat"))
    await floor.desk.ask(v.StrikeRemark(other, 1, "it is 4B"))
    lines = (await floor.desk.enquiries.card(other)).lines
    number = floor.desk.board.incident(double).number
    assert f"same call as this: {number}" in lines
    assert any(line.endswith(f"ann   ({number}) said by the second caller") for line in lines)
    story = [line for line in lines if "first line" in line or "wrong flat" in line]
    assert [line.partition("ann   ")[2] for line in story] == ["first line", "(struck ann: it is 4B) wrong flat"]


async def test_what_is_not_on_record_is_a_sentence(floor: Floor) -> None:
    """An incident that never was has no card."""
    assert (await floor.desk.enquiries.card(4711)).unknown == "There is no incident of that number on record."


async def test_a_place_that_two_towns_have_is_asked_about(floor: Floor) -> None:
    """Both are offered; one that nobody knows is looked for by its words."""
    ask = floor.desk.enquiries, floor.desk.board
    both = await look_back(*ask, "place 1200 n oak st", "P1", floor.now)
    assert {match.place.town for match in both.places} == {"Milltown", "Ridgeway"}
    known = await floor.rings("", "THE OLD BARN")
    await floor.desk.ask(v.SetPlace(PlaceSet(known, "THE OLD BARN")))
    (hit,) = (await look_back(*ask, "place the old barn", "P1", floor.now)).found.hits
    assert hit.incident == known


async def test_search_knows_units_endings_and_owed_things_by_name(floor: Floor) -> None:
    """A callsign finds its jobs, a code what ended so, R5 and P3 themselves, and what is called so comes first."""
    job = await a_job(floor)
    later = await floor.rings("", "5 ELM ST")
    number = floor.desk.board.incident(job).number
    await floor.desk.ask(v.AddRemark(later, f"see {number}"))
    assert [hit.incident for hit in await floor.finds(number)] == [job, later]
    for text in ("12 rpt", "RPT"):
        assert [hit.incident for hit in await floor.finds(text)] == [job], text
    assert next(hit for hit in await floor.finds("12 rpt")).what.endswith("12 RPT")
    made = PromiseMade(0, "callback", "", floor.now + DAY, None, later, "", "Osei", "919-555-0199", "the visit")
    await floor.desk.ask(v.MakePromise(made))
    (promise,) = floor.desk.board.promises
    assert [hit.incident for hit in await floor.finds(f"p{promise}")] == [later]


async def test_a_desk_on_its_own_thread_answers_alike_until_it_is_closed(url: str) -> None:
    """Each of the questions passes over, and afterwards says that the desk is closed."""
    apart = await DeskApart.open(url, default_centre(), position="C04", who="KIM")
    await apart.ask(v.OpenIncident())
    ask = apart.enquiries
    assert (await ask.card(1)).number
    assert "signed on as patrol" in (await ask.history_of_unit("12", 0)).hits[-1].what
    assert isinstance((await ask.acts_of("C04")).hits[0], Hit)
    assert await ask.history_of_place(Spot("1 ELM ST")) == await ask.history_of_caller("5550142") == Found()
    await apart.close()
    answers = (
        await ask.history_of_unit("12", 0),
        await ask.history_of_place(Spot("")),
        await ask.history_of_caller("1"),
        await ask.acts_of("C04"),
        await ask.card(1),
    )
    assert {answer.unknown for answer in answers} == {CLOSED}


async def test_an_open_desk_that_was_shut_says_so(url: str) -> None:
    """A question after the end is a sentence, not an exception."""
    async with acting(url) as opened:
        enquiries = opened.desk.enquiries
    assert isinstance(opened.desk, LocalDesk)
    assert (await enquiries.acts_of("P1")).unknown == (await enquiries.card(1)).unknown == CLOSED
