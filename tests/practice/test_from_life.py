"""A drill from a closed incident: whoever rang cannot be found in it again, and it plays."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.cli.arguments import parse
from console.desk import verbs as v
from console.desk.local import LocalDesk
from console.practice.scenario_files import load_scenario
from console.rules.facts import PlaceSet
from db.store import open_reader
from tests.practice.playing import milltown, named, play, said

WHO, PHONE, PLACE = "Robert Quillfeather", "919-867-5309", "412 S CHURCH ST"
TOLD = "My husband Robert Quillfeather fell at 412 S Church St, apartment 73, call 919-867-5309"


async def an_incident(url: str, *, closed: bool = True) -> int:
    """An incident with everything that must not be told; returns the last entry's number."""
    desk = await LocalDesk.open(url, milltown(), position="C04", who="KIM")
    try:
        doing: tuple[v.Verb, ...] = (
            v.TakeCall(),
            v.HearCaller(1, TOLD),
            v.SetPlace(PlaceSet(1, PLACE, "Milltown", "11", 35.784078, -78.858361)),
            v.SetType(1, "MED-FALL"),
            v.SetDetail(1, "name", WHO),
            v.SetDetail(1, "phone", PHONE),
            v.SetDetail(1, "awake", "Y"),
            v.SetDetail(1, "breathing", "Y"),
            v.SetDetail(1, "pain", "his hip, says Quillfeather"),
            v.AddRemark(1, "gate code 4711"),
            v.Send(1),
            v.EndCall(1),
            *([v.Close(1, "CAN", "dispatched")] if closed else []),
        )
        for verb in doing:
            await desk.ask(verb)
        return desk.board.number
    finally:
        await desk.close()


def drill(*words: str) -> int:
    """The command, as typed."""
    options = parse(["drill", "from", *words])
    return int(options.run(options))


@pytest.mark.slow
async def test_names_numbers_and_places_are_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither the name, the number, the house nor the gate's code is in it; what remains to be looked at is said."""
    url = f"sqlite:///{tmp_path / 'calls.db'}"
    last = await an_incident(url)
    import asyncio

    status = await asyncio.to_thread(drill, "#1", f"--store={url}")
    told, wrong = capsys.readouterr()
    assert status == 0, wrong
    for secret in ("Robert", "Quillfeather", "867", "5309", "412", "Church", "CHURCH", "4711", "73"):
        assert secret not in told, told
    assert "Nothing is saved" in told and "LOOK AT THIS" in told
    reader = await open_reader(url)
    try:
        assert (await reader.head())[0] == last, "the store was written to"
    finally:
        await reader.close()


@pytest.mark.slow
async def test_it_is_saved_only_after_a_yes_and_plays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a yes nothing is saved; with it the file is its owner's alone, is good, and its caller answers."""
    import asyncio
    import io

    url, file = f"sqlite:///{tmp_path / 'calls.db'}", tmp_path / "drill.toml"
    await an_incident(url)
    monkeypatch.setattr("sys.stdin", io.StringIO("no\n"))
    assert await asyncio.to_thread(drill, "#1", f"--store={url}", f"--out={file}") == 1
    assert not file.exists()
    monkeypatch.setattr("sys.stdin", io.StringIO("yes\n"))
    assert await asyncio.to_thread(drill, "#1", f"--store={url}", f"--out={file}") == 0
    assert file.stat().st_mode & 0o777 == 0o600
    one = load_scenario(file, milltown())
    asked = ["answer", "say What is the address?", "wait 2", "say Are they awake and making sense?", "wait 2", "end"]
    ended = await asyncio.to_thread(play, one, asked)
    assert "CALLER  Yes." in said(ended)
    assert any(one.truth[0].place.title() in line for line in said(ended))
    assert "not-asked:address" not in named(ended)
    capsys.readouterr()


@pytest.mark.slow
async def test_what_is_open_is_no_drill(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An incident that goes on stays where it is, and one that is not there is told so."""
    import asyncio

    url = f"sqlite:///{tmp_path / 'calls.db'}"
    await an_incident(url, closed=False)
    assert await asyncio.to_thread(drill, "#1", f"--store={url}") == 1
    assert "still open" in capsys.readouterr().err
    assert await asyncio.to_thread(drill, "99-9999", f"--store={url}") == 1
    assert "nothing on the log is called 99-9999" in capsys.readouterr().err
