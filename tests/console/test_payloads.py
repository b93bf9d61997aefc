"""Whatever is typed, pasted or heard is text: no control, no hidden mark, no markup reaches the terminal."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from console.desk import verbs as v
from console.rules.facts import PlaceSet, PromiseMade
from console.terminal.text import BAD
from console.widgets.command_line import CommandLine
from console.widgets.field import Field
from console.widgets.form import LIMITS
from tests.console.driver import START, Seat, seat
from tests.console.payloads import ALL, CONTROL, MARKUP
from tests.console.real_console import RealConsole

pytestmark = pytest.mark.slow

CALLBACK = PromiseMade(0, "callback", "", due=START + 3_600_000, incident=1)
NAUGHTY = Path(__file__).parents[2].parent / "shared" / "data" / "naughty_strings.json"
OWN = re.compile(
    r"\x1b\[[0-9;:?>=]*[ -/]*[A-Za-z]"
    r"|\x1b[=>78]"
    r"|\x1b\]22;default\x07"  # Textual asks for the plain mouse pointer
)
"""Sequences that the console itself sends."""


def harmless(kim: Seat, what: str) -> None:
    """No row of the screen holds anything but plain text, and none is longer than the window."""
    for line in kim.lines:
        assert BAD.search(line) is None, f"{what!r} left {line!r}"


async def everywhere(kim: Seat, what: str) -> None:
    """Look at every screen, with the notice and the command line that each of them has."""
    for name in ("board", *(screen.name or "" for screen in kim.app.rooms.all)):
        kim.app.show_screen(name)
        await kim.at_rest()
        kim.app.redraw()
        await kim.at_rest()
        harmless(kim, what)


@pytest.mark.slow
async def test_typed_and_pasted_into_every_field(store: Path) -> None:
    """Every payload, typed and pasted into each field, the remarks and the command line, stays text on the screen."""
    async with seat(store) as kim:
        await kim.do("call.take")
        await kim.shows("L1 TALK")
        for name in (*LIMITS, "remark"):
            if name == "entry":
                continue
            kim.app.intake.go_field(name)
            for payload in ALL:
                await kim.paste(payload[:300])
                if name == "location":
                    await kim.type(payload[:12])
                harmless(kim, payload)
                assert BAD.search(kim.field[1]) is None
                kim.app.intake.query_one(f"#{name}", Field).value = ""
        await kim.do("line.command")
        for payload in ALL:
            await kim.paste(payload[:300])
            harmless(kim, payload)
            kim.app.intake.query_one(CommandLine).put("")
        assert kim.app.return_value is None
        assert not any(incident.sent for incident in kim.app.shift.board.incidents.values())


@pytest.mark.slow
async def test_from_another_hand_onto_every_screen(store: Path) -> None:
    """A payload that reached the log some other way is harmless on the board, in the form and on the notice line."""
    async with seat(store, size=(120, 40)) as kim:
        await kim.do("call.take")
        await kim.shows("L1 TALK")
        for payload in (text for text in ALL if "\ud800" not in text):
            await kim.ask(
                v.SetPlace(PlaceSet(1, payload[:160])),
                v.AddRemark(1, payload),
                v.SetDetail(1, "name", payload),
                v.NameType(1, payload[:30], payload, 2),
                v.PostBulletin(payload, kim.clock.now + 60_000),
                v.MakePromise(replace(CALLBACK, text=payload, name=payload[:40], phone=payload[:20])),
            )
            kim.app.shift.say(payload, refused=True)
            await everywhere(kim, payload)
        await kim.ask(v.Send(1))
        await everywhere(kim, "sent")


async def test_markup_is_shown_as_it_was_typed(store: Path) -> None:
    """Brackets, dollars and slashes stand on the screen letter by letter, in the field and in the story."""
    async with seat(store, size=(120, 40)) as kim:
        await kim.do("call.take", "call.remarks")
        for payload in MARKUP:
            await kim.type(payload)
            await kim.shows(f"> {payload}")
            await kim.press("enter")
            await kim.shows(f"KIM  {payload}")


async def test_odd_input_is_said(store: Path) -> None:
    """Whoever pastes controls is told that they were taken out."""
    async with seat(store) as kim:
        await kim.do("call.take")
        await kim.paste(CONTROL[0])
        await kim.shows("control or hidden characters")


@pytest.mark.slow
def test_no_raw_byte_of_data_on_the_pty(store: Path) -> None:
    """The real program, given every payload by paste, writes only its own sequences: none of the data's, and no C1."""
    with RealConsole(store) as console:
        console.ready()
        console.do("call.take", "call.remarks")
        for number, payload in enumerate(text for text in ALL if "\ud800" not in text and len(text) < 300):
            body = payload.replace("\x1b[201~", "")
            console.type(b"\x1b[200~" + f"N{number:03} {body}".encode() + b"\x1b[201~")
            console.until_shows(f"N{number:03}")
            console.do("<enter>")
        console.do("call.location", "185 n oak st", "<enter>")
        console.until_shows("Milltown zone 10")
        console.do("screen.board")
        console.until_shows("UNITS")
        console.do("desk.leave", "desk.leave")
        assert console.ends() == 0
    drawn = console.raw.decode()
    for wrong in ("]52", "]0;", "]8;", "]1337", "]4;", "P$q", "Ptmux", "_G", "^", "c", "(0", "#8", "[6n", "[21t"):
        assert "\x1b" + wrong not in drawn, wrong
    rest = OWN.sub("", drawn)
    assert re.findall("[\x00-\x06\x07\x0b-\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", rest) == []


@pytest.mark.slow
async def test_the_list_of_naughty_strings(store: Path) -> None:
    """Strings that are known to upset programs are typed as remarks and stand in the story as text."""
    if not NAUGHTY.exists():
        strings: list[str] = list(MARKUP)
    else:
        strings = json.loads(NAUGHTY.read_text("utf-8"))[::6]
    async with seat(store, size=(120, 40)) as kim:
        await kim.do("call.take", "call.remarks")
        for text in strings:
            await kim.paste(text)
            await kim.press("enter")
            harmless(kim, text)
        await kim.at_rest()
        assert kim.app.return_value is None
