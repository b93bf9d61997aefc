"""Load practice: what arrives, how crews do what they are sent to, and what is asked for wrongly."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from console.cli.practising.load import wanted
from console.desk import verbs as v
from console.desk.history_map import HistoryFault
from console.desk.local import LocalDesk
from console.practice.arrivals import of_milltown
from console.practice.clock import Stepped
from console.practice.load import Load
from tests.practice.playing import milltown

SAMPLE = Path(__file__).parents[1] / "data" / "sffd_sample.csv"
NOON = 1_795_280_400_000


def asked(**changes: object) -> argparse.Namespace:
    """Options as they are typed."""
    usual = {"load": str(SAMPLE), "map": "sffd", "since": "", "hours": 24.0, "times": 10.0}
    return argparse.Namespace(**{**usual, **changes})


def test_a_file_arrives_in_its_own_order() -> None:
    """A stretch of the file is what was sent in it, in order; less of it is less, and every unit comes on duty."""
    whole, part = wanted(asked(hours=48.0), 1), wanted(asked(hours=2.0), 1)
    afters = [one.after for one in whole.arrivals]
    assert afters == sorted(afters) and len(whole.units) > 50
    assert 0 < len(part.arrivals) <= len(whole.arrivals)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"times": 11.0}, "--times 11 is not from 1 to 10"),
        ({"hours": 0.0}, "--hours 0 is no stretch"),
        ({"map": ""}, "say which column"),
        ({"since": "noon"}, "is no time; write it as"),
        ({"since": "1999-01-01 00:00", "hours": 1.0}, "nothing arrives in that stretch"),
    ],
)
def test_what_cannot_arrive_is_told(changes: dict[str, object], says: str) -> None:
    """A wrong stretch is a sentence with the remedy."""
    with pytest.raises(HistoryFault, match=says):
        wanted(asked(**changes), 1)


def test_the_same_seed_is_the_same_hour() -> None:
    """Milltown's hour is drawn by the seed: the same for the same, another for another."""
    assert of_milltown(milltown(), 3, 1) == of_milltown(milltown(), 3, 1)
    assert of_milltown(milltown(), 3, 1) != of_milltown(milltown(), 4, 1)


@pytest.mark.slow
async def test_crews_roll_arrive_and_clear_as_much_faster(tmp_path: Path) -> None:
    """At ten times the speed an hour's incidents come in six minutes, and a crew that is sent is free again soon."""
    clock = Stepped(NOON)
    desk = await LocalDesk.open(f"sqlite:///{tmp_path / 'x.db'}", milltown(), position="C01", who="ABE", now=clock)
    try:
        load = Load(desk, of_milltown(milltown(), 3, 1.0), 10.0, clock, 3_600_000)
        seat, helped = load.hands.seat(), 0
        for _ in range(420):
            clock.now += 1000
            await load.step()
            waiting = [one for one in desk.board.incidents.values() if one.state == "pending"]
            if not helped and waiting:
                helped = waiting[0].id
                await seat.ask(v.Dispatch(("12",), helped))
        sent = [one for one in (*desk.board.incidents.values(), *desk.board.recent.values()) if one.sent]
        assert len(sent) == len(of_milltown(milltown(), 3, 1.0)) and load.over is not None
        assert desk.board.units["12"].available
        first = desk.board.incidents.get(helped) or desk.board.recent[helped]
        assert first.first_on_scene is not None
        told = " ".join(load.told())
        assert f"{len(sent)} incidents came, 1 of them got a unit" in told
    finally:
        await desk.close()
