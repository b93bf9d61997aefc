"""The nine tasks of the keystroke budgets, line by line through a real dumb terminal."""

from __future__ import annotations

import asyncio
import re
import sqlite3
import time
from pathlib import Path

import pytest

from console.cli.places import default_centre
from console.desk import verbs as v
from console.desk.centre_files import load_centre
from console.desk.local import LocalDesk
from console.rules.facts import PlaceSet
from tests.console.driver import seat
from tests.plain.talking import RealTalk, talk

pytestmark = pytest.mark.slow


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Where a log may be made."""
    return tmp_path / "calls.db"


async def late_one(store: Path) -> None:
    """An incident of another position that has been waiting for ten minutes."""
    then = round(time.time() * 1000) - 600_000
    centre = load_centre(default_centre())
    desk = await LocalDesk.open(f"sqlite:///{store}", centre, position="C02", who="LEE", now=lambda: then)
    await desk.ask(v.TakeCall())
    for verb in (v.SetPlace(PlaceSet(1, "77 ELM AV")), v.SetType(1, "DIST-P"), v.Send(1), v.EndCall(1)):
        await desk.ask(verb)
    await desk.close()


def new_call(kim: RealTalk, line: str) -> None:
    """A call in one line, given to the dispatcher; its line ends."""
    kim.given(f"n {line}", "Phone?")
    kim.given(".s", "ok  SENT #")
    kim.hears("Phone?")
    kim.given(".", "s  sends it")
    kim.given("end", "ended")


def test_all_nine_tasks_without_one_escape(store: Path) -> None:
    """New call, dispatch, status, hold and the next, link, callback, referral, oldest overdue, clear: all of 7.6."""
    asyncio.run(late_one(store))
    with RealTalk(store) as kim:
        assert kim.heard.startswith("TERM=dumb cannot place text on the screen, so Firstline talks line by line.\n")
        kim.hears("C04> ")
        new_call(kim, "185 n oak st/theft")  # 1
        why = kim.given("d", " to #2 THEFT")  # 2
        unit = re.findall(r"again sends (\w+)", why)[0]
        kim.given("d", f"ok  dispatch {unit}")
        kim.given(f"e{unit}", f"ok  {unit} en route")  # 3
        kim.given("n 185 n oak st/theft", "SAME CALL? #2")
        kim.given(".", "s  sends it")
        kim.given("h", "ok  hold this line")  # 4
        kim.given("n 77 elm av/noise-bark", "you are on L")
        kim.hears("Phone?")
        kim.given(".", "s  sends it")
        kim.given("j", "is yours again")
        kim.given("k", "k  again: your caller is about #2")  # 5
        kim.given("k", "ok  your caller is about #2")
        kim.given("name Dana Ruiz", "ok  name Dana Ruiz")
        kim.given("phone 919-555-0142", "ok  phone 919-555-0142")
        kim.given("b 15", "ok  call Dana Ruiz back at ")  # 6
        kim.given("#4", "NOISE-BARK")
        kim.given("i tow", "What does the caller want?")  # 7
        kim.given("2", "Number read back?")
        for _ in range(3):
            kim.given("y", "Y, N or ?")
        for answer in ("n", "n", "y"):
            kim.given(answer, "Y, N or ?")
        kim.given("y", "Close as REFERRED?")
        kim.given("y", "ok  REFERRED #4")
        kim.given("a", "ok  seen: #1 DIST-P")  # 8
        kim.given("o", "#1 P1 DIST-P")
        kim.given(f"c{unit} rpt", f"ok  clear {unit} with RPT")  # 9
        kim.given("t", "ALARMS")
        kim.given("bye", "again leaves")
        kim.type("bye\r")
        assert kim.ends() == 0
        assert "\x1b" not in kim.heard
        assert kim.raw.isascii()


def test_a_safety_answer_that_is_blank_cannot_close(store: Path) -> None:
    """A referral with one question skipped says which one, and the incident stays open."""
    with RealTalk(store) as kim:
        new_call(kim, "77 elm av/noise-bark")
        kim.given("i tow", "What does the caller want?")
        kim.given("", "Number read back?")
        for _ in range(3):
            kim.given("y", "Y, N or ?")
        for answer in ("n", "", "n"):
            kim.given(answer, "Y, N or ?")
        kim.given("y", "A referral cannot close yet; still to ask: is anyone in danger.")
        kim.given("q", "NOISE-BARK")


def test_kill_and_go_on_where_the_line_was(store: Path) -> None:
    """What is half typed outlives kill -9: it is told at the start, and stands behind the prompt again."""
    with RealTalk(store) as kim:
        kim.given("n", "Place?")
        kim.type("185 n oa")
        kim.until(lambda: _kept(store) == "185 n oa", "a draft")
        kim.kill()
    with RealTalk(store) as kim:
        kim.hears("#1 was left half typed at ")
        kim.hears("location: 185 n oa")
        kim.given("form", "Place? 185 n oa")
        kim.given("k st", "place 185 N OAK ST, Milltown zone 10 matched")


async def test_the_drawn_console_goes_on_where_the_plain_one_was(store: Path) -> None:
    """A draft is the same form for both: what was half typed line by line stands in its field on the screen."""
    async with talk(store) as kim:
        await kim.given("n", "Place? ")
        kim.type("185 n oa")
        await kim.hears("185 n oa")
    async with seat(store) as kim_again:
        await kim_again.shows("185 n oa")
        assert kim_again.field[:2] == ("location", "185 n oa")


def _kept(store: Path) -> str:
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as base:
        found = base.execute("select body from draft").fetchall()
    return re.findall(r'"location":"([^"]*)"', found[0][0])[0] if found else ""


@pytest.mark.parametrize("key", ["\x11", "\x03", "\x04", "\x1a", "\x13", "\x1c"])
def test_no_key_ends_or_freezes_it(store: Path, key: str) -> None:
    """Ctrl+Q, C, D, Z, S and backslash neither leave nor stop: the next command is answered."""
    with RealTalk(store) as kim:
        kim.hears("C04> ")
        kim.type(key)
        kim.given("q", "PENDING 0  ACTIVE 0")
        assert kim.child.poll() is None


def test_the_c_locale_gets_ascii_and_no_line_is_too_long(store: Path) -> None:
    """With LANG=C accents lose their marks and nothing is but ASCII; at forty columns every line fits."""
    with RealTalk(store, size=(40, 24), LANG="C") as kim:
        kim.hears("C04> ")
        kim.given("n 185 n oak st/theft", "Phone?")
        kim.given(".", "s  sends it")
        kim.given("; José Ångström said “no”", 'Jose Angstrom said "no"')
        kim.given("card", 'KIM: Jose Angstrom said "no"')
        kim.given("help", "as in  sg unk")
        kim.hears("C04 #1> ")
        typed = ("help", "card", "; Jos", "n 185", ".")
        long = [line for line in kim.heard.splitlines() if len(line) > 40 and not line.startswith("C04")]
        assert kim.raw.isascii()
        assert [line for line in long if not any(word in line for word in typed)] == []
