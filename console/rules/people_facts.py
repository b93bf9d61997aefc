"""What has become of people, their sessions and positions. No fact holds a passphrase or anything made from one."""

from __future__ import annotations

from msgspec import Struct

from console.rules.people import SignIn


class PersonAdded(Struct, frozen=True):
    """Somebody works here from now on, under a login, with a role."""

    login: str
    name: str
    role: str
    account: str
    sign_in: SignIn = "kernel"


class PersonChanged(Struct, frozen=True):
    """Their name, role, account or way to sign in is another: all four as they are now."""

    login: str
    name: str
    role: str
    account: str
    sign_in: SignIn = "kernel"


class PersonDisabled(Struct, frozen=True):
    """They are not let in any more."""

    login: str


class PersonEnabled(Struct, frozen=True):
    """They are let in again."""

    login: str


class PersonLocked(Struct, frozen=True):
    """Too many wrong passphrases: they are not let in until somebody releases them."""

    login: str


class PersonReleased(Struct, frozen=True):
    """They may try again."""

    login: str


class PassphraseSet(Struct, frozen=True):
    """They have a new passphrase."""

    login: str


class SignedIn(Struct, frozen=True):
    """They sit at the entry's position; `by` is how it was known who they are, `account` where they came from."""

    login: str
    account: str
    by: str


class SignInFailed(Struct, frozen=True):
    """Somebody from an account was not let in. An unknown login is not kept: a passphrase is easily typed there."""

    login: str
    account: str
    why: str


class SignedOut(Struct, frozen=True):
    """They left the entry's position."""

    login: str


class SessionLocked(Struct, frozen=True):
    """The entry's position shows nothing until its person is back; `why` is "asked for", "idle" or "12 h"."""

    login: str
    why: str


class SessionUnlocked(Struct, frozen=True):
    """Its person is back."""

    login: str


class GlassBroken(Struct, frozen=True):
    """They may do everything until a time (ms UTC), and everybody is told."""

    login: str
    until: int
    reason: str = ""


class CommandDenied(Struct, frozen=True):
    """The entry's person may not do what they asked for; `command` is the key of what was not done."""

    what: str
    needs: str
    command: str = ""
    why: str = ""


class PositionHandedOver(Struct, frozen=True):
    """The lines, promises and incidents (ids) that were in hand at one position are another's from now on."""

    source: str
    to: str
    calls: tuple[int, ...] = ()
    promises: tuple[int, ...] = ()
    incidents: tuple[int, ...] = ()
