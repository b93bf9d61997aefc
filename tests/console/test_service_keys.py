"""The words of service from the keys to the log: put through, message, escalation, merge, search."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.desk import verbs as v
from tests.console.driver import Seat, seat
from tests.console.test_promises import line, sent

pytestmark = pytest.mark.slow


async def talking(kim: Seat) -> None:
    """A caller is on the line."""
    await kim.ask(v.Ring("L1", "919-555-0142"))
    await kim.do("call.take")
    await kim.shows("L1 TALK", "CALL 26-")


async def begun(kim: Seat, command: str, words: str, said: str) -> None:
    """A command begins its line; the words and Enter do it."""
    await kim.do(command)
    await kim.type(words)
    await kim.press("enter")
    await kim.shows(said)


async def test_a_warm_transfer_stays_until_somebody_answers(store: Path) -> None:
    """The caller is kept and the transfer is a promise; once the receiver is named, the line is theirs."""
    async with seat(store) as kim:
        await talking(kim)
        await begun(kim, "call.transfer", "fire", "ok  stay on L1 with fire 919-555-0120")
        assert [promise.kind for promise in kim.app.shift.board.promises.values()] == ["transfer"]
        await line(kim, "xc lee", "ok  lee answered; L1 is theirs")
        await kim.until(lambda: not kim.app.shift.board.calls and not kim.app.shift.board.promises, "a call gone")


async def test_a_message_and_an_escalation_are_promises_of_whom_they_go_to(store: Path) -> None:
    """Each stands in the list with its owner and its words; what was being typed in the form is still there."""
    async with seat(store, size=(120, 40)) as kim:
        await talking(kim)
        await kim.type("185 n oak")
        before = kim.field
        await begun(kim, "call.message", "works the gate is open", "ok  message for WORKS: the gate is open")
        await begun(kim, "call.escalate", "wants an officer", "ok  supervisor is asked: wants an officer")
        assert kim.field == before
        await kim.do("screen.promises")
        await kim.shows("message", "the gate is open", "WORKS", "escalation", "wants an officer", "supervisor")


async def test_two_incidents_are_merged_and_split_again(store: Path) -> None:
    """k with two names puts one into the other, k- takes it out; both keep their numbers."""
    async with seat(store) as kim:
        await sent(kim, "THEFT")
        await sent(kim, "NOISE", "367 N OAK ST")
        await line(kim, "k #2 #1", "ok  #2 NOISE 367 N OAK ST is the same as #1")
        assert kim.app.shift.board.incidents[2].into == 1
        await line(kim, "k- #2", "ok  #2 NOISE 367 N OAK ST is a thing of its own")
        assert kim.app.shift.board.incidents[2].into is None


async def test_what_is_searched_for_lies_on_a_sheet_and_opens(store: Path) -> None:
    """A word, a name or a number finds what was recorded; Enter shows the form of what is still open."""
    async with seat(store, size=(120, 40)) as kim:
        await sent(kim, "THEFT")
        await kim.do("screen.promises")
        await begun(kim, "line.search", "osei", "FOUND 1 with osei")
        await kim.shows("26-0001")
        await kim.press("enter")
        await kim.shows("CALL 26-0001")
        await begun(kim, "line.search", "zanzibar", "Nothing on record has zanzibar.")


async def test_what_is_found_late_is_not_laid_over_what_one_does_now(store: Path) -> None:
    """Somebody who went on to something else is told of it on the answer line, and no key is taken from them."""
    async with seat(store) as kim:
        await sent(kim, "THEFT")
        await kim.do("line.search")
        await kim.type("osei")
        await kim.burst("enter", "f9")
        await kim.shows("1 found for osei; search again to see them.")


async def test_the_most_likely_same_call_stands_in_the_line(store: Path) -> None:
    """From the board it names both incidents; without a likely one the line is only begun."""
    async with seat(store) as kim:
        await sent(kim, "NOISE")
        await kim.do("call.link")
        await kim.until(lambda: kim.field[1] == "k ", "a line begun")
        await kim.press("escape")
        await sent(kim, "NOISE")
        await kim.later(60)
        await kim.do("screen.board", "list.last")
        selected = kim.app.board_screen.selected
        await kim.do("call.link")
        await kim.until(lambda: kim.field[1] == f"k #{selected} #{3 - (selected or 0)} ", "both named")
        await kim.shows("is the same as")


async def test_the_words_after_i_are_what_is_looked_for(store: Path) -> None:
    """`i tow` opens the outcome with the directory's towing first."""
    async with seat(store) as kim:
        await sent(kim, "THEFT")
        await line(kim, "i tow", "Town Towing")
        await kim.shows("OUTCOME")
