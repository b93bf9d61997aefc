"""How long things took, by the real command and by the rule alone."""

from __future__ import annotations

import csv
import json
import subprocess
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from statistics import quantiles
from typing import Any

import pytest

from console.rules.centre import Centre, Standard
from console.rules.interval import AssignmentTimes, IncidentTimes, figures, intervals, percentile

Command = Callable[..., "subprocess.CompletedProcess[str]"]
Row = dict[str, str]


def nobody() -> Centre:
    return Centre("X", "Nowhere", "UTC", ("1",), (), (), (), (), (), (), (), (), (), Standard("none", ()))


def approx_tenth(exact: float) -> Any:
    """Equal to what rounds to the same tenth; a value right between two tenths may go either way."""
    return pytest.approx(exact, abs=0.05 + 1e-9, rel=0)


def known(spans: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The figures by Python's own statistics, from the file's own words."""
    whole = [
        (datetime.fromisoformat(end) - datetime.fromisoformat(begin)).total_seconds()
        for begin, end in spans
        if begin and end
    ]
    seconds = [length for length in whole if length >= 0]
    cuts = quantiles(seconds, n=100, method="inclusive")
    percents = {f"p{percent}": approx_tenth(cuts[percent - 1]) for percent in (50, 90, 95, 99)}
    return {"n": len(seconds), **percents, "max": max(seconds)}


def section(rows: Sequence[Row]) -> dict[str, Any]:
    incidents: dict[str, list[Row]] = {}
    for row in rows:
        incidents.setdefault(row["incident"], []).append(row)

    def first(crews: Sequence[Row], stamp: str) -> str:
        return min((row[stamp] for row in crews if row[stamp]), default="")

    def spans(begin: str, end: str) -> list[tuple[str, str]]:
        return [(first(crews, begin), first(crews, end)) for crews in incidents.values()]

    return {
        "incidents": len(incidents),
        "received_to_entered": known(spans("received", "entered")),
        "entered_to_first_dispatched": known(spans("entered", "dispatched")),
        "received_to_first_dispatched": known(spans("received", "dispatched")),
        "first_dispatched_to_first_enroute": known(spans("dispatched", "enroute")),
        "received_to_first_onscene": known(spans("received", "onscene")),
        "unit_dispatched_to_enroute": known([(row["dispatched"], row["enroute"]) for row in rows]),
        "unit_enroute_to_onscene": known([(row["enroute"], row["onscene"]) for row in rows]),
    }


@pytest.mark.slow
def test_the_sample_gives_the_files_own_figures(firstline: Command, replayed: str, sample: Path) -> None:
    """What the report says of the records is what the file says, computed without the console."""
    rows = list(csv.DictReader(sample.read_text().splitlines()))
    answer = json.loads(firstline("report", "--store", replayed, "--json").stdout)
    assert answer["phoned"] == section([row for row in rows if row["received"] < row["entered"]])
    assert answer["all"] == section(rows)
    assert answer["rows"] == len(rows)
    assert "phoned = received earlier than entered" in answer["note"]


@pytest.mark.slow
def test_for_people_it_is_a_table(firstline: Command, replayed: str) -> None:
    """The same figures in words and columns."""
    told = json.loads(firstline("report", "--store", replayed, "--json").stdout)
    table = firstline("report", "--store", replayed).stdout
    line = next(line for line in table.splitlines() if line.startswith("received to first onscene"))
    assert line.split()[4:] == [str(value) for value in told["phoned"]["received_to_first_onscene"].values()]


@pytest.mark.slow
async def test_a_store_without_incidents_has_no_figures(firstline: Command, url: str) -> None:
    """No values: n is 0 and the figures are null; and a console that has the store open is not in the way."""
    from console.desk.local import LocalDesk

    desk = await LocalDesk.open(url, nobody(), position="C01", who="ANN")
    try:
        done = firstline("report", "--store", url, "--json")
        table = firstline("report", "--store", url)
    finally:
        await desk.close()
    nothing = {"n": 0, "p50": None, "p90": None, "p95": None, "p99": None, "max": None}
    assert json.loads(done.stdout)["all"]["received_to_entered"] == nothing
    assert table.stdout.splitlines()[1].split() == ["received", "to", "entered", "0", "-", "-", "-", "-", "-"]


@pytest.mark.parametrize("command", ["report", "log", "verify", "rebuild"])
def test_without_a_store_there_is_a_sentence(firstline: Command, url: str, tmp_path: Path, command: str) -> None:
    """It names the file and the remedy, exits with 1 and makes nothing."""
    done = firstline(command, "--store", url)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"there is no store at {tmp_path / 'calls.db'}; check the path given with --store\n"
    assert not (tmp_path / "calls.db").exists()


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [
        ([7.0], 99, 7.0),
        ([0.0, 10.0], 50, 5.0),
        ([0.0, 10.0], 90, 9.0),
        ([1.0, 2.0, 3.0, 4.0], 25, 1.75),
        ([1.0, 2.0, 3.0, 4.0], 100, 4.0),
    ],
)
def test_percentiles_lie_between_neighbours(values: list[float], percent: float, expected: float) -> None:
    """Linear interpolation between the two values that the place falls between."""
    assert percentile(values, percent) == pytest.approx(expected)


def test_what_ends_before_it_begins_does_not_count() -> None:
    """Nor does what has only one end; a length of 0 does."""
    assert figures([(5_000, 4_000), (None, 1), (1, None), (1_000, 1_000), (0, 2_500)]) == {
        "n": 2, "p50": 1.2, "p90": 2.2, "p95": 2.4, "p99": 2.5, "max": 2.5,
    }  # fmt: skip


def test_phoned_is_received_before_sent() -> None:
    """The same moment, or no sending at all, means that nobody rang; units go with their incident."""
    stamps = (None, None, None)
    incidents = [
        IncidentTimes(1, 0, 1_000, *stamps),
        IncidentTimes(2, 5, 5, *stamps),
        IncidentTimes(3, 5, None, *stamps),
    ]
    answer: Any = intervals(incidents, [AssignmentTimes(1, 0, 3_000, None), AssignmentTimes(2, 0, 9_000, None)])
    assert (answer["phoned"]["incidents"], answer["all"]["incidents"], answer["rows"]) == (1, 3, 2)
    assert answer["phoned"]["unit_dispatched_to_enroute"]["max"] == 3.0
