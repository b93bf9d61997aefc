"""What is exported holds all there is, opens in a spreadsheet without running, and is for its owner only."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from console.cli.export import FORMULA, guarded
from console.desk import verbs as v
from console.desk.local import LocalDesk
from console.rules.facts import PlaceSet, PromiseMade
from tests.console.payloads import ALL
from tests.rules.factory import CENTRE, START

pytestmark = pytest.mark.slow

Command = Callable[..., "subprocess.CompletedProcess[str]"]
NAUGHTY = Path(__file__).parents[2].parent / "shared" / "data" / "naughty_strings.json"
FORMULAS = ("=cmd|'/c calc'!A1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "\n@x", "\u200b=1", "＝1")
DAY = 86_400_000


def strings() -> list[str]:
    """Awkward strings that a store can keep."""
    known = json.loads(NAUGHTY.read_text("utf-8")) if NAUGHTY.exists() else []
    return [text for text in (*FORMULAS, *ALL, *known) if text.strip() and "\ud800" not in text]


@pytest.fixture(scope="module")
def awkward(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store with a call, a promise, and an incident for each awkward string, the first of them a day older."""
    url = f"sqlite:///{tmp_path_factory.mktemp('awkward') / 'calls.db'}"

    async def fill() -> None:
        clock = [START]
        desk = await LocalDesk.open(url, CENTRE, position="P1", who="ann", now=lambda: clock[0])
        await desk.ask(v.Ring("L1", "+1 919"))
        await desk.ask(v.TakeCall())
        clock[0] += DAY
        await desk.ask(v.MakePromise(PromiseMade(0, "message", "", to="@all", text="=1+1")))
        texts = strings()
        await asyncio.gather(*(desk.ask(v.OpenIncident()) for _ in texts))
        places = (PlaceSet(incident, text, lat=35.5, lon=-78.25) for incident, text in enumerate(texts, 2))
        await asyncio.gather(*(desk.ask(v.SetPlace(place)) for place in places))
        await desk.close()

    asyncio.run(fill())
    return url


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_csv_has_every_row_and_no_cell_that_runs(firstline: Command, awkward: str) -> None:
    """No text begins as a formula would, no control character is left, numbers stay numbers, and stamps are ISO."""
    done = firstline("export", "--store", awkward)
    assert (done.returncode, done.stderr) == (0, "")
    told = rows(done.stdout)
    assert [row["place"] for row in told[1:]] == [guarded(text) for text in strings()]
    assert all(not cell.lstrip().startswith(FORMULA) for row in told for name, cell in row.items() if name != "lon")
    assert {(row["lat"], row["lon"]) for row in told[1:]} == {("35.5", "-78.25")}
    assert told[0]["received"] == "2026-03-20T09:46:40.000+00:00"
    assert all(unicodedata.category(sign) not in ("Cc", "Cf", "Cs") for row in told for sign in "".join(row.values()))


def test_the_json_has_every_character(firstline: Command, awkward: str) -> None:
    """One object a line, in signs that move no cursor, and what was kept comes out as it was kept."""
    done = firstline("export", "--json", "--store", awkward)
    assert (done.returncode, done.stdout.isascii()) == (0, True)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [incident["place"] for incident in told[1:]] == strings()


@pytest.mark.parametrize(
    ("what", "name", "value"),
    [
        ("calls", "phone", "'+1 919"),
        ("promises", "text", "'=1+1"),
        ("promises", "to", "'@all"),
        ("log", "kind", "UnitSignedOn"),
        ("incidents", "state", "draft"),
    ],
)
def test_each_kind_can_be_exported(firstline: Command, awkward: str, what: str, name: str, value: str) -> None:
    """The calls, the promises, the log: a header and their rows."""
    assert rows(firstline("export", "--what", what, "--store", awkward).stdout)[0][name] == value


def test_a_kind_without_rows_has_its_header(firstline: Command, awkward: str) -> None:
    """So that a spreadsheet or a script knows what would be there."""
    assert firstline("export", "--what", "requests", "--store", awkward).stdout.startswith('"id","number","department"')


def test_only_what_began_since_a_day(firstline: Command, awkward: str) -> None:
    """The day counts from its midnight in UTC; what is no day is refused in a sentence."""
    everything = rows(firstline("export", "--store", awkward).stdout)
    assert rows(firstline("export", "--since", "2026-03-20", "--store", awkward).stdout) == everything
    assert rows(firstline("export", "--since", "2026-03-21", "--store", awkward).stdout) == everything[1:]
    assert rows(firstline("export", "--since", "2026-03-22", "--store", awkward).stdout) == []
    wrong = firstline("export", "--since", "yesterday", "--store", awkward)
    assert (wrong.returncode, wrong.stderr) == (1, "--since yesterday is no day; write it as 2026-11-21\n")


def test_a_file_is_new_and_its_owners_only(firstline: Command, awkward: str, tmp_path: Path) -> None:
    """Mode 0600 and the same bytes as the output; what is there already, also by a link, is left as it is."""
    file = tmp_path / "out.csv"
    done = firstline("export", "--store", awkward, "--out", file)
    assert (done.returncode, done.stdout, file.stat().st_mode & 0o777) == (0, "", 0o600)
    assert file.read_text("utf-8") == firstline("export", "--store", awkward).stdout
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for taken in (file, tmp_path / "link"):
        before = file.read_bytes()
        refused = firstline("export", "--store", awkward, "--out", taken)
        assert (refused.returncode, "name a new file with --out" in refused.stderr) == (1, True)
        assert file.read_bytes() == before
    assert not (tmp_path / "elsewhere").exists()


def test_a_store_that_is_not_there_is_said(firstline: Command, url: str, tmp_path: Path) -> None:
    """In a sentence, and neither a store nor a file is made."""
    done = firstline("export", "--store", url, "--out", tmp_path / "out.csv")
    assert (done.returncode, "there is no store" in done.stderr) == (1, True)
    assert list(tmp_path.glob("*")) == []
