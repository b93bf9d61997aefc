"""Which rule decides which verb: one line each."""

from __future__ import annotations

from typing import assert_never

from console.desk import verbs as v
from console.desk.decide_owed import decide_promise, decide_request
from console.desk.decide_people import decide_people, note
from console.desk.decide_record import decide_record
from console.desk.decide_talk import decide_talk
from console.rules import (
    arrange,
    call,
    closing,
    crew,
    deferral,
    incident,
    merge,
    notice,
    outcome,
    reassign,
    signing,
    undo,
    unit,
)
from console.rules import facts as f
from console.rules.asked import Asked
from console.rules.board import Board
from console.rules.centre import Centre
from console.rules.fold.board import apply
from console.rules.refused import Refused
from console.rules.settling import settled


def decide(board: Board, centre: Centre, asked: Asked, verb: v.Verb) -> f.Facts:
    """The facts that a verb makes on this board; raises Refused with a sentence when the rules say no."""
    if isinstance(verb, v.Several):
        return _decide_in_turn(board, centre, asked, verb.verbs)
    facts = _decide(board, centre, asked, verb)
    return (*facts, *settled(board, centre, asked, facts))


def _decide_in_turn(board: Board, centre: Centre, asked: Asked, verbs: tuple[v.Verb, ...]) -> f.Facts:
    """Each on the board that those before it leave; where one is refused, nothing of them happens."""
    facts: list[f.Fact] = []
    for verb in verbs:
        try:
            made = decide(board, centre, asked, verb)
        except Refused as refusal:
            raise Refused(f"Nothing was done: {refusal}") from refusal
        for fact in made:
            board = apply(board, f.Stamped(board.number + 1, asked.when, asked.who, asked.position, asked.key, fact))
        facts += made
    return tuple(facts)


def _decide(board: Board, centre: Centre, asked: Asked, verb: v.OneVerb) -> f.Facts:
    if isinstance(verb, v.NoticeVerb):
        return _decide_notice(board, asked, verb)
    match verb:
        case v.Undo():
            return undo.undo(board, asked)
        case v.NoteClockJump() | v.NoteView() | v.NoteExport() | v.Erase():
            return decide_record(board, asked, verb)
        case (
            v.Ring()
            | v.TakeCall()
            | v.Hold()
            | v.Park()
            | v.Resume()
            | v.EndCall()
            | v.LinkCall()
            | v.Transfer()
            | v.Connect()
        ):
            return _decide_call(board, centre, asked, verb)
        case v.HearCaller() | v.TellCaller() | v.Whisper():
            return decide_talk(board, verb)
        case v.MakePromise() | v.TryPromise() | v.TakePromise() | v.EndPromise():
            return decide_promise(board, centre, asked, verb)
        case v.RequestService() | v.TakeRequest() | v.AskBack() | v.AnswerRequest() | v.FinishRequest():
            return decide_request(board, centre, asked, verb)
        case (
            v.AddPerson()
            | v.ChangePerson()
            | v.DisablePerson()
            | v.EnablePerson()
            | v.ReleasePerson()
            | v.BreakGlass()
            | v.HandOver()
        ):
            return decide_people(board, centre, asked, verb)
        case (
            v.NoteSignIn()
            | v.NoteFailure()
            | v.NoteSignOut()
            | v.NoteLock()
            | v.NoteUnlock()
            | v.NotePassphrase()
            | v.NoteDenial()
        ):
            return note(board, asked, verb)
        case v.DefineService(service):
            return signing.define(board, service)
        case v.SignService(code, review_by):
            return signing.sign(board, centre, code, review_by)
        case (
            v.SignOn()
            | v.SignOff()
            | v.Dispatch()
            | v.Report()
            | v.Clear()
            | v.Free()
            | v.TakeOut()
            | v.BringBack()
            | v.MakeContact()
            | v.Divert()
            | v.Exchange()
            | v.Turn()
            | v.TellCrew()
            | v.ChangeUnit()
            | v.CameUpon()
        ):
            return _decide_unit(board, centre, asked, verb)
        case _:
            return _decide_incident(board, centre, asked, verb)


def _decide_call(board: Board, centre: Centre, asked: Asked, verb: v.CallVerb) -> f.Facts:
    match verb:
        case v.Ring(line, phone, channel, near, lat, lon, radius_m):
            return call.ring(board, f.CallRang(0, line, phone, channel, near, lat, lon, radius_m))
        case v.TakeCall(line, ref, channel):
            return incident.take_call(board, asked, centre.lines, line, ref, channel)
        case v.Hold(id, reason):
            return call.hold(board, asked, id, reason)
        case v.Park(id):
            return call.park(board, id)
        case v.Resume(id):
            return call.resume(board, asked, id)
        case v.EndCall(id, how, noise):
            return call.end(board, asked, id, how, noise)
        case v.Transfer(id, to, receiver, warm):
            return call.transfer(board, asked, id, to, receiver, warm=warm)
        case v.Connect(id, receiver):
            return call.connected(board, asked, id, receiver)
        case v.LinkCall(id, incident_id):
            return merge.link(board, id, incident_id)
        case _:
            assert_never(verb)


def _decide_incident(board: Board, centre: Centre, asked: Asked, verb: v.IncidentVerb) -> f.Facts:
    match verb:
        case v.OpenIncident(ref):
            return (incident.opened(board, asked, ref),)
        case v.SetPlace(place, was):
            return incident.set_place(board, asked, place, was)
        case v.SetType(id, code, was):
            return incident.set_type(board, centre, asked, id, code, was)
        case v.NameType(id, code, name, priority):
            return incident.name_type(board, id, code, name, priority)
        case v.SetPriority(id, priority, why, before):
            return incident.set_priority(board, asked, id, priority, why, before)
        case v.SetDetail(id, field, value, was):
            return incident.set_detail(board, centre, asked, id, field, value, was)
        case v.Send(id):
            return incident.send(board, id)
        case v.AddRemark(id, text, typed):
            return incident.remark(board, id, text, typed)
        case v.Defer(id, reason, until):
            return deferral.defer(board, centre, asked, id, reason, until)
        case v.Release(id):
            return deferral.release(board, id)
        case v.Close(id, disposition, outcome):
            return closing.close(board, centre, asked, id, disposition, outcome)
        case v.Reopen(id):
            return incident.reopen(board, id)
        case v.Plan() | v.RaiseLevel() | v.LinkIncident() | v.UnlinkIncident() | v.StrikeRemark():
            return _decide_arranging(board, centre, asked, verb)
        case _:
            return _decide_service(board, centre, verb)


def _decide_arranging(board: Board, centre: Centre, asked: Asked, verb: v.ArrangingVerb) -> f.Facts:
    match verb:
        case v.Plan(id, at, units):
            return arrange.plan(board, asked, id, at, units)
        case v.RaiseLevel(id):
            return arrange.raise_level(board, centre, id)
        case v.LinkIncident(id, parent):
            return arrange.link(board, id, parent)
        case v.UnlinkIncident(id):
            return arrange.unlink(board, id)
        case v.StrikeRemark(id, remark, why):
            return arrange.strike(board, id, remark, why)
        case _:
            assert_never(verb)


def _decide_service(board: Board, centre: Centre, verb: v.ServiceVerb) -> f.Facts:
    match verb:
        case v.VerifyPlace(id, by):
            return incident.verify_place(board, id, by)
        case v.SayPhrase(id, phrase):
            return incident.say_phrase(board, centre, id, phrase)
        case v.Merge(id, into):
            return merge.merge(board, id, into)
        case v.Split(id):
            return merge.split(board, id)
        case v.Inform(id, told, source):
            return outcome.inform(board, id, told, source)
        case v.Refer(id, listing, answers, connected):
            return outcome.refer(board, centre, id, listing, answers, connected=connected)
        case v.Offer(id, offer, severity, role, why):
            return outcome.offer(board, centre, id, offer, severity, role, why)
        case _:
            assert_never(verb)


def _decide_notice(board: Board, asked: Asked, verb: v.NoticeVerb) -> f.Facts:
    match verb:
        case v.PostBulletin(text, until):
            return notice.post(board, asked, text, until)
        case v.ReadBulletin(id):
            return notice.read(board, asked, id)
        case v.EndBulletin(id):
            return notice.end(board, id)
        case v.RaiseDanger(name, about, text):
            return notice.raise_danger(board, name, about, text)
        case v.ClearDanger(id):
            return notice.clear_danger(board, asked, id)
        case v.SeeAlarm(alarm):
            return (f.AlarmSeen(alarm),)
        case v.ShelveAlarm(alarm, reason, minutes):
            return notice.shelve(asked, alarm, reason, minutes)
        case v.ShowAlarm(alarm, level):
            return (f.AlarmShown(alarm, level),)
        case _:
            assert_never(verb)


def _decide_unit(board: Board, centre: Centre, asked: Asked, verb: v.UnitVerb) -> f.Facts:
    match verb:
        case v.SignOn(signed_on):
            return unit.sign_on(board, signed_on)
        case v.SignOff(name):
            return unit.sign_off(board, name)
        case v.Dispatch(names, to, reached, seen):
            return unit.dispatch(board, asked, names, to, reached, seen)
        case v.Report(name, status, on, note):
            return unit.report(board, centre, asked, name, status, on, note)
        case v.Clear(name, disposition, on, closes):
            return unit.clear(board, centre, asked, name, disposition, on, closes)
        case v.Free(name, on):
            return unit.free(board, name, on)
        case v.TakeOut(name, reason, until):
            return unit.out_of_service(board, name, reason, until)
        case v.BringBack(name):
            return unit.in_service(board, name)
        case v.MakeContact(name, minutes):
            return unit.contact(board, name, minutes)
        case _:
            return _decide_crew(board, centre, asked, verb)


def _decide_crew(board: Board, centre: Centre, asked: Asked, verb: v.CrewVerb) -> f.Facts:
    match verb:
        case v.Divert(name, to, seen):
            return reassign.divert(board, asked, name, to, seen)
        case v.Exchange(name, other, seen):
            return reassign.exchange(board, asked, name, other, seen)
        case v.Turn(name, to):
            return reassign.turn(board, name, to)
        case v.TellCrew(name, about):
            return crew.tell(board, name, about)
        case v.ChangeUnit(name, people, vehicle, radio, skills):
            return crew.change(board, name, people, vehicle, radio, skills)
        case v.CameUpon(name, place, code):
            return crew.came_upon(board, centre, asked, name, place, code)
        case _:
            assert_never(verb)
