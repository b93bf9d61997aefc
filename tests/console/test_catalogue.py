"""The catalogue: what nobody answers for is marked, what changed is shown before it is signed, doubts are in view."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from rich.cells import cell_len

from console.desk import verbs as v
from console.rules.facts import PlaceSet
from console.rules.owed import Signed
from tests.console.driver import Seat, seat
from tests.console.test_promises import line

pytestmark = pytest.mark.slow


async def at(kim: Seat, code: str) -> None:
    """The catalogue with the cursor on a service."""
    await kim.do("screen.catalogue")
    await kim.shows("CATALOGUE ")
    kim.app.rooms.catalogue.listing.go(code)
    await kim.shows(f" {code} ")


def signed(kim: Seat, code: str) -> Signed | None:
    """The newest signature on the log."""
    return kim.app.shift.board.signed.get(code)


async def test_every_service_says_who_signed_it_until_when(store: Path) -> None:
    """One row each with its code, name and department, by department."""
    async with seat(store, size=(120, 40)) as kim:
        services = kim.app.shift.centre.services
        await kim.do("screen.catalogue")
        await kim.shows(f"CATALOGUE {len(services)}")
        listing = kim.app.rooms.catalogue.listing
        assert sorted(listing.keys) == sorted(service.code for service in services)
        await at(kim, "POTHOLE")
        await kim.shows("WORKS", "T. Lindqvist, street d", "T. Lindqvist until 2027-06-14")


async def test_what_nobody_answers_for_is_marked_with_its_reason(store: Path) -> None:
    """A review that is past, or words that were changed after they were signed: the mark, the word and why."""
    async with seat(store, size=(120, 40)) as kim:
        await at(kim, "POTHOLE")
        await kim.later(400 * 86_400)
        await kim.shows("~ POTHOLE", "UNVERIFIED: review was due 2027-06-14")
        await line(kim, "sg pothole 2030-01-01", "ok  sign POTHOLE")
        await kim.until(lambda: "~ POTHOLE" not in kim.text, "a mark that is gone")
        changed = replace(kim.app.shift.centre.service_by_code["POTHOLE"], days=9)
        await kim.ask(v.DefineService(changed))
        await kim.shows("~ POTHOLE", "UNVERIFIED: changed since it was signed")


async def test_the_difference_is_shown_before_it_is_signed_for_a_year(store: Path) -> None:
    """Enter shows part by part what changed since the last signature; only its own row signs."""
    async with seat(store, size=(120, 40)) as kim:
        await at(kim, "POTHOLE")
        await kim.do("list.open")
        await kim.shows("Never signed on this desk", "Sign until 2027-11-21", "File a doubt")
        await kim.press("enter")
        await kim.at_rest()
        assert signed(kim, "POTHOLE") is None
        await kim.press("enter", "down", "enter")
        await kim.shows("ok  POTHOLE pothole: Sign until 2027-11-21")
        was = signed(kim, "POTHOLE")
        assert was is not None and (was.by, was.review_by) == ("KIM", "2027-11-21")
        await kim.ask(v.DefineService(replace(was.service, days=9, tell="Later.")))
        await kim.shows("~ POTHOLE")
        await kim.do("list.open")
        await kim.shows("2 parts changed since KIM signed it", "days: 5 -> 9", "-> Later.")
        await kim.press("down", "down", "down", "enter")
        await kim.until(lambda: getattr(signed(kim, "POTHOLE"), "service", was.service).days == 9, "a new signature")


async def test_a_doubt_is_filed_seen_and_settled(store: Path) -> None:
    """It stands on the service's row and sheet and among the promises, until somebody says how it was settled."""
    async with seat(store, size=(120, 40)) as kim:
        await at(kim, "POTHOLE")
        await kim.do("list.open")
        await kim.press("end", "enter")
        await kim.shows("CMD> dt POTHOLE")
        await kim.type("callers ask about alleys")
        await kim.press("enter")
        await kim.shows("ok  doubt about POTHOLE, WORKS settles it", "DOUBTS 1", "1 doubt: ")
        await kim.do("screen.promises")
        await kim.shows("doubt", "POTHOLE", "callers ask about alleys", "WORKS")
        await kim.do("screen.catalogue", "list.open")
        await kim.shows("DOUBT P1 by KIM: callers ask about alleys", "Settle doubt P1")
        await kim.press("end", "enter")
        await kim.shows("CMD> pk P1")
        await kim.type("alleys are ours")
        await kim.press("enter")
        await kim.shows("ok  P1 doubt POTHOLE kept: alleys are ours")
        await kim.until(lambda: "DOUBTS" not in kim.text, "no doubt")


@pytest.mark.parametrize("size", [(80, 24), (80, 23), (120, 40), (60, 20)])
async def test_the_catalogue_fits_every_window(store: Path, size: tuple[int, int]) -> None:
    """Also with words that look like markup, on the log and not in a file."""
    odd = "[bold]Ø 漢字[/bold]"
    async with seat(store, size=size) as kim:
        service = replace(
            kim.app.shift.centre.services[0], code="A-ODD", name=odd, department="A", owner=odd, signed=None
        )
        await kim.ask(v.DefineService(service))
        await kim.do("screen.catalogue")
        await kim.shows("~ A-ODD", "UNVERIFIED" if size[0] > 60 else "UNVER")
        assert len(kim.lines) == size[1]
        assert all(cell_len(text) <= size[0] for text in kim.lines)


async def test_a_request_that_was_sent_back_counts_against_its_question(store: Path) -> None:
    """The service's sheet tells which question failed how often, and no name of anybody."""
    async with seat(store, size=(120, 40)) as kim:
        for number in (1, 2):
            await kim.ask(v.OpenIncident(), v.SetPlace(PlaceSet(number, "185 N OAK ST")), v.SetType(number, "GRAFFITI"))
            for question in kim.app.shift.centre.service_by_code["GRAFFITI"].questions:
                if question.required:
                    await kim.ask(v.SetDetail(number, question.code, "Y"))
            await kim.ask(v.RequestService(number), v.AskBack(number, "which wall", "surface" if number == 1 else ""))
        await at(kim, "GRAFFITI")
        await kim.press("enter")
        await kim.shows("SENT BACK 1x for: surface", "SENT BACK 1x for: something that nobody asks")
