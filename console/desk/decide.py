"""Which rule decides which verb: one line each."""

from __future__ import annotations

from typing import assert_never

from console.desk import verbs as v
from console.rules import call, incident, merge, outcome, promise, request, signing, undo, unit
from console.rules import facts as f
from console.rules.asked import Asked
from console.rules.board import Board
from console.rules.centre import Centre


def decide(board: Board, centre: Centre, asked: Asked, verb: v.Verb) -> f.Facts:
    """The facts that a verb makes on this board; raises Refused with a sentence when the rules say no."""
    facts = _decide(board, centre, asked, verb)
    return (*facts, *promise.settled(board, asked, facts))


def _decide(board: Board, centre: Centre, asked: Asked, verb: v.Verb) -> f.Facts:
    match verb:
        case v.SeeAlarm(alarm):
            return (f.AlarmSeen(alarm),)
        case v.Undo():
            return undo.undo(board, asked)
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
        case v.MakePromise() | v.TryPromise() | v.TakePromise() | v.EndPromise():
            return _decide_promise(board, centre, asked, verb)
        case v.RequestService() | v.TakeRequest() | v.AskBack() | v.AnswerRequest() | v.FinishRequest():
            return _decide_request(board, centre, asked, verb)
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
        ):
            return _decide_unit(board, asked, verb)
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
        case v.SetPlace(place):
            return incident.set_place(board, place)
        case v.SetType(id, code):
            return incident.set_type(board, centre, id, code)
        case v.NameType(id, code, name, priority):
            return incident.name_type(board, id, code, name, priority)
        case v.SetPriority(id, priority, why):
            return incident.set_priority(board, id, priority, why)
        case v.SetDetail(id, field, value):
            return incident.set_detail(board, centre, id, field, value)
        case v.Send(id):
            return incident.send(board, id)
        case v.AddRemark(id, text, typed):
            return incident.remark(board, id, text, typed)
        case v.Defer(id, reason, until):
            return incident.defer(board, asked, id, reason, until)
        case v.Release(id):
            return incident.release(board, id)
        case v.Close(id, disposition, outcome):
            return incident.close(board, id, disposition, outcome)
        case v.Reopen(id):
            return incident.reopen(board, id)
        case _:
            return _decide_service(board, centre, verb)


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


def _decide_promise(board: Board, centre: Centre, asked: Asked, verb: v.PromiseVerb) -> f.Facts:
    match verb:
        case v.MakePromise(wanted):
            return promise.make(board, centre, asked, wanted)
        case v.TryPromise(id, note):
            return promise.try_again(board, id, note)
        case v.TakePromise(id, owner):
            return promise.take(board, asked, id, owner)
        case v.EndPromise(id, how, note):
            return promise.end(board, asked, id, how, note)
        case _:
            assert_never(verb)


def _decide_request(board: Board, centre: Centre, asked: Asked, verb: v.RequestVerb) -> f.Facts:
    match verb:
        case v.RequestService(id):
            return request.request(board, centre, asked, id)
        case v.TakeRequest(id):
            return request.take(board, id)
        case v.AskBack(id, missing, question):
            return request.ask_back(board, id, missing, question)
        case v.AnswerRequest(id, text):
            return request.answer(board, id, text)
        case v.FinishRequest(id, reason, note):
            return request.finish(board, centre, id, reason, note)
        case _:
            assert_never(verb)


def _decide_unit(board: Board, asked: Asked, verb: v.UnitVerb) -> f.Facts:
    match verb:
        case v.SignOn(signed_on):
            return unit.sign_on(board, signed_on)
        case v.SignOff(name):
            return unit.sign_off(board, name)
        case v.Dispatch(names, to, reached):
            return unit.dispatch(board, names, to, reached, late=asked.late)
        case v.Report(name, status, on, note):
            return unit.report(board, asked, name, status, on, note)
        case v.Clear(name, disposition, on, closes):
            return unit.clear(board, name, disposition, on, closes, late=asked.late)
        case v.Free(name, on):
            return unit.free(board, name, on)
        case v.TakeOut(name, reason, until):
            return unit.out_of_service(board, name, reason, until)
        case v.BringBack(name):
            return unit.in_service(board, name)
        case v.MakeContact(name):
            return unit.contact(board, name)
        case _:
            assert_never(verb)
