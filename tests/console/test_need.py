"""What the caller needs: answers of one key, what they make of the priority, what a story sounds like."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.desk import verbs as v
from console.rules.board import Incident
from tests.console.driver import Seat, seat

pytestmark = pytest.mark.slow


def incident(kim: Seat) -> Incident:
    """The incident in view."""
    found = kim.app.intake.incident
    assert found is not None
    return found


async def told(kim: Seat, place: str, type: str) -> None:
    """A call is taken, its place and type are said."""
    await kim.do("call.take")
    await kim.type(place)
    await kim.press("enter")
    await kim.type(type)
    await kim.press("enter")
    await kim.at_rest()


async def test_an_answer_sets_the_priority_and_the_reason_is_read(store: Path) -> None:
    """P1 because: not breathing."""
    async with seat(store, size=(120, 40)) as kim:
        await told(kim, "185 n oak st", "med-fall")
        assert incident(kim).priority == 3
        await kim.do("call.safety")
        await kim.type("yn")
        await kim.shows("P1 because: not breathing")
        assert incident(kim).priority == 1


async def test_every_kind_of_answer_is_given_from_the_keys(store: Path) -> None:
    """Yes and no by a letter, a choice by its number, words and numbers by Enter; Enter alone goes on."""
    async with seat(store, size=(120, 40)) as kim:
        await told(kim, "185 n oak st", "med-fall")
        await kim.do("call.safety")
        await kim.type("yyn2")
        await kim.type("left hip")
        await kim.press("enter")
        await kim.type("about 70")
        await kim.press("enter")
        await kim.at_rest()
        details = incident(kim).details
        assert (details["awake"], details["height"], details["pain"]) == ("Y", "stairs", "left hip")
        assert details["age"] == "70"


async def test_an_answer_that_cannot_be_read_stays_as_it_was_typed(store: Path) -> None:
    """With the reason; nothing is lost and nothing is put on the log."""
    async with seat(store, size=(120, 40)) as kim:
        await told(kim, "185 n oak st", "med-fall")
        await kim.do("call.safety")
        await kim.press("left")
        await kim.type("old")
        await kim.press("enter")
        await kim.shows("is a number, such as 40, not old", "age [old_]")
        assert "age" not in incident(kim).details


async def test_a_half_typed_answer_waits_with_its_form(store: Path) -> None:
    """Another call comes and goes; the answer stands where it was."""
    async with seat(store, size=(120, 40)) as kim:
        await told(kim, "185 n oak st", "med-fall")
        await kim.do("call.safety")
        await kim.press(*["right"] * 4)
        await kim.type("her left")
        await kim.do("call.new")
        await kim.at_rest()
        await kim.do("call.next")
        await kim.at_rest()
        await kim.do("call.safety")
        assert kim.app.intake.form.half_answers == {"pain": "her left"}
        await kim.shows("her left")


async def test_a_story_suggests_a_type_and_never_sets_it(store: Path) -> None:
    """The guess stands with its reason; only Down and a key take it, and never over a type that a person chose."""
    async with seat(store, size=(120, 40)) as kim:
        await kim.do("call.take")
        await kim.do("call.remarks")
        await kim.type("my husband is not breathing")
        await kim.press("enter")
        await kim.at_rest()
        await kim.later(1)
        await kim.shows("SOUNDS LIKE MED-CA")
        assert incident(kim).type == ""
        await kim.do("call.type")
        await kim.shows("1  MED-CA")
        await kim.press("down", "1")
        await kim.at_rest()
        assert incident(kim).type == "MED-CA"


async def test_what_is_not_ours_is_said_before_a_record_is_sent(store: Path) -> None:
    """The words for the caller stand on the screen while the remark is still being typed."""
    async with seat(store, size=(120, 40)) as kim:
        await kim.do("call.take")
        await kim.do("call.remarks")
        await kim.type("there is a power cut in our street")
        await kim.later(1)
        await kim.shows("NOT OURS")


async def test_the_same_call_is_hinted_at_and_linked_in_one_go(store: Path) -> None:
    """Both callers are kept; the form goes on with the first one's; F5 ends a call that only brought news."""
    async with seat(store, size=(120, 40)) as kim:
        await told(kim, "185 n oak st", "fire-s")
        await kim.do("call.send")
        await kim.do("call.end")
        await kim.at_rest()
        await kim.later(60)
        await told(kim, "185 n oak st", "fire-s")
        await kim.do("call.remarks")
        await kim.type("smoke from the roof too")
        await kim.shows("SAME CALL?", "#1 FIRE-S")
        await kim.do("call.link")
        await kim.press("enter")
        await kim.at_rest()
        assert kim.app.shift.board.incidents[2].into == 1
        assert incident(kim).id == 1
        await kim.shows("2 callers", "smoke from the roof too")
        await kim.do("call.send")
        await kim.at_rest()
        assert not kim.app.shift.board.calls
        assert [remark.text for remark in incident(kim).remarks] == ["smoke from the roof too"]


async def test_the_address_and_the_number_tell_what_was_before(store: Path) -> None:
    """Calls here in 90 days, and what this number rang about."""
    async with seat(store, size=(120, 40)) as kim:
        await kim.ask(v.Ring("L1", "919-555-0142"))
        await told(kim, "185 n oak st", "noise")
        await kim.ask(v.EndCall(1), v.Close(1, "CAN"))
        await kim.later(4000)
        await kim.ask(v.Ring("L1", "919-555-0142"))
        await told(kim, "185 n oak st", "noise")
        await kim.shows("1 call in 90 days: 1 NOISE", "THIS NUMBER", "NOISE 185 N OAK ST")


@pytest.mark.parametrize(("row", "tries"), [(0, 1), (1, 2)])
async def test_a_lost_line_owes_a_call_back(store: Path, row: int, tries: int) -> None:
    """One attempt, two where something was heard."""
    async with seat(store) as kim:
        await kim.ask(v.Ring("L1", "919-555-0142"))
        await told(kim, "185 n oak st", "noise")
        await kim.do("call.cutoff")
        await kim.press(*["down"] * row, "enter")
        await kim.at_rest()
        (owed,) = kim.app.shift.board.promises.values()
        assert (owed.kind, owed.tries) == ("callback", tries)


async def test_a_silent_caller_has_four_seconds_after_each_prompt(store: Path) -> None:
    """Then the next prompt is the one that Enter marks as said."""
    async with seat(store, size=(120, 40)) as kim:
        await kim.do("call.take")
        await kim.at_rest()
        await kim.ask(v.SayPhrase(1, "S1"))
        await kim.later(1)
        await kim.shows("S2 in 3 s")
        await kim.later(3)
        await kim.shows("S2 now")
        await kim.do("call.say")
        await kim.press("enter")
        await kim.at_rest()
        assert [one.phrase for one in incident(kim).said] == ["S1", "S2"]


async def test_a_language_shows_its_questions_as_one_says_them(store: Path) -> None:
    """And the form says which it is."""
    async with seat(store, size=(120, 40)) as kim:
        await kim.do("call.take")
        await kim.at_rest()
        await kim.do("call.language")
        await kim.shows("Spanish")
        await kim.press("enter")
        await kim.at_rest()
        await kim.shows("SPANISH", "IN ES")


async def test_a_walk_in_and_a_call_in_one_line(store: Path) -> None:
    """`n` opens what came by another channel, and reads the rest like the location's own line."""
    async with seat(store) as kim:
        await kim.do("line.command")
        await kim.type("n walk-in 185 n oak st/noise/weapon n/dog in the yard")
        await kim.press("enter")
        await kim.until(lambda: bool(kim.app.shift.board.incidents), "a call")
        await kim.at_rest()
        assert kim.app.shift.board.calls[1].channel == "walk-in"
        assert (incident(kim).type, incident(kim).details["weapon"]) == ("NOISE", "N")
        assert incident(kim).place is not None
        await kim.shows("AT THE DOOR", "dog in the yard")


async def test_where_is_it_has_an_answer(store: Path) -> None:
    """Who is on the way since when, and what was told of the wait, stand ready to be said."""
    async with seat(store, size=(120, 40)) as kim:
        await told(kim, "185 n oak st", "noise")
        await kim.do("call.send")
        await kim.shows("STATUS  waits since 14:32, nobody is on the way yet")
        await kim.ask(v.Dispatch(("12",), 1), v.Report("12", "en_route"))
        await kim.do("line.command")
        await kim.type("wt 15")
        await kim.press("enter")
        await kim.shows("STATUS  12 en route since 14:32; told up to 15 min, by 14:47")


async def test_what_a_choice_may_be_answered_with_stands_under_the_form(store: Path) -> None:
    """At 80 columns, too; the question that a key would answer comes first."""
    async with seat(store) as kim:
        await told(kim, "185 n oak st", "med-fall")
        await kim.do("call.safety")
        await kim.type("yyn")
        await kim.shows("From how high did they fall?", "1 standing   2 stairs   3 higher")


async def test_going_to_the_remarks_another_way_leaves_f4_there(store: Path) -> None:
    """Only who came by F4 goes back by it: news is never typed into the place."""
    async with seat(store) as kim:
        await told(kim, "185 n oak st", "noise")
        kim.app.intake.go_field("remark")
        await kim.do("call.remarks")
        await kim.type("thief ran east")
        assert kim.field[:2] == ("remark", "thief ran east")


async def test_a_closed_call_says_how_it_ended_and_waits_for_nothing(store: Path) -> None:
    """The outcome stands in the title and no clock runs on."""
    async with seat(store) as kim:
        await told(kim, "185 n oak st", "noise")
        await kim.ask(v.Inform(1, "the party ends at ten"))
        await kim.shows("INFORMED INF", "BRIEF -", "SCENE -")
