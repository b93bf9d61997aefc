"""Whether the waits that would be told hold: by the real command, and the back-test alone."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from math import sqrt
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from console.cli.places import default_centre
from console.cli.wait import back_test, likely_share
from console.desk.wait_records import Read, read_seen
from console.rules.wait import Seen
from db.store import open_reader

pytestmark = pytest.mark.slow

Command = Callable[..., "subprocess.CompletedProcess[str]"]
WEEK = Path(__file__).parents[2] / "../shared/data/sffd"
HERE = ZoneInfo("America/Los_Angeles")
MINUTE = 60_000


async def read(url: str, since: int = 0) -> Read:
    reader = await open_reader(url)
    try:
        return await read_seen(reader, HERE, since)
    finally:
        await reader.close()


def change(url: str, sql: str, *values: object) -> None:
    """Put into the records what no verb would."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as store:
        assert store.execute(sql, values).rowcount == 1
        store.commit()


def by_the_file(sample: Path) -> tuple[list[tuple[float, str, int]], int, int]:
    """The phoned and helped as seconds, zone and hour; the not phoned; the never reached: in the file's own words."""
    crews: dict[str, list[dict[str, str]]] = {}
    for row in csv.DictReader(sample.read_text().splitlines()):
        crews.setdefault(row["incident"], []).append(row)
    phoned = {number: rows for number, rows in crews.items() if rows[0]["received"] < rows[0]["entered"]}
    helped = []
    for rows in phoned.values():
        begun = datetime.fromisoformat(rows[0]["entered"])
        first = min((row["onscene"] for row in rows if row["onscene"]), default="")
        if first:
            seconds = (datetime.fromisoformat(first) - begun).total_seconds()
            helped.append((seconds, rows[0]["beat"], begun.hour))
    return sorted(helped), len(crews) - len(phoned), len(phoned) - len(helped)


async def test_the_records_give_the_files_own_waits(replayed: str, sample: Path) -> None:
    """From sent to the first unit on scene, with zone and local hour; others are counted, not mixed in."""
    found = await read(replayed)
    waits = sorted((wait.seconds, wait.zone, wait.hour) for wait in found.seen)
    assert (waits, found.not_phoned, found.never_reached) == by_the_file(sample)
    begun = [wait.when for wait in found.seen]
    assert begun == sorted(begun)


async def test_only_what_was_received_since_is_read(replayed: str) -> None:
    """A console that looks back 28 days need not read years."""
    everything = await read(replayed)
    middle = everything.seen[len(everything.seen) // 2].when
    change(replayed, "update incident set received = ? where sent = ?", middle - 1, middle)
    later = [wait for wait in everything.seen if wait.when > middle]
    lately = await read(replayed, middle)
    assert {wait.when for wait in lately.seen} <= {wait.when for wait in later}
    assert lately.seen


async def test_odd_stamps_are_left_out_or_mended(replayed: str) -> None:
    """Help before the sending is no wait; without a sending a call's wait began when it was received."""
    before = await read(replayed)
    odd, unsent = before.seen[0], before.seen[1]
    change(replayed, "update incident set first_on_scene = sent - 1 where sent = ?", odd.when)
    change(replayed, "update incident set received = sent - 60000, sent = null where sent = ?", unsent.when)
    after = await read(replayed)
    assert (after.out_of_order, len(after.seen)) == (1, len(before.seen) - 1)
    assert [(wait.when, wait.seconds) for wait in after.seen if wait.when == unsent.when - MINUTE] == [
        (unsent.when - MINUTE, unsent.seconds + 60)
    ]


def test_of_too_few_nothing_is_foretold(firstline: Command, replayed: str, sample: Path) -> None:
    """A few dozen incidents are not enough of any priority: every count is told, and no figure made up."""
    helped, not_phoned, never_reached = by_the_file(sample)
    done = firstline("wait", "--store", replayed, "--json")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["incidents"] == {
        "used": len(helped), "not_phoned": not_phoned, "never_reached": never_reached, "out_of_order": 0,
    }  # fmt: skip
    test = answer["back_test"]
    assert (test["learned_from"], test["asked"]) == (len(helped) // 2, len(helped) - len(helped) // 2)
    assert (test["groups"]["all"]["n"], test["groups"]["all"]["foretold"]) == (test["asked"], 0)
    table = firstline("wait", "--store", replayed).stdout
    assert f"{len(helped)} incidents phoned and helped; left out: {not_phoned} not phoned" in table
    assert ["all", str(test["asked"]), "0", "-", "-", "-", "-", "-"] in [line.split() for line in table.splitlines()]


def test_without_a_store_or_a_centre_there_is_a_sentence(firstline: Command, replayed: str, tmp_path: Path) -> None:
    """It goes to the error output, and the exit status is 1."""
    for words in (("--store", f"sqlite:///{tmp_path}/none.db"), ("--store", replayed, "--centre", tmp_path / "none")):
        done = firstline("wait", *words)
        assert (done.returncode, done.stdout) == (1, "")
        assert str(tmp_path / "none") in done.stderr


def seen(lengths: list[float], **others: Any) -> list[Seen]:
    """Waits a minute apart from each other, in this order."""
    return [Seen(place * 1_000 * MINUTE, **{"priority": 2, "zone": "1", "seconds": s, "hour": 9, **others})
            for place, s in enumerate(lengths)]  # fmt: skip


def test_the_later_half_is_foretold_from_the_earlier_alone() -> None:
    """What the later half was like changes what came true, never what was foretold."""
    earlier = [float(seconds) for seconds in range(301, 341)]
    slow, quick = back_test(seen(earlier + [900.0] * 40)), back_test(seen(earlier + [10.0] * 10 + [601.0] * 30))
    assert slow["groups"]["all"]["median_seconds"] == quick["groups"]["all"]["median_seconds"] == 332.2
    assert (slow["groups"]["all"]["covered"], slow["groups"]["all"]["as_spoken"]) == (0, 0)
    assert (quick["groups"]["P2"]["covered"], quick["groups"]["P2"]["as_spoken"]) == (0.25, 0.25)


def test_help_that_had_not_come_by_then_is_not_learned_from() -> None:
    """At the split nobody knew how long those would wait that were still waiting: 29 are too few."""
    hours = 40 * 1_000 * 60.0
    figures = back_test(seen([300.0] * 29 + [hours] + [300.0] * 30))["groups"]["all"]
    assert (figures["n"], figures["foretold"], figures["covered"], figures["median_minutes"]) == (30, 0, None, None)


def test_minutes_as_spoken_hold_more_often_than_the_bare_seconds() -> None:
    """Both are told, since rounding up is what the caller hears."""
    figures = back_test(seen([400.0] * 30 + [400.0] * 15 + [500.0] * 15))["groups"]["all"]
    assert (figures["covered"], figures["as_spoken"], figures["median_minutes"]) == (0.5, 1, 10)


def test_an_empty_store_foretells_nothing() -> None:
    """No incident, no figure, no fall."""
    assert back_test([])["groups"]["all"]["foretold"] == 0


@pytest.mark.parametrize(("count", "n"), [(29, 33), (15, 148), (753, 908)])
def test_the_range_holds_every_share_that_the_count_does_not_speak_against(count: int, n: int) -> None:
    """Seen from either end of it, the count is as far off as chance takes 1 in 20: 1.96 standard deviations."""
    for end in likely_share(count, n):
        assert abs(count / n - end) / sqrt(end * (1 - end) / n) == pytest.approx(1.96, abs=0.05)


@pytest.mark.slow
@pytest.mark.skipif(not WEEK.exists(), reason="the real week is too large to ship")
def test_on_a_real_week_eight_in_ten_means_eight_in_ten(firstline: Command, replayed_week: str, tmp_path: Path) -> None:
    """75 to 85 % held, overall and by priority."""
    centre = shutil.copytree(default_centre(), tmp_path / "centre")
    about = centre / "centre.toml"
    about.write_text(about.read_text().replace("America/New_York", "America/Los_Angeles"))
    answer = json.loads(firstline("wait", "--store", replayed_week, "--centre", centre, "--json").stdout)
    assert answer["timezone"] == "America/Los_Angeles"
    groups = answer["back_test"]["groups"]
    assert groups.keys() == {"all", "P1", "P2", "P4"}
    for figures in groups.values():
        assert figures["foretold"] == figures["n"]
        assert 0.75 <= figures["covered"] <= 0.85
    printed = firstline("wait", "--store", replayed_week, "--centre", centre).stdout
    table = [line.split() for line in printed.splitlines()]
    cells = [f"{told[0]}-{told[1]}" if isinstance(told, list) else str(told) for told in groups["P2"].values()]
    assert ["P2", *cells] in table
