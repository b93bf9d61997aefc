"""Line by line: a sign-in and a lock show no passphrase, tell nothing of the board, and keep the half-typed line."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from console.desk import verbs as v
from console.desk import verifiers
from console.desk.local import LocalDesk
from console.plain.talk import Talk
from console.rules.admit import Claim
from console.screens.shift import Shift
from tests.console.driver import PATIENCE, Clock, default_keymap, milltown
from tests.console.test_cover import URGENT
from tests.plain.talking import Talker, talk

pytestmark = pytest.mark.slow

SECRET = "pale cats read nine maps"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Where a log may be made."""
    return tmp_path / "calls.db"


async def test_locked_it_tells_nothing_but_how_many_urgent_calls_wait(store: Path) -> None:
    """What happened meanwhile is told once the person is back, and the half-typed line is still there."""
    async with talk(store) as kim:
        await kim.given("lock", "LOCKED by KIM; Enter goes on")
        await kim.hears("URGENT CALLS WAITING 0")
        for verb in URGENT:
            await kim.other(verb)
        came = await kim.hears("URGENT CALLS WAITING 1")
        assert "MARKET" not in came
        kim.type("\n")
        assert "NEW P1" in await kim.hears("C04> ")


async def test_left_alone_it_locks_in_the_middle_of_a_line(store: Path) -> None:
    """What was half typed is asked for again, as it was; nothing typed meanwhile got into it."""
    async with talk(store) as kim:
        kim.type("; a red k")
        await kim.hears("; a red k")
        kim.clock.now += 16 * 60_000
        await kim.hears("LOCKED by KIM")
        kim.type("zzz\n")
        assert "zzz" not in await kim.hears("; a red k")
        await kim.given("ite", "Name the incident")


async def test_signing_in_shows_neither_the_board_nor_the_passphrase(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Login, then the passphrase, unseen; a wrong one is told and asked for again."""
    monkeypatch.setattr(verifiers, "N", 2**4)
    clock = Clock()
    desk = await LocalDesk.open(f"sqlite:///{store}", milltown(), position="CLI", who="ROOT", now=clock)
    for login in ("kim", "lee"):
        await desk.ask(v.AddPerson(login, login.upper(), "dispatcher", "floor", "passphrase"))
        await desk.seat.set_passphrase(login, SECRET)
    await desk.close()
    kim = Talker(clock)

    async def opening() -> LocalDesk:
        claim = Claim("floor", name="FLOOR")
        return await LocalDesk.open(
            f"sqlite:///{store}", milltown(), position="C04", who="FLOOR", now=clock, claim=claim
        )

    talking = asyncio.create_task(Talk(Shift(opening, default_keymap(), "C04", "FLOOR", clock), kim.lines).run())
    await kim.hears("Login: ")
    await kim.given("kim", "Passphrase of kim (not shown): ")
    await kim.given("not this one here", "do not fit")
    await kim.given("kim", "Passphrase of kim (not shown): ")
    assert "PENDING" not in kim.heard
    await kim.given(SECRET, "C04 KIM LIVE")
    assert SECRET not in kim.heard
    assert "not this one here" not in kim.heard
    kim.lines.arrived(b"")
    await asyncio.wait_for(talking, PATIENCE)
