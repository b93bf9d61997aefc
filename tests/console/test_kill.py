"""kill -9 at any moment: what was said to be saved is saved, and the log is whole."""

from __future__ import annotations

import asyncio
import random
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from db.store import open_reader
from db.verify import check_chain
from tests.console.real_console import RealConsole
from tests.console.terminal.real_terminal import ROOT

pytestmark = pytest.mark.slow

ROUNDS = 20


def cli(*words: str) -> subprocess.CompletedProcess[str]:
    """A sub-command, run to its end."""
    return subprocess.run(
        [sys.executable, "-m", "console", *words], cwd=ROOT, capture_output=True, text=True, timeout=60
    )


async def _kept(store: Path) -> tuple[str, list[str]]:
    """The chain's fault if it has one, and the kinds and bodies of the log's facts."""
    reader = await open_reader(f"sqlite:///{store}")
    try:
        fault = await check_chain(reader)
        facts = [f"{entry.kind} {entry.about} {entry.body}" async for page in reader.stream() for entry in page]
        return ("" if fault is None else fault.sentence), facts
    finally:
        await reader.close()


def _type_for(console: RealConsole, seconds: float, chance: random.Random, sent: set[int]) -> None:
    """Take calls and send them by keys until the time is over, noting what the screen says was sent."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        step = chance.choice(["call", "remark", "end", "read", "read"])
        if step == "call":
            console.do("call.new", "185 n oak st", "<enter>", "theft", "call.send")
        elif step == "remark":
            console.do("call.remarks", "one more line", "<enter>")
        elif step == "end":
            console.do("call.end")
        console.read(0.02)
        sent.update(int(number) for number in re.findall(r"ok  SENT #(\d+)", "\n".join(console.lines())))


@pytest.mark.slow
def test_kill_at_random_moments_loses_nothing_that_was_acknowledged(store: Path) -> None:
    """Twenty kills in one store: each `ok SENT` that was on the screen is on the log, and the chain verifies."""
    chance = random.Random(1144)
    sent: set[int] = set()
    for round_ in range(ROUNDS):
        with RealConsole(store) as console:
            console.ready()
            if not sent:
                console.do("call.new", "185 n oak st", "<enter>", "theft", "call.send")
                console.until_shows("ok  SENT #1")
                sent.add(1)
            _type_for(console, chance.uniform(0.05, 0.8), chance, sent)
            console.kill()
        fault, facts = asyncio.run(_kept(store))
        assert fault == "", f"round {round_}"
        on_log = sum(fact.startswith("IncidentSent") for fact in facts)
        assert on_log >= len(sent), f"round {round_}: the screen said {len(sent)} were sent, the log has {on_log}"
    assert cli("verify", f"--store=sqlite:///{store}").returncode == 0


@pytest.mark.slow
def test_from_the_first_key_to_the_log(store: Path) -> None:
    """A call taken, sent, dispatched and closed by keys alone is told in order by `log`, and `verify` agrees."""
    with RealConsole(store) as console:
        console.ready()
        console.do("call.take", "1200 n oak", "<enter>", "2", "theft", "call.send")
        console.until_shows("ok  SENT #1 THEFT 1200 N OAK ST")
        console.do("incident.dispatch")
        console.until_shows("F7 sends ")
        (unit, *others) = re.findall(r"F7 sends ([\w ]+) to", "\n".join(console.lines()))[0].split()
        console.do("incident.dispatch")
        console.until_shows("ok  dispatch")
        for line in (f"e{unit}", f"o{unit}", *(f"f{other}" for other in others), f"c{unit} rpt"):
            console.do("line.command", line, "<enter>")
            console.until(
                lambda: re.search(r"ok  (free|clear|\w+ (en|on))", "\n".join(console.lines())) is not None, line
            )
        console.do("desk.leave", "desk.leave")
        assert console.ends() == 0
    log = cli("log", f"--store=sqlite:///{store}", "--about=incident:1")
    assert log.returncode == 0, log.stderr
    told = [kind for kind in ORDER if kind in log.stdout]
    places = [log.stdout.index(kind) for kind in told]
    assert told == list(ORDER), log.stdout
    assert places == sorted(places), log.stdout
    verified = cli("verify", f"--store=sqlite:///{store}")
    assert (verified.returncode, "chain whole" in verified.stdout) == (0, True), verified.stderr


ORDER = (
    "incident opened",
    "place set",
    "type set",
    "incident sent",
    "unit dispatched",
    "en_route",
    "on_scene",
    "incident closed",
)
"""What the story of an incident must hold, in this order."""
