"""What a fact about bulletins, dangers and alarms makes of the board."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from console.rules import facts as f
from console.rules.board import Board
from console.rules.told import Bulletin, Danger, Rung, Shelf

KEPT_MS = 3_600_000
"""How long an alarm that was shown counts for the rates at hand; the log keeps all of them."""
SEEN_MS = 7 * 86_400_000
"""How long it is known that an alarm was seen: what still lasts after a week is told again."""


def after_notice(board: Board, entry: f.Stamped, fact: f.NoticeFact) -> Board:
    """The board after a fact that all desks are told."""
    match fact:
        case f.BulletinPosted(id, text, until):
            posted = Bulletin(id, text, entry.when, entry.who, entry.position, until)
            running = {key: told for key, told in board.bulletins.items() if told.until > entry.when}
            return replace(board, bulletins={**running, id: posted}, next_bulletin=id + 1)
        case f.BulletinRead(id):
            bulletin = board.bulletins[id]
            read = replace(bulletin, read=(*bulletin.read, entry.who))
            return replace(board, bulletins={**board.bulletins, id: read})
        case f.BulletinEnded(id):
            return replace(board, bulletins={key: value for key, value in board.bulletins.items() if key != id})
        case f.DangerRaised(id, unit, incident, text):
            danger = Danger(id, entry.when, entry.who, entry.position, unit, incident, text)
            return replace(board, dangers={**board.dangers, id: danger}, next_danger=id + 1)
        case f.DangerCleared(id):
            return _cleared(board, entry, board.dangers[id])
        case f.AlarmSeen(alarm):
            lately = {key: when for key, when in board.seen.items() if when > entry.when - SEEN_MS}
            return replace(board, seen={**lately, alarm: entry.when})
        case f.AlarmShelved(alarm, reason, until):
            aside = {key: shelf for key, shelf in board.shelved.items() if shelf.until > entry.when}
            return replace(board, shelved={**aside, alarm: Shelf(until, reason, entry.who)})
        case f.AlarmShown(alarm, level):
            kept = tuple(rung for rung in board.rung if rung.when > entry.when - KEPT_MS)
            return replace(board, rung=(*kept, Rung(entry.when, entry.position, alarm, level)))
        case _:
            assert_never(fact)


def _cleared(board: Board, entry: f.Stamped, danger: Danger) -> Board:
    """Who raised it ends it alone; of all others it takes two."""
    cleared = (*danger.cleared, entry.who)
    left = {id: other for id, other in board.dangers.items() if id != danger.id}
    if entry.who != danger.by and len(set(cleared)) < 2:
        left = {**board.dangers, danger.id: replace(danger, cleared=cleared)}
    return replace(board, dangers=left)
