"""Every screen at every size and in every theme: what must be in view is in view, and nothing breaks."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from console.desk import verbs as v
from console.widgets.inks import THEMES
from tests.console.driver import Seat, seat
from tests.console.test_board import waiting
from tests.console.test_outcome import SAFE, calling
from tests.console.test_pictures import compare

pytestmark = pytest.mark.slow


async def busy_floor(kim: Seat) -> None:
    """A caller on the line with a half-typed form, one sent, one with units on it, and a late one."""
    await waiting(kim, "DIST-V", "THEFT")
    await kim.do("incident.dispatch", "incident.dispatch")
    await kim.shows("ok  dispatch")
    await kim.later(125)
    await waiting(kim, "DIST-P")
    await kim.do("call.take")
    await kim.shows("L1 TALK")
    await kim.type("1200 n oak")
    await kim.press("enter")
    await kim.shows("Which one?")
    await kim.later(17)


@pytest.mark.parametrize("size", [(80, 24), (80, 23), (120, 40), (200, 60), (60, 20)])
async def test_what_is_always_in_view(store: Path, size: tuple[int, int]) -> None:
    """Position, name, LIVE, the time, alarms, the mode word, the command line; the footer down to 24 rows."""
    async with seat(store, size=size) as kim:
        await busy_floor(kim)
        for screen, mode in (("screen.call", "TYPE"), ("screen.board", "KEYS")):
            await kim.do(screen)
            await kim.shows("PENDING 2" if mode == "KEYS" else "LOCATION")
            kim.app.redraw()
            await kim.at_rest()
            lines = kim.lines
            assert len(lines) == size[1]
            assert all(cell_len(line) <= size[0] for line in lines)
            assert lines[0].startswith("C04 KIM LIVE ")
            assert "14:34:29" in lines[0]
            assert lines[0].rstrip().endswith(mode)
            assert any(line.startswith("CMD>") for line in lines)
            if size[0] >= 80:
                assert "ALARM" in lines[0] and "L1 TALK" in lines[0]
            assert ("^O Menu" in lines[-1]) == (size[1] >= 24)


async def test_a_window_may_change_its_size_at_any_moment(store: Path) -> None:
    """From very small to very large and back, the form keeps its text and the console stays."""
    async with seat(store) as kim:
        await busy_floor(kim)
        for size in ((20, 5), (1, 1), (300, 100), (60, 20), (80, 24)):
            await kim.pilot.resize_terminal(*size)
            await kim.at_rest()
        await kim.shows("1200 n oak", "CHOOSE: 2 towns match")


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES] + ["sixteen"])
async def test_every_state_has_its_word_and_mark_in_every_theme(store: Path, theme: str) -> None:
    """Without any colour the board still tells available, not acknowledged, en route, on scene, out, late, and P1."""
    async with seat(store, size=(120, 40), theme=theme) as kim:
        await waiting(kim, "DIST-P")
        for line in ("d12 #1", "d14 #1", "e14", "d17 #1", "o17", "off22 meal"):
            await kim.do("line.command")
            await kim.type(line)
            await kim.press("enter")
            await kim.shows("ok  ")
        await waiting(kim, "DIST-P")
        await kim.later(200)
        await kim.do("list.units")
        await kim.shows("? 12", "DP no ack", "> 14", "ER", "@ 17", "OS", "+ 21", "AV", "P1", "!! +")
        await kim.press("end")
        await kim.shows("- 22", "OOS", "meal")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_pictures_of_a_referral(store: Path, size: tuple[int, int]) -> None:
    """The outcome screen with an entry taken, an answer open and an earlier referral looks as it did."""
    async with seat(store, size=size) as kim:
        await calling(kim, answers=SAFE)
        await kim.do("call.outcome")
        await kim.type("animal")
        await kim.press("enter", "enter")
        await kim.shows("ok  REFERRED #1")
        await kim.ask(v.EndCall(1))
        await calling(kim, "NOISE-BARK", {"name": "Sam Osei", "hurt": "N", "now": "Y"})
        await kim.do("call.outcome")
        await kim.shows("REFERRED BEFORE")
        await kim.type("animal")
        await kim.press("enter")
        await kim.later(64)
        picture = "\n".join(line.rstrip() for line in kim.lines) + "\n"
        assert compare(picture, f"referral_{size[0]}x{size[1]}.txt") == ""


async def test_the_answer_of_a_phrase_is_kept(store: Path) -> None:
    """F3 and Enter note on the incident that a phrase was said."""
    async with seat(store) as kim:
        await kim.do("call.take", "call.say")
        await kim.shows("SAY   Enter marks it as said")
        await kim.press("enter")
        await kim.shows("ok  said G1", "KIM  said G1")
        await kim.ask(v.EndCall(1))
