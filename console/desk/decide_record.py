"""Which rule decides the verbs about the record and the desk itself: one line each."""

from __future__ import annotations

from typing import assert_never

from console.desk import verbs as v
from console.rules import erasing
from console.rules import facts as f
from console.rules.asked import Asked
from console.rules.board import Board
from console.rules.refused import Refused


def decide_record(board: Board, asked: Asked, verb: v.RecordVerb) -> f.Facts:
    """The facts of a verb about the record."""
    match verb:
        case v.NoteClockJump(ms):
            return (f.ClockJumped(ms),)
        case v.NoteView(incident):
            if not 0 < incident < board.next_incident:
                raise Refused("There is no such incident.")
            return (f.RecordViewed(incident),)
        case v.NoteExport(what, rows, file):
            return (f.Exported(what, rows, file),)
        case v.Erase(about, why, entries, belonging):
            return erasing.erase(board, asked, about, why, entries, belonging)
        case _:
            assert_never(verb)
