"""Which rule decides which verb about what is owed: promises to callers and requests to departments."""

from __future__ import annotations

from typing import assert_never

from console.desk import verbs as v
from console.rules import facts as f
from console.rules import promise, request
from console.rules.asked import Asked
from console.rules.board import Board
from console.rules.centre import Centre


def decide_promise(board: Board, centre: Centre, asked: Asked, verb: v.PromiseVerb) -> f.Facts:
    """The facts that a verb about a promise makes; raises Refused."""
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


def decide_request(board: Board, centre: Centre, asked: Asked, verb: v.RequestVerb) -> f.Facts:
    """The facts that a verb about a request makes; raises Refused."""
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
