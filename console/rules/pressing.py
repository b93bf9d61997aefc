"""When a promise needs somebody: shortly before its time, or once most of a wait that was told has gone by."""

from __future__ import annotations

from typing import Literal

from console.rules.board import Board
from console.rules.owed import Promise
from console.rules.wording import quoted

SOON_MS = 120_000
"""How long before its time a promise is due (ux: callback due in 2 min)."""
TOLD_SHARE = 0.8
"""The part of a wait after which the caller is rung with a new time (ux: at 80 % of it)."""

Standing = Literal["open", "due", "broken"]


def presses_at(promise: Promise) -> int | None:
    """When (ms UTC) somebody has to see to it; None where no time was named."""
    if promise.due is None or promise.kind == "hold":
        return promise.due
    if promise.kind == "wait":
        return promise.made + round((promise.due - promise.made) * TOLD_SHARE)
    return promise.due - SOON_MS


def standing(promise: Promise, now: int) -> Standing:
    """Whether it is due, or broken as its time has passed (`now` in ms UTC)."""
    at = presses_at(promise)
    if promise.due is None or at is None or now < at:
        return "open"
    return "broken" if now > promise.due else "due"


def pressing(board: Board, now: int) -> int:
    """How many promises are due or broken; callers on hold are counted with the lines."""
    return sum(p.kind != "hold" and standing(p, now) != "open" for p in board.promises.values())


def promised(promise: Promise) -> str:
    """How a sentence names a promise: `P3 callback Sam Osei`."""
    told = f"{promise.minutes} min" if promise.minutes else ""
    whom = promise.name or promise.to or promise.service or told
    return f"P{promise.id} {promise.kind} {quoted(whom)}".rstrip()
