"""The keystroke budgets: only keys beside the text itself are counted, the leader as two."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from console.desk.verbs import Ring
from tests.console.driver import Seat, seat
from tests.console.test_board import waiting

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
