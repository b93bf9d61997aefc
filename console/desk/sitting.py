"""Who sits at a position, as its console meets it: signing in, locking and coming back."""

from __future__ import annotations

from typing import Literal, Protocol

from msgspec import Struct

from console.rules.admit import By
from console.rules.people import Person


class Sitting(Struct, frozen=True):
    """How a session stands. `wants` is what has to be shown before anything else is answered.

    `secret` says that a passphrase unlocks it, `glass` that the right passphrase was given by somebody who is locked
    out and may break the glass with a reason. `since` is when they last showed who they are (ms UTC).
    """

    position: str
    login: str = ""
    name: str = ""
    role: str = ""
    by: By = "open"
    may: frozenset[str] = frozenset()
    since: int = 0
    locked: bool = False
    secret: bool = False
    wants: Literal["", "login", "passphrase"] = ""
    glass: bool = False


class Seat(Protocol):
    """A session, in this process or behind a socket. Each raises Refused with a sentence, or NotSaved."""

    @property
    def sitting(self) -> Sitting:
        """How it stands."""
        ...

    async def sign_in(self, login: str, passphrase: str, reason: str = "") -> Sitting:
        """Show who one is; with a `reason` the glass is broken by somebody who is locked out."""
        ...

    async def lock(self, why: str = "asked for") -> Sitting:
        """Answer nothing more until the person is back; locking again does nothing."""
        ...

    async def unlock(self, passphrase: str = "") -> Sitting:
        """The person is back."""
        ...

    async def people(self) -> tuple[Person, ...]:
        """Everybody who works here, for who sees the board or keeps the people."""
        ...

    async def set_passphrase(self, login: str, passphrase: str, old: str = "") -> None:
        """Change one's own, or set somebody's with the permission to."""
        ...
