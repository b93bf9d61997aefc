"""Who works here: people, their roles, and a glass that was broken. Frozen values, times in ms UTC."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

SignIn = Literal["kernel", "key", "passphrase"]
"""How it is known who somebody is: by an OS account of their own, by the ssh key that a shared entry account's forced
command names them by, or by a passphrase."""

FAILURES, FAILED_WITHIN_MS = 5, 15 * 60_000
"""So many wrong passphrases within this time lock a person (SAFETY 5)."""
UNUSED_MS = 90 * 86_400_000
"""Who has not signed in for so long is not let in until an administrator says so (SAFETY 5)."""
AGAIN_MS = 12 * 3_600_000
"""After so long a passphrase is asked for again (SAFETY 5)."""
GLASS_MS = 30 * 60_000
"""How long a broken glass lets somebody do everything."""


class Role(Struct, frozen=True):
    """A role of the centre: its code, its title, and the permission words of what it may do."""

    code: str
    title: str
    may: tuple[str, ...] = ()


class Person(Struct, frozen=True):
    """Somebody who works here. `used` is when they signed in last, or were added or enabled if that was later.

    `account` is the OS account they come from; `failures` are when wrong passphrases were given that still count.
    """

    login: str
    name: str
    role: str
    account: str
    sign_in: SignIn
    used: int
    disabled: bool = False
    locked: bool = False
    failures: tuple[int, ...] = ()
    passphrase: int | None = None
    """When it was set; None: there is none."""

    def stale(self, now: int) -> bool:
        """Whether they have not signed in for so long that an administrator has to say that they still work here."""
        return now - self.used > UNUSED_MS


class Glass(Struct, frozen=True):
    """Somebody may do everything until a time, for a reason that everybody sees."""

    login: str
    who: str
    position: str
    since: int
    until: int
    reason: str = ""


class Handover(Struct, frozen=True):
    """What one position gave to another, and who did it where: lines, promises and incidents by their ids."""

    source: str
    to: str
    when: int
    who: str
    position: str
    calls: tuple[int, ...] = ()
    promises: tuple[int, ...] = ()
    incidents: tuple[int, ...] = ()


EVERYTHING: Mapping[str, str] = {
    "watch": "see the board and the records, and be shown alarms",
    "danger": "tell every position that somebody is in danger",
    "calls": "answer, hold, transfer and end calls",
    "incidents": "fill in and send incidents",
    "outcomes": "inform, refer and make offers to callers",
    "promises": "promise something to a caller, and keep it",
    "requests": "ask departments for something, and answer for them",
    "alarms": "acknowledge alarms and put them aside",
    "undo": "take back one's own last command",
    "dispatch": "send units and say what they did",
    "plan": "let incidents wait, plan, raise and link them",
    "close": "close, reopen and merge incidents",
    "roster": "bring units on and off duty",
    "bulletins": "tell all desks something",
    "strike": "strike out a remark",
    "catalogue": "sign the words of the services",
    "hand-over": "hand over what another position has in hand",
    "break-glass": "do everything for 30 minutes, loudly",
    "people": "add, change, disable, enable and release people",
    "verify": "check that the log is whole",
    "export": "take records out",
    "erase": "erase what the law wants erased",
    "backup": "back the store up and bring it back",
}
"""Every permission word and what it lets somebody do."""

_TRAINEE = ("watch", "danger", "calls", "incidents", "outcomes", "promises", "requests", "alarms", "undo")
_DISPATCHER = (*_TRAINEE, "dispatch", "plan", "close", "roster", "bulletins")
_SUPERVISOR = (*_DISPATCHER, "strike", "catalogue", "hand-over", "break-glass", "verify", "export")
ROLES = (
    Role("trainee", "Trainee", _TRAINEE),
    Role("call-taker", "Call-taker", (*_TRAINEE, "close", "bulletins")),
    Role("dispatcher", "Dispatcher", _DISPATCHER),
    Role("supervisor", "Supervisor", _SUPERVISOR),
    Role("auditor", "Auditor", ("watch", "verify", "export")),
    Role("administrator", "Administrator", ("people", "verify", "erase", "backup")),
)
"""The roles of a centre that has no roles.toml."""
