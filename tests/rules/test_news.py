"""Who has to do with an incident is told what another position changed of it, and nothing else."""

from __future__ import annotations

import pytest

from console.desk import verbs as v
from console.rules.board import Board
from console.rules.news import Ear, news
from tests.rules.factory import Floor, active, closed, pending, place

KIM = Ear("P1", "ann")
"""Who took every incident of these tests: all verbs are ann's, what differs is the position."""


def heard(before: Board, floor: Floor, ear: Ear = KIM) -> list[str]:
    return [one.text for one in news(before, floor.board, ear)]


def two() -> Floor:
    return pending("UNK", pending())


CHANGES = [
    (pending, (place(1, "88 RIVER RD"),), ["ann moved #1 to 88 RIVER RD"]),
    (pending, (v.SetType(1, "MED-U"),), ["ann made #1 MED-U, priority 1"]),
    (pending, (v.SetPriority(1, 1),), ["ann made #1 priority 1"]),
    (two, (v.Merge(2, 1),), ["ann merged #2 into #1"]),
    (two, (v.Merge(2, 1), v.Split(2)), []),
    (pending, (v.Close(1, "goa"),), ["ann closed #1 with GOA"]),
    (closed, (v.Reopen(1),), ["ann reopened #1"]),
    (pending, (v.Dispatch(("12", "14"), 1),), ["ann sent 12 and 14 to #1"]),
    (active, (v.Free("12"),), ["ann cleared 12 from #1"]),
    (active, (v.Clear("12", "rpt"),), ["ann closed #1 with RPT"]),
    (pending, (v.Defer(1, "rain"),), ["ann let #1 wait: rain"]),
    (active, (v.Report("12", "en_route"),), []),
    (pending, (v.AddRemark(1, "loud"),), []),
]


@pytest.mark.parametrize(("begin", "verbs", "told"), CHANGES)
def test_what_another_position_changes_of_mine_is_told_in_one_sentence(
    begin: object, verbs: tuple[v.Verb, ...], told: list[str]
) -> None:
    """Place, type, priority, merging, closing, units: who, what; what the story alone needs is not told."""
    assert callable(begin)
    floor: Floor = begin()
    before = floor.board
    for verb in verbs:
        floor.later(1).do(verb, "P2")
    assert heard(before, floor) == told


@pytest.mark.parametrize(("begin", "verbs"), [(begin, verbs) for begin, verbs, _ in CHANGES])
def test_what_i_do_myself_and_what_is_not_mine_is_never_told(begin: object, verbs: tuple[v.Verb, ...]) -> None:
    """Neither one's own changes, nor what others do to what one has nothing to do with."""
    assert callable(begin)
    floor: Floor = begin()
    before = floor.board
    for verb in verbs:
        floor.later(1).do(verb, "P1")
    assert heard(before, floor) == []
    assert heard(before, floor, Ear("P9", "eve")) == []


def test_what_i_sent_units_to_or_have_open_is_mine_too() -> None:
    """A dispatcher hears of what they sent units to; whoever has a form open hears of that."""
    floor = pending(floor=active("12"))
    before = floor.board
    floor.do(v.SetPriority(1, 1), "P2")
    floor.do(v.SetPriority(2, 1), "P2")
    assert heard(before, floor, Ear("P7", "ann")) == ["ann made #1 priority 1"]
    assert heard(before, floor, Ear("P7", "eve", frozenset((2,)))) == ["ann made #2 priority 1"]


def test_it_says_when() -> None:
    """The moment of the change itself, not of when it was seen."""
    floor = pending()
    before = floor.board
    floor.later(5).do(v.SetPriority(1, 1), "P2")
    then = floor.now
    floor.later(60).do(v.AddRemark(1, "loud"), "P2")
    assert [one.when for one in news(before, floor.board, KIM)] == [then]


def test_a_taken_back_dispatch_is_not_told_as_clearing() -> None:
    """Who was never really sent was never cleared."""
    floor = pending()
    floor.do(v.Dispatch(("12",), 1), "P2")
    before = floor.board
    floor.do(v.Undo(), "P2")
    assert heard(before, floor) == []
