"""When a console in this process is at rest: seen from its queues, not guessed from an idle processor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from console.app import ConsoleApp
from console.cli.practising.rest import draws, waits


def at_rest(app: ConsoleApp, ahead_of: Callable[[int], bool]) -> bool:
    """Whether all that was asked for is done, on the log, back from there, and drawn; draws what is due.

    `ahead_of` says whether the desk has written more than a console at this entry knows.
    """
    if not app._running or app._exception is not None:
        return True
    return all(map(waits, (app, *app._registry))) and not draws(app) and not _works(app, ahead_of)


def _works(app: ConsoleApp, ahead_of: Callable[[int], bool]) -> bool:
    """Whether the desk, or somebody who waits for it, is still about something."""
    shift = app.shift
    if shift.desk is None and app.begun:  # it was let go of: what a last tick hands over is nobody's to do
        return False
    intents: Any = shift._intents
    behind = shift.desk is not None and ahead_of(shift.board.number)
    return behind or intents._unfinished_tasks > 0 or any(not worker.is_finished for worker in app.workers)
