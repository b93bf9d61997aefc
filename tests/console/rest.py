"""When a console in this process is at rest: seen from its queues, not guessed from an idle processor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.message_pump import MessagePump

from console.app import ConsoleApp


def at_rest(app: ConsoleApp, ahead_of: Callable[[int], bool]) -> bool:
    """Whether all that was asked for is done, on the log, back from there, and drawn; draws what is due.

    `ahead_of` says whether the desk has written more than a console at this entry knows.
    """
    if not app._running or app._exception is not None:
        return True
    return all(map(_waits, (app, *app._registry))) and not _draws(app) and not _works(app, ahead_of)


def _waits(pump: MessagePump) -> bool:
    """Whether it waits for its next message, or will never take one."""
    if pump._task is None or pump._task.done():
        return True
    queue: Any = pump._message_queue
    return queue.empty() and bool(queue.ready_event._waiters)


def _draws(app: ConsoleApp) -> bool:
    """Whether something was due to be drawn, which it now is: nobody waits for the next frame."""
    screen = app.screen
    due = (screen._layout_required, screen._scroll_required, screen._repaint_required, screen._recompose_required)
    if not any(due) and not screen._dirty_widgets and not screen._callbacks:
        return False
    screen._on_timer_update()
    return True


def _works(app: ConsoleApp, ahead_of: Callable[[int], bool]) -> bool:
    """Whether the desk, or somebody who waits for it, is still about something."""
    shift = app.shift
    if shift.desk is None and app.begun:  # it was let go of: what a last tick hands over is nobody's to do
        return False
    intents: Any = shift._intents
    behind = shift.desk is not None and ahead_of(shift.board.number)
    return behind or intents._unfinished_tasks > 0 or any(not worker.is_finished for worker in app.workers)
