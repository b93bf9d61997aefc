"""Every service of an imported catalogue can be taken as a request from the keyboard, with its real questions."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.cli.places import default_centre
from console.desk import verbs as v
from console.desk.centre_files import load_centre
from console.desk.open311 import beside, read_open311
from console.rules.catalogue import Question, Service
from console.terminal.text import clean
from tests.console.driver import Seat, seat

pytestmark = pytest.mark.slow

HERE = Path(__file__).parents[1] / "data" / "open311"
SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "open311"
CITIES = {
    "an invented town": sorted(HERE.glob("*.json")),
    "Chicago": [SHARED / "services_13.json", *sorted(SHARED.glob("pothole_*")), *sorted(SHARED.glob("abandoned_*"))],
    "San Francisco": [SHARED / "sf_services.xml"],
}
ANSWERS = {"number": "12", "text": "a few words", "datetime": "yesterday 9:00"}


def catalogue(files: list[Path]) -> tuple[Service, ...]:
    """The services of these files, as an import puts them beside the example centre's."""
    centre = load_centre(default_centre())
    read = read_open311(files, clean, "WORKS")
    return beside(read, centre.services)


async def answer(kim: Seat, question: Question) -> None:
    """Answer as a person would: a letter, a number of a choice, or words and Enter."""
    if question.kind == "yes-no":
        await kim.type("y")
    elif question.kind == "choice" and len(question.choices) < 10:
        await kim.type("1")
    else:
        await kim.type("1" if question.kind in ("choice", "choices") else ANSWERS[question.kind])
        await kim.press("enter")


async def taken(kim: Seat, service: Service) -> None:
    """From the call to the department, by keys alone."""
    await kim.do("call.new")
    await kim.type("185 n oak st")
    await kim.press("enter")
    await kim.type(service.code)
    await kim.press("enter")
    await kim.at_rest()
    await kim.do("call.safety")
    for question in service.questions:
        if question.kind != "note":
            await answer(kim, question)
    await kim.do("call.outcome")
    await kim.press("f5")
    await kim.at_rest()


@pytest.mark.parametrize("city", [city for city, files in CITIES.items() if all(file.exists() for file in files)])
async def test_each_service_is_taken_as_a_request(store: Path, city: str) -> None:
    """Type, questions in their order and kind, and F5: the department has it with every answer."""
    services = catalogue(CITIES[city])
    async with seat(store, size=(120, 40)) as kim:
        for service in services:
            await kim.ask(v.DefineService(service))
        await kim.until(lambda: len(kim.app.shift.board.defined) == len(services), "the catalogue")
        for service in services:
            await taken(kim, service)
            request = max(kim.app.shift.board.requests.values(), key=lambda request: request.id)
            assert (request.service, request.department) == (service.code, "WORKS"), kim.text
            asked = [question.code for question in service.questions if question.kind != "note"]
            assert all(request.answers.get(code) for code in asked), (service, request.answers)
            await kim.ask(v.EndCall(max(kim.app.shift.board.calls)))
        assert len(kim.app.shift.board.requests) == len(services)
