"""Whatever was recorded is found again by its words and its numbers, whoever it is about."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from console.desk import verbs as v
from console.desk.enquiries import Found
from console.rules.facts import PromiseMade
from tests.console.payloads import ALL
from tests.desk.asking import DAY, Floor, acting

pytestmark = pytest.mark.slow

NAUGHTY = Path(__file__).parents[2].parent / "shared" / "data" / "naughty_strings.json"


@pytest.fixture
async def floor(url: str) -> AsyncIterator[Floor]:
    async with acting(url) as opened:
        yield opened


async def test_an_incident_is_found_by_all_that_was_said_of_it(floor: Floor) -> None:
    """Its number, another system's, its place, number, caller, remarks and answers; capitals do not count."""
    incident = await floor.rings("919-555-0142", "Église St-Jean 5_5")
    other = await floor.rings("901-455-2999", "515 ELM ST")
    ask = floor.desk.ask
    await ask(v.SetDetail(incident, "name", "Jürgen ŁAPKA"))
    await ask(v.SetDetail(incident, "gate", 'the code is "4\\7"'))
    await ask(v.AddRemark(incident, "100% of the fence_post is Ärger"))
    await ask(v.SetDetail(other, "name", "Juergen"))
    await ask(v.AddRemark(other, "1000 of the fence post"))
    opened = (await ask(v.OpenIncident("CFS-77"))).numbers
    assert opened
    number = floor.desk.board.incident(incident).number
    for text in (number, "église", "ST-JEAN", "0142", "(919) 5550142", "jürgen", "łapka jÜRGEN", "ärger", '"4\\7"'):
        assert [hit.incident for hit in await floor.finds(text)] == [incident], text
    assert [hit.incident for hit in await floor.finds("cfs-77")] == [other + 1]
    assert [hit.incident for hit in await floor.finds("fence post")] == [other, incident]
    for literal in ("100%", "fence_post", "5_5"):
        assert [hit.incident for hit in await floor.finds(literal)] == [incident]
    (hit,) = await floor.finds("ärger")
    assert (hit.number, hit.state, hit.what) == (
        number,
        "draft",
        "NOISE, Église St-Jean 5_5 Milltown, 100% of the fence_post is Ärger",
    )


async def test_what_only_the_log_calls_things_is_not_found(floor: Floor) -> None:
    """The names of fields are not words of a remark, and a short number is nobody's number for ever."""
    incident = await floor.rings("", "1 ELM ST")
    await floor.desk.ask(v.AddRemark(incident, "hello"))
    assert await floor.finds("text") == ()
    assert await floor.finds("#1") == ()
    assert await floor.finds("   ") == ()


async def test_a_request_stands_for_its_incident(floor: Floor) -> None:
    """By its number, its words or what came back from the department: one hit, with its state and when it is due."""
    incident = await floor.rings("919-555-0142", "41 MARKET SQ", "POTHOLE")
    await floor.desk.ask(v.AddRemark(incident, "deep as a bathtub"))
    await floor.desk.ask(v.RequestService(incident))
    (request,) = floor.desk.board.requests.values()
    await floor.desk.ask(v.TakeRequest(request.id))
    await floor.desk.ask(v.AskBack(request.id, "which lane"))
    await floor.desk.ask(v.AnswerRequest(request.id, "the Ölmühle side"))
    for text in (request.number, "bathtub", "which lane", "ölmühle", "5550142", "market"):
        (hit,) = await floor.finds(text)
        assert (hit.number, hit.incident, hit.request) == (request.number, incident, request.id), text
        assert (hit.state, hit.due) == (floor.desk.board.requests[request.id].state, request.due)
    await floor.desk.ask(v.FinishRequest(request.id, "filled", "with gravel"))
    (done,) = await floor.finds("gravel")
    assert (done.state, done.outcome) == ("done", "filled")


async def test_promises_and_calls_that_came_to_nothing_are_found(floor: Floor) -> None:
    """A promise by its words and its number, with or without an incident; a caller who was gone by the number."""
    due = floor.now + DAY
    incident = await floor.rings("", "1 ELM ST")
    made = PromiseMade(0, "callback", "", due, None, incident, "", "Osei", "919-555-0142", "result of the visit")
    await floor.desk.ask(v.MakePromise(made))
    await floor.desk.ask(v.MakePromise(replace(made, incident=None, name="Ruiz")))
    call = floor.desk.board.next_call
    await floor.desk.ask(v.Ring("L2", "919-555-0199"))
    await floor.desk.ask(v.EndCall(call))
    (osei,) = await floor.finds("osei visit")
    assert (osei.incident, osei.number) == (incident, floor.desk.board.incident(incident).number)
    assert (osei.state, osei.due, osei.what) == ("open", due, "callback Osei 919-555-0142, result of the visit")
    (ruiz,) = await floor.finds("ruiz")
    assert (ruiz.incident, ruiz.number) == (None, "")
    hits = await floor.finds("5550199")
    assert {hit.state for hit in hits} == {"abandoned", "open"}


async def test_the_newest_come_first_and_the_rest_is_told(floor: Floor) -> None:
    """At most as many as were asked for, and a word that there are more."""
    ids = [await floor.rings("", f"{n} ELM ST") for n in range(4)]
    found = await floor.desk.enquiries.search("elm", 3)
    assert [hit.incident for hit in found.hits] == ids[:0:-1]
    assert found.more
    assert not (await floor.desk.enquiries.search("elm", 4)).more
    assert await floor.desk.enquiries.search("elm", 0) == Found()


@pytest.mark.slow
async def test_no_string_upsets_a_search(floor: Floor) -> None:
    """Awkward words are kept as remarks, found again by themselves, and never break the search."""
    strings = [text for text in ALL if len(text) < 2000 and text.encode("utf-8", "ignore").decode() == text]
    if NAUGHTY.exists():
        strings += json.loads(NAUGHTY.read_text("utf-8"))
    incident = await floor.rings("", "1 ELM ST")
    spoken = [text for text in strings if any(word.isprintable() and word.strip() for word in text)]
    await asyncio.gather(*(floor.desk.ask(v.AddRemark(incident, text)) for text in spoken))
    for text in strings:
        found = await floor.finds(text)
        assert bool(found) == (text in spoken), text
    assert await floor.finds("\ud800") == ()
