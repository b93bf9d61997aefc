"""What one line asks for is one command: all of it or nothing, and taken back as one."""

from __future__ import annotations

from console.desk import verbs as v
from tests.rules.factory import active, pending


def test_all_of_a_line_happens_or_nothing() -> None:
    """The second one is refused: the first has not happened either, and the sentence says so."""
    floor = active("12", "14")
    both = v.Several((v.AddRemark(1, "advised"), v.Report("12", "on_scene"), v.Free("21")))
    floor.refuses(both, "Nothing was done: 21 is not on any incident")
    assert not floor.incident().remarks


def test_each_sees_what_those_before_it_did() -> None:
    """The last one to clear closes the incident, and the remark before it is what the code asks for."""
    floor = active("12", "14")
    floor.do(v.Several((v.AddRemark(1, "advised"), v.Clear("12", "rpt"), v.Clear("14", "rpt"))))
    assert floor.incident().state == "closed"


def test_a_line_is_taken_back_whole() -> None:
    """Both units are on the incident again, and what was said stays said."""
    floor = active("12", "14")
    floor.do(v.Several((v.AddRemark(1, "wrong car"), v.Free("12"), v.Free("14"))))
    assert floor.incident().state == "pending"
    floor.do(v.Undo())
    assert [job.unit for job in floor.board.on(1)] == ["12", "14"]
    assert [line.text for line in floor.incident().remarks] == ["wrong car"]


def test_several_are_sent_with_a_key_of_their_own() -> None:
    """Two units that go in one line are two assignments."""
    floor = pending()
    floor.do(v.Several((v.Dispatch(("12",), 1), v.Dispatch(("14",), 1, "en_route"))))
    assert sorted(floor.board.assignments) == [1, 2]
