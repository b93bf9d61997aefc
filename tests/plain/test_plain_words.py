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
    text = "\n".join(path.read_text("utf-8") for path in (ROOT / "console" / "desk").glob("*.py"))
    meant = set(re.findall(r'(?:command=|screen_word\()"([a-z._]+)"', text))
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
        await kim.given("b 15 osei 919-555-0142", "A number begins with a digit or +;  .b 15 osei")
        await kim.given("919-555-0142", "Is the thief still there? Y, N or ? ")
        await kim.given("perhaps", "is y, n or a question mark")
        await kim.given("bye", ".bye  would be the command")
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
async def test_what_is_refused_is_never_called_ok(store: Path) -> None:
    """An answer or a detail that the desk refuses is told as refused, and no "ok" follows."""
    async with talk(store) as kim:
        await kim.given("n 185 n oak st/theft", "Phone? ")
        await kim.given(".", "#1> ")
        await kim.given("phone 919-555-0142", "ok  phone 919-555-0142")
        await kim.given("phone 919-555-0142", "ok  phone 919-555-0142")
        await kim.given("c #1 rpt", "ok  close #1")
        for line in ("answer there n", "phone 919-555-0177"):
            told = await kim.given(line, "is closed; reopen it first") + await kim.given("q", "PENDING 0")
            assert "\nok " not in told


@pytest.mark.slow
async def test_a_question_says_how_it_is_left(store: Path) -> None:
    """Where an empty answer takes the first of several, a dot leaves them; a line is lost only by an answer."""
    async with talk(store) as kim:
        await kim.given("n 185 n oak st/dist-v", "Phone? ")
        await kim.given(".", "#1> ")
        await kim.given("i tow", "or . to leave; Enter is 1:")
        await kim.given(".", "Nothing is closed")
        await kim.given("cut", "odd heard on L1? Y, or Enter for no; . leaves it:")
        await kim.given("q", "Type y or n;  .q  would be the command.")
        await kim.given(".", "L1 goes on.")
        assert [call.state for call in kim.desk.board.calls.values()] == ["answered"]


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
