"""What all desks are told holds until its end, and what is over does not stay on the board."""

from __future__ import annotations

from console.desk import verbs as v
from console.rules.notice import running, unread
from tests.rules.factory import active, on_duty

MINUTE = 60_000


def test_a_bulletin_holds_until_its_end() -> None:
    """It is unread to all but who wrote it, and gone from the board once another follows it."""
    floor = on_duty()
    floor.do(v.PostBulletin("Mill Rd is closed", floor.now + 30 * MINUTE))
    assert (unread(floor.board, "ann", floor.now), unread(floor.board, "lee", floor.now)) == (0, 1)
    floor.later(30 * 60)
    assert (running(floor.board, floor.now), unread(floor.board, "lee", floor.now)) == ((), 0)
    floor.do(v.PostBulletin("Oak St too", floor.now + MINUTE))
    assert list(floor.board.bulletins) == [2]


def test_what_was_put_aside_and_is_back_leaves_the_shelf() -> None:
    """A shelf of last year would be read with every board."""
    floor = on_duty()
    floor.do(v.ShelveAlarm("late:1", "tow is on the way", 5))
    floor.later(300).do(v.ShelveAlarm("late:2", "tow is on the way", 5))
    assert list(floor.board.shelved) == ["late:2"]


def test_what_was_seen_a_week_ago_is_forgotten() -> None:
    """A board does not grow with every alarm that was ever seen; what still lasts after a week is told again."""
    floor = on_duty()
    floor.do(v.SeeAlarm("late:1"))
    floor.later(6 * 86_400).do(v.SeeAlarm("late:2"))
    assert list(floor.board.seen) == ["late:1", "late:2"]
    floor.later(86_400).do(v.SeeAlarm("late:3"))
    assert list(floor.board.seen) == ["late:2", "late:3"]


def test_a_danger_is_told_once_and_of_an_incident_that_is_known() -> None:
    """The second to tell it hears who was first; one that is closed and gone is told in words, not by its number."""
    floor = active()
    floor.do(v.RaiseDanger("12", 1))
    floor.refuses(v.RaiseDanger("12", 1), "Everybody was told by ann already; D1 is open.")
    floor.refuses(v.RaiseDanger("", 99), "That incident is closed and gone; say who and where in words")


def test_reading_a_bulletin_does_not_stand_in_the_way_of_undo() -> None:
    """Within ten seconds one's last command can still be taken back."""
    floor = active()
    floor.do(v.PostBulletin("Mill Rd is closed", floor.now + MINUTE), at="P2")
    for seen in (v.ReadBulletin(1), v.ShowAlarm("late:1", 1), v.SeeAlarm("late:1")):
        floor.do(seen)
    floor.do(v.Undo())
    assert floor.job().disposition == "undone"
