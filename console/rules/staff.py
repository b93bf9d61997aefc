"""Adding, changing and barring people, and what is noted of their sessions."""

from __future__ import annotations

import re
from typing import get_args

from console.rules import facts as f
from console.rules.asked import Asked
from console.rules.board import Board
from console.rules.centre import Centre
from console.rules.people import FAILED_WITHIN_MS, FAILURES, GLASS_MS, Person, SignIn
from console.rules.permit import role_called
from console.rules.refused import Refused
from console.rules.wording import listed, quoted

LOGIN = re.compile(r"[a-z_][a-z0-9._-]{0,31}")
NAME = 24
"""The most characters of a name: it stands on every screen."""


def add(board: Board, centre: Centre, wanted: Person) -> f.Facts:
    """Somebody works here from now on; their account is called as their login where none is named."""
    if wanted.login in board.people:
        name = board.people[wanted.login].name
        raise Refused(f"{wanted.login} is {name} already; change them: firstline people change {wanted.login}  ...")
    if not LOGIN.fullmatch(wanted.login):
        raise Refused(f"A login is small letters and digits, as in  kim.r , not {quoted(wanted.login)}.")
    _check(board, centre, wanted)
    return (f.PersonAdded(wanted.login, wanted.name, wanted.role, wanted.account, wanted.sign_in),)


def change(board: Board, centre: Centre, login: str, name: str, role: str, account: str, sign_in: str) -> f.Facts:
    """Give somebody another name, role, account or way to sign in; what is "" stays as it is."""
    person = found(board, login)
    wanted = Person(
        login,
        name or person.name,
        role or person.role,
        account or person.account,
        sign_in or person.sign_in,  # type: ignore[arg-type]  # checked below, where it is refused in words
        person.used,
    )
    if (wanted.name, wanted.role, wanted.account, wanted.sign_in) == (
        person.name,
        person.role,
        person.account,
        person.sign_in,
    ):
        raise Refused(f"{person.name} is so already; nothing was changed.")
    _check(board, centre, wanted)
    return (f.PersonChanged(login, wanted.name, wanted.role, wanted.account, wanted.sign_in),)


def disable(board: Board, asked: Asked, login: str) -> f.Facts:
    """Let somebody in no more."""
    person = found(board, login)
    if person.disabled:
        raise Refused(f"{person.name} is disabled already.")
    if person.name == asked.who:
        raise Refused("You can't disable yourself; another administrator can.")
    return (f.PersonDisabled(login),)


def enable(board: Board, asked: Asked, login: str) -> f.Facts:
    """Let somebody in again who was disabled, or was not seen for long."""
    person = found(board, login)
    if not person.disabled and not person.stale(asked.when):
        raise Refused(f"{person.name} is let in already.")
    _check_account(board, person)
    return (f.PersonEnabled(login),)


def release(board: Board, login: str) -> f.Facts:
    """Let somebody try again who typed too many wrong passphrases."""
    person = found(board, login)
    if not person.locked:
        raise Refused(f"{person.name} is not locked.")
    return (f.PersonReleased(login),)


def failed(board: Board, asked: Asked, login: str, account: str, why: str) -> f.Facts:
    """Somebody was not let in; a person's fifth wrong passphrase in 15 minutes locks them."""
    person = board.people.get(login)
    noted = f.SignInFailed(login if person else "", account, why)
    if person is None or person.locked or why != "wrong passphrase":
        return (noted,)
    lately = [when for when in person.failures if when > asked.when - FAILED_WITHIN_MS]
    return (noted, f.PersonLocked(login)) if len(lately) + 1 >= FAILURES else (noted,)


def break_glass(board: Board, asked: Asked, reason: str) -> f.Facts:
    """Let who asks do everything for half an hour; everybody is told why."""
    if not reason.strip():
        raise Refused("Say why, for everybody to read, as in  glass no administrator on duty")
    login = next((person.login for person in board.people.values() if person.name == asked.who), asked.who)
    return (f.GlassBroken(login, asked.when + GLASS_MS, reason),)


def found(board: Board, login: str) -> Person:
    """Somebody by login; a refusal that says who there is."""
    if login in board.people:
        return board.people[login]
    known = listed(list(board.people)[:8], "or") or "nobody yet"
    raise Refused(f"Nobody here has the login {quoted(login)}; there is {known}.")


def _check(board: Board, centre: Centre, wanted: Person) -> None:
    role_called(centre.roles, wanted.role)
    if not wanted.name.strip() or len(wanted.name) > NAME or not wanted.name.isprintable():
        raise Refused(f"A name is 1 to {NAME} characters on one line, not {quoted(wanted.name[:40])}.")
    if wanted.sign_in not in get_args(SignIn):
        raise Refused(f"People sign in by {listed(get_args(SignIn), 'or')}, not by {quoted(wanted.sign_in)}.")
    if not LOGIN.fullmatch(wanted.account):
        raise Refused(f"{quoted(wanted.account)} can't be an account's name; write it as  id -un  prints it.")
    for person in board.people.values():
        if person.login != wanted.login and person.name.casefold() == wanted.name.casefold():
            raise Refused(f"{person.login} is called {person.name} already; nobody could tell later who did what.")
    _check_account(board, wanted)


def _check_account(board: Board, wanted: Person) -> None:
    """An account that is one person's word is nobody else's."""
    for other in board.people.values():
        shared = other.account == wanted.account and other.login != wanted.login and not other.disabled
        alone = next((one for one in (wanted, other) if one.sign_in == "kernel"), None)
        if shared and alone:
            how = "who shares one signs in by passphrase or key"
            raise Refused(f"{wanted.account} is {other.name}'s account, and {how}; {alone.login} does not yet.")
