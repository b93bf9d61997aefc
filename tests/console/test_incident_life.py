"""An incident's life on the screen: what waits, what belongs together, what others change, and its story."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.desk import verbs as v
from console.rules.facts import PlaceSet
from tests.console.driver import Seat, seat
from tests.console.test_board import queue, waiting
from tests.console.test_outcome import calling
from tests.console.test_promises import line, sent

pytestmark = pytest.mark.slow


def row(kim: Seat, short: int) -> str:
    """The queue's row of an incident."""
    return next(shown for shown in kim.lines if shown[1:].startswith(f"{short} "))


async def test_what_waits_comes_back_when_its_time_has_come(store: Path) -> None:
    """It stands behind what is pending with its time left, then among it again, marked as due, and says why."""
    async with seat(store) as kim:
        await waiting(kim, "PARK", "NOISE")
        await line(kim, "w #2 no unit free 30")
        await kim.shows("w 30:00")
        await line(kim, "#2", "waits until 15:02: no unit free")
        assert queue(kim).keys == (1, 2)
        await kim.later(30 * 60 + 12)
        await kim.shows("DUE +0:12")
        assert queue(kim).keys == (2, 1)


async def test_planned_work_says_when_and_makes_nobody_busy(store: Path) -> None:
    """The row shows the hour, the selected pane with whom; every unit is still available."""
    async with seat(store) as kim:
        await waiting(kim, "PARK")
        await line(kim, "pl #1 18:00 12 14", "begins 18:00 with 12 and 14, free until then")
        await kim.shows("pl 18:00", "planned 18:00 with 12 and 14", "UNITS 22/22 AV")


async def test_marks_stand_in_the_row_and_their_words_below(store: Path) -> None:
    """A follow-up, a second alarm, a major incident and its part are told without any colour, at 80 columns."""
    async with seat(store) as kim:
        await waiting(kim, "FIRE-S", "THEFT")
        await line(kim, "kp #2 #1")
        await line(kim, "al #1")
        await line(kim, "fu #2 ask the neighbour")
        await line(kim, "#1", "alarm 2; major incident with #2")
        assert " 2A M+1" in row(kim, 1)
        assert " ^#1 F" in row(kim, 2)
        await line(kim, "#2", "belongs to #1; follow up: ask the neighbour")


async def test_who_is_concerned_hears_of_a_change_without_losing_a_key(store: Path) -> None:
    """One line says who, what and when; half a word and its cursor stay; an answer that is being read comes first."""
    async with seat(store) as kim:
        await calling(kim, "NOISE")
        await kim.do("call.remarks")
        await kim.type("half a wo")
        before = kim.field
        kim.app.shift.say("")
        await kim.colleague(v.SetPriority(1, 1))
        await kim.shows("LEE made #1 priority 1, 14:32:07")
        assert kim.field == before
        kim.app.shift.say("an answer")
        await kim.colleague(v.SetPriority(1, 2), v.SetType(1, "THEFT"))
        await kim.until(lambda: kim.app.shift.board.incidents[1].type == "THEFT", "another type")
        assert kim.app.shift.answer == "an answer"
        await kim.later(9)
        await kim.shows("LEE made #1 priority 1, 14:32:07  (+")
        for _ in range(3):
            await kim.later(1)
        await kim.later(9)
        await kim.shows("LEE made #1")
        assert kim.field == before


async def test_what_others_do_elsewhere_is_not_told(store: Path) -> None:
    """Only what one has taken, sent to, or has open; the board shows the rest."""
    async with seat(store) as kim:
        spot = PlaceSet(1, "88 RIVER RD")
        await kim.colleague(v.OpenIncident(), v.SetPlace(spot), v.SetType(1, "UNK"), v.Send(1), v.SetPriority(1, 1))
        await kim.until(lambda: kim.app.shift.board.incidents[1].priority == 1, "a change")
        assert kim.app.shift.answer == ""


async def test_the_desks_own_lines_can_be_hidden(store: Path) -> None:
    """They are one line a unit; hidden, the title says so, and what people wrote has the room."""
    async with seat(store, size=(120, 40)) as kim:
        await waiting(kim, "THEFT")
        for said in ("d12 #1", "e12", "o12"):
            await line(kim, said)
        await line(kim, "r #1 door is open")
        await kim.shows("12: dispatched 14:32, en route :32, on scene :32", "door is open", "SENT: the dispatcher")
        await kim.do("story.system")
        await kim.shows("desk lines hidden", "door is open")
        assert "SENT: the dispatcher" not in kim.text
        await kim.do("story.system")
        await kim.shows("SENT: the dispatcher")


async def test_others_lines_and_struck_lines_are_told_apart(store: Path) -> None:
    """`<` is before what somebody else wrote; a struck line says by whom and why, and is no longer the truth."""
    async with seat(store, size=(120, 40)) as kim:
        await sent(kim, "THEFT")
        await line(kim, "r #1 flat 4")
        await kim.colleague(v.AddRemark(1, "blue door"))
        await line(kim, "r- #1", "your lines in #1, newest first: 1 flat 4")
        await line(kim, "r- #1 1 wrong flat")
        await kim.shows("<14:32:07 LEE  blue door", " 14:32:07 KIM  (struck KIM: wrong flat) flat 4")


async def test_each_agency_has_its_times_above_the_story(store: Path) -> None:
    """With two departments on it, the board shows when each was sent and came."""
    async with seat(store) as kim:
        await waiting(kim, "CRASH-I")
        await line(kim, "d12 #1")
        await line(kim, "e12")
        await kim.later(120)
        await line(kim, "d E1 #1")
        await kim.shows("POL 14:32 sent 14:32 en route | FIRE 14:34 sent")


async def test_who_waits_is_rung_and_asked_how_they_are(store: Path) -> None:
    """The call is owed with the number and the words to say; kept, the next one is owed while the incident waits."""
    async with seat(store) as kim:
        await sent(kim, "NOISE")
        await line(kim, "w #1 no unit free until 20:00")
        await kim.do("screen.promises")
        await kim.shows("welfare", "Sam Osei", "919-555-0188", "#1")
        due = kim.app.shift.board.promises[1].due
        await kim.later(((due or 0) - kim.clock.now) // 1000 - 60)
        await kim.shows("CW1: call Sam Osei on 919-555-0188, in 1:00: how are they while")
        await line(kim, "pk P1")
        await kim.until(lambda: list(kim.app.shift.board.promises) == [2], "the next call")
        await line(kim, "w #1")
        await kim.shows("PROMISES WE MADE 0")
