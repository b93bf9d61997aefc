"""A file from elsewhere, driven through the desk by the real command."""

from __future__ import annotations

import csv
import json
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

pytestmark = pytest.mark.slow
Command = Callable[..., "subprocess.CompletedProcess[str]"]
STAMPS = {
    "dispatched": "dispatched",
    "en_route": "enroute",
    "on_scene": "onscene",
    "transporting": "transport",
    "at_destination": "hospital",
    "cleared": "clear",
}


def ask(url: str, query: str) -> list[Any]:
    with closing(sqlite3.connect(f"file:{url.removeprefix('sqlite:///')}?mode=ro", uri=True)) as file:
        return file.execute(query).fetchall()


def ms(text: str) -> int | None:
    return (
        int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("America/Los_Angeles")).timestamp() * 1000)
        if text
        else None
    )


def test_every_row_is_kept_with_the_files_own_stamps(replayed: str, sample: Path) -> None:
    """Each row of the file is one assignment with exactly its stamps; each incident has its number and its times."""
    rows = list(csv.DictReader(sample.read_text().splitlines()))
    kept = ask(
        replayed,
        f"SELECT i.ref, a.unit, {', '.join('a.' + name for name in STAMPS)}, i.received, i.sent, i.state "
        "FROM assignment a JOIN incident i ON i.id = a.incident",
    )
    expected = [
        (
            row["incident"],
            row["unit"],
            *(ms(row[column]) for column in STAMPS.values()),
            ms(row["received"]),
            ms(row["entered"]),
            "closed",
        )
        for row in rows
    ]
    assert Counter(kept) == Counter(expected)


def test_only_what_was_phoned_has_a_call(replayed: str, sample: Path) -> None:
    """Received earlier than entered means that somebody rang: a call from the one moment to the other."""
    rows = csv.DictReader(sample.read_text().splitlines())
    phoned = {(r["incident"], ms(r["received"]), ms(r["entered"])) for r in rows if r["received"] < r["entered"]}
    calls = ask(replayed, "SELECT i.ref, c.rang, c.ended FROM call c JOIN incident i ON i.id = c.incident")
    assert sorted(calls) == sorted(phoned, key=str)
    assert ask(replayed, "SELECT count(*) FROM call WHERE incident IS NULL") == [(0,)]


def test_what_is_odd_is_said_by_line(firstline: Command, url: str, sample: Path) -> None:
    """Stamps out of order, missing ones and unknown priorities are reported with the line of the file."""
    done = firstline("replay", sample, "--map", "sffd", "--store", url, "--json")
    answer = json.loads(done.stdout)
    rows = list(csv.DictReader(sample.read_text().splitlines()))
    assert (answer["rows"], answer["incidents"]) == (len(rows), len({row["incident"] for row in rows}))
    assert answer["odd"]["no on scene"] == sum(not row["onscene"] for row in rows)
    backwards = next(n for n, row in enumerate(rows, 2) if "" != row["hospital"] > row["clear"])
    says = {line["line"]: line["says"] for line in answer["lines"] if line["kind"] == "out of order"}
    assert says[backwards].startswith("clear is before at destination by ")
    assert answer["refused"] == 0


def test_replayed_again_nothing_is_there_twice(firstline: Command, replayed: str, sample: Path) -> None:
    """A second replay of the same file, wherever it lies, writes nothing."""
    before = ask(replayed, "SELECT count(*), max(number) FROM entry")
    copy = sample.parent / ".." / "data" / sample.name
    done = firstline("replay", copy, "--map", "sffd", "--store", replayed, "--json")
    answer = json.loads(done.stdout)
    assert (answer["commands"], ask(replayed, "SELECT count(*), max(number) FROM entry")) == (0, before)
    assert answer["already"] > len(ask(replayed, "SELECT 1 FROM assignment")) * 3


def test_killed_half_way_it_goes_on_where_it_was(
    firstline: Command, environment: dict[str, str], tmp_path: Path, replayed: str, sample: Path
) -> None:
    """A replay killed in the middle and started again leaves the same records as one that was left alone."""
    url = f"sqlite:///{tmp_path / 'killed.db'}"
    words = ["replay", str(sample), "--map", "sffd", "--store", url]
    child = subprocess.Popen([sys.executable, "-m", "console", *words, "--speed", "20000"], env=environment)
    _wait_for_entries(url, 150)
    child.send_signal(signal.SIGKILL)
    child.wait(30)
    whole = ask(replayed, "SELECT count(*) FROM entry")
    assert ask(url, "SELECT count(*) FROM entry") < whole
    done = firstline(*words)
    assert done.returncode == 0, done.stderr
    assert "on the log already" in done.stdout
    assert ask(url, "SELECT count(*) FROM entry") == whole
    for query in (
        "SELECT ref, type, priority, received, sent, first_dispatched, closed, disposition, callers FROM incident",
        "SELECT unit, kind, disposition, dispatched, en_route, on_scene, cleared FROM assignment",
        "SELECT rang, answered, ended FROM call",
    ):
        assert Counter(ask(url, query)) == Counter(ask(replayed, query))


def _wait_for_entries(url: str, enough: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            if ask(url, "SELECT count(*) FROM entry")[0][0] >= enough:
                return
        except sqlite3.OperationalError:
            pass
        time.sleep(0.01)
    raise AssertionError(f"the replay wrote no {enough} entries in a minute")
