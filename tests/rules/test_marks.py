"""A row's marks are short, never colour alone, and each has its words."""

from __future__ import annotations

from console.desk import verbs as v
from console.rules.facts import PromiseMade
from console.rules.marks import marks, waiting
from tests.rules.factory import START, Floor, pending
from tests.rules.test_deferral import waiting as deferred


def shown(floor: Floor, incident: int = 1, now: int = START) -> dict[str, str]:
    return dict(marks(floor.board, floor.incident(incident), now))


def test_an_ordinary_incident_has_none() -> None:
    """What is as usual says nothing."""
    assert shown(pending()) == {}


def test_callers_alarm_level_and_flags() -> None:
    """Two callers, a second alarm and a follow-up each have a mark; a flag that is seen to is gone."""
    floor = pending("FIRE-B")
    floor.do(v.TakeCall())
    floor.do(v.LinkCall(2, 1))
    floor.do(v.RaiseLevel(1))
    for text in ("ask the neighbour", "send the report"):
        floor.do(v.MakePromise(PromiseMade(0, "follow-up", "", incident=1, text=text)))
    assert shown(floor) == {"2A": "alarm 2", "=2": "2 callers", "F": "follow up: ask the neighbour (+1)"}
    floor.do(v.EndPromise(1))
    floor.do(v.EndPromise(2))
    assert "F" not in shown(floor)


def test_a_major_incident_and_its_parts() -> None:
    """The major one counts and names its parts, each part names the major one."""
    floor = pending("UNK", pending("UNK", pending("UNK")))
    floor.do(v.LinkIncident(2, 1))
    floor.do(v.LinkIncident(3, 1))
    assert shown(floor) == {"M+2": "major incident with #2 and #3"}
    assert shown(floor, 2) == {"^#1": "belongs to #1"}


def test_a_welfare_call_shows_once_it_is_due() -> None:
    """Not while it has time, from two minutes before on, and no longer once the caller was rung."""
    floor = deferred()
    assert "W" not in shown(floor, now=START + 600_000)
    assert shown(floor, now=START + 800_000)["W"] == "call the caller: how are they"
    floor.later(800).do(v.EndPromise(1))
    assert "W" not in shown(floor, now=floor.now)


def test_why_and_until_when_it_waits() -> None:
    """The reason with the time if there is one; planned work says when and with whom; what is not waiting, nothing."""
    floor = pending()
    assert waiting(floor.incident(), str) == ""
    floor.do(v.Defer(1, "rain"))
    assert waiting(floor.incident(), str) == "waits: rain"
    floor.do(v.Defer(1, "rain", 2 * START))
    assert waiting(floor.incident(), str) == f"waits until {2 * START}: rain"
    floor.do(v.Plan(1, 3 * START, ("12", "14")))
    assert waiting(floor.incident(), str) == f"planned {3 * START} with 12 and 14"
