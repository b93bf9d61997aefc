"""A file as a plan of verbs, and a plan through a desk."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from console.desk import verbs as v
from console.desk.history import History, Row, read_history
from console.desk.history_map import HistoryFault, HistoryMap, Stage, find_map, load_map
from console.desk.local import LocalDesk
from console.desk.past import Written, written_by
from console.desk.replay_plan import Plan, make_plan, most_calls
from console.desk.replaying import POSITION, WINDOW, Replay, replay_centre
from console.rules.facts import UnitSignedOn
from db.store import open_reader

SAMPLE = Path(__file__).parents[1] / "data" / "sffd_sample.csv"
MAPS = Path(__file__).parents[2] / "console" / "maps"
STAMPS: tuple[Stage, ...] = ("received", "entered", "dispatched", "en_route", "on_scene", "cleared")


@pytest.fixture
def sffd() -> HistoryMap:
    return load_map(find_map("sffd", MAPS))


@pytest.fixture
def plan(sffd: HistoryMap) -> Plan:
    return make_plan(read_history(SAMPLE, sffd, str))


@pytest.fixture
async def desk(tmp_path: Path, sffd: HistoryMap, plan: Plan) -> AsyncIterator[LocalDesk]:
    url = f"sqlite:///{tmp_path / 'calls.db'}"
    opened = await LocalDesk.open(url, replay_centre(sffd, plan), position=POSITION, who=POSITION)
    yield opened
    await opened.close()


def row(line: int, incident: str, unit: str, *stamps: int | None) -> Row:
    told = {stage: at * 1000 for stage, at in zip(STAMPS, stamps, strict=False) if at is not None}
    return Row(line, {"incident": incident, "unit": unit, "place": "1 Hill St", "type": "FIRE"}, told, 2)


def of(*rows: Row) -> list[tuple[str, int]]:
    """Which verbs a file makes, and when each of them happened."""
    steps = make_plan(History("digest", rows, ())).steps
    return [(type(step.verb).__name__, step.happened // 1000) for step in steps]


def test_a_phoned_incident_is_a_call_taken_and_ended() -> None:
    """From received to entered somebody was on the line; the unit comes on duty with its first stamp."""
    assert of(row(2, "A", "E1", 10, 60, 70, 80, 90, 200)) == [
        ("TakeCall", 10), ("SetPlace", 10), ("NameType", 10), ("EndCall", 60), ("Send", 60),
        ("SignOn", 70), ("Dispatch", 70), ("Report", 80), ("Report", 90), ("Clear", 200), ("Close", 200),
    ]  # fmt: skip


def test_what_nobody_rang_about_has_no_call() -> None:
    """Received when it was entered, or later."""
    assert of(row(2, "A", "", 60, 60))[0] == ("OpenIncident", 60)
    assert of(row(2, "A", "", 61, 60))[0] == ("OpenIncident", 61)


def test_incidents_run_at_once_as_they_did() -> None:
    """The verbs of all of them stand in time order, whatever the order of the rows."""
    late, early = row(2, "B", "E2", 50, 50, 55, None, None, 300), row(3, "A", "E1", 10, 10, 20, 60, None, 100)
    happened = [at for _, at in of(late, early)]
    assert happened == sorted(happened)
    assert happened[0] == 10


def test_nothing_is_asked_before_what_it_follows_from(plan: Plan) -> None:
    """Opening, then sending, then the unit's own stamps, even where the file's stamps run backwards."""
    opened: set[str] = set()
    for step in plan.steps:
        assert not step.opening or step.opening == step.key or step.opening in opened
        opened.add(step.key)
    names = [name for name, _ in of(row(2, "A", "E1", 100, 90, 50, 40, 30, 20))]
    order = [names.index(name) for name in ("OpenIncident", "Send", "Dispatch", "Report", "Clear", "Close")]
    assert order == sorted(order)


def test_the_same_file_gives_the_same_keys(sffd: HistoryMap, plan: Plan, tmp_path: Path) -> None:
    """Each step has a key of its own, the same in every run; another file has others."""
    keys = [step.key for step in plan.steps]
    assert len(set(keys)) == len(keys)
    assert [step.key for step in make_plan(read_history(SAMPLE, sffd, str)).steps] == keys
    (tmp_path / "other.csv").write_bytes(SAMPLE.read_bytes() + b"\n")
    other = make_plan(read_history(tmp_path / "other.csv", sffd, str))
    assert not {step.key for step in other.steps} & set(keys)


def test_the_centre_has_lines_enough(plan: Plan) -> None:
    """Calls that are open in one window keep their lines until the next."""
    assert most_calls(plan.steps, 1) <= most_calls(plan.steps, WINDOW) <= most_calls(plan.steps, len(plan.steps))
    assert most_calls(plan.steps, len(plan.steps)) == sum(isinstance(step.verb, v.TakeCall) for step in plan.steps)


@pytest.mark.slow
async def test_at_a_multiple_of_real_time_each_moment_is_waited_for(
    desk: LocalDesk, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The waits add up to what the file took, divided by the speed."""
    waits: list[float] = []

    async def wait(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", wait)
    monkeypatch.setattr(asyncio.get_running_loop(), "time", lambda: 1000.0)
    outcome = await Replay(desk, plan, Written()).run(10)
    assert (outcome.refused, outcome.written) == ([], len(plan.steps))
    assert waits == sorted(waits)
    assert waits[-1] == pytest.approx((plan.steps[-1].due - plan.steps[0].due) / 1000 / 10)


async def test_a_store_with_units_and_calls_of_its_own_is_no_hindrance(
    desk: LocalDesk, plan: Plan, tmp_path: Path
) -> None:
    """Units on duty stay as they are, lines in use are left alone, a unit out of service was there all the same."""
    unit = next(step.verb.unit.unit for step in plan.steps if isinstance(step.verb, v.SignOn))
    await desk.ask(v.SignOn(UnitSignedOn(unit.lower(), "engine")))
    await desk.ask(v.TakeOut(unit, "meal"))
    await desk.ask(v.TakeCall(desk.centre.lines[0]))
    await desk.ask(v.Ring("some other line"))
    outcome = await Replay(desk, plan, Written()).run(None)
    assert (outcome.refused, outcome.written) == ([], len(plan.steps) - 1)
    assert {call.line for call in desk.board.calls.values()} == {desk.centre.lines[0], "some other line"}
    assert desk.board.units[unit.lower()].kind == "engine"


async def test_what_was_written_before_is_known_again(desk: LocalDesk, plan: Plan, tmp_path: Path) -> None:
    """Keys, and which incident and call each opening made, come back from the log."""
    begun = Replay(desk, Plan(plan.steps[:100], (), 0, 0, 0), Written())
    await begun.run(None)
    reader = await open_reader(f"sqlite:///{tmp_path / 'calls.db'}")
    before = await written_by(reader, POSITION)
    await reader.close()
    assert before.keys == {step.key for step in plan.steps[:100]}
    opened = {key: desk.board.incident(id).calls for key, id in before.incidents.items()}
    assert {key: calls[0] for key, calls in opened.items() if calls} == before.calls
    outcome = await Replay(desk, plan, before).run(None)
    assert (outcome.refused, outcome.already, outcome.written) == ([], 100, len(plan.steps) - 100)
    assert not desk.board.incidents


async def test_a_unit_twice_on_an_incident_at_once_keeps_both_rows_apart(desk: LocalDesk) -> None:
    """Each of the two assignments has its own row's stamps, also where they overlap."""
    rows = row(2, "A", "E1", 10, 10, 20, 30, None, 100), row(3, "A", "E1", 10, 10, 50, 60, 70, 90)
    outcome = await Replay(desk, make_plan(History("digest", rows, ())), Written()).run(None)
    assert outcome.refused == []
    assert [dict(assignment.stamps) for assignment in desk.board.assignments.values()] == [
        {"dispatched": 20_000, "en_route": 30_000, "cleared": 100_000},
        {"dispatched": 50_000, "en_route": 60_000, "on_scene": 70_000, "cleared": 90_000},
    ]


async def test_numbers_are_never_given_twice(desk: LocalDesk) -> None:
    """A file that goes back to an earlier year goes on counting where that year stood."""
    year = 366 * 86_400
    for digest, begun in (("one", 3 * year), ("two", year), ("three", 3 * year + 99)):
        plan = make_plan(History(digest, (row(2, digest, "", begun, begun),), ()))
        assert (await Replay(desk, plan, Written()).run(None)).refused == []
    assert [incident.number for incident in desk.board.recent.values()] == ["73-0001", "71-0001", "73-0002"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("timezone =", "can't be read as a map"),
        ('speed = 3', "speed means nothing here"),
        ('timezone = 3', "timezone must be a text"),
        ('[columns]\nincident = ""', "incident must be a column's name"),
        ('[columns]\nplace = "x"', "columns must say which column is the incident's number"),
        ('[stamps]\ngone = "x"', "stamps: gone means nothing here"),
        ('[stamps]\ncleared = "x"', "stamps must name the column of received or of entered"),
        ("[priorities]\nE = 9", "priorities: E must be a number from 1 to 5"),
        ('delimiter = ";;"', "delimiter must be one sign"),
        ('encoding = "runes"', "encoding 'runes' is not known"),
        ("time_format = [3]", "time_format must be a text, or a list of texts"),
    ],
)  # fmt: skip
def test_a_bad_map_says_what_is_wrong(tmp_path: Path, text: str, sentence: str) -> None:
    """All of it, each a sentence with the file's name."""
    (tmp_path / "bad.toml").write_text(text)
    with pytest.raises(HistoryFault) as fault:
        load_map(tmp_path / "bad.toml")
    assert sentence in str(fault.value)
    assert all(line.startswith(str(tmp_path)) for line in str(fault.value).splitlines()[:1])
