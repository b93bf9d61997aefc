"""A story is read in order of time; the desk's own lines never drown it, and what was wrong stays to be read."""

from __future__ import annotations

from datetime import UTC, datetime

from console.desk import verbs as v
from console.rules.agency import agencies, together
from console.rules.story import DESK, story
from tests.rules.factory import Floor, active, pending, place


def clock(when: int) -> str:
    """09:46:40 is when these tests begin."""
    return datetime.fromtimestamp(when / 1000, UTC).strftime("%H:%M:%S")


def told(floor: Floor, incident: int = 1) -> list[str]:
    return [f"{line.who} {line.text}" for line in story(floor.board, floor.incident(incident), clock)]


def test_what_units_did_while_nobody_wrote_is_one_line_a_unit() -> None:
    """Stages follow one another with their times; the hour is said again where it is another."""
    floor = active("12", "14")
    floor.later(60).do(v.Report("12", "en_route"))
    floor.later(30).do(v.Report("14", "en_route"))
    floor.later(900).do(v.Report("12", "on_scene"))
    assert told(floor)[1:] == [
        f"{DESK} 14: dispatched 09:46, en route :48",
        f"{DESK} 12: dispatched 09:46, en route :47, on scene 10:03",
    ]


def test_a_persons_line_stands_between_what_units_did_before_and_after() -> None:
    """Nothing is pulled over what somebody wrote; one stage alone reads as it always did."""
    floor = active("12")
    floor.later(10).do(v.AddRemark(1, "door is open"))
    floor.later(10).do(v.Report("12", "en_route"))
    floor.later(10).do(v.Clear("12", "rpt"))
    assert told(floor)[1:] == [
        f"{DESK} 12 dispatched",
        "ann door is open",
        f"{DESK} 12: en route 09:47, clear RPT :47",
    ]


def test_a_struck_line_says_who_struck_it_and_why() -> None:
    """The old words stay to be read behind it, in their place."""
    floor = pending()
    floor.later(1).do(v.AddRemark(1, "flat 4"))
    floor.later(5).do(v.AddRemark(1, "flat 5"))
    floor.do(v.StrikeRemark(1, 0, "wrong flat"))
    assert told(floor)[1:] == ["ann (struck ann: wrong flat) flat 4", "ann flat 5"]
    lines = story(floor.board, floor.incident(), clock)
    assert [line.struck for line in lines] == [False, True, False]


def test_what_was_merged_is_told_with_its_number() -> None:
    """Both narratives are kept, each line with the number it was written under."""
    floor = pending(floor=pending())
    floor.later(1).do(v.AddRemark(2, "smoke too"))
    floor.do(v.Merge(2, 1))
    assert told(floor)[-1] == "ann (#2) smoke too"


def test_a_dispatch_that_was_taken_back_says_so() -> None:
    """Nobody reads it as a unit that came and cleared."""
    floor = active("12")
    floor.later(2).do(v.Undo())
    assert told(floor)[-1] == f"{DESK} 12: dispatched 09:46, taken back :46"


def test_each_agency_has_its_own_times() -> None:
    """The first of its units at each stage counts, and the last one that is clear; one agency alone needs no line."""
    floor = active("12", "14")
    assert together(floor.board, floor.incident(), clock) == ()
    floor.later(60).do(v.Report("14", "en_route"))
    floor.later(60).do(v.Dispatch(("E1",), 1))
    floor.later(60).do(v.Report("12", "en_route"))
    floor.do(v.Report("14", "on_scene"))
    floor.later(60).do(v.Clear("E1", ""))
    assert together(floor.board, floor.incident(), clock) == (
        "POL 09:46 sent 09:47 en route 09:49 on scene",
        "FIRE 09:48 sent 09:50 clear",
    )


def test_a_dispatch_that_was_taken_back_is_no_agencys_time() -> None:
    """Who never went is not on the line."""
    floor = active("12")
    floor.later(5).do(v.Dispatch(("M3",), 1))
    floor.do(v.Undo())
    assert [agency.department for agency in agencies(floor.board, floor.incident())] == ["POL"]
    floor.do(place())
    floor.later(60).do(v.Dispatch(("M3",), 1))
    assert together(floor.board, floor.incident(), clock)[1] == "EMS 09:47 sent"
