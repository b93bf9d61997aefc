"""Which rule decides which verb of a conversation."""

from __future__ import annotations

from typing import assert_never

from console.desk import verbs as v
from console.rules import facts as f
from console.rules import talk
from console.rules.board import Board


def decide_talk(board: Board, verb: v.TalkVerb) -> f.Facts:
    """The facts that saying something makes; raises Refused with a sentence when the rules say no."""
    match verb:
        case v.HearCaller(call, text, noise):
            return talk.hear(board, call, text, noise=noise)
        case v.TellCaller(call, text, phrase):
            return talk.tell(board, call, text, phrase)
        case v.Whisper(to, text):
            return talk.whisper(to, text)
        case _:
            assert_never(verb)
