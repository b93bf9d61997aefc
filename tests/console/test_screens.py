"""Every screen at every size and in every theme: what must be in view is in view, and nothing breaks."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.style import Style
from textual.color import Color

from console.desk import verbs as v
from console.widgets.inks import DARK, LIGHT, NIGHT, ROLES, THEMES, ink
from tests.console.driver import Seat, seat
from tests.console.real_console import RealConsole
from tests.console.test_board import waiting
from tests.console.test_outcome import SAFE, calling

pytestmark = pytest.mark.slow

SNAPSHOTS = Path(__file__).with_name("snapshots")
RENEW = "FIRSTLINE_RENEW_SNAPSHOTS"
"""Set to 1, the tests write the snapshots anew; look at them with `git diff` before they are kept."""


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
            await kim.pilot.pause()
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
            await kim.pilot.pause()
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


def contrast(one: Color, other: Color) -> float:
    """The ratio of WCAG 2.1: relative luminances, each with 0.05 of glare."""

    def luminance(colour: Color) -> float:
        parts = [part / 255 for part in (colour.r, colour.g, colour.b)]
        red, green, blue = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _colours(spec: Style, page: str) -> tuple[Color, Color]:
    front = Color.parse(spec.color.get_truecolor().hex if spec.color else page)
    back = Color.parse(spec.bgcolor.get_truecolor().hex) if spec.bgcolor else Color.parse(page)
    return (back, front) if spec.reverse else (front, back)


@pytest.mark.parametrize("theme", [DARK, NIGHT, LIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize("role", ROLES)
def test_contrast_of_every_ink(theme: object, role: str) -> None:
    """Every role of text stands out from what is behind it by 4.5 or more (WCAG AA)."""
    assert theme in (DARK, NIGHT, LIGHT)
    chosen = next(known for known in THEMES if known is theme)
    front, back = _colours(ink(chosen, role), str(chosen.background))
    assert round(contrast(front, back), 1) >= 4.5


@pytest.mark.slow
@pytest.mark.parametrize("environ", [{"TERM": "xterm"}, {"TERM": "linux"}, {"NO_COLOR": "1"}, {"LANG": "C"}])
def test_terminals_of_few_colours(store: Path, environ: dict[str, str]) -> None:
    """In 16 colours, without colour and in the C locale the console starts, takes a call and shows it."""
    with RealConsole(store, size=(80, 24), **environ) as console:
        console.ready()
        console.do("call.take", "185 n oak st", "<enter>")
        console.until_shows("Milltown zone 10")
        if environ.get("TERM") == "xterm":
            assert b"38;2;" not in console.raw and b"38;5;" not in console.raw


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_pictures_of_the_screens(store: Path, size: tuple[int, int]) -> None:
    """The call's form and the board look as they did; FIRSTLINE_RENEW_SNAPSHOTS=1 takes the pictures anew."""
    async with seat(store, size=size) as kim:
        await busy_floor(kim)
        for screen in ("call", "board"):
            await kim.do(f"screen.{screen}")
            await kim.at_rest()
            kim.app.shift.say("")
            kim.app.redraw()
            await kim.pilot.pause()
            compare(kim, screen)


def compare(kim: Seat, screen: str) -> None:
    """The screen in view is the picture that was kept of it at this size."""
    picture = "\n".join(line.rstrip() for line in kim.lines) + "\n"
    kept = SNAPSHOTS / f"{screen}_{kim.app.size.width}x{kim.app.size.height}.txt"
    if os.environ.get(RENEW):
        kept.write_text(picture, "utf-8")
    assert picture == kept.read_text("utf-8"), f"{kept.name} is different; {RENEW}=1 takes it anew"


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
        compare(kim, "outcome")


async def test_the_answer_of_a_phrase_is_kept(store: Path) -> None:
    """F3 and Enter note on the incident that a phrase was said."""
    async with seat(store) as kim:
        await kim.do("call.take", "call.say")
        await kim.shows("SAY   Enter marks it as said")
        await kim.press("enter")
        await kim.shows("ok  said G1", "KIM  said G1")
        await kim.ask(v.EndCall(1))
