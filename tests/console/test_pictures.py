"""Pictures of every screen at every size, and the looks of every theme; mono still tells every state.

FIRSTLINE_RENEW_SNAPSHOTS=1 takes them anew; look at them with `git diff` before they are kept.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.style import Style

from console.widgets.inks import THEMES
from tests.console.driver import Seat, seat
from tests.console.full_floor import SCREENS, full_floor, hide, show

pytestmark = pytest.mark.slow

SNAPSHOTS = Path(__file__).with_name("snapshots")
RENEW = "FIRSTLINE_RENEW_SNAPSHOTS"
SIZES = [(80, 23), (80, 24), (120, 40), (200, 60), (60, 20)]
SHORT = 30
"""Characters of each run that a list of looks names."""


SAVED = re.compile(r"draft saved [\d:]{8}")
"""When a draft was saved last: between two ticks of a real second, whatever the given clock says."""


def compare(picture: str, name: str) -> str:
    """Take a picture anew if that was asked for; what is wrong with it, empty where it is as it was."""
    kept = SNAPSHOTS / name
    if os.environ.get(RENEW):
        kept.write_text(picture, "utf-8")
    before = kept.read_text("utf-8") if kept.exists() else ""
    if picture == before:
        return ""
    lines = zip(picture.splitlines(), [*before.splitlines(), *[""] * 200], strict=False)
    return "\n".join([name, *(f"  now {now}\n  was {was}" for now, was in lines if now != was)])


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_pictures_of_every_screen(store: Path, size: tuple[int, int]) -> None:
    """Every screen and sheet looks as it did at this size."""
    wrong = []
    async with seat(store, size=size) as kim:
        await full_floor(kim)
        for name in SCREENS:
            await show(kim, name)
            picture = SAVED.sub("draft saved 14:35:29", "\n".join(line.rstrip() for line in kim.lines) + "\n")
            wrong.append(compare(picture, f"{name}_{size[0]}x{size[1]}.txt"))
            await hide(kim, name)
    assert "".join(wrong) == "", f"these are different; {RENEW}=1 takes them anew:\n" + "\n".join(filter(None, wrong))


@pytest.mark.parametrize("theme", [*(theme.name for theme in THEMES), "sixteen"])
async def test_looks_of_every_theme(store: Path, theme: str) -> None:
    """Each look that a theme has on the screens, with the words that have it, is what it was."""
    parts = []
    async with seat(store, theme=theme) as kim:
        await full_floor(kim)
        for name in SCREENS[:4]:
            await show(kim, name)
            parts.append("\n".join([name, *looks(kim)]))
    wrong = compare("\n\n".join(parts) + "\n", f"looks_{theme}.txt")
    assert wrong == "", f"different; {RENEW}=1 takes it anew:\n{wrong}"


def runs(kim: Seat) -> Iterator[tuple[Style, str]]:
    """The words in view, in runs of one look each."""
    for strip in kim.app.screen._compositor.render_strips():
        for segment in strip:
            if segment.text.strip() and segment.style is not None:
                yield segment.style, segment.text.strip()


def looks(kim: Seat) -> list[str]:
    """Each look once, with the beginnings of what has it."""
    words: dict[str, list[str]] = {}
    for style, text in runs(kim):
        said = words.setdefault(str(style), [])
        if text[:SHORT] not in said:
            said.append(text[:SHORT])
    return [f"  {look}: {' | '.join(said)}" for look, said in sorted(words.items())]


STATES = {
    "unit available": ("board", "+ 21", "AV"),
    "unit alerted, no acknowledgement": ("board", "? 12", "DP no ack"),
    "unit en route": ("board", "> 14", "ER"),
    "unit on scene": ("board", "@ 17", "OS"),
    "unit out of service": ("board", "- 22", "OOS"),
    "incident late": ("board", "!! +", "+"),
    "promise broken": ("promises", "!! BROKEN", "callback"),
    "clock late": ("board", "!!", "PENDING"),
    "place not verified": ("board", "~ BEHIND", "MILL"),
    "several places": ("call", "CHOOSE", "2 towns match"),
    "field in focus": ("call", "LOCATION >", "1200 n oak"),
    "answer unknown": ("call", "?", "ASK"),
    "service not signed": ("catalogue", "~", "UNVERIFIED"),
}
"""Each state of the design's table of redundancy: the screen it is on, its mark, and its word."""
BY_ATTRIBUTE = {
    "incident late": ("board", "+", "reverse"),
    "P1": ("board", "P1", "bold reverse"),
    "pane in focus": ("board", "PENDING", "bold reverse"),
}
"""What the table also gives an attribute, with words that have it."""


async def test_without_colour_every_state_still_has_its_word_and_mark(store: Path) -> None:
    """On the mono screens each state stands with its mark and its word, and what matters most in reverse or bold."""
    async with seat(store, size=(80, 60), theme="mono") as kim:
        await full_floor(kim)
        texts, styles = {}, {}
        for name in ("board", "call", "promises", "catalogue"):
            await show(kim, name)
            texts[name], styles[name] = kim.text, list(runs(kim))
    assert _colours(style for screen in styles.values() for style, _ in screen) <= {"#ffffff", "#000000"}
    told = {state: mark in texts[on] and word in texts[on] for state, (on, mark, word) in STATES.items()}
    assert [state for state, seen in told.items() if not seen] == []
    for state, (on, words, attribute) in BY_ATTRIBUTE.items():
        having = [style for style, text in styles[on] if words in text]
        assert any(_has(style, attribute) for style in having), state


def _colours(styles: Iterator[Style]) -> set[str]:
    """The colours of what is written: a tint behind the field in focus is none of them."""
    return {style.color.get_truecolor().hex for style in styles if style.color is not None}


def _has(style: Style, attribute: str) -> bool:
    return all(getattr(style, one) for one in attribute.split())
