"""The outcome screen: four equals, each reached by keys alone, and nobody sent away who is in danger."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from console.desk import verbs as v
from console.rules import facts as f
from console.rules.board import Incident
from tests.console.driver import Seat, seat

pytestmark = pytest.mark.slow

SAFE = {"hurt": "N", "danger": "N", "now": "Y", "safe": "Y"}


async def calling(kim: Seat, type: str = "", answers: dict[str, str] | None = None, phone: str = "919-555-0188") -> int:
    """Somebody rings about 185 N Oak St; what the call brought out is on the log. Returns the incident's id."""
    await kim.ask(v.Ring("L1", phone))
    await kim.do("call.take")
    await kim.until(lambda: kim.app.intake.incident is not None, "an incident")
    id = kim.app.shift.board.next_incident - 1
    match = next(m for m in kim.app.shift.centre.places if (m.text, m.town) == ("185 N OAK ST", "Milltown"))
    spot = f.PlaceSet(id, match.text, match.town, match.zone, match.lat, match.lon)
    await kim.ask(v.SetPlace(spot), *([v.SetType(id, type)] if type else []))
    await kim.ask(*(v.SetDetail(id, code, value) for code, value in (answers or {}).items()))
    await kim.until(lambda: incident(kim, id).details.items() >= (answers or {}).items(), "the answers")
    await kim.until(lambda: incident(kim, id).type == type, "the type")
    return id


def incident(kim: Seat, id: int) -> Incident:
    """An incident as the board has it, open or closed."""
    found = kim.app.shift.incident(id)
    assert found is not None
    return found


def ended(kim: Seat, id: int) -> tuple[str, str, str]:
    """How an incident stands: its state, outcome and disposition."""
    known = incident(kim, id)
    return known.state, known.outcome, known.disposition


async def test_a_referral_from_the_keyboard_to_the_log(store: Path) -> None:
    """A word of the name, Enter, Enter: the caller has the number, and the log says what was told and answered."""
    async with seat(store) as kim:
        id = await calling(kim, answers=SAFE)
        await kim.do("call.outcome")
        await kim.shows("(*) refer", "NO UNIT NEEDED - referral", "time on call")
        await kim.type("tow")
        await kim.shows("1  Town Towing", "919-555-0160", "24 h")
        await kim.press("enter")
        await kim.shows("WHAT THEY WILL DO", "checked 28 Oct, K. Rourke", "They send a truck", "(*) give number")
        await kim.shows('SAY  "This one goes to Town Towing;')
        await kim.press("enter")
        await kim.shows("ok  REFERRED #1 to Town Towing, 919-555-0160; ^O G E ends L1", "REMARKS")
        assert ended(kim, id) == ("closed", "referred", "RFD")
        assert kim.app.screen.name == "call"
        assert "number read back Y" in incident(kim, id).remarks[-1].text
        assert kim.app.shift.sight.call is not None, "the caller was cut off"


async def test_information_is_told_and_logged_with_its_source(store: Path) -> None:
    """What the caller was told stands on the log with whose words they were, and the incident is closed as informed."""
    async with seat(store) as kim:
        id = await calling(kim, "INFO")
        await kim.do("call.outcome")
        await kim.shows("(*) information")
        await kim.type("passport")
        await kim.shows("1  Passport and immigration office")
        await kim.press("enter")
        await kim.shows("WHAT THE CALLER IS TOLD   Passport and immigration office", "replace papers by appointment")
        await kim.do("call.send")
        await kim.shows("ok  INFORMED #1: Passport and immigration office")
        assert ended(kim, id) == ("closed", "informed", "INF")
        assert "replace papers" in incident(kim, id).told


async def test_a_callers_question_may_be_answered_in_ones_own_words(store: Path) -> None:
    """What no file has can be told as well: the last choice is what was typed, kept as it is and never markup."""
    async with seat(store) as kim:
        id = await calling(kim, "INFO")
        await kim.do("call.outcome")
        await kim.type("the [red]zoo[/red] opens at ten")
        await kim.shows("in your own words")
        outlook = kim.app.outcome.outlook
        assert outlook is not None
        await kim.type(str(len(outlook.choices)))
        await kim.shows("WHAT THE CALLER IS TOLD   in your own words", '"the [red]zoo[/red] opens at ten"')
        await kim.press("enter")
        await kim.shows("ok  INFORMED #1: the [red]zoo[/red] opens at ten")
        assert incident(kim, id).told == "the [red]zoo[/red] opens at ten"


async def test_a_request_says_what_is_missing_and_goes_to_the_question(store: Path) -> None:
    """The department, its standard and the number to read out are there; Enter goes to the blank question."""
    async with seat(store) as kim:
        id = await calling(kim, "POTHOLE")
        await kim.do("call.outcome")
        await kim.shows("(*) request", "Public Works", "5 days, by 26 Nov", "26-0001   say  2 6, 0 0, 0 1")
        await kim.shows("ASK FIRST", "1 Do cars swerve into the other lane")
        await kim.do("call.send")
        await kim.shows("The department needs an answer first: Do cars swerve")
        assert incident(kim, id).state == "draft"
        await kim.press("enter")
        assert kim.app.screen.name == "call"
        await kim.type("n")
        await kim.until(lambda: incident(kim, id).details.get("danger") == "N", "the answer on the log")
        await kim.do("call.outcome", "call.send")
        await kim.shows("ok  REQUESTED #1, number 26-0001")
        assert ended(kim, id) == ("closed", "requested", "REQ")
        (request,) = kim.app.shift.board.requests.values()
        assert (request.number, request.service) == ("26-0001", "POTHOLE")


async def test_a_service_that_nobody_answers_for_says_so(store: Path) -> None:
    """Words of the catalogue that nobody signed, or whose review is past, are marked before they are promised."""
    async with seat(store) as kim:
        service = kim.app.shift.centre.service_by_code["POTHOLE"]
        await kim.ask(v.SignService("POTHOLE", "2026-11-01"))
        await calling(kim, service.code)
        await kim.do("call.outcome")
        await kim.shows("~ UNVERIFIED: review was due 2026-11-01")


async def test_what_cannot_be_requested_is_refused_in_the_words_of_the_rule(store: Path) -> None:
    """A service that no department takes as a request stays open, and the screen says how it ends."""
    async with seat(store) as kim:
        id = await calling(kim, "TAXI")
        await kim.do("call.outcome")
        await kim.press("tab")
        await kim.type("2")
        await kim.do("call.send")
        await kim.shows("TAXI cannot be requested; it ends referred or informed.")
        assert incident(kim, id).state == "draft"


async def test_back_keeps_what_was_typed_for_this_incident(store: Path) -> None:
    """^G goes to the form; the text in FIND is there again, and another incident has its own."""
    async with seat(store) as kim:
        await calling(kim)
        await kim.do("call.outcome")
        await kim.type("sen")
        await kim.do("screen.back")
        await kim.shows("LOCATION")
        await kim.do("call.remarks")
        await kim.type("x")
        await kim.do("call.outcome")
        await kim.shows("Senior Services")
        assert kim.field == ("find", "sen", 3)
        await kim.do("screen.back", "call.new")
        await kim.until(lambda: kim.app.intake.form.incident == 2, "the second call")
        await kim.do("call.outcome")
        assert kim.field == ("find", "", 0)


async def test_nothing_moves_the_cursor_while_one_types_in_find(store: Path) -> None:
    """Boards change, alarms come and the clock ticks; the word in FIND grows letter by letter."""
    async with seat(store) as kim:
        id = await calling(kim)
        await kim.do("call.outcome")
        for letter in "towing":
            await kim.type(letter)
            await kim.ask(v.AddRemark(id, f"line {letter}"), v.SetDetail(id, "who", letter), v.OpenIncident())
            await kim.ask(v.SetType(id, "POTHOLE" if letter in "ow" else "TAXI"))
            await kim.later(61)
        await kim.at_rest()
        assert kim.field == ("find", "towing", 6)
        await kim.shows("(*) refer", "1  Town Towing")


async def test_from_the_board_the_selected_incident_is_served(store: Path) -> None:
    """An incident of the queue is referred from the board, and the way back is its own form."""
    async with seat(store) as kim:
        id = await calling(kim, "WELFARE", SAFE)
        await kim.ask(v.Send(id))
        await kim.do("call.new")
        await kim.until(lambda: kim.app.intake.form.incident == 2, "the second call")
        await kim.do("screen.board")
        await kim.do("call.outcome")
        await kim.shows("CALL 26-0001  #1  WELFARE")
        await kim.do("screen.back")
        assert (kim.app.screen.name, kim.app.intake.form.incident) == ("call", id)


async def test_without_an_incident_there_is_nothing_to_serve(store: Path) -> None:
    """The key says what to do first, and the screen stays as it is; a closed incident says how it is opened again."""
    async with seat(store) as kim:
        await kim.do("call.outcome")
        await kim.shows("Select an incident first")
        assert kim.app.screen.name == "board"
        id = await calling(kim, answers=SAFE)
        await kim.ask(v.Close(id, "CAN"))
        await kim.do("call.outcome")
        await kim.shows("#1 is closed; reopen it first")
        assert kim.app.screen.name == "call"


@pytest.mark.parametrize(("command", "shown"), [("call.type", "TYPE"), ("call.end", "L1 ended")])
async def test_what_only_the_form_can_do_is_done_there(store: Path, command: str, shown: str) -> None:
    """Commands of the call's form work from here as well, and leave this screen for it."""
    async with seat(store) as kim:
        await calling(kim)
        await kim.do("call.outcome", command)
        await kim.shows("LOCATION", shown)
        assert kim.app.screen.name == "call"


async def test_letters_are_never_commands_here(store: Path) -> None:
    """Outside FIND a letter answers or does nothing: nobody is dispatched and nothing is closed by a stray key."""
    async with seat(store) as kim:
        id = await calling(kim, "TAXI")
        await kim.do("call.outcome")
        await kim.press("shift+tab")
        before = kim.app.shift.board.number
        await kim.type("dceszoukhb-+;")
        await kim.at_rest()
        assert kim.app.shift.board.number == before
        assert (kim.app.screen.name, kim.field[0], kim.app.shift.answer) == ("outcome", "OutcomeForm", "")
        assert incident(kim, id).state == "draft"


async def test_a_phrase_that_was_said_is_on_the_log(store: Path) -> None:
    """F3 shows the phrases filled with whom the caller is sent to; Enter notes the one that was said."""
    async with seat(store) as kim:
        id = await calling(kim)
        await kim.do("call.outcome")
        await kim.type("tow")
        await kim.press("enter")
        await kim.do("call.say")
        await kim.shows("SAY   Enter marks it as said", "911, what is the address")
        await kim.press("enter")
        await kim.shows("ok  said G1")
        assert [said.phrase for said in incident(kim, id).said] == ["G1"]


async def test_what_the_command_line_took_away_comes_back_to_find(store: Path) -> None:
    """A remark is given from here by the command line, and the next letter goes into FIND again."""
    async with seat(store) as kim:
        id = await calling(kim)
        await kim.do("call.outcome")
        await kim.type("se")
        await kim.do("call.remarks")
        await kim.type("alone at home")
        await kim.press("enter")
        await kim.type("n")
        await kim.shows("Senior Services")
        assert kim.field == ("find", "sen", 3)
        assert incident(kim, id).remarks[-1].text == "alone at home"


async def test_the_command_line_finds_as_well(store: Path) -> None:
    """`i tow` shows the outcome screen with the word in FIND."""
    async with seat(store) as kim:
        await calling(kim, "INFO")
        await kim.do("line.command")
        await kim.type("i tow")
        await kim.press("enter")
        await kim.shows("(*) information", "Town Towing")
        assert kim.field == ("find", "tow", 3)


@pytest.mark.parametrize("size", [(80, 23), (60, 20), (200, 60)])
async def test_every_answer_is_in_view_at_every_size(store: Path, size: tuple[int, int]) -> None:
    """From 60 columns and 20 rows up each safety answer can be read, and the window may shrink to nothing meanwhile."""
    async with seat(store, size=size) as kim:
        await calling(kim, answers={"hurt": "N", "now": "Y"})
        await kim.do("call.outcome")
        await kim.type("animal")
        await kim.press("enter")
        await kim.pilot.resize_terminal(1, 1)
        await kim.pilot.resize_terminal(20, 5)
        await kim.pilot.resize_terminal(*size)
        await kim.shows("919-555-0170", "Becomes ours if", "CMD>")
        shown = re.findall(r"(?:hurt|danger|now|safe|there)\b\??\s+([YN?])\s", kim.text)
        assert shown[-4:] == ["N", "?", "Y", "?"]
        assert all(cell_len(line) <= size[0] for line in kim.lines)


async def test_a_number_chooses_the_outcome_while_find_is_empty(store: Path) -> None:
    """One digit instead of a walk through the form; once a word is typed it takes the choice of that number."""
    async with seat(store) as kim:
        await calling(kim, "NOISE-BARK", SAFE)
        await kim.do("call.outcome")
        await kim.shows("OUTCOME")
        await kim.type("4")
        await kim.shows("(*) information")
        await kim.type("3")
        await kim.shows("(*) refer")
        await kim.type("tow1")
        await kim.shows("WHAT THEY WILL DO", "They send a truck")
