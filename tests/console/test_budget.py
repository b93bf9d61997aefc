"""The keystroke budgets: only keys beside the text itself are counted, the leader as two."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from console.desk.verbs import Ring
from tests.console.driver import Seat, seat
from tests.console.test_board import waiting
from tests.console.test_outcome import SAFE, calling, ended
from tests.console.test_promises import sent

pytestmark = pytest.mark.slow


class Counted:
    """Presses keys and counts them; a key with Ctrl counts as two."""

    def __init__(self, kim: Seat) -> None:
        self.kim = kim
        self.keys = 0

    async def press(self, *keys: str) -> None:
        """Press and count."""
        self.keys += sum(2 if key.startswith("ctrl+") else 1 for key in keys)
        await self.kim.press(*keys)


async def test_row_1_a_new_call_with_its_type_at_the_dispatcher_in_three_keys(store: Path) -> None:
    """F2, Enter, F5 beside the place and the type."""
    async with seat(store) as kim:
        counted = Counted(kim)
        await counted.press("f2")
        await kim.type("185 n oak st")
        await counted.press("enter")
        await kim.type("theft")
        await counted.press("f5")
        await kim.shows("ok  SENT #1 THEFT 185 N OAK ST", "Milltown zone 10")
        assert counted.keys == 3


async def test_row_2_the_recommended_units_in_two_keys(store: Path) -> None:
    """F7 F7 sends them to the top call."""
    async with seat(store) as kim:
        await waiting(kim, "DIST-V")
        counted = Counted(kim)
        await counted.press("f7", "f7")
        await kim.shows("ok  dispatch")
        assert counted.keys == 2


@pytest.mark.parametrize(("line", "said", "most"), [("e12", "12 en route", 5), ("c12 rpt", "clear 12 with RPT", 9)])
async def test_rows_3_and_9_a_unit_reports_and_clears(store: Path, line: str, said: str, most: int) -> None:
    """F9, the words, Enter: five keys for a status, nine for clearing with a disposition."""
    async with seat(store) as kim:
        await waiting(kim, "DIST-V")
        await kim.press("f9")
        await kim.type("d12")
        await kim.press("enter")
        await kim.shows("ok  dispatch 12")
        counted = Counted(kim)
        await counted.press("f9", *("space" if key == " " else key for key in line), "enter")
        await kim.shows(f"ok  {said}")
        assert counted.keys <= most


async def test_row_4_hold_and_answer_the_next_caller_in_two_keys(store: Path) -> None:
    """F6 holds, F2 answers the line that rings, however fast one follows the other."""
    async with seat(store) as kim:
        await kim.press("f2")
        await kim.ask(Ring("L2"))
        await kim.shows("L2 RING")
        for key in ("f6", "f2"):
            kim.app.post_message(events.Key(key, None))
        await kim.shows("L2 TALK", "L1 HOLD")


async def test_row_8_see_the_alarm_and_go_to_the_oldest_in_two_keys_of_a_list(store: Path) -> None:
    """F8 and O while a list has the keys."""
    async with seat(store) as kim:
        await waiting(kim, "PARK", "DIST-P")
        await kim.later(300)
        await kim.shows("ALARM 1")
        counted = Counted(kim)
        await counted.press("f8")
        await kim.shows("ALARM 0")
        await counted.press("o")
        assert kim.app.board_screen.selected == 2
        assert counted.keys == 2


async def test_row_7_a_referral_to_towing_read_back_and_closed_in_eight_keys(store: Path) -> None:
    """^O I, three letters of the name, Enter, Enter; what keeps the caller safe was asked in the call."""
    async with seat(store) as kim:
        await calling(kim, answers=SAFE)
        counted = Counted(kim)
        await counted.press("ctrl+o", "i", "t", "o", "w", "enter", "enter")
        await kim.shows("ok  REFERRED #1 to Town Towing, 919-555-0160")
        assert ended(kim, 1) == ("closed", "referred", "RFD")
        assert counted.keys == 8


async def test_row_5_a_suggested_duplicate_is_linked_in_four_keys(store: Path) -> None:
    """^O K names the most likely one, Enter links the caller to it; both callers are kept."""
    async with seat(store) as kim:
        await sent(kim, "NOISE")
        await kim.later(60)
        await kim.press("f2")
        await kim.type("185 n oak st")
        await kim.press("enter")
        await kim.type("noise")
        await kim.press("enter")
        await kim.until(lambda: kim.app.shift.board.incidents[2].type == "NOISE", "a second incident")
        counted = Counted(kim)
        await counted.press("ctrl+o", "k", "enter")
        await kim.shows("ok  your caller is about #1")
        assert kim.app.shift.board.incidents[2].into == 1
        assert counted.keys == 4


async def test_row_6_a_call_back_in_15_minutes_in_six_keys(store: Path) -> None:
    """^O B 15 Enter, while the caller's name and number are known."""
    async with seat(store) as kim:
        await sent(kim, "NOISE")
        counted = Counted(kim)
        await counted.press("ctrl+o", "b", "1", "5", "enter")
        await kim.shows("ok  call Sam Osei back at 14:47 on 919-555-0188")
        (promise,) = kim.app.shift.board.promises.values()
        assert (promise.kind, promise.due) == ("callback", kim.clock.now + 900_000)
        assert counted.keys == 6
