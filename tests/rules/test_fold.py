"""The board is what the log makes of it: every fact has its effect, in order, and nothing else."""

from __future__ import annotations

from typing import get_args

from console.desk import verbs as v
from console.rules import facts as f
from console.rules.board import Board
from console.rules.catalogue import Service
from console.rules.facts import Fact, PromiseMade, Stamped, UnitSignedOn, about
from console.rules.fold.board import apply, fold
from tests.rules.factory import START, Floor, active, on_duty, pending, place


def service() -> tuple[v.Verb, ...]:
    """What is done for callers beside sending units."""
    known = {"hurt": "N", "danger": "N", "now": "Y", "safe": "Y"}
    return (
        v.TakeCall(),
        place(2),
        v.VerifyPlace(2, "cross street ELM"),
        v.SetType(2, "POTHOLE"),
        v.SetDetail(2, "size", "a foot"),
        v.SayPhrase(2, "G1"),
        v.Offer(2, "RING", "slip", "call-taker", "nobody came"),
        v.Merge(2, 1),
        v.Split(2),
        v.MakePromise(PromiseMade(0, "message", "", to="WORKS", text="still there")),
        v.TryPromise(2, "no answer"),
        v.TakePromise(2, "P2"),
        v.EndPromise(2),
        v.RequestService(2),
        v.AskBack(1, "which lane", "lane"),
        v.AnswerRequest(1, "the left one"),
        v.TakeRequest(1),
        v.FinishRequest(1, "repaired"),
        v.EndCall(3),
        v.OpenIncident(),
        v.Refer(3, "TOW", known),
        v.OpenIncident(),
        v.Inform(4, "the park closes at ten"),
        v.DefineService(Service("LAMP", "street lamp", "WORKS", 4, ("requested",))),
        v.SignService("LAMP", "2027-01-31"),
    )


def arranged() -> tuple[v.Verb, ...]:
    """What the dispatcher arranges beside sending units."""
    return (
        v.Plan(1, START + 7_200_000, ("14",)),
        v.Release(1),
        v.RaiseLevel(1),
        v.OpenIncident(),
        v.LinkIncident(5, 1),
        v.UnlinkIncident(5),
        v.StrikeRemark(1, 0, "not loud"),
        v.CameUpon("14", f.PlaceSet(0, "88 RIVER RD"), "NOISE"),
        v.Dispatch(("14",), 1),
        v.Turn("14", 1),
        v.SetType(1, "UNK"),
        v.TellCrew("14", 1),
        v.ChangeUnit("14", crew=("ann", "bo"), radio="4411"),
        v.Free("14"),
        v.Free("14"),
    )


def people() -> tuple[v.Verb, ...]:
    """Who works here, and what becomes of their sessions."""
    return (
        v.AddPerson("kim", "KIM", "dispatcher"),
        v.ChangePerson("kim", role="supervisor", sign_in="passphrase"),
        v.NotePassphrase("kim"),
        *(v.NoteFailure("kim", "kim", "wrong passphrase") for _ in range(5)),
        v.ReleasePerson("kim"),
        v.DisablePerson("kim"),
        v.EnablePerson("kim"),
        v.NoteSignIn("kim", "kim", "passphrase"),
        v.NoteLock("kim", "idle"),
        v.NoteUnlock("kim"),
        v.BreakGlass("no administrator on duty"),
        v.NoteDenial("StrikeRemark", "strike", "key"),
        v.NoteSignOut("kim"),
        v.HandOver("P1", "P9"),
        v.NoteClockJump(5000),
    )


def everything() -> Floor:
    """A story in which every kind of fact happens."""
    floor = on_duty()
    stamped: tuple[v.Verb, ...] = (
        v.Ring("L3"),
        v.EndCall(1),
        v.TakeCall(),
        v.HearCaller(2, "it is loud"),
        v.TellCaller(2, "where?", "G1"),
        v.Whisper("C04", "ask for the town"),
        v.Hold(2),
        v.Resume(2),
        v.Park(2),
        v.EndCall(2),
        place(),
        v.SetType(1, "UNK"),
        v.SetDetail(1, "weapon", "Y"),
        v.Send(1),
        v.AddRemark(1, "loud"),
        v.Defer(1, "rain"),
        v.Release(1),
        v.Dispatch(("12", "14"), 1),
        v.Report("12", "on_scene"),
        v.Free("14"),
        v.Clear("12", "rpt"),
        v.Reopen(1),
        v.TakeOut("12", "meal"),
        v.BringBack("12"),
        v.MakeContact("12"),
        v.SeeAlarm("late:1"),
        v.ShowAlarm("late:1", 1),
        v.ShelveAlarm("late:1", "tow is on its way", 20),
        v.PostBulletin("Mill Rd closed", START + 3_600_000),
        v.ReadBulletin(1),
        v.EndBulletin(1),
        v.RaiseDanger("12"),
        v.ClearDanger(1),
        v.SetPriority(1, 1),
        v.Undo(),
        v.SignOff("12"),
        *service(),
        *arranged(),
        v.NoteClockJump(5000),
        v.NoteView(3),
        v.NoteExport("log", 120),
        v.Erase("incident:3", "on request", (60, 61), ("incident:3", "call:3")),
        *people(),
    )
    for verb in stamped:
        floor.later(1).do(verb)
    return floor


def test_every_kind_of_fact_is_told_in_the_story() -> None:
    """A new kind of fact must be added to the story here, and with it to all that is tested on it."""
    assert {type(entry.fact) for entry in everything().log} == set(get_args(Fact))


def test_the_board_is_the_fold_of_its_log() -> None:
    """Folding the log from nothing, or from any point on the way, gives the same board."""
    floor = everything()
    assert fold(Board(), floor.log) == floor.board
    half = len(floor.log) // 2
    assert fold(fold(Board(), floor.log[:half]), floor.log[half:]) == floor.board


def test_the_board_has_the_number_of_its_last_entry() -> None:
    """And the newest time that was told, which late entries do not turn back."""
    floor = active().later(60)
    floor.do(v.Report("12", "en_route"), happened=START - 5000)
    assert (floor.board.number, floor.board.when) == (len(floor.log), START)


def test_what_leaves_the_board_leaves_nothing_behind() -> None:
    """After calls have ended and incidents closed no open list names them."""
    floor = everything()
    assert floor.board.calls == {}
    assert all(not unit.assignments for unit in floor.board.units.values())


def test_an_old_board_is_never_changed() -> None:
    """Whoever holds a board of before keeps it as it was."""
    floor = pending()
    before = floor.board
    told = fold(Board(), floor.log)
    floor.do(v.Dispatch(("12",), 1))
    floor.do(v.AddRemark(1, "later"))
    assert before == told


def test_signing_on_again_is_the_unit_as_it_says_now() -> None:
    """What it is and where it starts from come from the newest sign-on."""
    entry = Stamped(1, START, "ann", "P1", "key", UnitSignedOn("12", "patrol", zone="10"))
    again = Stamped(2, START + 5, "ann", "P1", "key2", UnitSignedOn("12", "k9", zone="11"))
    unit = fold(Board(), (entry, again)).units["12"]
    assert (unit.kind, unit.zone, unit.since) == ("k9", "11", START)


def test_the_log_finds_a_fact_by_what_it_is_about() -> None:
    """A promise or a request before an incident, a call, a unit; a service; a command for an undo; else the desk."""
    found: dict[str, str] = {}
    for entry in everything().log:
        found.setdefault(type(entry.fact).__name__, about(entry.fact))
    assert found["UnitDispatched"] == "incident:1"
    assert found["CallLinked"] == "incident:1"
    assert (found["PromiseMade"], found["RequestMade"]) == ("promise:1", "request:1")
    assert found["ServiceSigned"] == "service:LAMP"
    assert found["CallHeld"] == "call:2"
    assert found["UnitSignedOn"].startswith("unit:")
    assert found["Undone"].startswith("command:key")
    assert found["AlarmSeen"] == "desk"


def test_one_more_entry_is_one_more_step() -> None:
    """`apply` is the fold of one."""
    floor = everything()
    assert apply(fold(Board(), floor.log[:-1]), floor.log[-1]) == floor.board
