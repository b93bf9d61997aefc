"""How often SAME CALL? would have been shown, by the real command and by the rebuilding of the past alone."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from console.cli.same_call import NO_CENTRE
from console.desk.duplicate_records import hinted
from console.rules.board import RECENT, Incident, Spot
from tests.cli.conftest import WEEK, replay_into

pytestmark = pytest.mark.slow

Command = Callable[..., "subprocess.CompletedProcess[str]"]
COLUMNS = "incident unit unit_type type priority address city lat lon received entered dispatched onscene clear"
ROWS = """
A-1 E1 ENGINE Structure-Fire 3 10-OAK-ST Town 37.78 -122.41 12:00 12:01 12:02 12:06 13:00
A-2 E2 ENGINE Outside-Fire 3 30-OAK-ST Town 37.7805 -122.41 12:05 12:06 12:07 12:10 12:30
A-3 E3 ENGINE Structure-Fire 3 10-OAK-ST Town 37.78 -122.41 12:10 12:11 12:12 - 12:20
A-4 M4 MEDIC Medical-Incident 3 90-ELM-ST Town 37.7 -122.45 12:20 12:20 12:21 - 12:40
A-5 M5 MEDIC Medical-Incident 3 90-ELM-ST Town 37.7 -122.45 12:22 12:22 12:23 - 12:40
A-6 E6 ENGINE Structure-Fire 3 10-OAK-ST Town 37.78 -122.41 13:40 13:41 13:42 13:46 13:50
"""
SHOWN = {"A-1": [], "A-2": ["A-1"], "A-3": ["A-1", "A-2"], "A-4": [], "A-5": ["A-4"], "A-6": []}
"""What each of them may be the same as, best first."""


def calls() -> str:
    """Three calls about one fire, two patients that nobody rang about, and another fire much later."""
    lines = [",".join(COLUMNS.split())]
    for row in ROWS.split("\n")[1:-1]:
        ref, unit, *words, lat, lon, received, entered, dispatched, on_scene, clear = row.split()
        times = (received, entered, dispatched, on_scene, clear)
        stamps = ("" if time == "-" else f"2020-04-07T{time}:00" for time in times)
        lines.append(",".join([ref, unit, *(w.replace("-", " ") for w in words), lat, lon, *stamps]))
    return "\n".join(lines)


@pytest.fixture(scope="module")
def calls_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """They are replayed once."""
    folder = tmp_path_factory.mktemp("calls")
    file = folder / "calls.csv"
    file.write_text(calls())
    return replay_into(folder, file)


@pytest.fixture
def store(url: str, tmp_path: Path, calls_store: Path) -> str:
    """A store of this test's own that holds them."""
    shutil.copy(calls_store, tmp_path)
    return url


def past(id: int, received: int, **stamps: Any) -> Incident:
    """An incident of the records; times in minutes."""
    ms = {name: minutes * 60_000 for name, minutes in stamps.items()}
    spot = Spot("90 ELM ST", "Town", lat=37.7, lon=-122.4)
    came = received * 60_000
    return Incident(id, f"26-{id}", 0, "active", came, came, "", "", type="Medical Incident", place=spot, **ms)


def shown(*incidents: Incident) -> dict[int, list[int]]:
    return {hint.incident.id: [c.incident for c in hint.shown] for hint in hinted(incidents, NO_CENTRE)}


def test_for_machines_every_incident_with_its_candidates(firstline: Command, store: str) -> None:
    """Each with its own number and the outside system's, those without a candidate too."""
    told = json.loads(firstline("same-call", "--store", store, "--json").stdout)
    assert {one["ref"]: [c["ref"] for c in one["candidates"] if c["shown"]] for one in told} == SHOWN
    assert [one["phoned"] for one in told] == [True, True, True, False, False, True]
    (found,) = told[1]["candidates"]
    assert 0 < found.pop("score") < 1
    assert found == {
        "number": told[0]["number"],
        "ref": "A-1",
        "shown": True,
        "metres": 56,
        "age_s": 300,
        "why": "56 m, 5 min ago, Structure Fire",
    }


def test_for_people_the_rate_and_a_line_a_candidate(firstline: Command, store: str) -> None:
    """The rate of what call-takers saw is kept apart from that of what crews and systems made."""
    rates, listed = (part.splitlines() for part in firstline("same-call", "--store", store).stdout.split("\n\n"))
    assert rates[:2] == [
        "phoned: 4 incidents with a place, SAME CALL? at 2 (50.0%)",
        "others: 2 incidents with a place, SAME CALL? at 1 (50.0%)",
    ]
    assert len(listed) == sum(map(len, SHOWN.values()))
    assert re.fullmatch(
        r"20-0002 30 OAK ST, Outside Fire, 2020-04-07 19:05:00 -> "
        r"20-0001 10 OAK ST, Structure Fire, 56 m, 5:00 ago, score 0\.\d\d",
        listed[0],
    )


def test_times_are_those_of_the_centre(firstline: Command, store: str) -> None:
    """With a centre its time zone counts."""
    folder = Path(__file__).parents[2] / "console" / "centres" / "milltown"
    assert "2020-04-07 15:05:00" in firstline("same-call", "--store", store, "--centre", folder).stdout


def test_labels_give_recall_and_precision(firstline: Command, store: str, tmp_path: Path) -> None:
    """By rank, in either order of the two; a heading is passed over, and rows that name others are counted."""
    labels = tmp_path / "labels.csv"
    labels.write_text("ref_a,ref_b\nA-1,A-3\nA-3,A-2\nA-1,A-4\nA-1,B-9\n")
    lines = firstline("same-call", "--store", store, "--labels", labels).stdout.splitlines()
    assert lines[3:6] == [
        "labels: 3 pairs in this store, 1 rows name others",
        "rank 1: 1 of 3 pairs hinted (recall 0.333), 1 of 3 hints labelled (precision 0.333)",
        "rank 3: 2 of 3 pairs hinted (recall 0.667), 2 of 4 hints labelled (precision 0.500)",
    ]


def test_labels_without_a_heading_lose_no_pair(firstline: Command, store: str, tmp_path: Path) -> None:
    """The first row is a heading only when it names nothing in the store."""
    labels = tmp_path / "labels.csv"
    labels.write_text("A-1,A-2\n")
    assert "labels: 1 pairs in this store\n" in firstline("same-call", "--store", store, "--labels", labels).stdout


@pytest.mark.parametrize(
    ("content", "part"),
    [(None, "No such file"), (b"A-1\n", "a row without two columns, A-1"), (b"\xff\xfe", "can't be read")],
)
def test_labels_that_cannot_be_read(
    firstline: Command, store: str, tmp_path: Path, content: bytes | None, part: str
) -> None:
    """A sentence that names the file, and 1."""
    labels = tmp_path / "labels.csv"
    if content is not None:
        labels.write_bytes(content)
    done = firstline("same-call", "--store", store, "--labels", labels)
    assert (done.returncode, done.stdout) == (1, "")
    assert str(labels) in done.stderr
    assert part in done.stderr


def test_without_a_store_there_is_a_sentence(firstline: Command, url: str) -> None:
    """It names the remedy."""
    done = firstline("same-call", "--store", url)
    assert (done.returncode, done.stdout) == (1, "")
    assert "check the path given with --store" in done.stderr


def test_what_had_not_happened_yet_is_not_known() -> None:
    """A crew that came later, and what was rung about later, don't count; a crew that had come does."""
    waiting, second, third = past(1, 0, first_on_scene=8, closed=30), past(2, 5), past(3, 9)
    assert shown(waiting, second) == {1: [], 2: [1]}
    assert shown(waiting, third) == {1: [], 3: []}
    assert shown(third, second) == {2: [], 3: [2]}
    (_, hint) = hinted([waiting, second], NO_CENTRE)
    assert hint.shown[0].why == "same place, 5 min ago, Medical Incident"


def test_it_stands_there_from_when_its_place_was_known() -> None:
    """Until then nothing can be compared with it; the hint is of that moment."""
    odd, other = past(1, 0, located=4, first_on_scene=2), past(2, 3, located=3)
    assert shown(*(replace(one, type="Structure Fire") for one in (odd, other))) == {2: [], 1: [2]}


@pytest.mark.parametrize("then", ["state = 'merged', closed = null", "closed = closed + 36000000"])
def test_one_that_was_merged_does_not_stand_open_for_ever(firstline: Command, store: str, then: str) -> None:
    """Still open or closed with the other one, it counts as closed from when it came in: shown for its hour."""
    with closing(sqlite3.connect(store.removeprefix("sqlite:///"))) as database, database:
        database.execute(f"update incident set \"into\" = 2, {then} where ref = 'A-1'")
    told = json.loads(firstline("same-call", "--store", store, "--json").stdout)
    assert {one["ref"]: [c["ref"] for c in one["candidates"] if c["shown"]] for one in told} == SHOWN


def test_each_incident_is_asked_about_once() -> None:
    """Though the stamps of some say that a crew came after the incident was closed."""
    odd = past(1, 0, closed=1, first_on_scene=2)
    assert [hint.incident.id for hint in hinted([odd, past(2, 1)], NO_CENTRE)] == [1, 2]


def test_as_many_closed_ones_are_at_hand_as_on_the_board() -> None:
    """What the console would no longer have had at hand is not shown, though it is within the hour."""
    first, new = (replace(past(id, came), type="Structure Fire") for id, came in ((1, 0), (999, 3)))
    first = replace(first, closed=60_000)
    far = Spot("FAR", "Town", lat=10, lon=10)
    crowd = [replace(past(id, 1, closed=2), place=far) for id in range(2, RECENT + 2)]
    assert shown(first, *crowd[1:], new)[999] == [1]
    assert shown(first, *crowd, new)[999] == []


@pytest.mark.slow
@pytest.mark.skipif(not WEEK.exists(), reason="the real week is too large to ship")
def test_the_hint_is_rare_enough_to_be_believed(firstline: Command, replayed_week: str) -> None:
    """In a real week at most one phoned incident in twenty shows it, and some do."""
    told = json.loads(firstline("same-call", "--store", replayed_week, "--json").stdout)
    phoned = [one for one in told if one["phoned"]]
    assert 0 < sum(any(c["shown"] for c in one["candidates"]) for one in phoned) / len(phoned) <= 0.05
