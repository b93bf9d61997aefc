"""When a console in this process is at rest: seen from its queues, so that a script of keys needs no sleep."""

from __future__ import annotations

import asyncio
from typing import Any

from textual.message_pump import MessagePump

from console.app import ConsoleApp

TURN_S = 0.0005
"""How long is waited before it is looked again."""


async def rest(app: ConsoleApp) -> None:
    """Wait until all that was asked for is done, on the log, back from there, and drawn."""
    while not _at_rest(app):  # noqa: ASYNC110  # its queues have no event to wait for
        await asyncio.sleep(TURN_S)


def _at_rest(app: ConsoleApp) -> bool:
    if not app._running or app._exception is not None:
        return True
    return not _works(app) and _idle(app) and all(map(waits, app._registry)) and not draws(app)


def waits(pump: MessagePump) -> bool:
    """Whether it waits for its next message, or will never take one."""
    return pump._task is None or pump._task.done() or _idle(pump)


def _idle(pump: MessagePump) -> bool:
    """Whether nothing is in its queue, and it waits for more."""
    queue: Any = pump._message_queue
    return queue.empty() and bool(queue.ready_event._waiters)


def draws(app: ConsoleApp) -> bool:
    """Whether something was due to be drawn, which it now is: nobody waits for the next frame."""
    screen = app.screen
    due = (screen._layout_required, screen._scroll_required, screen._repaint_required, screen._recompose_required)
    if not any(due) and not screen._dirty_widgets and not screen._callbacks:
        return False
    screen._on_timer_update()
    return True


def _works(app: ConsoleApp) -> bool:
    """Whether the desk, or somebody who waits for it, is still about something."""
    shift = app.shift
    if shift.desk is None:
        return not app.begun
    intents: Any = shift._intents
    newest = getattr(shift.desk, "board", shift.board).number
    own = asyncio.current_task()
    workers = (worker for worker in app.workers if worker._task is not own)
    return newest != shift.board.number or intents._unfinished_tasks > 0 or any(not one.is_finished for one in workers)
