"""Looking for what was ever recorded, and for the units on duty."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from console.rules.incident import title
from console.rules.status import STATUS
from console.screens.found import Opening, ask_for, lay_found
from console.screens.looking import history
from console.widgets.paper import fit

if TYPE_CHECKING:
    from console.screens.frame import Frame


def search(frame: Frame, text: str) -> None:
    """Ask for what has these words; typing goes on meanwhile."""
    frame.shift.say(f"looking for {text} ...")
    ask_for(
        frame,
        frame.shift.enquiries.search(text),
        lambda found: lay_found(frame, f"with {text}", found, f"Nothing on record has {text}.", units(frame, text)),
        lambda found: f"{len(found.hits)} found for {text}; search again to see them.",
    )


def units(frame: Frame, text: str) -> tuple[Opening, ...]:
    """The unit on duty that is called so, with what it works on; Enter shows what it did."""
    board = frame.shift.board
    called = [unit for name, unit in board.units.items() if name.casefold() == text.strip().casefold()]
    rows = []
    for unit in called:
        job = board.current(unit)
        at = f"{STATUS[job.status].word} {title(board.incident(job.incident))}" if job else unit.out or "available"
        row = f"{fit(unit.callsign, 9)}on duty, {unit.kind}: {at}"
        rows.append((row, partial(history, frame, f"unit {unit.callsign}")))
    return tuple(rows)
