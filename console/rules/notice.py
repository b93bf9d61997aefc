"""What may be told to all desks: bulletins with an end, and danger. What may be done with an alarm that was shown."""

from __future__ import annotations

from console.rules import facts as f
from console.rules.asked import Asked
from console.rules.board import Board
from console.rules.refused import Refused
from console.rules.told import Bulletin
from console.rules.unit import find_unit

SHELF_MINUTES = 30
"""How long an alarm may be put aside at most (ux: shelve, max 30 min)."""


def post(board: Board, asked: Asked, text: str, until: int) -> f.Facts:
    """Tell all desks something until a time."""
    if not text.strip():
        raise Refused("A bulletin says something and has an end, as in  bb Mill Rd is closed until 18:00")
    if until <= asked.when:
        raise Refused("The bulletin's end must be still to come, as in  bb Mill Rd is closed until 18:00")
    return (f.BulletinPosted(board.next_bulletin, text, until),)


def read(board: Board, asked: Asked, id: int) -> f.Facts:
    """Mark a bulletin as read."""
    if asked.who in _bulletin(board, id).read:
        raise Refused(f"You have read B{id} already.")
    return (f.BulletinRead(id),)


def end(board: Board, id: int) -> f.Facts:
    """Take a bulletin back before its time."""
    _bulletin(board, id)
    return (f.BulletinEnded(id),)


def running(board: Board, now: int) -> tuple[Bulletin, ...]:
    """The bulletins that hold now, the newest first."""
    return tuple(sorted((b for b in board.bulletins.values() if b.until > now), key=lambda bulletin: -bulletin.posted))


def unread(board: Board, who: str, now: int) -> int:
    """How many bulletins a person has not read."""
    return sum(who not in bulletin.read and who != bulletin.by for bulletin in running(board, now))


def raise_danger(board: Board, unit: str, incident: int | None, text: str) -> f.Facts:
    """Tell every position who is in danger and where."""
    callsign = find_unit(board, unit).callsign if unit else ""
    if incident is not None and incident not in board.incidents and incident not in board.recent:
        raise Refused("That incident is closed and gone; say who and where in words, as in  !! shots at the gate")
    for danger in board.dangers.values():
        if (danger.unit, danger.incident) == (callsign, incident):
            raise Refused(f"Everybody was told by {danger.by} already; D{danger.id} is open.")
    if not callsign and incident is None and not text.strip():
        raise Refused("Say who or where, as in  !! 12, or select the incident first.")
    return (f.DangerRaised(board.next_danger, callsign, incident, text),)


def clear_danger(board: Board, asked: Asked, id: int) -> f.Facts:
    """Say that a danger is over: who raised it ends it alone, of all others it takes two."""
    danger = board.dangers.get(id)
    if danger is None:
        raise Refused("There is no such danger open.")
    if asked.who in danger.cleared:
        raise Refused(f"You have said so; {danger.by}, or one more person, ends it.")
    return (f.DangerCleared(id),)


def shelve(asked: Asked, alarm: str, reason: str, minutes: int) -> f.Facts:
    """Put an alarm aside, with a reason; it comes back by itself."""
    if alarm.startswith("danger:"):
        raise Refused("Danger is never put aside; when it is over, say so, as in  !- D1")
    if not reason.strip():
        raise Refused("Say why it can wait, as in  sh tow is on the way 20")
    if not 0 < minutes <= SHELF_MINUTES:
        raise Refused(f"An alarm can be put aside for 1 to {SHELF_MINUTES} minutes, not {minutes}.")
    return (f.AlarmShelved(alarm, reason, asked.when + minutes * 60_000),)


def _bulletin(board: Board, id: int) -> Bulletin:
    if id not in board.bulletins:
        raise Refused(f"There is no bulletin B{id}.")
    return board.bulletins[id]
