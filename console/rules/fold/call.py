"""What a fact about a call makes of the board."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from console.rules import facts as f
from console.rules.board import Board, Call
from console.rules.fold.incident import put


def after_call(board: Board, entry: f.Stamped, fact: f.CallFact) -> Board:
    """The board after a fact about a call; ended and abandoned calls leave it."""
    if isinstance(fact, f.CallRang):
        call = Call(
            fact.call,
            fact.line,
            entry.when,
            "ringing",
            entry.when,
            fact.phone,
            channel=fact.channel,
            near=fact.near,
            near_lat=fact.lat,
            near_lon=fact.lon,
            radius_m=fact.radius_m,
        )
        return replace(board, calls={**board.calls, call.id: call}, next_call=max(board.next_call, call.id + 1))
    if isinstance(fact, f.CallEnded | f.CallAbandoned):
        return replace(board, calls={id: call for id, call in board.calls.items() if id != fact.call})
    call = _moved(board.calls[fact.call], entry, fact)
    after = replace(board, calls={**board.calls, call.id: call})
    if not isinstance(fact, f.CallLinked):
        return after
    return _linked(_parted(after, board.calls[call.id]), call, fact.incident)


def _moved(
    call: Call,
    entry: f.Stamped,
    fact: f.CallAnswered | f.CallHeld | f.CallParked | f.CallResumed | f.CallLinked,
) -> Call:
    match fact:
        case f.CallAnswered():
            return replace(
                call,
                state="answered",
                answered=entry.when,
                since=entry.when,
                position=entry.position,
                who=entry.who,
            )
        case f.CallHeld():
            return replace(call, state="held", since=entry.when, reason=fact.reason)
        case f.CallParked():
            return replace(call, state="parked", since=entry.when, reason="")
        case f.CallResumed():
            return replace(call, state="answered", since=entry.when, reason="", position=entry.position, who=entry.who)
        case f.CallLinked():
            return replace(call, incident=fact.incident)
        case _:
            assert_never(fact)


def _parted(board: Board, call: Call) -> Board:
    """A call is about one incident at most: the one it was about before loses it."""
    was = board.incidents.get(call.incident or 0) or board.recent.get(call.incident or 0)
    if was is None:
        return board
    return put(board, replace(was, calls=tuple(id for id in was.calls if id != call.id)))


def _linked(board: Board, call: Call, id: int) -> Board:
    incident = board.incident(id)
    received = min(incident.received, call.rang) if not incident.calls else incident.received
    answered = incident.answered if incident.answered is not None else call.answered
    return put(board, replace(incident, calls=(*incident.calls, call.id), received=received, answered=answered))
