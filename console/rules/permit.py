"""What somebody may do, and how it is said that they may not."""

from __future__ import annotations

from collections.abc import Iterable

from console.rules.board import Board
from console.rules.people import EVERYTHING, ROLES, Person, Role
from console.rules.refused import Refused
from console.rules.wording import listed, quoted

ALL = frozenset(EVERYTHING)
"""Every permission there is: the owner's, everybody's where no people are kept, and anybody's behind broken glass."""


def roles_of(roles: tuple[Role, ...]) -> tuple[Role, ...]:
    """The roles of a centre, or those that Firstline knows where its files name none."""
    return roles or ROLES


def role_called(roles: tuple[Role, ...], code: str) -> Role:
    """A role by its code; a refusal that lists them."""
    for role in roles_of(roles):
        if role.code == code:
            return role
    known = listed((role.code for role in roles_of(roles)), "or")
    raise Refused(f"There is no role {quoted(code)}; write {known}.")


def may_of(roles: tuple[Role, ...], person: Person) -> frozenset[str]:
    """The permission words of a person; none where the centre's files no longer name their role."""
    return frozenset(word for role in roles_of(roles) if role.code == person.role for word in role.may)


def behind_glass(board: Board, login: str, now: int) -> bool:
    """Whether somebody may do everything for now, because they broke the glass."""
    glass = board.glass.get(login)
    return glass is not None and glass.until > now


def allowed(roles: Iterable[Role], word: str) -> str:
    """Who may do something, in words."""
    return listed((role.title.casefold() for role in roles if word in role.may), "or") or "nobody here"


def refusal(roles: tuple[Role, ...], word: str) -> str:
    """Why something is not done: what is needed, and who has it."""
    return f"You may not {EVERYTHING.get(word, word)}: it needs `{word}`, which {_has(roles, word)}."


def _has(roles: tuple[Role, ...], word: str) -> str:
    who = allowed(roles_of(roles), word)
    return f"a {who} has" if who != "nobody here" else "no role here has"
