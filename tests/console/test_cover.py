"""A locked console and one that asks who is there show nothing of the board, and give back all that was typed."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest
from textual import events

from console.app import ConsoleApp
from console.desk import verbs as v
from console.desk.account import own_account
from console.desk.local import LocalDesk
from console.keymap import Keymap
from console.rules.admit import Claim
from console.rules.facts import PlaceSet
from db.store import open_reader
from tests.console.driver import Clock, Seat, default_keymap, milltown, seat
from tests.console.real_console import RealConsole
from tests.console.ways import House

pytestmark = pytest.mark.slow

SECRET = "pale cats read nine maps"
URGENT = (
    v.OpenIncident(),
    v.SetPlace(PlaceSet(1, "41 MARKET SQ")),
    v.SetType(1, "FIRE-S"),
    v.Send(1),
)


async def locked(kim: Seat) -> None:
    """Kim presses the keys of the lock, and all is hidden."""
    await kim.do("desk.lock")
    await kim.shows("LOCKED by KIM", "Enter shows everything again")


async def test_every_keymap_locks_and_enter_gives_all_back(store: Path, keymap: Keymap) -> None:
    """The field, its text and the cursor in it are as they were; what was typed meanwhile went nowhere."""
    async with seat(store, keymap=keymap) as kim:
        await kim.do("call.take")
        await kim.type("185 n oak")
        await kim.press("left", "left")
        before = kim.field
        await locked(kim)
        assert "OAK" not in kim.text.upper()
        await kim.type("xyz")
        await kim.press("f5", "tab", "ctrl+g")
        await kim.press("enter")
        await kim.until(lambda: not kim.app.covered, "the form again")
        await kim.at_rest()
        assert kim.field == before


async def test_it_says_how_many_urgent_calls_wait_and_nothing_else(store: Path) -> None:
    """The position, the clock and two counts; no place, no type, no caller, whatever happens meanwhile."""
    async with seat(store) as kim:
        await locked(kim)
        await kim.shows("C04", "14:32:07", "URGENT CALLS WAITING 0", "LINES RINGING 0")
        await kim.colleague(*URGENT, v.Ring("L1", "919-555-0142"))
        await kim.shows("URGENT CALLS WAITING 1", "LINES RINGING 1")
        assert not re.search(r"MARKET|FIRE|0142|LEE", kim.text)
        await kim.press("enter")
        await kim.shows("MARKET SQ")


async def test_a_console_that_is_left_alone_locks_itself(store: Path) -> None:
    """After the centre's 15 minutes without a key, not before; the desk is told why."""
    async with seat(store) as kim:
        await kim.later(14 * 60)
        kim.clock.now += 15 * 60_000 - 1000
        kim.app.tick()
        await kim.at_rest()
        assert not kim.app.covered
        kim.clock.now += 1000
        kim.app.tick()
        await kim.shows("LOCKED by KIM")
        await kim.press("enter")
        await kim.until(lambda: not kim.app.covered, "the board")


async def test_a_broken_glass_is_in_view_at_once(store: Path) -> None:
    """At whatever position, with who and why."""
    async with seat(store) as kim:
        await kim.colleague(v.BreakGlass("nobody of the people is here"), position="S01")
        await kim.shows("GLASS BROKEN by LEE at S01 for 30:00: nobody of the people is here")


async def test_what_is_handed_over_is_there_and_told(store: Path) -> None:
    """Kim takes over a line of C02 by one word, and its form goes on where it was left."""
    async with seat(store) as kim:
        await kim.colleague(v.TakeCall(), position="C02")
        await kim.do("line.command")
        await kim.type("take c02")
        await kim.shows("take over L1 and #1 of C02")
        await kim.press("enter")
        await kim.shows("L1 TALK")
        await kim.do("line.command")
        await kim.type("hand c03")
        await kim.press("enter")
        await kim.until(lambda: "L1 TALK" not in kim.text, "the line at C03")


def people_in(store: Path, *logins: str) -> None:
    """These people share the account that the tests run under."""

    async def add() -> None:
        desk = await LocalDesk.open(f"sqlite:///{store}", milltown(), position="CLI", who="ROOT")
        for login in logins:
            await desk.ask(v.AddPerson(login, login.upper(), "dispatcher", own_account(), "passphrase"))
            await desk.seat.set_passphrase(login, SECRET)
        for verb in URGENT:
            await desk.ask(verb)
        await desk.close()

    asyncio.run(add())


async def test_what_is_typed_before_the_question_goes_nowhere(store: Path) -> None:
    """It was meant for somebody else's console, or was a passphrase that was typed too soon."""
    await asyncio.to_thread(people_in, store, "kim", "lee")
    clock, may_open = Clock(), asyncio.Event()

    async def opening() -> LocalDesk:
        await may_open.wait()
        claim, url = Claim(own_account(), name="X"), f"sqlite:///{store}"
        return await LocalDesk.open(url, milltown(), position="C04", who="X", now=clock, claim=claim)

    app = ConsoleApp(opening, default_keymap(), "C04", "X", clock)
    async with app.run_test(size=(80, 24)) as pilot:
        here = Seat(app, pilot, clock, House())
        await here.until(lambda: len(app.screen_stack) > 0 and hasattr(app, "rooms"), "screens")
        for key in ("f2", *SECRET):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await here.until(lambda: len(app._ahead) == 1 + len(SECRET), "typed keys")
        may_open.set()
        await here.shows("SIGN IN", "Login: _")
        for text in ("kim", SECRET):
            for key in (*text, "enter"):
                app.post_message(events.Key(key, key if len(key) == 1 else None))
        await here.until(lambda: app.begun and not app.covered, "the board")
        await here.at_rest()
        assert not app.shift.board.calls
        assert "pale" not in here.text
        await app.shift.close()


async def kinds(store: Path) -> list[str]:
    """The kinds of the log's entries."""
    reader = await open_reader(f"sqlite:///{store}")
    try:
        return [entry.kind async for page in reader.stream() for entry in page]
    finally:
        await reader.close()


def test_the_real_console_asks_who_is_there_and_hides_what_it_shows(store: Path) -> None:
    """In a real terminal: nothing of the board before the passphrase, nothing while locked, the passphrase never."""
    people_in(store, "kim", "lee")
    with RealConsole(store) as console:
        console.until_shows("SIGN IN")
        console.until_shows("Login:")
        assert "MARKET" not in console.raw.decode(errors="replace")
        console.do("kim", "<enter>")
        console.until_shows("Passphrase of kim")
        console.do("not this one here", "<enter>")
        console.until_shows("do not fit")
        assert "MARKET" not in console.raw.decode(errors="replace")
        console.do("kim", "<enter>", SECRET, "<enter>")
        console.ready()
        console.until_shows("C04 KIM LIVE")
        console.until_shows("MARKET SQ")
        console.do("call.take", "185 n oak")
        console.until_shows("185 n oak")
        console.do("desk.lock")
        console.until_shows("LOCKED by KIM")
        hidden = "\n".join(console.lines()).upper()
        assert not any(word in hidden for word in ("OAK", "MARKET", "L1", "FIRE", "LOCATION"))
        console.do("zzz", "<enter>")
        console.until_shows("do not fit")
        console.do(SECRET, "<enter>")
        console.until_shows("LOCATION >185 n oak")
        console.do(" st")
        console.until_shows("LOCATION >185 n oak st")
        console.until_shows("draft saved")
        console.do("desk.leave", "desk.leave")
        assert console.ends() == 0
        assert SECRET.encode() not in console.raw
        assert b"pale cats" not in console.raw
    log = asyncio.run(kinds(store))
    assert [kind for kind in log if kind.startswith(("Sign", "Session"))] == [
        *("SignInFailed", "SignedIn", "SessionLocked", "SignInFailed", "SessionUnlocked", "SignedOut"),
    ]
    assert SECRET.encode() not in store.read_bytes()
