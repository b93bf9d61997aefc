"""What callers were told of the wait, held against what came, by the real command."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable

import pytest

from console.cli.places import default_centre
from console.desk import verbs as v
from console.desk.centre_files import load_centre
from console.desk.local import LocalDesk
from console.rules.facts import PlaceSet, PromiseMade

pytestmark = pytest.mark.slow

MINUTE = 60_000


async def test_what_was_said_is_held_against_what_came(
    url: str, firstline: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    """Of three waits that were told one is kept, one broken and one open; the command says so."""
    now = [1_774_000_000_000]
    desk = await LocalDesk.open(url, load_centre(default_centre()), position="C04", who="KIM", now=lambda: now[0])
    for incident in (1, 2, 3):
        await desk.ask(v.OpenIncident())
        await desk.ask(v.SetPlace(PlaceSet(incident, "185 N OAK ST")))
        await desk.ask(v.SetType(incident, "NOISE"))
        await desk.ask(v.Send(incident))
        await desk.ask(v.MakePromise(PromiseMade(0, "wait", "", incident=incident, minutes=10)))
    for minutes, unit, incident in ((4, "12", 1), (16, "14", 2)):
        now[0] += minutes * MINUTE
        await desk.ask(v.Dispatch((unit,), incident, "on_scene"))
    await desk.close()
    told = json.loads(firstline("wait", "--store", url, "--json").stdout)["told"]
    assert (told["n"], told["kept"], told["broken"], told["withdrawn"], told["open"]) == (3, 1, 1, 0, 1)
    assert (told["share_kept"], told["median_said_minutes"], told["median_came_minutes"]) == (0.5, 10, 12.0)
    assert "told to callers: 3" in firstline("wait", "--store", url).stdout
