"""The log as a story, by the real command."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import closing

import pytest

from console.desk import verbs as v
from console.desk.local import LocalDesk
from console.rules import facts as f
from console.rules.centre import Centre, Standard
from db.log import Unwritten
from db.store import open_store

pytestmark = pytest.mark.slow

Command = Callable[..., "subprocess.CompletedProcess[str]"]
NOON = 1_586_260_800_000  # 2020-04-07 12:00:00 UTC
NAUGHTY = "gate \x1b[2J\x1b]0;pwn\x07 is \u202eopen\u202c"


@pytest.fixture
async def shift(url: str) -> AsyncIterator[LocalDesk]:
    """A console that has the store open, with two incidents on its log."""
    centre = Centre("X", "Nowhere", "UTC", ("L1", "L2"), (), (), (), (), (), (), (), (), (), Standard("none", ()))
    desk = await LocalDesk.open(url, centre, position="C01", who="ANN")
    for verb in (
        v.SignOn(f.UnitSignedOn("E12", "engine")),
        v.TakeCall("L1", "REF-7"),
        v.OpenIncident("REF-8"),
        v.SetPlace(f.PlaceSet(1, "88 River Rd")),
        v.NameType(1, "FIRE", "Fire", 1),
        v.Send(1),
        v.Dispatch(("E12",), 1),
        v.AddRemark(1, NAUGHTY),
        v.EndCall(1),
        v.SetPlace(f.PlaceSet(2, "1 Hill St")),
    ):
        await desk.ask(verb, happened=NOON)
    yield desk
    await desk.close()


def kinds(done: subprocess.CompletedProcess[str]) -> list[str]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line)["kind"] for line in done.stdout.splitlines()]


def test_every_entry_in_order(firstline: Command, url: str, shift: LocalDesk) -> None:
    """One line each, while a console has the store open: number, time, who and where, what about, what happened."""
    lines = firstline("log", "--store", url).stdout.splitlines()
    assert [int(line.split()[0]) for line in lines] == list(range(1, shift.board.number + 1))
    assert lines[0].split(maxsplit=5)[1:] == [
        "2020-04-07",
        "12:00:00",
        "ANN/C01",
        "unit:E12",
        "unit signed on  kind engine",
    ]


@pytest.mark.parametrize("name", ["20-0001", "#1", "REF-7", "incident:1"])
def test_an_incident_is_found_by_any_of_its_names(firstline: Command, url: str, shift: LocalDesk, name: str) -> None:
    """Its number, its short number, the number it has elsewhere: all give the whole story of it and no other."""
    assert kinds(firstline("log", "--store", url, "--about", name, "--json")) == [
        "IncidentOpened",
        "CallLinked",
        "PlaceSet",
        "TypeSet",
        "PrioritySet",
        "IncidentSent",
        "UnitDispatched",
        "RemarkAdded",
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("e12", ["UnitSignedOn", "UnitDispatched"]),
        ("unit:E12", ["UnitSignedOn", "UnitDispatched"]),
        ("call:1", ["CallRang", "CallAnswered", "CallLinked", "CallEnded"]),
    ],
)
def test_units_and_calls_have_stories_too(
    firstline: Command, url: str, shift: LocalDesk, name: str, expected: list[str]
) -> None:
    """What a unit did on an incident is part of the unit's story, and the linking part of the call's."""
    assert kinds(firstline("log", "--store", url, "--about", name, "--json")) == expected


@pytest.mark.slow
def test_it_can_be_narrowed(firstline: Command, url: str, shift: LocalDesk) -> None:
    """By kind, by position, from a number on, and to the newest few."""
    assert kinds(firstline("log", "--store", url, "--kind", "placeset", "--json")) == ["PlaceSet", "PlaceSet"]
    assert kinds(firstline("log", "--store", url, "--position", "c02", "--json")) == []
    last = kinds(firstline("log", "--store", url, "--last", 2, "--position", "c01", "--json"))
    assert last == ["CallEnded", "PlaceSet"]
    assert kinds(firstline("log", "--store", url, "--after", shift.board.number - 1, "--json")) == ["PlaceSet"]


@pytest.mark.slow
def test_nothing_that_people_typed_moves_the_cursor(firstline: Command, url: str, shift: LocalDesk) -> None:
    """Neither for people nor for machines; for machines it can be had back as it was typed."""
    for words in ((), ("--json",)):
        out = firstline("log", "--store", url, *words).stdout
        assert not set(out) & {"\x1b", "\x07", "\u202e", "\u202c"}
    told = firstline("log", "--store", url, "--kind", "RemarkAdded", "--json").stdout
    assert json.loads(told)["private"]["text"] == NAUGHTY


def test_for_machines_everything_is_there(firstline: Command, url: str, shift: LocalDesk) -> None:
    """All fields, the hashes that chain the entries among them, and times as ISO 8601."""
    lines = [json.loads(line) for line in firstline("log", "--store", url, "--json").stdout.splitlines()]
    assert [line["prev"] for line in lines[1:]] == [line["hash"] for line in lines[:-1]]
    assert {line["happened"] for line in lines} == {"2020-04-07T12:00:00.000+00:00"}
    with closing(sqlite3.connect(f"file:{url.removeprefix('sqlite:///')}?mode=ro", uri=True)) as file:
        assert set(lines[0]) == {row[1] for row in file.execute("PRAGMA table_info(entry)")}


def test_times_are_the_centres_own(firstline: Command, url: str, shift: LocalDesk) -> None:
    """With a centre named, its wall clock is shown."""
    milltown = "console/centres/milltown"
    done = firstline("log", "--store", url, "--last", 1, "--centre", milltown)
    assert done.returncode == 0, done.stderr
    assert " 12:00:00 " not in done.stdout


@pytest.mark.parametrize(
    "words", [("--about", "Q99"), ("--about", "#77"), ("--about", "99-0001"), ("--kind", "UnitDispached")]
)
def test_what_is_not_there_is_said(firstline: Command, url: str, shift: LocalDesk, words: tuple[str, str]) -> None:
    """A sentence with what can be named, and exit status 1."""
    done = firstline("log", "--store", url, *words)
    assert (done.returncode, done.stdout) == (1, "")
    assert words[1] in done.stderr
    assert "; write " in done.stderr


async def test_a_short_number_means_the_newest_that_had_it(firstline: Command, url: str) -> None:
    """Short numbers come round again; the older incident is found by its whole number."""
    store = await open_store(url, now=lambda: NOON)
    bodies = [f'{{"incident":{id},"number":"20-000{id}","ref":"","short":3}}' for id in (1, 2)]
    opened = [
        Unwritten(None, "ANN", "C01", f"incident:{id}", "IncidentOpened", body, "", f"key{id}", 0)
        for id, body in enumerate(bodies, 1)
    ]
    async with store.pen() as pen:
        await pen.start([], 0)
        await pen.write(opened, NOON, [])
    await store.close()
    lines = firstline("log", "--store", url, "--about", "#3", "--json").stdout.splitlines()
    assert [json.loads(line)["about"] for line in lines] == ["incident:2"]


@pytest.mark.parametrize("words", [("log", "--last", "-1"), ("log", "--after", "x"), ("run", "--position", " ")])
def test_a_number_and_a_name_are_asked_for_where_there_is_none(firstline: Command, words: tuple[str, str, str]) -> None:
    """A count below nothing and a desk without a name are refused by the option's name, not taken silently."""
    done = firstline(*words)
    assert done.returncode == 2
    assert f"argument {words[1]}: " in done.stderr and done.stdout == ""
