"""The week's lot, drawn by the real command from a store."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

import pytest

from console.cli.places import default_centre
from console.desk import verbs as v
from console.desk.centre_files import load_centre
from console.desk.local import LocalDesk

pytestmark = pytest.mark.slow


async def test_the_lot_of_a_week(url: str, firstline: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    """Of that week's calls somebody's one is drawn, the same each time; another week has none."""
    desk = await LocalDesk.open(
        url, load_centre(default_centre()), position="C04", who="KIM", now=lambda: 1_774_000_000_000
    )
    for _ in range(3):
        receipt = await desk.ask(v.TakeCall())
        await desk.ask(v.EndCall(receipt.facts[0].call))  # type: ignore[union-attr,arg-type]  # it is CallRang
    await desk.close()
    lot = firstline("review", "--store", url, "--week", "2026-03-16").stdout
    assert lot.startswith("1 of 3 by 1 people, week of 2026-03-16, seed 2026-03-16")
    assert lot.splitlines()[1].endswith("KIM")
    assert firstline("review", "--store", url, "--week", "2026-03-16").stdout == lot
    assert (
        "NOBODY handled nothing"
        in firstline("review", "--store", url, "--week", "2026-03-16", "--new", "nobody").stderr
    )
    assert firstline("review", "--store", url, "--week", "2026-03-23").stdout.startswith("0 of 0")


def test_a_day_that_is_none(url: str, firstline: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    """The sentence says how a day is written."""
    done = firstline("review", "--store", url, "--week", "monday")
    assert done.returncode == 1 and "write it as 2026-11-16" in done.stderr
