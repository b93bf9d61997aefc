"""What a fact about a conversation makes of the board."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from console.rules import facts as f
from console.rules.board import Board
from console.rules.told import Spoken, Whisper

KEPT = 60
"""How many lines of a conversation are at hand; the log keeps all of them."""


def after_talk(board: Board, entry: f.Stamped, fact: f.TalkFact) -> Board:
    """The board after something was said; what is said of a call that has ended meanwhile is only on the log."""
    match fact:
        case f.CallerSaid(call, text, noise):
            return _said(board, call, Spoken(entry.when, "", text, noise=noise))
        case f.CallerTold(call, text, phrase):
            return _said(board, call, Spoken(entry.when, entry.who, text, phrase))
        case f.Whispered(to, text):
            others = {position: one for position, one in board.whispers.items() if position != to}
            return replace(board, whispers={**others, to: Whisper(entry.when, entry.who, text)} if text else others)
        case _:
            assert_never(fact)


def _said(board: Board, id: int, line: Spoken) -> Board:
    call = board.calls.get(id)
    if call is None:
        return board
    call = replace(call, talk=(*call.talk[1 - KEPT :], line), lines=call.lines + 1)
    return replace(board, calls={**board.calls, id: call})
