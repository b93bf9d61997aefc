"""Run cards tried on the past: what counts as one send, where units are taken to be, and what figures come of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from console.desk import verbs as v
from console.rules import facts as f
from console.rules.board import Board
from console.rules.card_figures import Group, Travel, calibration
from console.rules.card_trial import CardTrial, Going, Tried, Trip, plan
from console.rules.catalogue import Instead, Need, Service
from console.rules.fold.board import apply
from console.rules.whereabouts import WAYS
from tests.rules.factory import CENTRE, Floor, place

MEDICAL = Service("MED", "medical thing", "EMS", 2, ("dispatched",), (Need("medic", 1, (Instead("private", None),)),))
CARDS = replace(CENTRE, services=(MEDICAL,))
HOUR = 3600


def came(*callsigns: str, kind: str = "medic", lat: float | None = None) -> Floor:
    """Units that signed on, without a position where none is given."""
    floor = Floor()
    for name in callsigns:
        floor.do(v.SignOn(f.UnitSignedOn(name, kind, lat=lat, lon=None if lat is None else -78.85)))
    return floor


def happened(floor: Floor, lat: float, *callsigns: str, type: str = "medical thing", done: bool = True) -> int:
    """An incident is phoned in somewhere and these units go, a minute each, and are done; its id."""
    floor.do(v.TakeCall())
    id = floor.board.next_incident - 1
    floor.do(v.EndCall(floor.board.next_call - 1))
    floor.do(place(id, f"{lat} A ST", lat))
    floor.do(v.NameType(id, type, type, 2))
    floor.later(30).do(v.Send(id))
    if callsigns:
        floor.do(v.Dispatch(callsigns, id))
    if done:
        finished(floor, id, *callsigns)
    return id


def finished(floor: Floor, id: int, *callsigns: str) -> None:
    """The units reach it in a minute and clear it, which is its end."""
    for name in callsigns:
        floor.do(v.Report(name, "en_route", id))
        floor.later(60).do(v.Report(name, "on_scene", id))
        floor.later(60).do(v.Clear(name, "rpt", id, closes=False))
    floor.do(v.Close(id, "rpt"))


def tried(floor: Floor) -> list[Tried | Trip]:
    """What comes of the floor's log."""
    trial, board, found = CardTrial(CARDS), Board(), list[Tried | Trip]()
    for entry in floor.log:
        if isinstance(entry.fact, f.UnitSignedOn):
            trial.signed_on(entry.fact)
        elif isinstance(entry.fact, f.UnitDispatched):
            trial.dispatched(board, entry.fact, entry.when)
        elif isinstance(entry.fact, f.IncidentClosed):
            found += trial.closed(board, entry.fact.incident)
        board = apply(board, entry)
    assert trial.open == tuple(i.id for i in board.incidents.values() if i.first_dispatched is not None)
    return found


def trials_of(floor: Floor) -> list[Tried]:
    """The incidents alone."""
    return [one for one in tried(floor) if isinstance(one, Tried)]


def advised(one: Tried) -> list[str]:
    """The callsigns that were advised."""
    return [going.unit for going in one.advised]


def test_units_are_taken_to_be_where_their_jobs_were() -> None:
    """Of two units that never said where they are, the one that works nearby is advised, with the way it has."""
    floor = came("M1", "M2")
    happened(floor, 35.90, "M1")
    happened(floor, 35.70, "M2")
    happened(floor, 35.89, "M2")
    last = trials_of(floor)[-1]
    assert (advised(last), [going.unit for going in last.sent]) == (["M1"], ["M2"])
    near, far = last.advised[0].seconds, last.sent[0].seconds
    assert near is not None
    assert far is not None
    assert near * 5 < far


def test_a_unit_that_said_where_it_stands_is_believed() -> None:
    """Positions given at the beginning of a shift are the board's own; nothing is guessed from jobs."""
    floor = came("M1", lat=35.90)
    floor.do(v.SignOn(f.UnitSignedOn("M2", "medic", lat=35.70, lon=-78.85)))
    happened(floor, 35.71, "M2")
    assert advised(trials_of(floor)[0]) == ["M2"]


def test_the_middle_of_the_last_jobs_is_not_moved_by_one_far_away() -> None:
    """After four jobs in the north one in the south leaves a unit in the north, and the latest way in the south."""
    floor = came("M1")
    for lat in (35.90, 35.90, 35.90, 35.90, 35.70):
        happened(floor, lat, "M1")
    happened(floor, 35.90, "M1")
    last = [one for one in tried(floor) if isinstance(one, Trip)][-1]
    one, five, _ = WAYS
    assert (round(last.foretold[five]), last.foretold[one] > 1000, last.real) == (0, True, 60)
    floor.do(v.SignOn(f.UnitSignedOn("M2", "medic", lat=35.82, lon=-78.85)))
    happened(floor, 35.70, "M1")
    happened(floor, 35.90, "M1")
    assert advised(trials_of(floor)[-1]) == ["M1"]


def test_who_is_silent_for_a_shift_is_not_advised() -> None:
    """A log that never says when a shift ends does not keep everybody on duty for ever."""
    floor = came("M1", "M2")
    happened(floor, 35.90, "M1")
    happened(floor, 35.70, "M2")
    floor.later(7.9 * HOUR)
    happened(floor, 35.70, "M2")
    floor.later(0.5 * HOUR)
    happened(floor, 35.90, "M2")
    assert [advised(one) for one in trials_of(floor)[2:]] == [["M2"], ["M2"]]
    assert trials_of(floor)[-1].left_out == ""


@pytest.mark.parametrize(("after", "sent"), [(59, "2 medic"), (61, "1 medic")])
def test_a_send_is_what_went_within_a_minute(after: float, sent: str) -> None:
    """Who is called for later was not part of the first decision."""
    floor = came("M1", "M2")
    id = happened(floor, 35.90, "M1", done=False)
    floor.later(after).do(v.Dispatch(("M2",), id))
    finished(floor, id, "M1", "M2")
    assert plan(trials_of(floor)[0].sent) == sent


def test_a_dispatch_that_was_taken_back_was_none() -> None:
    """A slip that was undone at once counts for nothing."""
    floor = came("M1", "M2")
    id = happened(floor, 35.90, "M1", done=False)
    floor.later(2).do(v.Dispatch(("M2",), id))
    floor.later(2).do(v.Undo())
    finished(floor, id, "M1")
    assert [going.unit for going in trials_of(floor)[0].sent] == ["M1"]


def mixed() -> Floor:
    """A medic unit and a private ambulance."""
    floor = came("M1")
    floor.do(v.SignOn(f.UnitSignedOn("P1", "private")))
    return floor


@pytest.mark.parametrize(
    ("callsigns", "same_kinds", "by_card"),
    [(("M1",), True, True), (("P1",), False, True), (("M1", "P1"), False, False)],
)
def test_the_same_kinds_and_what_the_card_asks_for_are_told_apart(
    callsigns: tuple[str, ...], same_kinds: bool, by_card: bool
) -> None:
    """A stand-in is another kind but what the card asks for; one unit more is neither."""
    floor = mixed()
    happened(floor, 35.90, *callsigns)
    (one,) = trials_of(floor)
    assert (plan(one.advised), one.same_kinds, one.by_card) == ("1 medic", same_kinds, by_card)


@pytest.mark.parametrize(
    ("floor", "type", "why"),
    [
        (mixed, "unheard of", "no run card"),
        (lambda: came("E1", kind="engine"), "medical thing", "no unit of a kind it needs had come on duty yet"),
    ],
)
def test_what_could_not_be_tested_says_why(floor: Callable[[], Floor], type: str, why: str) -> None:
    """It is counted with its reason, and matches nothing."""
    there = floor()
    happened(there, 35.90, next(iter(there.board.units)), type=type)
    (one,) = trials_of(there)
    assert (one.left_out, one.same_kinds, one.by_card, one.advised) == (why, False, False, ())


def trial(sent: str, advised: str, seconds: tuple[float | None, float | None] = (100, 80)) -> Tried:
    """An incident with one unit sent and one advised, each a kind and its seconds."""
    going = [(Going(f"{kind}-{way}", kind, way),) for kind, way in zip((sent, advised), seconds, strict=True)]
    return Tried("1", "", "x", 2, True, 0, going[0], going[1])


def test_travel_compares_like_with_like() -> None:
    """Only where the same kinds were sent and every way is known; below zero is what is saved."""
    travel = Travel()
    for one in (trial("a", "a"), trial("a", "a", (50, 60)), trial("a", "b"), trial("a", "a", (None, 5))):
        travel.add(one)
    found = travel.figures()
    assert (found["compared"], found["sent_s"], found["advised_s"], found["added_s"]) == (2, 150, 140, -10)
    assert (found["median_added_s"], found["each_added_s"], found["same_units"]) == (-5, -5, 0)


def test_a_pattern_is_clear_from_forty_of_one_plan() -> None:
    """39 sends of the same plan are none yet."""
    group = Group()
    for _ in range(39):
        group.add(trial("a", "a"))
    group.add(trial("b", "a"))
    assert (group.clear, group.figures()["usual_plan"], group.figures()["share"]) == (False, "1 a", 0.975)
    group.add(trial("a", "a"))
    assert group.clear


def test_the_calibration_finds_the_line_between_estimate_and_truth() -> None:
    """Ways that are 100 s and half the estimate give just that; too few give nothing."""
    trips = [Trip(100 + estimate / 2, dict.fromkeys(WAYS, estimate)) for estimate in (10.0, 100.0, 100.0, 500.0)]
    found = calibration(trips)
    assert {tuple(fit.values()) for fit in found["ways"].values()} == {(1.0, 100, 0.5, 0)}
    assert [(row["from_s"], row["n"], row["estimated_s"], row["real_s"]) for row in found["classes"]] == [
        (0, 1, 10, 105), (60, 2, 100, 150), (480, 1, 500, 350),
    ]  # fmt: skip
    assert set(calibration(trips[:1])["ways"].values()) == {None}
