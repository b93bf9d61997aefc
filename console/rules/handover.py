"""Giving what one position has in hand to another: its lines, its forms and its promises."""

from __future__ import annotations

from msgspec import Struct

from console.rules import facts as f
from console.rules.board import Board
from console.rules.refused import Refused
from console.rules.wording import listed, quoted


class InHand(Struct, frozen=True):
    """The ids of the calls, promises and incidents of a position; `said` is what that is in words."""

    calls: tuple[int, ...]
    promises: tuple[int, ...]
    incidents: tuple[int, ...]
    said: str


def in_hand(board: Board, position: str) -> InHand:
    """What is in hand at a position; a refusal where that is nothing."""
    calls = board.calls_of(position)
    promises = tuple(one.id for one in board.promises.values() if position in (one.position, one.owner))
    incidents = tuple(one.id for one in board.incidents.values() if one.position == position)
    if not calls and not promises and not incidents:
        raise Refused(f"{quoted(position)} has nothing in hand.")
    return InHand(tuple(call.id for call in calls), promises, incidents, _said(board, position))


def hand_over(board: Board, source: str, to: str) -> f.Facts:
    """Everything that is in hand at `source`; that who asks may do so was looked at before."""
    if source == to:
        raise Refused(f"{quoted(to)} has that already; name another position, as in  hand C03")
    if not to.strip() or len(to) > 12 or not to.isprintable():
        raise Refused("Name a position of at most 12 characters, as in  hand C03")
    given = in_hand(board, source)
    return (f.PositionHandedOver(source, to, given.calls, given.promises, given.incidents),)


def _said(board: Board, position: str) -> str:
    lines = [call.line for call in board.calls_of(position)]
    forms = [f"#{one.short}" for one in board.incidents.values() if one.position == position and one.state == "draft"]
    promises = [f"P{one.id}" for one in board.promises.values() if position in (one.position, one.owner)]
    parts = [part for part in (listed(lines), listed(forms), listed(promises[:6])) if part]
    return listed(parts) or "the incidents"
