"""Crews: who is in a unit, what it came upon, what it has not been told, when it has to be asked."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from console.desk import verbs as v
from console.rules import facts as f
from console.rules.asked import Asked
from console.rules.centre import Place, StatusCheck
from console.rules.check import next_check, overdue
from console.rules.closing import missing
from console.rules.crew import untold
from console.rules.unit import report
from tests.rules.factory import CENTRE, Floor, active, on_duty, pending, place

MILL = replace(
    CENTRE,
    checks=(
        StatusCheck("on_scene", 20),
        StatusCheck("on_scene", 10, "patrol"),
        StatusCheck("en_route", 15),
    ),
)
HERE = f.PlaceSet(0, "1200 N OAK ST", "Milltown", "12", 35.80, -78.85)


def test_a_unit_signs_on_with_its_crew_and_changes_only_what_is_said() -> None:
    """What is not named stays as it was; the same again is refused."""
    floor = Floor()
    floor.do(v.SignOn(f.UnitSignedOn("31", "patrol", crew=("ann", "bo"), vehicle="204", radio="7", skills=("k9",))))
    floor.do(v.ChangeUnit("31", radio="9"))
    unit = floor.unit("31")
    assert (unit.crew, unit.vehicle, unit.radio, unit.skills) == (("ann", "bo"), "204", "9", ("k9",))
    floor.refuses(v.ChangeUnit("31", radio="9"), "31 has that already.")


def test_what_a_unit_came_upon_is_an_incident_with_the_unit_on_scene() -> None:
    """Placed, typed, with the priority of its type, sent, and the unit there, in one command."""
    floor = on_duty()
    floor.do(v.CameUpon("21", HERE, "noise"))
    incident = floor.incident()
    assert (incident.state, incident.type, incident.priority) == ("active", "NOISE", 4)
    assert incident.place is not None and incident.place.verified
    assert (floor.job().status, floor.unit("21").zone) == ("on_scene", "12")


def test_what_it_was_on_its_way_to_waits_behind_what_it_came_upon() -> None:
    """It is at the new incident, so that is what it works on; the first job keeps its status and is not lost."""
    floor = active().later(30)
    floor.do(v.Report("12", "en_route"))
    floor.later(30).do(v.CameUpon("12", HERE, "unk"))
    current = floor.board.current(floor.unit("12"))
    assert current is not None and (current.incident, current.status) == (2, "on_scene")
    assert (floor.job(1).status, floor.incident(1).state) == ("en_route", "active")
    floor.do(v.Clear("12", "rpt"))
    assert floor.board.current(floor.unit("12")) == floor.job(1)


@pytest.mark.parametrize(
    ("verb", "part"),
    [
        (v.CameUpon("21", HERE, "zork"), "There is no type ZORK"),
        (v.CameUpon("21", replace(HERE, text=" "), "noise"), "Say where, as in  fi21 stop 1200 n oak"),
        (v.CameUpon("X9", HERE, "noise"), "No unit X9 is on duty"),
    ],
)
def test_a_unit_came_upon_something_somewhere(verb: v.Verb, part: str) -> None:
    """Without a type or a place, or without such a unit, nothing is opened."""
    on_duty().refuses(verb, part)


@pytest.mark.parametrize(
    ("verb", "field"),
    [(place(1, "9 ELM ST"), "place"), (v.SetType(1, "UNK"), "type"), (v.SetPriority(1, 1), "priority")],
)
def test_a_crew_under_way_is_owed_what_changes(verb: v.Verb, field: str) -> None:
    """A change of place, type or priority stands untold on each crew's job until somebody says that it was told."""
    floor = active("12", "14").later(5)
    assert untold(floor.board, floor.job(1)) == ()
    floor.do(verb, at="P2")
    assert field in [name for name, _ in untold(floor.board, floor.job(1))]
    floor.later(5).do(v.TellCrew("12"))
    assert untold(floor.board, floor.job(1)) == ()
    assert untold(floor.board, floor.job(2)) != ()
    floor.refuses(v.TellCrew("12"), "Nothing has changed of #1 since 12 was told.")


def test_who_is_sent_after_a_change_has_heard_of_it() -> None:
    """Only what changes after a crew was sent is news to it."""
    floor = active("12").later(5)
    floor.do(v.SetPriority(1, 1))
    floor.later(5).do(v.Dispatch(("14",), 1))
    assert untold(floor.board, floor.job(2)) == ()


def test_nothing_is_owed_to_a_crew_that_is_done() -> None:
    """A job that is over has nobody to tell."""
    floor = active("12", "14").later(5)
    floor.do(v.Clear("12"))
    floor.do(v.SetPriority(1, 1))
    assert untold(floor.board, floor.job(1)) == ()


def at_work(*statuses: str) -> Floor:
    floor = pending("UNK")
    floor.do(v.Dispatch(("12", "M3"), 1))
    for status in statuses:
        for name in ("12", "M3"):
            floor.do(v.Report(name, status))  # type: ignore[arg-type]  # a status
    return floor


@pytest.mark.parametrize(
    ("statuses", "unit", "minutes"),
    [
        ((), "12", None),
        (("en_route",), "12", 15),
        (("en_route", "on_scene"), "12", 10),
        (("en_route", "on_scene"), "M3", 20),
        (("on_scene", "transporting"), "12", None),
    ],
)
def test_each_status_and_kind_has_its_own_time(statuses: tuple[str, ...], unit: str, minutes: int | None) -> None:
    """The centre's rule for the kind goes before the one for all; without a rule nobody is asked."""
    floor = at_work(*statuses)
    due = next_check(floor.board, MILL, floor.unit(unit))
    assert due == (None if minutes is None else floor.now + minutes * 60_000)


def test_any_word_from_a_unit_begins_its_time_anew() -> None:
    """A contact or a status counts as having been heard of; minutes that somebody said hold until the next status."""
    floor = at_work("on_scene").later(599)
    assert overdue(floor.board, MILL, floor.now) == ()
    floor.later(1)
    assert [unit.callsign for unit in overdue(floor.board, MILL, floor.now)] == ["12"]
    floor.do(v.MakeContact("12", 3))
    assert next_check(floor.board, MILL, floor.unit("12")) == floor.now + 180_000
    floor.later(60).do(v.MakeContact("12"))
    assert next_check(floor.board, MILL, floor.unit("12")) == floor.now + 180_000
    floor.do(v.Report("12", "transporting"))
    assert next_check(floor.board, MILL, floor.unit("12")) is None


def test_the_longest_silent_is_asked_first() -> None:
    """Of several that are due the one that was due first comes first; idle units are never asked."""
    floor = at_work("on_scene").later(3600)
    assert [unit.callsign for unit in overdue(floor.board, MILL, floor.now)] == ["12", "M3"]


@pytest.mark.parametrize("minutes", [0, 241, -5])
def test_minutes_make_sense(minutes: int) -> None:
    """A check comes within four hours."""
    at_work().refuses(v.MakeContact("12", minutes), "A check comes in 1 to 240 minutes")


@pytest.mark.parametrize(
    ("said", "name", "known"),
    [
        ("mercy", "Mercy Hospital", True),
        ("HOSPITAL", "Mercy Hospital", True),
        ("hosp north", "hosp north", False),
        ("north", "North Clinic", True),
        ("n", "North Clinic", True),
        ("", "", False),
    ],
)
def test_a_destination_that_is_known_is_taken_with_where_it_is(said: str, name: str, known: bool) -> None:
    """Words that begin one named place mean that place; others are kept as they were said."""
    places = (
        Place("1 HILL RD", "Milltown", "12", 35.81, -78.81, name="Mercy Hospital"),
        Place("2 HILL RD", "Milltown", "12", 35.82, -78.82, name="North Clinic"),
    )
    floor = active()
    (fact,) = report(
        floor.board,
        replace(CENTRE, places=places),
        Asked(floor.now, "ann", "P1", "key", 26),
        "12",
        "transporting",
        None,
        said,
    )
    assert isinstance(fact, f.UnitReported)
    assert (fact.note, fact.lat is not None) == (name, known)


def test_what_closing_needs_is_named_piece_by_piece() -> None:
    """A code lacks what it needs and has not; a service without questions lacks no answer."""
    floor = active()
    needs = tuple(replace(one, needs=("remark", "caller", "place", "answers")) for one in CENTRE.dispositions)
    lacks = missing(floor.board, replace(CENTRE, dispositions=needs), floor.incident(), "rpt")
    assert len(lacks) == 2
