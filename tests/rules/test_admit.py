"""Who is let in: the kernel names the account, the people say whose it is, and every no is a sentence with a remedy."""

from __future__ import annotations

import pytest

from console.rules.admit import Claim, Entrant, NeedsPassphrase, admit, may_enter
from console.rules.people import UNUSED_MS, Person, SignIn
from console.rules.refused import Refused
from tests.rules.factory import START, says

DAY = 86_400_000


def person(login: str, account: str = "", sign_in: SignIn = "kernel", **more: object) -> Person:
    """Somebody who was here yesterday."""
    return Person(login, login.upper(), "dispatcher", account or login, sign_in, START - DAY, **more)  # type: ignore[arg-type]


PEOPLE = {
    one.login: one
    for one in (
        person("kim"),
        person("lee", "floor", "passphrase"),
        person("osei", "floor", "passphrase"),
        person("ann", "entry", "key"),
        person("bo", "entry", "key"),
        person("eve", disabled=True),
        person("max", locked=True),
        Person("old", "OLD", "dispatcher", "old", "kernel", START - UNUSED_MS - 1),
        person("one", "two"),
        person("two", "two"),
    )
}

LET_IN = [
    ("an account that is one person's", Claim("kim"), Entrant("kim", "KIM", "dispatcher", "kernel")),
    ("who says the same", Claim("kim", "kim"), Entrant("kim", "KIM", "dispatcher", "kernel")),
    ("a shared account", Claim("floor"), NeedsPassphrase()),
    ("somebody of a shared account", Claim("floor", "lee"), NeedsPassphrase("lee")),
    ("nobody of a shared account", Claim("floor", "nobody"), NeedsPassphrase("nobody")),
    ("an entry account whose key names them", Claim("entry", "bo"), Entrant("bo", "BO", "dispatcher", "key")),
    ("an entry account without a name", Claim("entry"), NeedsPassphrase()),
    ("the owner, who is somebody", Claim("kim", owner=True), Entrant("kim", "KIM", "dispatcher", "owner")),
    ("the owner, who is nobody", Claim("root", owner=True), Entrant("", "ROOT", "", "owner")),
    ("the owner, who claims to be another", Claim("kim", "lee", owner=True), Entrant("", "KIM", "", "owner")),
]


@pytest.mark.parametrize(("claim", "expected"), [row[1:] for row in LET_IN], ids=[row[0] for row in LET_IN])
def test_who_is_let_in_and_who_has_to_sign_in(claim: Claim, expected: Entrant | NeedsPassphrase) -> None:
    """One person's account is that person; of a shared one a passphrase tells who is who, or the ssh key does."""
    assert admit(PEOPLE, claim, START) == expected


TURNED_AWAY = [
    ("an account of nobody", Claim("mallory"), "firstline people add mallory --role call-taker"),
    ("somebody who is disabled", Claim("eve"), "firstline people enable eve"),
    ("somebody who is locked", Claim("max"), "firstline people release max"),
    ("somebody not seen for 90 days", Claim("old"), "firstline people enable old"),
    ("another login on one's own account", Claim("kim", "lee"), 'Nobody called "lee" comes from the account "kim"'),
    ("an entry account with a name it has not", Claim("entry", "kim"), "Nobody called"),
    ("two who both trust one account", Claim("two", "one"), "it can't tell you apart"),
]


@pytest.mark.parametrize(("claim", "part"), [row[1:] for row in TURNED_AWAY], ids=[row[0] for row in TURNED_AWAY])
def test_who_is_turned_away_is_told_the_remedy(claim: Claim, part: str) -> None:
    """Each is one good sentence."""
    with pytest.raises(Refused) as refusal:
        admit(PEOPLE, claim, START)
    assert part.replace('"', "") in str(refusal.value).replace('"', "")
    assert says(("KIM", "EVE", "MAX", "OLD"), str(refusal.value)) == []


def test_where_no_people_are_kept_everybody_is_let_in() -> None:
    """Under the name they give, else their account's."""
    assert admit({}, Claim("kim", name="KIM R"), START) == Entrant("", "KIM R", "", "open")
    assert admit({}, Claim("kim"), START) == Entrant("", "KIM", "", "open")


def test_glass_gets_the_locked_and_the_long_absent_in_but_never_the_disabled() -> None:
    """Who was disabled was told so by somebody."""
    for login in ("max", "old"):
        may_enter(PEOPLE[login], START, breaking_glass=True)
    with pytest.raises(Refused, match="disabled"):
        may_enter(PEOPLE["eve"], START, breaking_glass=True)
