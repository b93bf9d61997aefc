"""How a practice console looks: like no other, and every word of it can be read."""

from __future__ import annotations

from itertools import combinations

import pytest
from rich.color import ColorSystem

from console.cli.practising.practice_console import PAGES, PRACTICE
from console.widgets.inks import MONO, ROLES, SIXTEEN, THEMES, ink, on_page
from tests.console.colours import SEEN, VGA, XTERM, Rgb, contrast, distance, hexed
from tests.console.test_themes import AA, UNIT_ROLES, pair

COLOURED = [theme for theme in THEMES if theme.name in PAGES]


@pytest.mark.parametrize("system", [ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT], ids=["truecolor", "256"])
@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
def test_every_ink_can_be_read_on_the_other_background(theme: object, system: ColorSystem) -> None:
    """No role falls below the contrast that the live themes keep."""
    known = next(one for one in THEMES if one is theme)
    dressed = on_page(known, *PAGES[known.name])
    assert dressed.background != known.background
    for role in ROLES:
        assert contrast(*pair(ink(dressed, role), str(dressed.background), system)) >= AA, role


@pytest.mark.parametrize("palette", [XTERM, VGA], ids=["xterm", "VGA"])
def test_sixteen_colours_can_be_read_on_blue(palette: dict[str, Rgb]) -> None:
    """The same on a terminal of sixteen colours."""
    dressed = on_page(SIXTEEN, *PAGES["sixteen"])
    for role in ROLES:
        style = ink(dressed, role)
        assert style.color is not None
        back = palette[style.bgcolor.name if style.bgcolor else "blue"]
        assert contrast(palette[style.color.name], back) >= AA, role


@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
def test_the_states_of_a_unit_still_stand_apart(theme: object) -> None:
    """Other inks on the other background are told apart as well as before, by all eyes."""
    known = next(one for one in THEMES if one is theme)
    dressed = on_page(known, *PAGES[known.name])
    inks = [hexed(dressed.variables[f"ink-{role}"]) for role in UNIT_ROLES]
    assert min(distance(one, other, sight) for one, other in combinations(inks, 2) for sight in SEEN) >= 11.4


def test_without_colours_the_words_say_it() -> None:
    """The mono theme keeps its page; the words stand in reverse at both ends."""
    assert MONO.name not in PAGES
    assert PRACTICE.word in PRACTICE.foot and "reverse" in str(ink(MONO, PRACTICE.ink))
