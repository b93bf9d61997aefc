"""A full disk as the person at the console meets it: told at once, worked on with, and gone by itself."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.console.driver import seat
from tests.console.full_floor import SCREENS, full_floor, hide, show
from tests.console.real_console import RealConsole
from tests.console.terminal.real_terminal import ROOT
from tests.plain.talking import talk
from tests.small_disk import Disk


@pytest.mark.slow
def test_a_call_is_taken_by_keys_while_the_disk_is_full(disk: Disk) -> None:
    """The alarm stands on the screen in words with its remedy, the call is sent, and with room again all verifies."""
    with RealConsole(disk.store) as console:
        console.ready()
        disk.fill()
        console.do("call.take")
        console.until_shows("!! KEPT ASIDE")
        shown = " ".join(" ".join(console.lines()).split())
        assert "safe but not on the log: the disk is full; free some" in shown
        assert "| ASIDE " in console.lines()[0]
        console.do("1200 n oak", "<enter>", "2", "theft", "call.send")
        console.until_shows("ok  SENT #1 THEFT 1200 N OAK ST")
        console.do("alarm.see")
        console.until_shows("ok  seen: KEPT ASIDE")
        assert "| ASIDE " in console.lines()[0]
        disk.empty()
        console.until_shows("The store takes everything again;")
        console.until(lambda: "ASIDE" not in console.lines()[0], "a quiet top line")
        console.do("desk.leave", "desk.leave")
        assert console.ends() == 0
    words = [sys.executable, "-m", "console", "verify", f"--store=sqlite:///{disk.store}"]
    verified = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (verified.returncode, "chain whole" in verified.stdout) == (0, True), verified.stderr


async def test_line_by_line_it_is_told_as_well(store: Path) -> None:
    """The trouble as an alarm in words, then that it is over."""
    async with talk(store) as talker:
        away = store.with_name("away.db")
        store.rename(away)
        await talker.given("n", "ALARM !! KEPT ASIDE")
        said = " ".join((await talker.hears("acknowledges")).split())
        assert "the store was removed, renamed or replaced; put the same file back as" in said
        away.rename(store)
        await talker.hears("The store takes everything again;")


@pytest.mark.slow
async def test_a_clock_that_was_set_back_shows_no_time_below_nothing(store: Path) -> None:
    """An hour back, or a day: on no screen does anything last less than nothing, and the console works on."""
    async with seat(store, size=(120, 40)) as kim:
        await full_floor(kim)
        for back in (3_600_000, 86_400_000):
            kim.clock.now -= back
            kim.app.tick()
            for name in SCREENS:
                await show(kim, name)
                below = re.findall(r"(?<![\w:.-])-\d+(?::\d\d|s\b|h\d\d| min\b|/)", kim.text)
                assert not below, (name, below, kim.text)
                await hide(kim, name)
        await kim.do("call.new")
        await kim.shows("L2 TALK 0:00")
