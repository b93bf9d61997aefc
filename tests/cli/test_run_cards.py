"""Run cards tried on a replayed log, by the real command; the shipped ones on a whole real week where it is at hand."""

from __future__ import annotations

import csv
import json
import subprocess
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from console.cli.places import SHIPPED
from console.desk.centre_files import load_centre
from console.rules.board import Board, Incident, Spot, Unit
from console.rules.recommend import recommend
from tests.cli.conftest import ROOT, WEEK

Command = Callable[..., "subprocess.CompletedProcess[str]"]
SFFD = ROOT / "console" / "centres" / "sffd"
pytestmark = pytest.mark.slow
needs_week = pytest.mark.skipif(not WEEK.exists(), reason="the week is too large to ship")


def plans(file: Path) -> dict[str, str]:
    """What was sent within a minute of the first dispatch, by the file's own numbers: no part of the product counts."""
    rows: dict[str, list[tuple[datetime, str]]] = {}
    for row in csv.DictReader(file.read_text().splitlines()):
        if row["dispatched"]:
            sent = (datetime.fromisoformat(row["dispatched"]), row["unit_type"])
            rows.setdefault(row["incident"], []).append(sent)
    found = {}
    for number, sends in rows.items():
        last = min(sends)[0] + timedelta(seconds=60)
        kinds = Counter(kind for when, kind in sends if when <= last)
        found[number] = " + ".join(f"{kinds[kind]} {kind}" for kind in sorted(kinds))
    return found


def phoned(file: Path) -> set[str]:
    """The numbers of those that were received before they were entered."""
    rows = csv.DictReader(file.read_text().splitlines())
    return {row["incident"] for row in rows if row["received"] < row["entered"]}


def agrees(answer: dict[str, Any], file: Path) -> None:
    """Every send in the answer is the file's, and every share is what counting the list again gives."""
    sent, by_phone = plans(file), phoned(file)
    told = {one["ref"]: one for one in answer["incidents"]}
    assert {ref: one["sent"] for ref, one in told.items()} == sent
    assert {ref for ref, one in told.items() if one["phoned"]} == by_phone & sent.keys()
    for name, refs in (
        ("all", sent.keys()),
        ("phoned", by_phone & sent.keys()),
        ("not_phoned", sent.keys() - by_phone),
    ):
        same = sum(told[ref]["advised"] == sent[ref] for ref in refs)
        assert (answer[name]["n"], answer[name]["matched"]) == (len(refs), same)
        assert answer[name]["share"] == round(same / len(refs), 3)
    groups = Counter((one["phoned"], one["type"], one["priority"]) for one in told.values())
    assert {(g["phoned"], g["type"], g["priority"]): g["n"] for g in answer["groups"]} == groups


def test_the_sends_are_the_files_own_and_the_shares_can_be_counted_again(
    firstline: Command, replayed: str, sample: Path
) -> None:
    """A few dozen incidents: what was sent comes from the log, what was advised from the cards, and both are listed."""
    done = firstline("run-cards", "--store", replayed, "--centre", SFFD, "--json", "--list")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    agrees(answer, sample)
    assert answer["all"]["matched"] > 0
    days = answer["earlier_days"]["n"] + answer["later_days"]["n"]
    assert days == answer["phoned"]["n"]


def test_the_table_says_the_same_figures(firstline: Command, replayed: str) -> None:
    """Shares as percentages, every incident in a line of its own when it is asked for, and the honest remarks."""
    answer = json.loads(firstline("run-cards", "--store", replayed, "--centre", SFFD, "--json").stdout)
    lines = firstline("run-cards", "--store", replayed, "--centre", SFFD, "--list").stdout.splitlines()
    row = next(line.split() for line in lines if line.startswith("phoned  "))
    assert row == [
        "phoned",
        str(answer["phoned"]["n"]),
        *(f"{answer['phoned'][n]:.1%}" for n in ("share", "by_card_share")),
    ]
    assert sum(": sent " in line for line in lines) == answer["all"]["n"]
    assert "incidents" not in answer
    assert any("flatters them" in line for line in lines)


def test_types_without_a_run_card_are_counted_not_dropped(firstline: Command, replayed: str) -> None:
    """A centre that knows none of the types tests nothing, says so, and matches nothing."""
    answer = json.loads(firstline("run-cards", "--store", replayed, "--json").stdout)
    assert answer["not_tested"] == {"no run card": answer["all"]["n"]}
    assert (answer["all"]["matched"], answer["travel"]["compared"]) == (0, 0)


def test_without_a_store_or_a_centre_there_is_a_sentence(firstline: Command, replayed: str, tmp_path: Path) -> None:
    """It goes to the error output, and the exit status is 1."""
    for words in (("--store", f"sqlite:///{tmp_path}/none.db"), ("--store", replayed, "--centre", tmp_path / "none")):
        done = firstline("run-cards", *words)
        assert (done.returncode, done.stdout) == (1, "")
        assert str(tmp_path / "none") in done.stderr


def test_a_store_with_nothing_sent_has_no_figures(firstline: Command, url: str, sample: Path, tmp_path: Path) -> None:
    """A log of one incident without a unit is walked to its end and nothing is made up."""
    row = dict(next(csv.DictReader(sample.read_text().splitlines())))
    gone = ("unit", "unit_type", "dispatched", "enroute", "onscene", "transport", "hospital", "clear")
    row.update(dict.fromkeys(gone, ""))
    (tmp_path / "one.csv").write_text("\n".join((",".join(row), ",".join(row.values()))) + "\n")
    assert firstline("replay", tmp_path / "one.csv", "--map", "sffd", "--store", url).returncode == 0
    done = firstline("run-cards", "--store", url, "--centre", SFFD)
    assert done.returncode == 0, done.stderr
    assert [line.split() for line in done.stdout.splitlines() if line.startswith("all incidents")] == [
        ["all", "incidents", "0", "-", "-"]
    ]


def observed() -> Iterator[tuple[str, int, str]]:
    """Type, priority as the shipped map reads it, and plan, of every plan that was sent 40 times or more."""
    priorities = tomllib.loads((SHIPPED / "maps" / "sffd.toml").read_text())["priorities"]
    for row in csv.DictReader((WEEK / "observed_first_response.csv").read_text().splitlines()):
        if int(row["n"]) >= 40:
            yield row["type"], priorities[row["pri"]], row["plan"]


def advised(type: str, priority: int, kinds: Counter[str]) -> str:
    """What is recommended when so many units of each kind are free, all of them as near."""
    names = [f"{kind} {n}" for kind, count in kinds.items() for n in range(count)]
    units = {name: Unit(name, name.rsplit(" ", 1)[0], 0, lat=37.78, lon=-122.41) for name in names}
    place = Spot("1 A ST", lat=37.77, lon=-122.41)
    incident = Incident(1, "20-0001", 1, "pending", 0, 0, "", "", place=place, type=type, priority=priority)
    sent = Counter(units[name].kind for name in recommend(Board(units=units), load_centre(SFFD), incident).units)
    return " + ".join(f"{sent[kind]}{kind}" for kind in sorted(sent))


@needs_week
def test_clear_patterns_are_recommended_as_they_were_sent() -> None:
    """With all kinds free it is the plan sent most; with only a plan's own kinds free, any that was sent 40 times."""
    everybody = Counter(dict.fromkeys(load_centre(SFFD).kinds, 5))
    most: dict[tuple[str, int], str] = {}
    clear = list(observed())
    for type, priority, sent in clear:
        most.setdefault((type, priority), sent)
        kinds = Counter({part.lstrip("0123456789"): int(part[0]) for part in sent.split(" + ")})
        assert advised(type, priority, kinds) == sent
    assert len(clear) >= 10
    for (type, priority), sent in most.items():
        assert advised(type, priority, everybody) == sent


@needs_week
def test_a_real_week_is_matched_as_a_second_count_finds(firstline: Command, url: str, week: Path) -> None:
    """Every send of the week is the file's own, and the shares are those of a count that knows nothing of the first."""
    file = week / "calls_2020-04-07_to_13.csv"
    assert firstline("replay", file, "--map", "sffd", "--store", url).returncode == 0
    done = firstline("run-cards", "--store", url, "--centre", SFFD, "--json", "--list")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    agrees(answer, file)
    clear = [group for group in answer["groups"] if group["clear"] and group["phoned"]]
    assert {group["type"] for group in clear} >= {"Alarms", "Medical Incident"}
    assert answer["clear"]["by_card_share"] > 0.85
    assert answer["clear"]["share"] > 0.6
    assert sum(row["n"] for row in answer["calibration"]["classes"]) == answer["calibration"]["trips"] > 3000
