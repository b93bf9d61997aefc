"""Which rule decides which verb about people, and what the desk notes of them."""

from __future__ import annotations

from typing import assert_never

from console.desk import verbs as v
from console.rules import facts as f
from console.rules import handover, staff
from console.rules.asked import Asked
from console.rules.board import Board
from console.rules.centre import Centre
from console.rules.people import Person


def decide_people(board: Board, centre: Centre, asked: Asked, verb: v.PeopleVerb) -> f.Facts:
    """The facts that a verb about people makes; raises Refused."""
    match verb:
        case v.AddPerson(login, name, role, account, sign_in):
            wanted = Person(login, name, role, account or login, sign_in, asked.when)  # type: ignore[arg-type]
            return staff.add(board, centre, wanted)
        case v.ChangePerson(login, name, role, account, sign_in):
            return staff.change(board, centre, login, name, role, account, sign_in)
        case v.DisablePerson(login):
            return staff.disable(board, asked, login)
        case v.EnablePerson(login):
            return staff.enable(board, asked, login)
        case v.ReleasePerson(login):
            return staff.release(board, login)
        case v.BreakGlass(reason):
            return staff.break_glass(board, asked, reason)
        case v.HandOver(source, to):
            return handover.hand_over(board, source, to)
        case _:
            assert_never(verb)


def note(board: Board, asked: Asked, verb: v.SessionNote) -> f.Facts:
    """The facts that the desk itself writes of a session; that it may is checked where permissions are."""
    match verb:
        case v.NoteSignIn(login, account, by, reason):
            glass = staff.break_glass(board, asked, reason) if reason else ()
            return (f.SignedIn(login, account, by), *glass)
        case v.NoteFailure(login, account, why):
            return staff.failed(board, asked, login, account, why)
        case v.NoteSignOut(login):
            return (f.SignedOut(login),)
        case v.NoteLock(login, why):
            return (f.SessionLocked(login, why),)
        case v.NoteUnlock(login):
            return (f.SessionUnlocked(login),)
        case v.NotePassphrase(login):
            return (f.PassphraseSet(staff.found(board, login).login),)
        case v.NoteDenial(what, needs, command, why):
            return (f.CommandDenied(what, needs, command, why),)
        case _:
            assert_never(verb)
