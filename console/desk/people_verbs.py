"""What can be asked for about people, and what the desk itself notes of their sessions."""

from __future__ import annotations

from msgspec import Struct


class AddPerson(Struct, frozen=True):
    """Somebody works here from now on; `account` "" is one called as the login."""

    login: str
    name: str
    role: str
    account: str = ""
    sign_in: str = "kernel"


class ChangePerson(Struct, frozen=True):
    """Give somebody another name, role, account or way to sign in; "" leaves it."""

    login: str
    name: str = ""
    role: str = ""
    account: str = ""
    sign_in: str = ""


class DisablePerson(Struct, frozen=True):
    """Let somebody in no more."""

    login: str


class EnablePerson(Struct, frozen=True):
    """Let somebody in again."""

    login: str


class ReleasePerson(Struct, frozen=True):
    """Let somebody try again who typed too many wrong passphrases."""

    login: str


class BreakGlass(Struct, frozen=True):
    """Do everything for half an hour, for a reason that everybody reads."""

    reason: str


class HandOver(Struct, frozen=True):
    """Give what one position has in hand to another."""

    source: str
    to: str


class NoteSignIn(Struct, frozen=True):
    """Somebody was let in at the position; with a `reason` they broke the glass to get in."""

    login: str
    account: str
    by: str
    reason: str = ""


class NoteFailure(Struct, frozen=True):
    """Somebody was not let in."""

    login: str
    account: str
    why: str


class NoteSignOut(Struct, frozen=True):
    """Somebody left the position."""

    login: str


class NoteLock(Struct, frozen=True):
    """A session was locked."""

    login: str
    why: str


class NoteUnlock(Struct, frozen=True):
    """A session was unlocked by its person."""

    login: str


class NotePassphrase(Struct, frozen=True):
    """Somebody has a new passphrase."""

    login: str


class NoteDenial(Struct, frozen=True):
    """Somebody asked for what they may not do."""

    what: str
    needs: str = ""
    command: str = ""
    why: str = ""
