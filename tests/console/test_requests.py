"""The departments' queue from the keyboard: taken, sent back for what is missing, answered, done with a reason."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from rich.cells import cell_len

from console.desk import verbs as v
from tests.console.driver import Seat, seat
from tests.console.test_promises import line, sent

pytestmark = pytest.mark.slow
DAY = 86_400


async def requested(kim: Seat, code: str = "POTHOLE", name: str = "Sam Osei", text: str = "") -> None:
    """A department is asked for a service; every question that has to be answered is."""
    id = await sent(kim, code, name=name)
    service = kim.app.shift.centre.service_by_code[code]
    for question in service.questions:
        if question.required:
            value = {"yes-no": "N", "number": "3"}.get(question.kind) or (question.choices or ("by the gate",))[0]
            await kim.ask(v.SetDetail(id, question.code, value))
    if text:
        await kim.ask(v.AddRemark(id, text))
    count = len(kim.app.shift.board.requests)
    await kim.ask(v.RequestService(id))
    await kim.until(lambda: len(kim.app.shift.board.requests) == count + 1, "a request")


def row(store: Path) -> tuple[str, str, int, str]:
    """State, taken by, how often it was sent back, and the reason of the first request on record."""
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as past:
        found: tuple[str, str, int, str] = past.execute(
            "select state, taken_by, returns, reason from request"
        ).fetchone()
        return found


async def test_a_request_is_taken_sent_back_answered_and_done(store: Path) -> None:
    """Each step from the sheet or the line it begins; the list and the record tell the same."""
    async with seat(store) as kim:
        await requested(kim, text="in front of the school")
        await kim.do("screen.requests")
        await kim.shows("REQUESTS 1", "all departments", "R1", "26-0001", "POTHOLE", "185 N OAK ST", "new")
        await kim.shows("Sam Osei  919-555-0188", "in front of the school")
        await kim.do("list.open")
        await kim.shows("R1 POTHOLE 26-0001   Enter does it", "Take: we work on it", "Ask back")
        await kim.press("enter")
        await kim.shows("ok  R1 POTHOLE 26-0001: Take", "taken", "KIM")
        await line(kim, "qb r1 which side of the road", "ok  R1 POTHOLE 26-0001 lacks")
        await kim.shows("asked back", "1x", "! LACKS: which side of the road")
        await kim.do("list.open")
        await kim.press("down", "enter")
        await kim.shows("CMD> qa R1")
        await kim.type("the north side")
        await kim.press("enter")
        await kim.shows("ok  R1 POTHOLE 26-0001 answered", "in front of the school / the north side")
        reason = kim.app.shift.centre.service_by_code["POTHOLE"].reasons[0]
        await line(kim, f"qd R1 {reason[:4]}; thank you", f"ok  R1 POTHOLE 26-0001 done: {reason}")
        await kim.shows("REQUESTS 0", "nothing is asked of the departments")
    assert row(store) == ("done", "KIM", 1, reason)


async def test_a_question_of_the_service_is_asked_back_by_its_row(store: Path) -> None:
    """The line is begun with the question's code, so that the return counts against the question."""
    async with seat(store) as kim:
        await requested(kim)
        question = next(q for q in kim.app.shift.centre.service_by_code["POTHOLE"].questions if q.kind != "note")
        await kim.do("screen.requests", "list.open")
        await kim.shows(f"Ask back {question.code}: {question.ask}"[:60])
        await kim.press("down", "enter")
        await kim.shows(f"CMD> qb R1 {question.code}")
        await kim.type("not what was meant")
        await kim.press("enter")
        await kim.shows(f"({question.code} should have brought it)")
        assert kim.app.shift.board.requests[1].question == question.code


async def test_every_reason_of_the_service_closes_from_the_sheet(store: Path) -> None:
    """The reasons stand there in full; the one that is chosen is on record."""
    async with seat(store, size=(120, 40)) as kim:
        await requested(kim)
        reasons = kim.app.shift.centre.service_by_code["POTHOLE"].reasons
        await kim.do("screen.requests", "list.open")
        await kim.shows(*(f"Done: {reason}" for reason in reasons))
        await kim.press("end", "up", "enter")
        await kim.shows(f"ok  R1 POTHOLE 26-0001: Done: {reasons[-1]}", "REQUESTS 0")
    assert row(store) == ("done", "", 0, reasons[-1])


async def test_one_department_at_a_time(store: Path) -> None:
    """The word dq chooses whose requests are shown and the heading says so; dq alone shows them all."""
    async with seat(store) as kim:
        await requested(kim)
        await requested(kim, "CRASH-N")
        await kim.do("screen.requests")
        await kim.shows("REQUESTS 2", "all departments")
        await line(kim, "dq pol", "requests of POL")
        await kim.shows("REQUESTS 1", "POL --", "CRASH-N")
        assert kim.app.rooms.requests.listing.keys == (2,)
        await kim.do("screen.board")
        await line(kim, "dq works", "requests of WORKS")
        await kim.shows("REQUESTS 1", "POTHOLE")
        await line(kim, "dq", "requests of all departments")
        await kim.shows("REQUESTS 2")


async def test_late_requests_are_marked_and_stand_first(store: Path) -> None:
    """After its service level a request says by how many days it is late; the earliest due is on top."""
    async with seat(store) as kim:
        await requested(kim)
        days = kim.app.shift.centre.service_by_code["POTHOLE"].days
        assert days is not None
        await kim.do("screen.requests")
        await kim.shows(f"in {days}d" if days > 2 else "in ")
        await kim.later((days + 3) * DAY)
        await requested(kim, "CRASH-N")
        await kim.shows("REQUESTS 2  LATE 1", "!! late 3d", "in 5d")
        assert kim.app.rooms.requests.listing.keys[0] == 1


async def test_all_of_a_request_can_be_read(store: Path) -> None:
    """The last row of the sheet shows every answer and the whole text."""
    async with seat(store) as kim:
        await requested(kim, text="first line")
        await kim.do("screen.requests", "list.open")
        await kim.press("end", "enter")
        request = kim.app.shift.board.requests[1]
        await kim.shows("text      first line", "caller    Sam Osei", *(f"{code}" for code in request.answers))


async def test_an_empty_queue_says_so(store: Path) -> None:
    """Enter on nothing is a sentence that names the department that was chosen."""
    async with seat(store) as kim:
        await kim.do("screen.requests", "list.open")
        await kim.shows("The departments have no open request.")
        await line(kim, "dq water", "requests of WATER")
        await kim.do("list.open")
        await kim.shows("WATER has no open request.")


@pytest.mark.parametrize("size", [(80, 24), (80, 23), (120, 40), (60, 20)])
async def test_what_callers_say_is_drawn_as_it_is_in_every_window(store: Path, size: tuple[int, int]) -> None:
    """Never as markup, and no line is wider than the window."""
    odd = "[bold]Ø 漢字 x[/bold]"
    async with seat(store, size=size) as kim:
        await requested(kim, name=odd, text=odd * 20)
        await kim.do("screen.requests")
        await kim.shows("REQUESTS 1", "[bold]Ø")
        await kim.do("list.open")
        await kim.press("end", "enter")
        await kim.shows("[/bold]")
        assert len(kim.lines) == size[1]
        assert all(cell_len(text) <= size[0] for text in kim.lines)
