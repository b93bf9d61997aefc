"""The five stage clocks, read against Firstline's own standard."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from console.desk import verbs as v
from console.rules.centre import Standard, Target
from console.rules.clock import Clock, by_lateness, clocks, due
from tests.rules.factory import FIRSTLINE, START, Floor, on_duty, pending, place


@pytest.mark.parametrize(
    ("seconds", "limit", "state", "said"),
    [
        (0, 20, "running", "0/20"),
        (14, 20, "running", "14/20"),
        (15, 20, "last quarter", "15/20"),
        (20, 20, "last quarter", "20/20"),
        (21, 20, "late", "21/20 LATE +1"),
        (52, 40, "late", "52/40 LATE +12"),
        (130, 40, "late", "2:10/40 LATE +90"),
        (479, 480, "last quarter", "7:59/8:00"),
    ],
)
def test_a_running_clock_says_how_much_is_left(seconds: int, limit: int, state: str, said: str) -> None:
    """Running, in its last quarter, or late: the whole seconds against the limit."""
    clock = Clock("locate", START, None, limit, START + seconds * 1000 + 999)
    assert (clock.state, clock.said()) == (state, said)


@pytest.mark.parametrize(
    ("seconds", "state", "said"), [(3, "ok", "3s ok"), (20, "ok", "20s ok"), (26, "missed", "26s LATE +6")]
)
def test_a_stopped_clock_says_how_it_went(seconds: int, state: str, said: str) -> None:
    """Once stopped it never moves again, however late it is read."""
    clock = Clock("locate", START, START + seconds * 1000, 20, START + 9_000_000)
    assert (clock.state, clock.said(), clock.seconds) == (state, said, seconds)


def test_a_clock_that_has_not_started_waits() -> None:
    """Before its first stamp a clock shows nothing and has used nothing."""
    clock = Clock("roll", None, None, 40, START)
    assert (clock.state, clock.said(), clock.share, clock.seconds) == ("waiting", "-", 0.0, 0)


def test_stamps_out_of_order_never_run_a_clock_backwards() -> None:
    """A late entry that ends before it began counts as no time at all."""
    assert Clock("roll", START, START - 5000, 40, START).seconds == 0


@pytest.mark.parametrize(("seconds", "share"), [(0, 0.0), (10, 0.5), (20, 1.0), (99, 1.0)])
def test_the_share_used_stays_between_nothing_and_all(seconds: int, share: float) -> None:
    """A bar is never longer than its frame."""
    assert Clock("locate", START, None, 20, START + seconds * 1000).share == share


def whole_chain() -> Floor:
    """Rang; answered +4, place +15, type +18, sent +20, dispatched +50, en route +85, on scene +400."""
    floor = on_duty()
    floor.do(v.Ring("L1"))
    moves: tuple[tuple[int, v.Verb], ...] = (
        (4, v.TakeCall()),
        (11, place()),
        (3, v.SetType(1, "NOISE")),
        (2, v.Send(1)),
        (30, v.Dispatch(("12",), 1)),
        (35, v.Report("12", "en_route")),
        (315, v.Report("12", "on_scene")),
    )
    for seconds, verb in moves:
        floor.later(seconds).do(verb)
    return floor


def test_the_chain_runs_from_stamp_to_stamp() -> None:
    """Answer, locate, brief, roll and arrive are each the time between their two stamps, against 5, 20, 40, 40, 480."""
    floor = whole_chain()
    found = clocks(floor.call(), floor.incident(), FIRSTLINE, floor.now)
    assert [(clock.stage, clock.seconds, clock.limit, clock.state) for clock in found] == [
        ("answer", 4, 5, "ok"),
        ("locate", 14, 20, "ok"),
        ("brief", 32, 40, "ok"),
        ("roll", 35, 40, "ok"),
        ("arrive", 396, 480, "ok"),
    ]


def test_a_ringing_line_has_its_answer_clock_running() -> None:
    """Before anyone answers only the first clock runs."""
    floor = on_duty()
    floor.do(v.Ring("L1"))
    found = clocks(floor.call(), None, FIRSTLINE, floor.later(7).now)
    assert [clock.state for clock in found] == ["late", "waiting", "waiting", "waiting", "waiting"]


def test_an_incident_that_nobody_rang_about_has_no_answer_to_wait_for() -> None:
    """What a unit came upon runs no answer clock."""
    floor = on_duty()
    floor.do(v.OpenIncident())
    assert clocks(None, floor.incident(), FIRSTLINE, floor.later(60).now)[0].state == "waiting"


def test_a_second_callers_clock_is_the_incidents() -> None:
    """Whoever rings about a known incident sees that incident's clocks, not new ones."""
    floor = whole_chain()
    floor.do(v.TakeCall())
    second = floor.board.calls[2]
    assert clocks(second, floor.incident(), FIRSTLINE, floor.now) == clocks(
        floor.call(), floor.incident(), FIRSTLINE, floor.now
    )


def test_a_stage_that_the_standard_leaves_out_is_not_shown() -> None:
    """A centre with one target has one clock."""
    only = Standard("police-999", (Target("answer", 10),))
    assert [clock.stage for clock in clocks(None, pending().incident(), only, START)] == ["answer"]


def test_a_priorities_own_target_comes_before_the_one_for_all() -> None:
    """A limit for this priority wins; without one the general limit holds; with neither there is none."""
    both = Standard("x", (Target("arrive", 480), Target("arrive", 420, priority=1)))
    assert [both.seconds("arrive", priority) for priority in (1, 2)] == [420, 480]
    assert both.seconds("answer") is None


def test_a_service_may_have_a_target_of_its_own() -> None:
    """What names service and priority wins; of what names one of them the last counts, in a centre the strictest."""
    targets = (
        Target("pending", 3600, services=("TOW",)),
        Target("pending", 600, priority=3),
        Target("pending", 1800, priority=3, services=("TOW", "ANIMAL")),
        Target("pending", 40, priority=1),
        Target("pending", 900),
    )
    own = Standard("x", targets)
    assert [own.seconds("pending", 3, type) for type in ("TOW", "ANIMAL", "THEFT")] == [1800, 1800, 600]
    assert [own.seconds("pending", priority, "TOW") for priority in (1, 4)] == [40, 3600]
    assert own.seconds("pending", 4, "THEFT") == 900


def test_an_incident_is_due_by_the_target_of_its_own_kind() -> None:
    """Of two at the same priority the one whose service may wait longer is the less late."""
    own = Standard("x", (Target("pending", 3600, priority=4), Target("pending", 7200, priority=4, services=("NOISE",))))
    floor = pending("NOISE")
    assert due(floor.incident(), own) == START + 7_200_000
    assert due(replace(floor.incident(), type="OTHER"), own) == START + 3_600_000


@pytest.mark.parametrize(("type", "limit"), [("MED-U", 40), ("UNK", 600), ("NOISE", 3600)])
def test_a_pending_incident_is_due_by_its_priority(type: str, limit: int) -> None:
    """From when it was sent, as long as its priority may wait."""
    floor = pending(type)
    assert due(floor.incident(), FIRSTLINE) == START + limit * 1000


def test_nothing_is_due_once_somebody_is_on_it() -> None:
    """A draft, an incident with a unit, a closed one and one without a target are never late for want of a unit."""
    floor = pending("PARK")
    assert due(floor.incident(), FIRSTLINE) is None, "priority 5 has no target here"
    floor.do(v.SetPriority(1, 1))
    assert due(floor.incident(), FIRSTLINE) is not None
    floor.do(v.Dispatch(("12",), 1))
    assert due(floor.incident(), FIRSTLINE) is None
    assert due(replace(floor.incident(), state="draft", sent=None), FIRSTLINE) is None


def test_a_deferred_incident_is_due_when_its_wait_is_over() -> None:
    """Until the time that was given, not by the limit; released, by the limit again."""
    floor = pending("UNK")
    limit = due(floor.incident(), FIRSTLINE)
    floor.do(v.Defer(1, "rain", floor.now + 5_000_000))
    assert due(floor.incident(), FIRSTLINE) == floor.now + 5_000_000
    floor.do(v.Release(1))
    assert due(floor.incident(), FIRSTLINE) == limit


def test_the_queue_goes_by_lateness_then_age() -> None:
    """What is late longest stands first; what has a unit or no limit comes last."""
    floor = pending("NOISE")
    for type in ("UNK", "MED-U", "PARK"):
        pending(type, floor.later(1))
    order = sorted(floor.board.incidents.values(), key=lambda incident: by_lateness(incident, FIRSTLINE))
    assert [incident.type for incident in order] == ["MED-U", "UNK", "NOISE", "PARK"]
