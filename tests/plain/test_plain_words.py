"""Every word of the command line means something line by line, and nothing that draws is loaded for it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from console.desk.command_line import WORDS
from console.plain.orders import COMMANDS, PLAIN
from tests.plain.talking import talk
from tests.test_contracts import ROOT, loaded_by


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Where a log may be made."""
    return tmp_path / "calls.db"


def test_every_command_that_a_line_may_mean_is_done_here() -> None:
    """Whatever screen command the words of the desk come to, this mode has its own way of it."""
    meant: set[str] = set()
    for path in (ROOT / "console" / "desk").glob("*.py"):
        text = path.read_text("utf-8")
        meant |= set(re.findall(r'(?:command=|screen_word\()"([a-z._]+)"', text))
        named = set(re.findall(r"command=([A-Z_]+)", text))
        meant |= {id for name, id in re.findall(r'^([A-Z_]+) = "([a-z._]+)"', text, re.MULTILINE) if name in named}
    assert meant >= {"call.new", "call.outcome", "help.open", "history.show"}
    assert meant <= COMMANDS.keys()


def test_a_word_of_this_mode_hides_none_of_the_desks() -> None:
    """A word that both have means something here only alone, where the desk's needs more."""
    both = {word for word in PLAIN if word in WORDS}
    assert both <= {"d", "t", "o", "k", "help"}
    assert not any(PLAIN[word].followed for word in both - {"help"})


@pytest.mark.slow
def test_nothing_that_draws_is_loaded() -> None:
    """Neither Textual nor Rich is imported for a talk, and no store before the desk opens."""
    code = "import console.cli.run, console.cli.plain, console.plain.talk, console.plain.keyboard"
    assert not loaded_by(code) & {"textual", "rich", "sqlalchemy", "alembic", "aiosqlite", "db"}


@pytest.mark.slow
async def test_help_names_every_word(store: Path) -> None:
    """The words of this mode and of the desk are all listed, each on a line of its own."""
    async with talk(store) as kim:
        told = await kim.given("help", "\nC04> ")
        listed = {line.split()[0] for line in told.splitlines() if line.strip()}
        assert {*PLAIN, *WORDS} <= listed


@pytest.mark.slow
async def test_the_form_asks_for_what_is_missing_and_nothing_else(store: Path) -> None:
    """Of several places one is chosen by number; what is known is passed over; what cannot be read is asked again."""
    async with talk(store) as kim:
        await kim.given("n", "Place? ")
        await kim.given("1200 n oak", "Which one?")
        assert "1  1200 N OAK" in kim.heard
        await kim.given("7", "There is no 7")
        await kim.hears("Which one?")
        await kim.given("2", "Type, or what happened? ")
        await kim.given("theft", "type THEFT")
        await kim.given("none", "There is no number in that")
        await kim.given("919-555-0142", "Is the thief still there? Y, N or ? ")
        await kim.given("perhaps", "is y, n or a question mark")
        await kim.given("y", "? ")
        await kim.given(".h other line", "ok  hold this line")
        await kim.given(".", "left as it is")
        incident = kim.desk.board.incidents[1]
        assert incident.place is not None
        assert (incident.place.text, incident.type, incident.details["phone"]) == (
            "1200 N OAK ST",
            "THEFT",
            "919-555-0142",
        )
        await kim.given("form", "Empty skips")
        told = await kim.given(".", "left as it is")
        assert "Place?" not in told and "Phone?" not in told


@pytest.mark.slow
async def test_the_lists_and_the_clocks(store: Path) -> None:
    """Queue, units, promises, requests, catalogue, alarms and clocks are told as lines when they are asked for."""
    async with talk(store) as kim:
        await kim.given("n 185 n oak st/theft", "Phone? ")
        await kim.given(".", "#1> ")
        for line, answer in (
            ("t", "ANSWER 0s ok, LOCATE 0s ok, BRIEF 0/40"),
            ("q", "PENDING 0  ACTIVE 0"),
            ("v", "UNITS 22 of 22 available"),
            ("f kind=medic free", "UNITS 3 of 3 available"),
            ("m park the gate is open", "ok  message for "),
            ("promises", "PROMISES 1"),
            ("requests", "REQUESTS 0"),
            ("dq pol", "REQUESTS of POL 0"),
            ("catalogue theft", "CATALOGUE 1"),
            ("alarms", "ALARMS 0"),
            ("bl", "BULLETINS 0"),
            ("say g1", "ok  said G1"),
            ("language es", "ok  language Spanish"),
            ("/oak", "FOUND 1 with oak"),
            ("hp 185 n oak st", "FOUND 1 of PLACE 185 N OAK ST"),
            ("la", "of LAST ACTIONS of C04"),
            ("z", "ok  taken back: "),
            ("nonsense", "There is no command nonsense"),
        ):
            await kim.given(line, answer)
