"""Files of other agencies, by a map alone, with all that real files have wrong with them."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow
Command = Callable[..., "subprocess.CompletedProcess[str]"]
MAP = """
timezone = "Europe/Vienna"
delimiter = ";"
encoding = "latin-1"
time_format = ["%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M"]
[columns]
incident = "Nr"
unit = "Fahrzeug"
type = "Art"
place = "Ort"
priority = "Stufe"
[stamps]
received = "Anruf"
entered = "Auftrag"
dispatched = "Alarm"
en_route = "Aus"
cleared = "Frei"
[priorities]
hoch = 1
"""
FILE = """Nr;Fahrzeug;Art;Ort;Stufe;Anruf;Auftrag;Alarm;Aus;Frei
A1;RTW 1;Sturz;Löweng. 5;hoch;25.10.2020 01:58:00;25.10.2020 01:59:30;25.10.2020 02:50;25.10.2020 02:10;25.10.2020 03:00
A1;rtw 1;Sturz;Löweng. 5;hoch;25.10.2020 01:58:00;25.10.2020 01:59:30;25.10.2020 04:00:00;;25.10.2020 04:30:00
A1;NEF;Sturz;Löweng. 5;hoch;25.10.2020 01:58:00;25.10.2020 01:59:30;;25.10.2020 05:00;25.10.2020 05:30
A1;NEF;Sturz;Löweng. 5;hoch;25.10.2020 01:58:00;25.10.2020 01:59:30;;25.10.2020 05:00;25.10.2020 05:30
A2;RTW 2;;;tief;25.10.2020 07:00;25.10.2020 06:59;25.10.2020 07:01;soon;
A2;RTW 2;;;tief;25.10.2020 07:00;25.10.2020 06:59;25.10.2020 07:02;25.10.2020 07:04;25.10.2020 07:05
A3;;Brand;Ring 1;hoch;25.10.2020 08:00;;;;
;RTW 1;Brand;Ring\x1b[2J 2;hoch;25.10.2020 09:00;25.10.2020 09:01;25.10.2020 08:30;;25.10.2020 09:30
A5;RTW 1;Brand;Ring 2;hoch;;;;;
"""


def ask(url: str, query: str) -> list[Any]:
    with closing(sqlite3.connect(f"file:{url.removeprefix('sqlite:///')}?mode=ro", uri=True)) as file:
        return file.execute(query).fetchall()


@pytest.fixture
def answer(firstline: Command, url: str, tmp_path: Path) -> dict[str, Any]:
    (tmp_path / "wien.toml").write_text(MAP)
    (tmp_path / "wien.csv").write_text(FILE, encoding="latin-1")
    done = firstline("replay", tmp_path / "wien.csv", "--map", tmp_path / "wien.toml", "--store", url, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_no_row_is_lost(answer: dict[str, Any], url: str) -> None:
    """A unit twice on an incident, a double, a row that never clears, one without a number: all are assignments."""
    kept = ask(
        url, "SELECT i.ref, upper(a.unit), a.cleared IS NULL FROM assignment a JOIN incident i ON i.id = a.incident"
    )
    assert sorted(kept) == [
        ("", "RTW 1", 0),
        ("A1", "NEF", 0),
        ("A1", "NEF", 0),
        ("A1", "RTW 1", 0),
        ("A1", "RTW 1", 0),
        ("A2", "RTW 2", 0),
        ("A2", "RTW 2", 1),
    ]
    assert answer["refused"] == 0


def test_every_oddity_has_its_line(answer: dict[str, Any]) -> None:
    """What was done about each is in the sentence."""
    said = {(line["line"], line["kind"]) for line in answer["lines"]}
    assert {
        (3, "unit twice"),
        (4, "no dispatched"),
        (5, "duplicate row"),
        (6, "unreadable time"),
        (6, "out of order"),
        (6, "no clear"),
        (6, "no place"),
        (6, "no type"),
        (6, "unknown priority"),
        (8, "no unit"),
        (8, "no entered"),
        (9, "no incident number"),
        (9, "out of order"),
        (10, "no time at all"),
    } <= said
    assert not any("\x1b" in line["says"] for line in answer["lines"])


def test_the_hour_that_comes_twice_goes_on(answer: dict[str, Any], url: str) -> None:
    """In the night the clock goes back, 02:10 after 02:50 is twenty minutes later, not forty earlier."""
    dispatched, en_route = ask(url, "SELECT dispatched, en_route FROM assignment WHERE unit = 'RTW 1' ORDER BY id")[0]
    assert en_route - dispatched == 20 * 60_000
    assert (2, "out of order") not in {(line["line"], line["kind"]) for line in answer["lines"]}


def test_an_incident_nobody_cleared_stays_open(answer: dict[str, Any], url: str) -> None:
    """What the file does not say is not made up; what is left out is left out in so many words."""
    assert ask(url, "SELECT ref, state, priority FROM incident ORDER BY id") == [
        ("A1", "closed", 1),
        ("A2", "active", 3),
        ("A3", "closed", 1),
        ("", "closed", 1),
    ]
    first, second = ask(
        url, "SELECT en_route IS NULL, cleared IS NULL FROM assignment WHERE unit = 'RTW 2' ORDER BY dispatched"
    )
    assert (first, second) == ((1, 1), (0, 0))
    assert [line["line"] for line in answer["lines"] if "left out" in line["says"]] == [6, 10]


def test_without_a_dispatch_an_assignment_begins_at_its_earliest_stamp(answer: dict[str, Any], url: str) -> None:
    """The row is kept, and its line is in the report."""
    stamps = ask(url, "SELECT dispatched, en_route, cleared FROM assignment WHERE unit = 'NEF'")
    assert len(stamps) == 2
    assert all(dispatched == en_route == cleared - 30 * 60_000 for dispatched, en_route, cleared in stamps)


def test_received_stays_as_the_file_has_it(answer: dict[str, Any], url: str) -> None:
    """Even where it is later than entered."""
    received, sent = ask(url, "SELECT received, sent FROM incident WHERE ref = 'A2'")[0]
    assert received - sent == 60_000


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("nowhere.csv", "--map", "sffd"), "nowhere.csv can't be read: No such file"),
        (("wien.csv", "--map", "sffd"), "wien.csv: line 1 is not utf-8"),
        (("plain.csv", "--map", "sffd"), "plain.csv: line 1 has no column incident, received and entered"),
        (("plain.csv", "--map", "atlantis"), "there is no map atlantis"),
        (("plain.csv", "--map", "bad.toml"), 'timezone must name a zone, as in  timezone = "America/Los_Angeles"'),
        (("plain.csv", "--map", "sffd", "--speed", "0"), "--speed 0 is no speed"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(
    firstline: Command, url: str, tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    """File, line, column and what is expected; exit status 1, and no store is made."""
    (tmp_path / "wien.csv").write_text("Löwe\n", encoding="latin-1")
    (tmp_path / "plain.csv").write_text("a,b\n1,2\n")
    (tmp_path / "bad.toml").write_text('timezone = "Mars"\n[columns]\nincident = "a"\n[stamps]\nreceived = "b"\n')
    placed = [str(tmp_path / word) if "." in word else word for word in words]
    done = firstline("replay", *placed, "--store", url)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "calls.db").exists()
