"""Every ink of every theme can be read, and the six states of a unit are told apart by all eyes."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from rich.color import Color, ColorSystem
from rich.console import COLOR_SYSTEMS
from rich.style import Style
from textual._compositor import LayoutUpdate
from textual.theme import Theme

from console.desk.desk import Desk
from console.screens.drawn import Drawn
from console.screens.shift import Shift
from console.terminal.cells import CellLayer
from console.terminal.preference import Preference
from console.widgets.inks import DARK, LIGHT, MONO, NIGHT, ROLES, SIXTEEN, THEMES, ink
from tests.console.colours import SEEN, VGA, XTERM, Rgb, contrast, distance, hexed
from tests.console.driver import default_keymap, keys_for, seat

UNIT_ROLES = ("available", "dispatched", "enroute", "onscene", "busy", "out")
AA = 4.5
"""The contrast that WCAG 2.1 asks of text at level AA."""


def shown(colour: Color, system: ColorSystem) -> Rgb:
    """The colour that a terminal of so many colours shows for it."""
    red, green, blue = colour.downgrade(system).get_truecolor()
    return red, green, blue


def pair(style: Style, page: str, system: ColorSystem) -> tuple[Rgb, Rgb]:
    """What a style shows in front and behind."""
    assert style.color is not None
    front, back = shown(style.color, system), shown(style.bgcolor or Color.parse(page), system)
    return (back, front) if style.reverse else (front, back)


@pytest.mark.parametrize("system", [ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT], ids=["truecolor", "256"])
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("role", ROLES)
def test_contrast_of_every_ink(theme: Theme, role: str, system: ColorSystem) -> None:
    """Every role, cursor and late and practice too, stands out by 4.5 or more, in 16 million colours and in 256."""
    assert contrast(*pair(ink(theme, role), str(theme.background), system)) >= AA


@pytest.mark.parametrize("palette", [XTERM, VGA], ids=["xterm", "VGA"])
@pytest.mark.parametrize("role", ROLES)
def test_contrast_in_sixteen_colours(palette: dict[str, Rgb], role: str) -> None:
    """The same in xterm's and the Linux console's sixteen, whether or not bold makes a colour brighter."""
    style = ink(SIXTEEN, role)
    assert style.color is not None
    front, back = palette[style.color.name], palette[style.bgcolor.name if style.bgcolor else "black"]
    assert contrast(front, back) >= AA


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_field_in_focus_can_be_read(theme: Theme) -> None:
    """The cursor's cell and text that is taken whole stand out from what is behind them."""
    variables = theme.variables
    assert contrast(hexed(variables["input-cursor-foreground"]), hexed(variables["input-cursor-background"])) >= AA
    assert contrast(hexed(str(theme.foreground)), hexed(variables["input-selection-background"])) >= AA
    assert contrast(hexed(variables["input-selection-background"]), hexed(str(theme.background))) > 1


@pytest.mark.parametrize(
    ("theme", "least"), [(DARK, 16.5), (NIGHT, 11.4), (LIGHT, 13.7)], ids=["dark", "night", "light"]
)
def test_the_six_states_of_a_unit_stand_apart(theme: Theme, least: float) -> None:
    """The smallest distance of two of them is what the design measured, for every kind of sight."""
    inks = [hexed(theme.variables[f"ink-{role}"]) for role in UNIT_ROLES]
    smallest = min(distance(one, other, sight) for one, other in combinations(inks, 2) for sight in SEEN)
    assert round(smallest, 1) >= least


def test_distances_are_those_of_the_published_table() -> None:
    """The formula gives the figures of its authors' test data, in the part where the slips are made."""
    from tests.console.colours import _ciede2000

    for one, other, known in (
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ):
        assert round(_ciede2000(one, other), 4) == known


@pytest.mark.parametrize("theme", [*(theme.name for theme in THEMES), "sixteen"])
async def test_the_cursor_is_seen(tmp_path: Path, theme: str) -> None:
    """In every theme the cell that is typed into looks other than the field around it: without it nobody finds it."""
    async with seat(tmp_path / "calls.db", theme=theme) as kim:
        await kim.do("call.take")
        await kim.shows("L1 TALK")
        await kim.type("ab")
        await kim.at_rest()
        strip = next(s for s in kim.app.screen._compositor.render_strips() if "LOCATION" in s.text)
        looks = [(segment.text, segment.style) for segment in strip if segment.style is not None]
        at = next(index for index, (text, _) in enumerate(looks) if text == "ab")
        field, cursor = looks[at][1], looks[at + 1][1]
        assert _seen(cursor) == _seen(field)[::-1] or _seen(cursor)[1] == _seen(field)[0]


def _seen(style: Style) -> tuple[Color | None, Color | None]:
    return (style.bgcolor, style.color) if style.reverse else (style.color, style.bgcolor)


def test_a_theme_is_three_keys_away() -> None:
    """The leader and two letters change the theme from anywhere, also while one types."""
    assert len(keys_for(default_keymap(), "screen.theme", typing=True)) == 3


@pytest.mark.parametrize(
    ("system", "turn"), [("truecolor", ["night", "light", "mono", "dark"]), ("standard", ["mono", "sixteen", "mono"])]
)
async def test_the_themes_follow_one_another(tmp_path: Path, system: str, turn: list[str]) -> None:
    """One after another, only those that the terminal has the colours for; each choice is kept for the next start."""
    kept: list[str] = []

    def remember(preference: Preference) -> str:
        kept.append(preference.theme)
        return ""

    async with seat(tmp_path / "calls.db", theme="dark" if system == "truecolor" else "sixteen") as kim:
        kim.app.console._color_system = COLOR_SYSTEMS[system]
        kim.app.shift.remember = remember
        for _ in turn:
            await kim.do("screen.theme")
        assert kept == turn
        assert kim.app.theme == turn[-1]


def test_a_theme_that_was_chosen_before_is_there_at_the_start() -> None:
    """A theme that is known is begun in; any other name changes nothing."""
    app = Drawn(shift_of_nobody())
    app.begin_in("light")
    app.begin_in("gone")
    assert app.theme == "light"


def shift_of_nobody() -> Shift:
    """A shift that opens no desk."""

    async def opening() -> Desk:
        raise AssertionError

    return Shift(opening, default_keymap(), "C04", "KIM", lambda: 0)


async def test_without_colours_nothing_but_attributes_is_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR the theme is mono, and what is late or first is told by reverse and bold alone."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with seat(tmp_path / "calls.db") as kim:
        assert kim.app.theme == MONO.name
        layer = CellLayer()
        update = LayoutUpdate([[strip] for strip in kim.app.screen._compositor.render_strips()], kim.app.screen.region)
        sent = layer.paint(update, kim.app.console, kim.app.size)
        assert "38;" not in sent and "48;" not in sent
        assert "\x1b[1m" in sent or "\x1b[1;7m" in sent
