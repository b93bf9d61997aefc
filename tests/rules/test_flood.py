"""A flood of alarms is told in few lines, and each line still says how many and since when."""

from __future__ import annotations

from console.desk import verbs as v
from console.rules.alarm import at_hand
from console.rules.flood import FLOOD, Row, rows
from tests.rules.factory import CENTRE, Floor, on_duty, pending


def lines(floor: Floor, position: str = "P1") -> tuple[Row, ...]:
    return rows(floor.board, at_hand(floor.board, CENTRE, floor.now).alarms, position, floor.now)


def late(count: int) -> Floor:
    """So many priority 2 calls that came within a minute are late."""
    floor = on_duty()
    for _ in range(count):
        pending("UNK", floor.later(1))
    return floor.later(900)


def test_ten_alarms_have_a_line_each() -> None:
    """Up to ten nothing is put together."""
    assert [len(row.alarms) for row in lines(late(FLOOD))] == [1] * FLOOD


def test_fifty_conditions_in_a_minute_are_ten_lines_at_most() -> None:
    """Those of a kind share a line with their number and the oldest; none is lost, and the worst kind is first."""
    floor = late(46)
    pending("MED-U", floor)
    pending("MED-U", floor)
    floor.do(v.Dispatch(("12",), 1))
    floor.do(v.SetPriority(1, 1))
    floor.later(60).do(v.RaiseDanger("12", None, "shots fired"))
    found = lines(floor)
    assert len(found) <= 10
    assert [row.level for row in found] == sorted(row.level for row in found)
    said = [row.text for row in found]
    assert said[0].startswith("DANGER D1 12 at #1")
    assert said[1:] == ["12 has not acknowledged #1, 1:00", "2 P1 late, oldest 0:20", "45 P2 late, oldest 6:44"]
    assert sum(len(row.alarms) for row in found) == 49


def test_more_than_ten_shown_in_ten_minutes_are_a_flood_however_fast_they_were_seen() -> None:
    """At the position that was shown them, until ten minutes have passed."""
    floor = late(3)
    for number in range(FLOOD + 1):
        floor.do(v.ShowAlarm(f"late:{number}", 2), at="P1")
    assert [row.text for row in lines(floor)] == ["3 P2 late, oldest 5:02"]
    assert len(lines(floor, "P2")) == 3
    assert len(lines(floor.later(600))) == 3
