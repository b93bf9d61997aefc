"""Whatever three positions do in whatever order, the board holds together and tells what the log tells."""

from __future__ import annotations

from contextlib import suppress

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from console.desk import verbs as v
from console.desk.codec import decode, encode
from console.rules.board import Board, Incident
from console.rules.deferral import welfare_of
from console.rules.facts import PlaceSet, PromiseMade, Stamped, UnitFreed, UnitSignedOn
from console.rules.fold.board import apply, fold
from console.rules.record import RecordRow
from console.rules.refused import Refused
from console.rules.row import rows
from console.rules.status import UNDONE, StatusName
from tests.rules.factory import FIRSTLINE, START, Floor, on_duty, says
from tests.rules.test_deferral import CARING

CALLSIGNS = st.sampled_from(["12", "14", "m3", "E1", "21", "X9"])
IDS = st.integers(1, 4)
REASONS = st.sampled_from(["", " ", "rpt", "meal", "word " * 60])
CODES = st.sampled_from(["UNK", "MED-U", "noise", "park", "", "NOSUCH", "Q" * 300])
REACHED: st.SearchStrategy[StatusName] = st.sampled_from(
    ["dispatched", "acknowledged", "en_route", "on_scene", "transporting", "at_destination", "cleared"]
)
PLACES = st.builds(PlaceSet, IDS, st.sampled_from(["1 ELM ST", "A" * 200, " "]), lat=st.sampled_from([None, 35.8]))
MAYBE = st.none() | IDS
PROMISES = st.builds(
    PromiseMade,
    st.just(0),
    st.sampled_from(["wait", "callback", "message", "escalation", "follow-up", "doubt"]),
    st.just(""),
    due=st.sampled_from([None, START - 1, START + 9_000_000]),
    incident=MAYBE,
    to=st.sampled_from(["", "WORKS"]),
    name=st.sampled_from(["", "unknown"]),
    phone=st.sampled_from(["", "919-555-0188"]),
    text=REASONS,
    minutes=st.sampled_from([None, 15]),
    service=st.sampled_from(["", "NOISE", "NOSUCH"]),
)
VERBS: st.SearchStrategy[v.Verb] = st.one_of(
    st.builds(v.Ring, st.sampled_from(["L1", "L2"])),
    st.builds(v.TakeCall, st.sampled_from(["", "L1", "L9"])),
    st.builds(v.Hold, IDS, REASONS),
    st.builds(v.Park, IDS),
    st.builds(v.Resume, IDS),
    st.builds(v.EndCall, IDS),
    st.builds(v.LinkCall, IDS, IDS),
    st.builds(v.OpenIncident),
    st.builds(v.SetPlace, PLACES),
    st.builds(v.SetType, IDS, CODES),
    st.builds(v.NameType, IDS, CODES, st.just("theirs"), st.integers(1, 5)),
    st.builds(v.SetPriority, IDS, st.integers(0, 6)),
    st.builds(v.SetDetail, IDS, st.sampled_from(["weapon", "f" * 99]), st.sampled_from(["", "Y"])),
    st.builds(v.Send, IDS),
    st.builds(v.AddRemark, IDS, REASONS),
    st.builds(v.Defer, IDS, REASONS),
    st.builds(v.Release, IDS),
    st.builds(v.Close, IDS, REASONS, st.sampled_from(["", "informed", "o" * 200])),
    st.builds(v.Reopen, IDS),
    st.builds(v.SignOn, st.builds(UnitSignedOn, CALLSIGNS, st.just("patrol"))),
    st.builds(v.SignOff, CALLSIGNS),
    st.builds(v.Dispatch, st.lists(CALLSIGNS, max_size=3).map(tuple), IDS, REACHED),
    st.builds(v.Report, CALLSIGNS, REACHED, MAYBE),
    st.builds(v.Clear, CALLSIGNS, REASONS, MAYBE, st.booleans()),
    st.builds(v.Free, CALLSIGNS, MAYBE),
    st.builds(v.TakeOut, CALLSIGNS, REASONS),
    st.builds(v.BringBack, CALLSIGNS),
    st.builds(v.MakeContact, CALLSIGNS | st.just("*")),
    st.builds(v.SeeAlarm, st.just("late:1")),
    st.builds(v.VerifyPlace, IDS, REASONS),
    st.builds(v.Merge, IDS, IDS),
    st.builds(v.Split, IDS),
    st.builds(v.Transfer, IDS, REASONS, REASONS, st.booleans()),
    st.builds(v.Connect, IDS, REASONS),
    st.builds(v.Inform, IDS, REASONS),
    st.builds(v.RequestService, IDS),
    st.builds(v.TakeRequest, IDS),
    st.builds(v.AskBack, IDS, REASONS),
    st.builds(v.AnswerRequest, IDS, REASONS),
    st.builds(v.FinishRequest, IDS, REASONS),
    st.builds(v.MakePromise, PROMISES),
    st.builds(v.TryPromise, IDS),
    st.builds(v.TakePromise, IDS, st.sampled_from(["", "P2"])),
    st.builds(v.Plan, IDS, st.sampled_from([START - 1, START + 9_000_000]), st.lists(CALLSIGNS, max_size=2).map(tuple)),
    st.builds(v.RaiseLevel, IDS),
    st.builds(v.LinkIncident, IDS, IDS),
    st.builds(v.UnlinkIncident, IDS),
    st.builds(v.StrikeRemark, IDS, st.integers(-1, 2), REASONS),
    st.builds(v.EndPromise, IDS, st.sampled_from(["kept", "broken", "withdrawn"]), REASONS),
    st.builds(v.CameUpon, CALLSIGNS, PLACES, CODES),
    st.builds(v.ChangeUnit, CALLSIGNS, st.sampled_from([None, (), ("ann", "bo")]), st.sampled_from([None, "204"])),
    st.builds(v.PostBulletin, REASONS, st.sampled_from([START - 1, START + 9_000_000])),
    st.builds(v.ReadBulletin, IDS),
    st.builds(v.EndBulletin, IDS),
    st.builds(v.RaiseDanger, CALLSIGNS | st.just(""), MAYBE, REASONS),
    st.builds(v.ClearDanger, IDS),
    st.builds(v.ShelveAlarm, st.just("late:1"), REASONS, st.sampled_from([0, 20])),
)
CREW = st.sampled_from(["12", "14", "M3"])
AT_WORK = st.integers(1, 2)
BUSY: st.SearchStrategy[v.Verb] = st.one_of(
    st.builds(v.Dispatch, st.lists(CREW, min_size=1, max_size=2).map(tuple), AT_WORK),
    st.builds(v.Report, CREW, REACHED, st.none() | AT_WORK),
    st.builds(v.Clear, CREW, st.just("rpt"), st.none() | AT_WORK),
    st.builds(v.Free, CREW, st.none() | AT_WORK),
    st.builds(v.Defer, AT_WORK, st.just("rain"), st.sampled_from([None, START + 9_000_000])),
    st.builds(v.Release, AT_WORK),
    st.builds(v.Divert, CREW, AT_WORK),
    st.builds(v.Exchange, CREW, CREW),
    st.builds(v.Turn, CREW, AT_WORK),
    st.builds(v.TellCrew, CREW, st.none() | AT_WORK),
    st.builds(v.RaiseLevel, AT_WORK),
    st.builds(v.Plan, AT_WORK, st.just(START + 9_000_000), st.lists(CREW, max_size=2).map(tuple)),
    st.builds(v.LinkIncident, AT_WORK, IDS),
    st.builds(v.UnlinkIncident, AT_WORK),
    st.builds(v.Merge, AT_WORK, AT_WORK),
    st.builds(v.Split, AT_WORK),
    st.builds(v.SetDetail, AT_WORK, st.just("phone"), st.just("919-555-0142")),
    st.builds(v.SetDetail, AT_WORK, st.just("weapon"), st.sampled_from("YN")),
    st.builds(v.Close, AT_WORK, st.just("rpt")),
    st.builds(v.Reopen, AT_WORK),
)


def at_work(verb: v.Verb) -> v.Verb:
    return verb


MOVES = st.tuples(
    st.one_of(VERBS.map(at_work), BUSY.map(at_work), BUSY.map(at_work), st.just(v.Undo())),  # map keeps the weights
    st.sampled_from(["P1", "P2", "P3"]),
    st.sampled_from([0, 1, 8, 60]),
    st.none() | st.none() | st.integers(-300, 0),
)
quick = settings(
    max_examples=200, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)


def begun() -> Floor:
    """Two incidents wait, the third is a draft with its caller on the line."""
    floor = on_duty()
    floor.centre = CARING
    for id in (1, 2, 3):
        floor.do(v.TakeCall())
        floor.do(v.SetType(id, "UNK"))
        floor.do(v.SetPlace(PlaceSet(id, "1 ELM ST", lat=35.8, lon=-78.8)))
    for id in (1, 2):
        floor.do(v.EndCall(id))
        floor.do(v.Send(id))
    return floor


def try_it(floor: Floor, verb: v.Verb, at: str, happened: int | None) -> None:
    """Do it or be refused in a good sentence, with nothing changed."""
    before, count = floor.board, len(floor.log)
    try:
        floor.do(verb, at, happened)
    except Refused as refusal:
        assert says(tuple(before.units), str(refusal)) == [], refusal
        assert (floor.board, len(floor.log)) == (before, count)


def holds_together(board: Board) -> None:
    """Units, assignments, incidents, calls and short numbers agree with one another."""
    open_jobs = {(job.unit, job.id) for job in board.assignments.values() if job.status != "cleared"}
    assert open_jobs == {(name, job) for name, unit in board.units.items() for job in unit.assignments}
    for incident in board.incidents.values():
        crew = bool(board.on(incident.id))
        assert crew == (incident.state == "active")
        assert incident.state in ("draft", "pending", "active", "deferred", "merged")
        assert (incident.state == "merged") == (incident.into is not None)
        assert incident.into is None or board.incidents[incident.into].into is None
        assert incident.parent is None or board.incidents[incident.parent].parent is None
        assert incident.parent is None or incident.state != "merged"
        assert len(welfare_of(board, incident.id)) <= 1
    assert all(incident.state == "closed" and not board.on(incident.id) for incident in board.recent.values())
    everything = [*board.incidents.values(), *board.recent.values()]
    assert not board.incidents.keys() & board.recent.keys()
    assert len({incident.short for incident in everything}) == len(everything)
    assert len({incident.number for incident in everything}) == len(everything)
    linked = [call for incident in everything for call in incident.calls]
    assert len(set(linked)) == len(linked)
    assert all(call.id in board.incident(call.incident).calls for call in board.calls.values() if call.incident)
    assert all(stamps_agree(board, incident) for incident in everything)


def stamps_agree(board: Board, incident: Incident) -> bool:
    """The incident's first stamps are the earliest of its crews."""
    crews = [job for job in board.assignments.values() if job.incident == incident.id and job.disposition != UNDONE]
    first = [
        min((job.stamps[name] for job in crews if name in job.stamps), default=None)
        for name in ("dispatched", "en_route", "on_scene")
    ]
    return first == [incident.first_dispatched, incident.first_en_route, incident.first_on_scene]


def retold(floor: Floor) -> tuple[Board, dict[tuple[str, object], RecordRow]]:
    """The board and the record rows that the log's text makes."""
    board = Board()
    found: dict[tuple[str, object], RecordRow] = {}
    for entry in floor.log:
        fact = decode(*encode(entry.fact))
        again = Stamped(entry.number, entry.when, entry.who, entry.position, entry.key, fact)
        after = apply(board, again)
        found |= {(row.table, row.values["id"]): row for row in rows(board, after, again)}
        board = after
    return board, found


def none_vanished(floor: Floor) -> None:
    """Every promise that was ever made is open on the board, or its row says how it ended."""
    made = [entry.fact.promise for entry in floor.log if isinstance(entry.fact, PromiseMade)]
    assert len(set(made)) == len(made)
    for id in made:
        state = floor.records["promise", id].values["state"]
        assert (state == "open") == (id in floor.board.promises)
        assert state in ("open", "kept", "broken", "withdrawn")


@quick
@given(st.lists(MOVES, min_size=20, max_size=40))
def test_any_sequence_of_verbs_leaves_a_board_that_holds_together(
    moves: list[tuple[v.Verb, str, int, int | None]],
) -> None:
    """After each move the parts agree; units come and go by signing on and off only; the log tells the same board."""
    floor = begun()
    for verb, at, seconds, late in moves:
        on_before = set(floor.board.units)
        happened = None if late is None or isinstance(verb, v.Undo) else floor.later(seconds).now + late * 1000
        try_it(floor.later(seconds), verb, at, happened)
        changed = on_before ^ set(floor.board.units)
        assert not changed or isinstance(verb, v.SignOn | v.SignOff)
        holds_together(floor.board)
    board, found = retold(floor)
    assert board == floor.board == fold(Board(), floor.log)
    assert found == floor.records
    assert msgspec.json.decode(msgspec.json.encode(board), type=Board) == board
    none_vanished(floor)


@quick
@given(st.lists(MOVES, max_size=15), st.one_of(VERBS.map(at_work), BUSY.map(at_work)))
def test_undo_restores_what_the_last_verb_changed(
    moves: list[tuple[v.Verb, str, int, int | None]], verb: v.Verb
) -> None:
    """Done and taken back at once, every incident, unit and job that was there is as it was, its row too."""
    floor = begun()
    for earlier, at, seconds, _ in moves:
        try_it(floor.later(seconds), earlier, at, None)
    before, records, count = floor.board, dict(floor.records), len(floor.log)
    with suppress(Refused):
        floor.do(verb, "P4")
        floor.later(5).do(v.Undo(), "P4")
        made = floor.board.assignments.keys() - before.assignments.keys()
        kept = {id: job for id, job in floor.board.assignments.items() if id not in made}
        assert (floor.board.incidents, floor.board.recent) == (before.incidents, before.recent)
        assert (floor.board.units, kept) == (before.units, before.assignments)
        assert {key: floor.records[key] for key in records} == records
        assert not any(isinstance(entry.fact, UnitFreed) for entry in floor.log[count + 1 :])
    holds_together(floor.board)


def test_the_standard_of_these_tests_is_firstlines_own() -> None:
    """The figures that the clocks are tested against are the chain of 105 seconds and eight minutes."""
    chain = [FIRSTLINE.seconds(stage) or 0 for stage in ("answer", "locate", "brief", "roll")]
    assert (sum(chain), FIRSTLINE.seconds("arrive")) == (105, 480)
