"""What a fact about a request makes of the board; one that is done leaves it."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import asdict, replace

from console.rules import facts as f
from console.rules.board import Board
from console.rules.owed import Request


def after_request(board: Board, entry: f.Stamped, fact: f.RequestFact) -> Board:
    """The board after a fact about a request."""
    match fact:
        case f.RequestMade():
            return _with(board, made(entry, fact), next_request=max(board.next_request, fact.request + 1))
        case f.RequestDone():
            return replace(board, requests={id: r for id, r in board.requests.items() if id != fact.request})
        case f.RequestTaken() | f.RequestAskedBack() | f.RequestAnswered():
            return _with(board, _moved(board.requests[fact.request], entry, fact))
        case _:
            assert_never(fact)


def made(entry: f.Stamped, fact: f.RequestMade) -> Request:
    """The request that a fact makes."""
    values = asdict(fact)
    del values["incident"]
    return Request(
        id=values.pop("request"),
        made=entry.when,
        by=entry.who,
        position=entry.position,
        state="new",
        since=entry.when,
        **values,
    )


def _moved(
    request: Request, entry: f.Stamped, fact: f.RequestTaken | f.RequestAskedBack | f.RequestAnswered
) -> Request:
    match fact:
        case f.RequestTaken():
            return replace(request, state="taken", since=entry.when, taken_by=entry.who)
        case f.RequestAskedBack():
            return replace(
                request,
                state="asked back",
                since=entry.when,
                missing=fact.missing,
                question=fact.question,
                returns=request.returns + 1,
            )
        case f.RequestAnswered():
            text = " / ".join(part for part in (request.text, fact.text) if part)
            return replace(
                request, state="taken" if request.taken_by else "new", since=entry.when, text=text, missing=""
            )
        case _:
            assert_never(fact)


def _with(board: Board, request: Request, next_request: int | None = None) -> Board:
    requests = {**board.requests, request.id: request}
    return replace(board, requests=requests, next_request=next_request or board.next_request)
