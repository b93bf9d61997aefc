"""A call is taken, placed, named and sent by keys alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.desk import verbs as v
from console.keymap import Keymap
from console.widgets.answers import Answers
from tests.console.driver import seat

pytestmark = pytest.mark.slow


async def test_from_f2_to_the_queue_with_a_place_chosen_by_number(store: Path, keymap: Keymap) -> None:
    """A half-typed place that two towns have is chosen by its number, and the call is sent with its type."""
    async with seat(store, keymap=keymap) as kim:
        await kim.do("call.take")
        await kim.shows("CALL 26-0001", "L1 TALK")
        await kim.type("1200 n oak")
        await kim.shows("1  1200 N OAK ST", "2  1200 N OAK ST")
        await kim.press("enter")
        await kim.shows("CHOOSE: 2 towns match", "Which one?")
        await kim.type("2")
        await kim.shows("Ridgeway zone 31")
        await kim.type("dist-v")
        await kim.do("call.send")
        await kim.shows("ok  SENT #1 DIST-V 1200 N OAK ST", "disturbance, verbal")
        await kim.do("screen.board")
        await kim.shows("PENDING 1", "DIST-V", "1200 N OAK ST", "Ridgeway")
        await kim.later(65)
        await kim.shows("1:05", "OLDEST 1:05")


async def test_clocks_run_and_stop(store: Path) -> None:
    """LOCATE runs from the answer until the place and the type are known, then BRIEF runs."""
    async with seat(store) as kim:
        await kim.do("call.take")
        await kim.later(7)
        await kim.shows("LOCATE 7/20", "BRIEF -")
        await kim.type("185 n oak st")
        await kim.press("enter")
        await kim.type("theft")
        await kim.press("enter")
        await kim.shows("LOCATE 7s ok")
        await kim.later(5)
        await kim.shows("BRIEF 5/40")


async def test_enter_never_sends(store: Path) -> None:
    """Enter in every field, twice round the form, accepts; the call stays the call-taker's own."""
    async with seat(store) as kim:
        await kim.do("call.take")
        await kim.type("185 n oak st")
        await kim.press("enter")
        await kim.type("theft")
        await kim.press(*["enter"] * 20)
        await kim.press(*["ctrl+j"] * 20)
        await kim.at_rest()
        (incident,) = kim.app.shift.board.incidents.values()
        assert (incident.state, incident.type, incident.sent) == ("draft", "THEFT", None)


async def test_tab_from_a_type_that_fits_several_takes_no_digit(store: Path) -> None:
    """Going on from an unclear type sets no type, and the number typed next stands in the phone field whole."""
    async with seat(store) as kim:
        await kim.do("call.take")
        await kim.type("185 n oak st")
        await kim.press("enter")
        await kim.type("dist")
        await kim.press("tab")
        await kim.type("919-555-0142")
        await kim.at_rest()
        assert kim.value("phone") == "919-555-0142"
        assert kim.value("type") == "dist"
        assert kim.app.intake.incident is not None and kim.app.intake.incident.type == ""


async def test_sending_with_an_unclear_type_asks_which(store: Path) -> None:
    """F5 with a type that fits several asks which, in that field, as often as it is pressed; a number answers."""
    async with seat(store) as kim:
        await kim.do("call.take")
        await kim.type("185 n oak st")
        await kim.press("enter")
        await kim.type("dist")
        await kim.do("call.remarks")
        await kim.type("shouting")
        await kim.do("call.send")
        await kim.shows("Which type?")
        assert kim.field[0] == "type"
        await kim.do("call.send")
        await kim.shows("Which type?")
        await kim.press("2")
        await kim.do("call.send")
        await kim.shows("ok  SENT #1 DIST-V")


async def test_a_place_is_sent_unverified_by_the_second_send(store: Path) -> None:
    """An unclear place is asked about once and then goes as it was heard, marked as unverified."""
    async with seat(store) as kim:
        await kim.do("call.take")
        await kim.type("500 n oak")
        await kim.do("call.type")
        await kim.type("theft")
        await kim.do("call.send")
        await kim.shows("Which one?", "sends it unverified")
        await kim.do("call.send")
        await kim.shows("ok  SENT", "~ UNVER")
        await kim.do("screen.board")
        await kim.shows("~ 500 n oak")


async def test_the_line_of_slashes_fills_the_form(store: Path) -> None:
    """Place, type, an answer and a remark typed in one line land where they belong."""
    async with seat(store) as kim:
        await kim.do("call.take")
        await kim.type("185 n oak st/dist-v/919-555-0142/weapon n/gate is locked")
        await kim.press("enter")
        await kim.shows("DIST-V", "919-555-0142", "weapon N", "gate is locked", "Milltown zone 10")
        await kim.do("call.send")
        await kim.shows("ok  SENT")
        assert kim.app.intake.incident is not None
        assert kim.app.intake.incident.details["phone"] == "919-555-0142"


async def test_what_another_hand_adds_is_shown_and_kept_by_sending(store: Path) -> None:
    """A name and a type that came from elsewhere stand in their fields; F5 does not put the old ones back."""
    async with seat(store) as kim:
        await kim.do("call.take")
        await kim.type("185 n oak st")
        await kim.press("enter")
        await kim.type("theft")
        await kim.press("enter")
        await kim.at_rest()
        incident = kim.app.intake.form.incident
        assert incident is not None
        await kim.type("919-5")
        await kim.ask(v.SetDetail(incident, "name", "Dana Ruiz"), v.SetType(incident, "DIST-V"))
        await kim.until(lambda: (kim.value("name"), kim.value("type")) == ("Dana Ruiz", "DIST-V"), "name and type")
        assert kim.field == ("phone", "919-5", 5)
        await kim.do("call.send")
        await kim.shows("ok  SENT")
        sent = kim.app.intake.incident
        assert sent is not None
        assert (sent.type, sent.details["name"], sent.details["phone"]) == ("DIST-V", "Dana Ruiz", "919-5")


async def test_f2_twice_is_one_call(store: Path) -> None:
    """A key that bounces opens one call, not two; in a call F2 goes to the location."""
    async with seat(store) as kim:
        await kim.burst("f2", "f2", "f2")
        await kim.at_rest()
        assert len(kim.app.shift.board.calls) == 1
        await kim.do("call.remarks")
        await kim.do("call.take")
        assert kim.field[0] == "location"


async def test_a_ringing_line_is_answered_by_f2(store: Path) -> None:
    """The line that rings is shown as ringing, and F2 answers that one."""
    async with seat(store) as kim:
        await kim.ask(v.Ring("L3", "919-555-0199"))
        await kim.shows("L3 RING")
        await kim.do("call.take")
        await kim.shows("L3 TALK", "919-555-0199")


async def test_safety_answers_are_one_key_each(store: Path) -> None:
    """Y, N and ? answer a question and go on to the next; the log has them."""
    async with seat(store) as kim:
        await kim.do("call.take")
        await kim.type("185 n oak st")
        await kim.press("enter")
        await kim.type("dist-v")
        await kim.press("enter")
        await kim.do("call.safety")
        await kim.type("ny?Y")
        await kim.at_rest()
        assert kim.app.intake.incident is not None
        codes = [one.code for one in kim.app.intake.paper.query_one(Answers).questions]
        answers = [kim.app.intake.incident.details.get(code, "") for code in codes]
        assert answers[:2] == ["N", "Y"]
