"""What a fact about people makes of the board. Sessions are the desk's own: the board knows only who works here."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from console.rules import facts as f
from console.rules.board import Board
from console.rules.people import FAILED_WITHIN_MS, Glass, Handover, Person

KEPT_MS = 3_600_000
"""How long it is at hand what a position was given; the log keeps all of it."""


def after_people(board: Board, entry: f.Stamped, fact: f.PeopleFact) -> Board:
    """The board after a fact about people."""
    match fact:
        case f.PersonAdded(login, name, role, account, sign_in):
            return _with(board, Person(login, name, role, account, sign_in, entry.when))
        case f.GlassBroken(login, until, reason):
            running = {key: glass for key, glass in board.glass.items() if glass.until > entry.when}
            broken = Glass(login, entry.who, entry.position, entry.when, until, reason)
            return replace(board, glass={**running, login or entry.who: broken})
        case f.PositionHandedOver():
            return _handed_over(board, entry, fact)
        case f.CommandDenied() | f.SignedOut() | f.SessionLocked() | f.SessionUnlocked():
            return board
        case _:
            person = board.people.get(fact.login)
            return board if person is None else _with(board, _changed(person, entry, fact))


def _changed(person: Person, entry: f.Stamped, fact: f.PersonFact) -> Person:
    match fact:
        case f.PersonChanged(_, name, role, account, sign_in):
            return replace(person, name=name, role=role, account=account, sign_in=sign_in)
        case f.PersonDisabled():
            return replace(person, disabled=True)
        case f.PersonEnabled():
            return replace(person, disabled=False, used=entry.when)
        case f.PersonLocked():
            return replace(person, locked=True)
        case f.PersonReleased():
            return replace(person, locked=False, failures=())
        case f.PassphraseSet():
            return replace(person, passphrase=entry.when)
        case f.SignedIn():
            return replace(person, used=entry.when, failures=())
        case f.SignInFailed():
            lately = tuple(when for when in person.failures if when > entry.when - FAILED_WITHIN_MS)
            return replace(person, failures=(*lately, entry.when))
        case _:
            assert_never(fact)


def _with(board: Board, person: Person) -> Board:
    return replace(board, people={**board.people, person.login: person})


def _handed_over(board: Board, entry: f.Stamped, fact: f.PositionHandedOver) -> Board:
    """Who took a call or made a promise stays on record; only where it is in hand is another."""
    to = fact.to
    calls = {id: replace(board.calls[id], position=to) for id in fact.calls if id in board.calls}
    incidents = {id: replace(board.incidents[id], position=to) for id in fact.incidents if id in board.incidents}
    promises = {
        id: replace(promise, position=to, owner=to if promise.owner == fact.source else promise.owner)
        for id, promise in board.promises.items()
        if id in fact.promises
    }
    lately = tuple(one for one in board.handovers if one.when > entry.when - KEPT_MS)
    given = Handover(fact.source, to, entry.when, entry.who, entry.position, fact.calls, fact.promises, fact.incidents)
    return replace(
        board,
        calls={**board.calls, **calls},
        incidents={**board.incidents, **incidents},
        promises={**board.promises, **promises},
        handovers=(*lately, given),
    )
