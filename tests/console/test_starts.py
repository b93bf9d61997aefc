"""Odd surroundings: few colours, none, a locale without UTF-8, a terminal that cannot place text."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from console.terminal.glyphs import in_ascii, speaks_utf8
from tests.console.driver import seat
from tests.console.real_console import RealConsole

FRONT = re.compile(rb"\x1b\[[0-9;]*?(?:38|48);(\d)")
SIXTEEN = re.compile(rb"\x1b\[(?:[0-9;]*;)?(?:3[0-7]|4[0-7]|9[0-7])[;m]")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("environ", "many", "sixteen"),
    [
        ({"TERM": "xterm"}, set(), True),
        ({"TERM": "linux"}, set(), True),
        ({"TERM": "xterm-256color"}, {b"5"}, False),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, {b"2"}, False),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, set(), False),
    ],
    ids=["xterm", "linux", "256", "truecolor", "NO_COLOR"],
)
def test_it_starts_with_the_colours_there_are(
    store: Path, environ: dict[str, str], many: set[bytes], sixteen: bool
) -> None:
    """A call is taken and shown; sixteen colours, 256, all or none at all are sent, as the terminal has them."""
    with RealConsole(store, (), size=(80, 24), **environ) as console:
        console.ready()
        console.do("call.take", "185 n oak st", "<enter>")
        console.until_shows("Milltown zone 10")
        assert set(FRONT.findall(console.raw)) == many
        assert many or bool(SIXTEEN.search(console.raw)) == sixteen


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "environ"),
    [
        ((), {"LANG": "C"}),
        ((), {"LC_ALL": "C"}),
        ((), {"LANG": "de_DE.ISO-8859-1"}),
        (("--ascii",), {"LANG": "C.UTF-8"}),
    ],
    ids=str,
)
def test_a_locale_without_utf8_gets_ascii(store: Path, words: tuple[str, ...], environ: dict[str, str]) -> None:
    """There, and with --ascii, every byte that is drawn is ASCII; a remark is kept as it was typed."""
    with RealConsole(store, words, size=(80, 24), **environ) as console:
        console.ready()
        console.do("call.take")
        console.until_shows("L1 TALK")
        console.do("call.remarks", "José said “out”", "<enter>")
        console.until_shows('KIM  Jose said "out"')
        assert console.raw.isascii()
        console.do("desk.leave", "desk.leave")
        assert console.ends() == 0
    with closing(sqlite3.connect(store)) as base:
        assert any("José said “out”" in line for line in base.iterdump())


@pytest.mark.slow
def test_a_terminal_that_cannot_place_text_is_talked_to(store: Path) -> None:
    """With TERM=dumb a sentence says why, and not one escape sequence is sent."""
    with RealConsole(store, TERM="dumb") as console:
        console.until_shows("C04>")
        assert console.raw.startswith(b"TERM=dumb cannot place text on the screen, so Firstline talks line by line.")
        assert b"\x1b" not in console.raw


async def test_ascii_keeps_every_column_where_it_was(store: Path) -> None:
    """Accents, quotes and wide signs become ASCII of the same width, so that nothing moves."""
    async with seat(store) as kim:
        kim.app.write_ascii()
        await kim.do("call.take")
        await kim.shows("type the place")
        await kim.at_rest()
        await kim.do("call.remarks")
        await kim.type("Zoë “水” naïve… end")
        await kim.shows('Zoe "? " naive. end')
        assert all(line.isascii() for line in kim.lines)


@pytest.mark.parametrize(
    ("environ", "speaks"),
    [
        ({"LANG": "en_US.UTF-8"}, True),
        ({"LANG": "C.utf8"}, True),
        ({"LC_ALL": "C", "LANG": "en_US.UTF-8"}, False),
        ({"LC_CTYPE": "de_DE.UTF-8", "LANG": "C"}, True),
        ({"LC_CTYPE": "C.UTF-8", "LANG": "C"}, False),
        ({"LC_CTYPE": "C.UTF-8"}, False),
        ({"LANG": "de_DE.ISO-8859-1"}, False),
        ({}, False),
    ],
)
def test_whether_the_locale_speaks_utf8(environ: dict[str, str], speaks: bool) -> None:
    """LC_ALL goes before LC_CTYPE before LANG; what Python itself sets in the C locale says nothing."""
    assert speaks_utf8(environ) == speaks


@pytest.mark.parametrize(
    ("text", "ascii"),
    [
        ("José Ångström", "Jose Angstrom"),
        ("“it’s” – 5°…", '"it\'s" - 5o...'),
        ("Łódź, Straße, ø", "Lodz, Strasse, o"),
        ("水 ok", "? ok"),
    ],
)
def test_what_is_written_in_ascii(text: str, ascii: str) -> None:
    """Letters lose their marks, signs become those of the keyboard, and what has neither a question mark."""
    assert in_ascii(text) == ascii
