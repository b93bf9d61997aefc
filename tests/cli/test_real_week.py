"""A whole week of a real service, where it is at hand; elsewhere the sample stands for it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Command = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.mark.slow
def test_a_real_week_gives_every_known_figure(firstline: Command, replayed_week: str, week: Path) -> None:
    """The whole week through the desk's verbs, then the report: every percentile as computed by other means."""
    answer = json.loads(firstline("report", "--store", replayed_week, "--json").stdout)
    assert answer == json.loads((week / "expected_first_week.json").read_text())
    whole = firstline("verify", "--store", replayed_week)
    assert (whole.returncode, whole.stdout.split(maxsplit=1)[1]) == (0, "entries, chain whole, records agree\n")
