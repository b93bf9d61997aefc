"""What is given out or erased is on the log, and what is backed up comes back: by the real commands."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from console.cli.sockets import bound
from console.desk import verbs as v
from console.desk.client import DeskOverSocket
from console.desk.local import LocalDesk
from console.desk.now import now
from console.desk.server import Server
from console.desk.status import Status
from tests.rules.factory import CENTRE

pytestmark = pytest.mark.slow
Command = Callable[..., "subprocess.CompletedProcess[str]"]


def said(url: str, kind: str) -> list[dict[str, object]]:
    """What the entries of a kind say."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as file:
        query = "SELECT body FROM entry WHERE kind = ? ORDER BY number"
        return [json.loads(body) for (body,) in file.execute(query, (kind,))]


async def firstline_beside(environment: dict[str, str], *words: object) -> tuple[int | None, str, str]:
    """The command in a process, while this one goes on."""
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "console", *map(str, words)),
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await child.communicate()
    return child.returncode, out.decode(), err.decode()


@pytest.fixture
async def desk(replayed: str) -> AsyncIterator[LocalDesk]:
    """A console, or a daemon, that has the sample's store open."""
    opened = await LocalDesk.open(replayed, CENTRE, position="C01", who="ANN")
    yield opened
    await opened.close()


def test_what_is_given_out_is_on_the_log(firstline: Command, replayed: str, tmp_path: Path) -> None:
    """How many rows of what, and to which file; before the first of them is written."""
    done = firstline("export", "--store", replayed, "--out", tmp_path / "out.csv")
    assert (done.returncode, done.stderr) == (0, "")
    rows = len((tmp_path / "out.csv").read_text().splitlines()) - 1
    assert said(replayed, "Exported") == [{"what": "incidents", "rows": rows, "file": str(tmp_path / "out.csv")}]
    assert firstline("verify", "--store", replayed).returncode == 0


async def test_nothing_is_given_out_past_a_console_that_holds_the_log(
    desk: LocalDesk, environment: dict[str, str], replayed: str, tmp_path: Path
) -> None:
    """The sentence says who holds it; no file is left, and the log says nothing of an export."""
    status, out, err = await firstline_beside(environment, "export", "--store", replayed, "--out", tmp_path / "out.csv")
    assert (status, out, "is open in another Firstline" in err) == (1, "", True)
    assert not (tmp_path / "out.csv").exists()
    assert said(replayed, "Exported") == []


async def test_the_desk_that_holds_the_log_puts_it_on_record(
    desk: LocalDesk, environment: dict[str, str], replayed: str, tmp_path: Path
) -> None:
    """Over its socket; a desk of another store does not count, and then nothing is given out."""
    server = Server(desk)
    await server.listen(bound(tmp_path / "share" / "firstline" / "desk.sock"))
    here = {**environment, "XDG_RUNTIME_DIR": ""}
    status, out, err = await firstline_beside(here, "export", "--store", replayed, "--what", "calls")
    assert (status, err) == (0, "")
    assert said(replayed, "Exported") == [{"what": "calls", "rows": len(out.splitlines()) - 1, "file": ""}]
    other = f"sqlite:///{tmp_path / 'other.db'}"
    holds = await LocalDesk.open(other, CENTRE, position="C01", who="ANN")
    status, out, err = await firstline_beside(here, "export", "--store", other)
    assert (status, out, "serves another store" in err) == (1, "", True)
    await holds.close()
    await server.close()


async def test_an_incident_is_erased_by_its_number(firstline: Command, replayed: str, desk: LocalDesk) -> None:
    """The store still verifies, the log says why, and a second time there is nothing left to erase."""
    id = desk.board.next_incident
    for verb in (v.OpenIncident(), v.SetDetail(id, "name", "Ann Lee"), v.Close(id, "rpt")):
        await desk.ask(verb)
    number = desk.board.recent[id].number
    await desk.close()
    words = ("erase", "--store", replayed, "--about", number, "--why", "by court order")
    done = firstline(*words)
    assert (done.returncode, done.stderr) == (0, "")
    assert "backups made before hold it still" in done.stdout
    assert [erased["why"] for erased in said(replayed, "PrivateErased")] == ["by court order"]
    assert firstline("verify", "--store", replayed).returncode == 0
    again = firstline(*words)
    assert (again.returncode, "erased before, or never there" in again.stderr) == (1, True)
    assert firstline("erase", "--store", replayed, "--about", "99-9999", "--why", "x").returncode == 1


def test_a_backup_comes_back_as_it_was(firstline: Command, replayed: str, tmp_path: Path) -> None:
    """Copied, rehearsed and restored: the log to the last hash, and records that agree with it."""
    done = firstline("backup", "--store", replayed, "--to", tmp_path / "backups", "--keep", 2)
    assert (done.returncode, done.stderr) == (0, "")
    (backup,) = (tmp_path / "backups").iterdir()
    there = tmp_path / "back.db"
    rehearsal = firstline("restore", backup, "--dry-run")
    assert (rehearsal.returncode, rehearsal.stderr) == (0, "")
    assert "incidents" in rehearsal.stdout
    assert "nothing was kept" in rehearsal.stdout
    assert firstline("restore", backup, "--to", there).returncode == 0
    assert (
        firstline("verify", "--store", f"sqlite:///{there}").stdout == firstline("verify", "--store", replayed).stdout
    )
    refused = firstline("restore", backup, "--to", there)
    assert (refused.returncode, "is there already" in refused.stderr) == (1, True)


def test_a_backup_whose_records_differ_is_kept_and_told(firstline: Command, replayed: str, tmp_path: Path) -> None:
    """The log is what counts: the records can be made anew, but somebody has to hear of it."""
    with closing(sqlite3.connect(replayed.removeprefix("sqlite:///"))) as meddler, meddler:
        meddler.execute("UPDATE incident SET place = 'nowhere' WHERE id = 5")
    done = firstline("backup", "--store", replayed, "--to", tmp_path / "backups")
    assert (done.returncode, "incident 5 differs in place" in done.stderr) == (1, True)
    assert len(list((tmp_path / "backups").iterdir())) == 1


def test_a_server_is_backed_up_by_its_own_tools(firstline: Command) -> None:
    """The sentence names them."""
    done = firstline("backup", "--store", "postgresql://nowhere/x")
    assert (done.returncode, "pg_dump" in done.stderr) == (1, True)


async def test_the_desk_seals_its_log_and_says_how_it_is(
    firstline: Command, environment: dict[str, str], url: str, tmp_path: Path
) -> None:
    """A real one: heads from its start to its end, a status over its socket, and a log that agrees with the heads."""
    heads, key, sock = tmp_path / "heads", tmp_path / "firstline-head-key", tmp_path / "desk.sock"
    assert firstline("heads", "make-key", tmp_path).returncode == 0
    serving = ("desk", "--store", url, "--socket", sock, "--heads", heads)
    assert "--head-key" in firstline(*serving).stderr
    words = (sys.executable, "-m", "console", *map(str, serving), "--head-key", str(key))
    desk = await asyncio.create_subprocess_exec(*words, env=environment, stdout=subprocess.PIPE)
    assert desk.stdout is not None
    await asyncio.wait_for(desk.stdout.readline(), 30)
    console = await DeskOverSocket.open(sock, position="C01", who="ANN", now=now)
    await console.ask(v.OpenIncident())
    status, out, err = await firstline_beside(environment, "status", "--json", "--socket", sock)
    assert (status, err) == (0, "")
    told = msgspec.json.decode(out, type=Status)
    assert told.desk is not None
    assert (told.desk.consoles, told.desk.commands) == (1, 1)
    assert told.desk.sealed_at is not None
    assert told.desk.p99_ms is not None
    _, out, _ = await firstline_beside(environment, "metrics", "--socket", sock)
    assert out.endswith("# EOF\n")
    assert "\nfirstline_desk_consoles 1\n" in out
    await console.close()
    desk.terminate()
    assert await asyncio.wait_for(desk.wait(), 30) == 0
    checked = firstline("verify", "--store", url, "--heads", heads, "--head-key", f"{key}.pub")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert f"the last at entry {told.log.entries}," in checked.stdout
