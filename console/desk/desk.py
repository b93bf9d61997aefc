"""The desk as everyone meets it: typed verbs in, receipts or a sentence out, and boards to follow."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Literal, Protocol
from uuid import uuid4

from msgspec import Struct

from console.desk.verbs import Verb
from console.rules.board import Board
from console.rules.centre import Centre
from console.rules.facts import Facts

if TYPE_CHECKING:
    from console.desk.enquiries import Enquiries
    from console.desk.sitting import Seat

Known = Literal["saved", "not saved", "unknown"]


class NotSaved(Exception):
    """The log did not take it; `known` says whether that is certain (`not saved`) or not (`unknown`: do not retype)."""

    def __init__(self, sentence: str, known: Known = "not saved") -> None:
        super().__init__(sentence)
        self.known = known


class DeskShut(Exception):
    """The desk can't be opened; its text is a sentence with the remedy."""


class Receipt(Struct, frozen=True):
    """What a verb became: its key, when it was written (ms UTC), the entries' numbers and the facts themselves.

    `aside`: it is safe beside the log, which takes it later; until then its numbers are the likely ones.
    """

    key: str
    at: int
    numbers: tuple[int, ...]
    facts: Facts
    aside: bool = False


class Standing(Struct, frozen=True):
    """How the desk itself is: since when it does not answer (ms UTC), and what is wrong with its store.

    `aside` counts the commands that are kept beside the log until the store takes them again, `since` is when that
    began (ms UTC). `refused` counts those that the rules refused then; `refusals` is the file that has them. `warning`
    is what will be a trouble if nobody sees to it.
    """

    lost: int | None = None
    trouble: str = ""
    aside: int = 0
    since: int = 0
    refused: int = 0
    refusals: str = ""
    warning: str = ""


class Draft(Struct, frozen=True):
    """A half-typed form as it was last saved (ms UTC); `slot` says which form of the position."""

    slot: str
    saved_at: int
    body: str


class Desk(Protocol):
    """What a screen, a replay or a simulated crew may do, whether the log is in this process or behind a socket."""

    centre: Centre
    position: str

    @property
    def who(self) -> str:
        """Who sits here; nobody yet where they still have to sign in."""
        ...

    @property
    def standing(self) -> Standing:
        """How the desk itself is."""
        ...

    @property
    def seat(self) -> Seat:
        """Who sits here, and whether they are there."""
        ...

    @property
    def enquiries(self) -> Enquiries:
        """What it knows beside the board."""
        ...

    async def ask(self, verb: Verb, *, key: str = "", happened: int | None = None) -> Receipt:
        """Do it; raises Refused (the rules) or NotSaved (the log). With `happened` (ms UTC) it is a late entry."""
        ...

    async def look_up(self, key: str) -> Known:
        """What became of a command whose answer never came."""
        ...

    def follow(self) -> AsyncIterator[Board]:
        """The newest board, now and after each change; boards in between may be skipped."""
        ...

    async def save_draft(self, slot: str, body: str) -> int:
        """Keep a half-typed form of this position; returns when it was saved (ms UTC)."""
        ...

    async def drop_draft(self, slot: str) -> None:
        """The form was finished or thrown away by its writer."""
        ...

    async def drafts(self) -> tuple[Draft, ...]:
        """The half-typed forms of this position, oldest first."""
        ...

    async def close(self) -> None:
        """Finish what was asked, then let go of the log."""
        ...


def new_key() -> str:
    """A command's key: made by its console, so that a command sent twice happens once."""
    return uuid4().hex
