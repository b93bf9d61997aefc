"""What happens meanwhile is told between the lines, never in the middle of one."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.desk import verbs as v
from console.rules.facts import PlaceSet
from tests.plain.talking import Talker, talk

pytestmark = pytest.mark.slow


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Where a log may be made."""
    return tmp_path / "calls.db"


async def sent(kim: Talker, code: str, position: str) -> None:
    """An incident that a position has given to the dispatcher."""
    receipt = await kim.other(v.TakeCall(), position)
    incident = kim.desk.board.next_incident - 1
    for verb in (
        v.SetPlace(PlaceSet(incident, "185 N OAK ST", "Milltown", "10", 45.2, -93.1)),
        v.SetType(incident, code),
        v.Send(incident),
    ):
        receipt = await kim.other(verb, position)
    assert receipt.numbers


async def test_a_ring_is_told_while_nothing_is_typed(store: Path) -> None:
    """On an empty line the event comes at once, and the prompt again behind it."""
    async with talk(store) as kim:
        await kim.other(v.Ring("L2", "919-555-0142"))
        assert await kim.hears("C04> ") == "\nL2 RINGS 919-555-0142\nC04> "


async def test_an_event_never_interrupts_a_half_typed_line(store: Path) -> None:
    """While a word is typed nothing is written; once the line is given, the event comes before the next prompt."""
    async with talk(store) as kim:
        kim.type("zz")
        await kim.hears("zz")
        await kim.other(v.Ring("L2"))
        await sent(kim, "THEFT", "C02")
        kim.type("y")
        assert await kim.hears("y") == "y"
        told = await kim.given("", "C04> ")
        assert told.index("There is no command zzy") < told.index("L2 RINGS") < told.index("NEW P3 #1 THEFT")


async def test_a_line_that_is_thrown_away_lets_the_events_through(store: Path) -> None:
    """Ctrl+C gives up the line, and what waited for it is told."""
    async with talk(store) as kim:
        kim.type("n 1")
        await kim.hears("n 1")
        await kim.other(v.Ring("L2"))
        kim.type("\x03")
        assert await kim.hears("C04> ") == "\nL2 RINGS\nC04> "


async def test_what_one_did_oneself_is_no_event(store: Path) -> None:
    """One's own sending and dispatching is answered once, and told by nobody else."""
    async with talk(store) as kim:
        await kim.given("n 185 n oak st/theft", "Phone? ")
        await kim.given(".", "#1> ")
        told = await kim.given("s", "#1> ") + await kim.given("d12", "#1> ")
        assert told.count("SENT #1") == 1
        assert "NEW" not in told
        assert told.count("12") == 2  # as it was typed, and the answer


async def test_others_at_work_on_the_incident_in_hand(store: Path) -> None:
    """Their remarks and the statuses of its units are told; those of an incident of somebody else's are not."""
    async with talk(store) as kim:
        await sent(kim, "THEFT", "C04")
        await sent(kim, "THEFT", "C02")
        await kim.given("#1", "C04 #1> ")
        await kim.other(v.Dispatch(("12",), 1))
        await kim.hears("LEE sent 12 to #1, 14:32:07\n")
        await kim.other(v.Report("12", "en_route"))
        await kim.hears("#1 12 en route\n")
        await kim.other(v.Dispatch(("14",), 2))
        await kim.other(v.AddRemark(2, "not for Kim"))
        await kim.other(v.AddRemark(1, "use the back door"))
        told = await kim.hears("LEE 14:32:07: use the back door\n")
        assert "not for Kim" not in told
        assert "sent 14" not in told


async def test_an_alarm_is_told_once(store: Path) -> None:
    """An alarm comes as one line when it begins, is acknowledged by `a`, and is not told again."""
    async with talk(store) as kim:
        await sent(kim, "DIST-P", "C02")
        await kim.hears("NEW P1")
        kim.clock.now += 125_000
        await kim.hears("ALARM !! #1 DIST-P 185 N OAK ST P1 has no unit, late +")
        await kim.given("a", "ok  seen: #1")
        await kim.given("a", "No alarm waits to be seen.")
        assert kim.heard.count("ALARM !!") == 1
