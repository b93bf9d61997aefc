"""The rates on record, by the real command, of alarms that a real desk was shown."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable

import pytest

from console.cli.places import default_centre
from console.desk import verbs as v
from console.desk.centre_files import load_centre
from console.desk.local import LocalDesk
from tests.console.driver import START, Clock
from tests.rules.factory import place

pytestmark = pytest.mark.slow
Command = Callable[..., "subprocess.CompletedProcess[str]"]
MINUTE = 60_000


@pytest.fixture
async def shown(url: str) -> str:
    """A store of two hours with a late call: shown, seen and left standing; another alarm was put aside."""
    clock = Clock()
    desk = await LocalDesk.open(url, load_centre(default_centre()), position="D02", who="LEE", now=clock)
    for verb in (v.TakeCall(), v.EndCall(1), place(1), v.SetType(1, "MED-U"), v.Send(1)):
        await desk.ask(verb)
    late = f"late:1:P1:{START + 40_000}:0"
    clock.now += MINUTE
    await desk.ask(v.ShowAlarm(late, 1))
    await desk.ask(v.SeeAlarm(late))
    await desk.ask(v.ShowAlarm("check:12:5", 2))
    await desk.ask(v.ShelveAlarm("check:12:5", "radio is \x1b[2Jdown", 20))
    clock.now += 90 * MINUTE
    await desk.ask(v.AddRemark(1, "still nobody"))
    await desk.close()
    return url


def test_the_rates_stand_beside_their_limits(firstline: Command, shown: str) -> None:
    """By position, with what was left standing and what was put aside for which reason; no word moves a cursor."""
    done = firstline("alarms", "--store", shown)
    assert done.returncode == 0, done.stderr
    head, figures, limits, *rest = done.stdout.splitlines()
    assert head.split()[:3] == ["position", "shown", "hours"]
    assert figures.split() == ["D02", "2", "2", "0.17", "2", "2", "0.0%", "50%", "50%", "above:", "high"]
    assert limits.split() == ["at", "most", "1", "10", "15", "1%", "25%"]
    assert f"stale (seen, and standing over an hour): 1; at most 5 a day: late:1:P1:{START + 40_000}:0" in rest
    assert rest[-2:] == ["put aside: 1", "  2026-11-21 14:33 LEE/D02 check:12:5 for 20 min: radio is \ufffd[2Jdown"]
    assert "\x1b" not in done.stdout


def test_machines_get_the_same_figures(firstline: Command, shown: str) -> None:
    """As JSON, with the limits."""
    done = firstline("alarms", "--store", shown, "--json")
    answer = json.loads(done.stdout)
    (position,) = answer["positions"]
    assert (position["position"], position["shown"], position["above"]) == ("D02", 2, ["high"])
    assert answer["limits"]["per_ten_minutes"] == 1.0
    assert [aside["alarm"] for aside in answer["put_aside"]] == ["check:12:5"]
    assert len(answer["stale"]) == 1


def test_a_store_without_alarms_says_so(firstline: Command, replayed: str) -> None:
    """In a sentence, not in an empty table."""
    done = firstline("alarms", "--store", replayed)
    assert (done.returncode, done.stdout) == (0, "No alarm was shown at any position.\n")
