"""Who is let in, by what the kernel says of their account and what they claim."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from console.rules.people import Person
from console.rules.refused import Refused
from console.rules.wording import listed, quoted

By = Literal["kernel", "key", "passphrase", "owner", "open"]
"""By what it is known who somebody is; `open`: the store keeps no people, `owner`: the store is theirs."""


class Claim(Struct, frozen=True):
    """Where somebody comes from: the account as the kernel has it, the login they claim, whether the store is theirs.

    `name` is what they are called where no people are kept.
    """

    account: str
    login: str = ""
    owner: bool = False
    name: str = ""


class Entrant(Struct, frozen=True):
    """Somebody who is let in; `login` is "" where they are nobody's entry among the people."""

    login: str
    name: str
    role: str
    by: By


class NeedsPassphrase(Struct, frozen=True):
    """They have to sign in; `login` is whose passphrase it must be, "" where that has to be said as well."""

    login: str = ""


def admit(people: Mapping[str, Person], claim: Claim, now: int) -> Entrant | NeedsPassphrase:
    """Who that is, or what they have to show; raises Refused with a sentence that says who can help."""
    called = claim.name or claim.account.upper()
    theirs = [person for person in people.values() if person.account == claim.account and not person.disabled]
    if not people:
        return Entrant("", called, "", "open")
    if claim.owner:
        return _owner(theirs, claim, called)
    if not theirs:
        raise Refused(_unknown(people, claim))
    if len(theirs) == 1 and claim.login in ("", theirs[0].login):
        (person,) = theirs
    elif not claim.login:
        return NeedsPassphrase()
    else:
        person = next((one for one in theirs if one.login == claim.login), None) or _nobody(theirs, claim)
    return _let_in(person, theirs, now)


def may_enter(person: Person, now: int, *, breaking_glass: bool = False) -> None:
    """Refuse somebody who is disabled, locked or not seen for long; who breaks the glass need not be released."""
    if person.disabled:
        raise Refused(f"{person.name} is disabled; ask an administrator, who types  {_cli('enable', person)}")
    if person.locked and not breaking_glass:
        remedy = _cli("release", person)
        raise Refused(f"{person.name} is locked after too many wrong passphrases; an administrator types  {remedy}")
    if person.stale(now) and not breaking_glass:
        remedy = _cli("enable", person)
        raise Refused(f"{person.name} has not signed in for 90 days; an administrator types  {remedy}")


def _let_in(person: Person, theirs: list[Person], now: int) -> Entrant | NeedsPassphrase:
    if person.sign_in == "passphrase":
        return NeedsPassphrase(person.login)  # whoever is locked out is told so only with the right passphrase
    may_enter(person, now)
    if person.sign_in == "kernel" and len(theirs) > 1:
        others = listed(one.name for one in theirs if one is not person)
        raise Refused(f"The account {person.account} is {others}'s too: it can't tell you apart; ask an administrator.")
    return Entrant(person.login, person.name, person.role, person.sign_in)


def _owner(theirs: list[Person], claim: Claim, called: str) -> Entrant:
    """The owner is who they are: nobody else's name is theirs to take."""
    fitting = [person for person in theirs if claim.login in ("", person.login)]
    if len(fitting) == 1:
        return Entrant(fitting[0].login, fitting[0].name, fitting[0].role, "owner")
    return Entrant("", called, "", "owner")


def _nobody(theirs: list[Person], claim: Claim) -> Person:
    if any(person.sign_in != "passphrase" for person in theirs):
        raise Refused(f"Nobody called {quoted(claim.login)} comes from the account {quoted(claim.account)}.")
    return Person(claim.login, "", "", claim.account, "passphrase", 0)  # who is who is not told without a passphrase


def _unknown(people: Mapping[str, Person], claim: Claim) -> str:
    disabled = [person for person in people.values() if person.account == claim.account]
    if disabled:
        return f"{disabled[0].name} is disabled; ask an administrator, who types  {_cli('enable', disabled[0])}"
    add = f"firstline people add {claim.account} --role call-taker"
    return f"The account {quoted(claim.account)} is nobody's here; an administrator types  {add}"


def _cli(what: str, person: Person) -> str:
    return f"firstline people {what} {person.login}"
