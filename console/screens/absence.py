"""Whether somebody is at the console, and what the desk is told when they are not."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from console.desk.desk import Desk
from console.rules.people import AGAIN_MS
from console.screens.shift import Shift


def left_alone(shift: Shift) -> str:
    """Why what is shown has to be hidden now: nobody pressed a key for long, or 12 hours are over; "" if not."""
    sitting, minutes = shift.desk.seat.sitting if shift.desk else None, shift.centre.lock_minutes
    if sitting is None:
        return ""
    if sitting.locked or sitting.wants or (sitting.secret and shift.now - sitting.since >= AGAIN_MS):
        return "12 h"
    return "idle" if minutes and shift.now - shift.touched >= minutes * 60_000 else ""


async def _nothing() -> None: ...


def lock(shift: Shift, why: str, then: Callable[[], Awaitable[None]] = _nothing) -> None:
    """Have the desk answer nothing more here until the person is back, after all that was asked for before.

    `then` is done once the desk knows, or cannot be told.
    """

    async def intent(desk: Desk) -> None:
        try:
            await desk.seat.lock(why)
        finally:
            await then()

    shift.hand(intent)
