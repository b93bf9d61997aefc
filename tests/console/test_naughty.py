"""Awkward strings through every field of a call: stored, shown, found, exported; no crash, no escape, no loss."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from textual import events

from console.desk import verbs as v
from console.rules.board import Remark
from console.rules.facts import PromiseMade
from console.terminal.text import BAD, clean
from tests.console.driver import Seat, seat

pytestmark = pytest.mark.slow

NAUGHTY = Path(__file__).parents[2].parent / "shared" / "data" / "naughty_strings.json"
OWN = (
    "=1+1",
    "+cmd|' /C calc'!A0",
    "@SUM(1)",
    "[bold]x[/bold]",
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "{0}{name}%s%n",
    "הפוך \u202eabc",
    "👩‍👩‍👧 ﷽ Ω≈ç√",
    "a" * 500,
    "C:\\con\\nul 100% _",
)
PARTS = 8
"""The strings go through the form a part at a time, so that the parts can run side by side."""
FIELDS = ("location", "type", "phone", "name", "safety", "who")


def strings() -> list[str]:
    """Our own, and the big list where it lies beside the project."""
    listed = json.loads(NAUGHTY.read_text("utf-8")) if NAUGHTY.exists() else []
    return [*OWN, *(text for text in listed if "\ud800" not in text)]


def kept(text: str, limit: int) -> str:
    """A text as a field keeps it: pasted lines on one, cleaned, cut."""
    lines = " ".join(line.strip() for line in re.split(r"[\r\n]+", text) if line.strip())
    return clean(lines, limit=limit).strip()


def noted(kim: Seat) -> tuple[Remark, ...]:
    """The remarks of the incident in view."""
    incident = kim.app.intake.incident
    return incident.remarks if incident else ()


async def through_the_form(kim: Seat, text: str) -> None:
    """A call of its own; in one burst the text is pasted into each field, left with Tab, and into the remarks."""
    incident = kim.app.shift.board.next_incident
    await kim.ask(v.TakeCall())
    await kim.until(lambda: incident in kim.app.shift.board.incidents, "a call")
    kim.app.show_form(incident)
    await kim.until(lambda: kim.app.screen is kim.app.intake, "the form")
    kim.app.intake.go_field("location")
    for _ in FIELDS:
        kim.app.post_message(events.Paste(text))
        kim.app.post_message(events.Key("tab", None))
    kim.app.post_message(events.Paste(text))
    kim.app.post_message(events.Key("enter", None))
    kim.app.post_message(events.Paste("end"))
    kim.app.post_message(events.Key("enter", None))
    await kim.until(lambda: [one.text for one in noted(kim)][-1:] == ["end"], f"{text!r} to go through the form")
    await kim.at_rest()
    for line in kim.lines:
        assert BAD.search(line) is None, f"{text!r} left {line!r}"


@pytest.mark.parametrize("part", range(PARTS))
async def test_every_field_of_the_form_keeps_what_is_pasted(store: Path, part: int) -> None:
    """What the log has is what the field showed; nothing is sent, run or lost, and the export holds all of it."""
    async with seat(store) as kim:
        for text in strings()[part::PARTS]:
            await through_the_form(kim, text)
            incident = kim.app.intake.incident
            assert incident is not None
            for name, limit in (("phone", 32), ("name", 80), ("who", 200)):
                shown = kim.value(name).strip()
                assert incident.details.get(name, "") == shown, (name, text)
                assert len(shown) <= limit
            said = [one.text for one in incident.remarks]
            assert said[-2:] == [kept(text, 1000), "end"] if kept(text, 1000) else said[-1:] == ["end"]
            assert incident.sent is None
            await kim.ask(v.EndCall(max(kim.app.shift.board.calls)), v.Close(incident.id, "CAN"))
        assert kim.app.return_value is None


async def test_what_was_said_comes_back_from_search_and_export(store: Path) -> None:
    """Every remark and every promise is found by its own words, and stands in the export without being a formula."""
    texts = [text for text in strings() if kept(text, 1000)]
    async with seat(store) as kim:
        await kim.do("call.take")
        await kim.at_rest()
        for text in texts:
            words = kept(text, 1000)
            await kim.ask(v.AddRemark(1, words))
            await kim.ask(v.MakePromise(PromiseMade(0, "message", "", to="park", text=words, name=words, phone=words)))
        for text in (*OWN, *texts[len(OWN) :: 25]):
            found = await kim.app.shift.enquiries.search(kept(text, 1000))
            assert not found.unknown, (text, found.unknown)
        await kim.do("line.search")
        await kim.type("SUM")
        await kim.press("enter")
        await kim.shows("FOUND")
    exported = subprocess.run(
        [sys.executable, "-m", "console", "export", "--what", "promises", "--store", f"sqlite:///{store}"],
        capture_output=True,
        check=True,
    )
    rows = list(csv.DictReader(io.StringIO(exported.stdout.decode())))
    assert len(rows) == len(texts)
    for row, text in zip(rows, texts, strict=True):
        assert row["text"] in (kept(text, 1000), f"'{kept(text, 1000)}")
        assert row["text"][:1] not in ("=", "+", "-", "@", "\t", "\r")
        assert not any(ord(character) < 0x20 for cell in row.values() for character in cell)
