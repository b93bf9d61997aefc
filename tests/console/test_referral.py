"""Referrals: whom a caller is sent on to, what they are owed before they are let go, and what an earlier one left."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.desk import verbs as v
from tests.console.driver import seat
from tests.console.test_outcome import SAFE, calling, ended, incident

pytestmark = pytest.mark.slow

DAY_S = 86_400


async def test_an_answer_of_a_question_mark_is_still_blank(store: Path) -> None:
    """Not knowing whether somebody is in danger is no answer: the referral stays open."""
    async with seat(store) as kim:
        id = await calling(kim, answers={**SAFE, "danger": "?"})
        await kim.do("call.outcome")
        await kim.type("tow")
        await kim.press("enter", "enter")
        await kim.shows("A referral cannot close yet; still to ask: is anyone in danger.")
        assert incident(kim, id).state == "draft"


async def test_a_safety_answer_given_here_is_on_the_log_at_once(store: Path) -> None:
    """Whatever becomes of the referral, the next person knows that somebody is in danger."""
    async with seat(store) as kim:
        id = await calling(kim, "TAXI")
        await kim.do("call.outcome")
        await kim.type("cab")
        await kim.press("enter", "tab", "tab", "tab", "tab")
        await kim.type("ny")
        await kim.do("screen.back")
        await kim.until(lambda: incident(kim, id).details.get("danger") == "Y", "the answer on the log")
        assert incident(kim, id).details["hurt"] == "N"


async def test_typed_ahead_the_keys_do_the_same(store: Path) -> None:
    """All keys of a referral in one packet close it, as they would one by one; one Enter too many does nothing."""
    async with seat(store) as kim:
        id = await calling(kim, answers={code: SAFE[code] for code in ("hurt", "danger", "now")})
        await kim.burst("ctrl+o", "i", "t", "o", "w", "enter", "enter", "y", "enter", "enter")
        await kim.shows("ok  REFERRED #1 to Town Towing")
        assert ended(kim, id)[:2] == ("closed", "referred")
        assert len(incident(kim, id).remarks) == 1


async def test_the_caller_is_put_through_and_the_line_stays_until_somebody_answers(store: Path) -> None:
    """Connect me, warm: the log has the transfer as a promise, and the call is ours until it is kept."""
    async with seat(store) as kim:
        id = await calling(kim, answers=SAFE)
        await kim.do("call.outcome")
        await kim.type("tow")
        await kim.press("enter", "left")
        await kim.shows("(*) connect me (warm)")
        await kim.do("call.send")
        await kim.shows("ok  REFERRED #1, connecting to Town Towing, 919-555-0160")
        assert ended(kim, id)[:2] == ("closed", "referred")
        (promise,) = kim.app.shift.board.promises.values()
        assert (promise.kind, promise.to) == ("transfer", "Town Towing")
        assert kim.app.shift.sight.call is not None


async def test_who_wants_a_unit_anyway_is_put_to_the_supervisor(store: Path) -> None:
    """The incident stays open, the supervisor has to answer, and the words for the caller are there."""
    async with seat(store) as kim:
        id = await calling(kim, answers={})
        await kim.do("call.outcome")
        await kim.type("tow")
        await kim.press("enter", "right")
        await kim.shows("(*) wants a unit anyway", "I'll ask my supervisor now")
        await kim.press("enter")
        await kim.shows("ok  ESCALATED #1: wants a unit anyway; offered Town Towing")
        (promise,) = kim.app.shift.board.promises.values()
        assert (promise.kind, promise.to, promise.incident) == ("escalation", "supervisor", id)
        assert promise.call == 1
        assert incident(kim, id).state == "draft"


async def test_what_is_promised_stands_beside_the_referral(store: Path) -> None:
    """A wide screen lists what this caller is owed, with who has to keep it."""
    async with seat(store, size=(120, 40)) as kim:
        await calling(kim)
        await kim.do("call.outcome")
        await kim.shows("Nothing is promised yet.", "Nothing earlier from this number.")
        await kim.do("line.command")
        await kim.type("b 15 osei")
        await kim.press("enter")
        await kim.shows("[x] callback 14:47  osei", "919-555-0188 owner C04")


async def test_who_has_gone_on_is_not_called_back(store: Path) -> None:
    """Going to the board at once after closing stays there: the log's answer moves nobody."""
    async with seat(store) as kim:
        id = await calling(kim, answers=SAFE)
        await kim.do("call.outcome")
        await kim.type("tow")
        await kim.press("enter")
        await kim.burst("enter", "ctrl+o", "g", "2")
        await kim.shows("ok  REFERRED #1", "PENDING 0")
        assert (kim.app.screen.name, incident(kim, id).outcome) == ("board", "referred")


async def test_a_stale_entry_says_when_it_was_checked_last(store: Path) -> None:
    """What nobody has made sure of for 90 days is marked before it is told to anyone."""
    async with seat(store) as kim:
        await calling(kim)
        await kim.do("call.outcome")
        await kim.type("senior")
        await kim.shows("Senior Services", "~ checked 2 Jul, not since")
        await kim.press("enter")
        await kim.shows("WHAT THEY WILL DO   ~ checked 2 Jul, not since, K. Rourke")


async def test_a_number_takes_its_choice(store: Path) -> None:
    """The digit before a choice takes it; another word afterwards lets go of it again."""
    async with seat(store) as kim:
        await calling(kim)
        await kim.do("call.outcome")
        await kim.type("animal")
        await kim.shows("2  Animal emergency, after hours")
        await kim.type("2")
        await kim.shows("WHAT THEY WILL DO", "Animal emergency, after hours  919-555-0177")
        assert kim.app.outcome.page.text == "animal"
        await kim.press("shift+tab")
        await kim.type("s")
        await kim.until(lambda: "WHAT THEY WILL DO" not in kim.text, "the choices again")
        await kim.press("tab", "enter")
        await kim.shows("Take an entry first")
        assert (kim.field[0], dict(kim.app.outcome.page.chosen.care)) == ("find", {})


async def test_who_was_referred_before_and_heard_nothing_is_owed_more(store: Path) -> None:
    """The earlier referral of this number is there at once with the words of recovery, and an offer is one key."""
    async with seat(store) as kim:
        await calling(kim, answers=SAFE)
        await kim.do("call.outcome")
        await kim.type("animal")
        await kim.press("enter", "enter")
        await kim.shows("ok  REFERRED #1 to Animal Services")
        await kim.ask(v.EndCall(1))
        await kim.later(9 * DAY_S)
        id = await calling(kim)
        await kim.do("call.outcome")
        await kim.shows(
            "REFERRED BEFORE   21 Nov to Animal Services, Milltown", '"You called on 21 Nov and you heard nothing'
        )
        await kim.shows("That is ours to fix.", "a I am sorry that you heard nothing", "e a supervisor may")
        await kim.press("tab")
        await kim.type("a")
        await kim.shows("ok  offered SORRY for #2: referred 21 Nov to Animal Services")
        assert incident(kim, id).state == "draft"
        await kim.type("e")
        await kim.until(lambda: bool(kim.app.shift.board.promises), "an escalation")
        (promise,) = kim.app.shift.board.promises.values()
        assert (promise.kind, promise.to) == ("escalation", "supervisor")
        assert "LETTER" in promise.text


async def test_another_number_was_never_referred(store: Path) -> None:
    """What was said to one caller is not held against the next."""
    async with seat(store) as kim:
        await calling(kim, answers=SAFE)
        await kim.do("call.outcome")
        await kim.type("tow")
        await kim.press("enter", "enter")
        await kim.shows("ok  REFERRED #1")
        await kim.ask(v.EndCall(1))
        await calling(kim, phone="919-555-0101")
        await kim.do("call.outcome")
        await kim.until(lambda: all(worker.is_finished for worker in kim.app.workers), "the caller looked up")
        await kim.at_rest()
        assert "REFERRED BEFORE" not in kim.text


async def test_a_referral_that_was_too_early_is_reopened_with_its_choice(store: Path) -> None:
    """What was said stays said, so undo refuses it; reopened, the incident has its choice where it was."""
    async with seat(store) as kim:
        id = await calling(kim, answers=SAFE)
        await kim.do("call.outcome")
        await kim.type("tow")
        await kim.press("enter", "enter")
        await kim.shows("ok  REFERRED #1")
        await kim.do("desk.undo")
        await kim.shows("what was said stays said")
        await kim.ask(v.Reopen(id))
        await kim.until(lambda: incident(kim, id).closed is None, "an open incident")
        await kim.do("call.outcome")
        await kim.shows("WHAT THEY WILL DO", "Town Towing")


async def test_the_next_waiting_line_is_offered(store: Path) -> None:
    """After closing, the answer names the line that waits and the key that goes there."""
    async with seat(store, size=(120, 40)) as kim:
        await calling(kim, answers=SAFE)
        await kim.ask(v.Ring("L2"))
        await kim.shows("L2 RING")
        await kim.do("call.outcome")
        await kim.type("tow")
        await kim.press("enter", "enter")
        await kim.shows("ok  REFERRED #1 to Town Towing, 919-555-0160; ^O G E ends L1; L2 waits, ^O J")


async def test_a_blank_safety_answer_blocks_the_referral_and_is_named(store: Path) -> None:
    """Neither Enter nor F5 closes it; both go to the first blank answer and say which. Answered, it closes."""
    async with seat(store) as kim:
        id = await calling(kim, answers={"hurt": "N", "now": "Y"})
        await kim.do("call.outcome")
        await kim.type("tow")
        for key in ("enter", "enter", "f5"):
            await kim.press(key)
        await kim.shows("A referral cannot close yet; still to ask: is anyone in danger and is the")
        assert kim.app.outcome.page.chosen.at == "danger"
        assert incident(kim, id).state == "draft"
        await kim.type("n")
        await kim.until(lambda: incident(kim, id).details.get("danger") == "N", "the answer on the log")
        await kim.press("enter")
        await kim.at_rest()
        await kim.shows("A referral cannot close yet; still to ask: is the caller safe there.")
        await kim.type("y")
        await kim.do("call.send")
        await kim.shows("ok  REFERRED #1 to Town Towing")
        assert ended(kim, id)[:2] == ("closed", "referred")


@pytest.mark.parametrize(("code", "value"), [("hurt", "Y"), ("danger", "Y"), ("safe", "N")])
async def test_danger_refuses_a_referral_and_sends_instead(store: Path, code: str, value: str) -> None:
    """Somebody hurt or in danger is ours: the rule says so, and 1 with Enter gives the call to the dispatcher."""
    async with seat(store) as kim:
        id = await calling(kim, "TAXI", {**SAFE, code: value})
        await kim.do("call.outcome")
        await kim.type("cab")
        await kim.press("enter")
        await kim.do("call.send")
        await kim.shows("Somebody is hurt or in danger: that is ours.", "1, then Enter, sends it")
        assert incident(kim, id).state == "draft"
        await kim.type("1")
        await kim.shows("(*) send unit", "UNIT NEEDED")
        await kim.press("enter")
        await kim.shows("ok  SENT #1 TAXI 185 N OAK ST to the dispatcher")
        assert incident(kim, id).state == "pending"
