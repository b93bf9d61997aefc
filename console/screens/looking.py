"""Looking back: what a unit, a place, a caller or this position did or had before, laid over the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.desk.looking_back import Lookback, at_place, look_back, spot_of
from console.screens.accepting import place_row
from console.screens.found import ask_for, lay_found

if TYPE_CHECKING:
    from console.screens.frame import Frame


def history(frame: Frame, asked: str) -> None:
    """Look back at what a history word asked for; where several places may be meant one is chosen first."""
    shift = frame.shift
    question = look_back(shift.enquiries, shift.board, asked, shift.position, shift.read_clock())
    ask_for(frame, question, lambda answer: _lay(frame, answer), _late)


def _lay(frame: Frame, answer: Lookback) -> None:
    if not answer.places:
        lay_found(frame, f"of {answer.title}", answer.found, f"Nothing on record of {answer.title}.")
        return
    title = f"{answer.title}   Press its number, or Enter; {frame.way_back}"
    rows = [place_row(match) for match in answer.places]
    frame.lay(title, rows, lambda at: _at(frame, answer, at), numbered=True)


def _at(frame: Frame, answer: Lookback, at: int) -> None:
    question = at_place(frame.shift.enquiries, spot_of(answer.places[at]))
    ask_for(frame, question, lambda found: _lay(frame, found), _late)


def _late(answer: Lookback) -> str:
    return f"{len(answer.found.hits or answer.places)} found of {answer.title}; ask again to see them."
