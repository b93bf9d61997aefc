"""What a fact about a promise makes of the board; one that has ended leaves it."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import asdict, replace

from console.rules import facts as f
from console.rules.board import Board
from console.rules.owed import Promise


def after_promise(board: Board, entry: f.Stamped, fact: f.PromiseFact) -> Board:
    """The board after a fact about a promise."""
    match fact:
        case f.PromiseMade():
            return _with(board, made(entry, fact), next_promise=max(board.next_promise, fact.promise + 1))
        case f.PromiseTried():
            promise = board.promises[fact.promise]
            return _with(board, replace(promise, tried=(*promise.tried, entry.when)))
        case f.PromiseTaken():
            return _with(board, replace(board.promises[fact.promise], owner=fact.owner))
        case f.PromiseEnded():
            left = {id: promise for id, promise in board.promises.items() if id != fact.promise}
            return replace(board, promises=left)
        case _:
            assert_never(fact)


def made(entry: f.Stamped, fact: f.PromiseMade) -> Promise:
    """The promise that a fact makes."""
    values = asdict(fact)
    return Promise(id=values.pop("promise"), made=entry.when, by=entry.who, position=entry.position, **values)


def _with(board: Board, promise: Promise, next_promise: int | None = None) -> Board:
    promises = {**board.promises, promise.id: promise}
    return replace(board, promises=promises, next_promise=next_promise or board.next_promise)
