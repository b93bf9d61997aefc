"""A desk with people, for tests of who may do what."""

from __future__ import annotations

from console.desk import verbs as v
from console.desk.local import LocalDesk
from console.desk.session import Session
from console.rules.admit import Claim
from tests.rules.factory import CENTRE, START

SECRET = "pale cats read nine maps"
"""The passphrase that all of them have."""


class House:
    """A desk with people, and a clock that goes when it is told to."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.now = START
        self.desk: LocalDesk

    async def open(self, claim: Claim | None = None) -> LocalDesk:
        """Open the desk."""
        self.desk = await LocalDesk.open(
            self.url, CENTRE, position="C01", who="ROOT", now=lambda: self.now, claim=claim
        )
        return self.desk

    async def add(self, login: str, role: str, sign_in: str = "passphrase", account: str = "floor") -> None:
        """One more person, with the passphrase that all have."""
        await self.desk.ask(v.AddPerson(login, login.upper(), role, account, sign_in))
        if sign_in == "passphrase":
            await self.desk.seat.set_passphrase(login, SECRET)

    def session(self, account: str = "floor", login: str = "", position: str = "C04", *, sits: bool = True) -> Session:
        """A console that comes."""
        session = self.desk.seated(Claim(account, login), position, sits=sits)
        session.begin()
        return session

    async def signed_in(self, login: str = "kim", position: str = "C04") -> Session:
        """Somebody who has signed in."""
        session = self.session(position=position)
        await session.sign_in(login, SECRET)
        return session

    async def log(self) -> list[str]:
        """The kinds of the entries since the people were added, each with who and where."""
        entries = await self.desk._store.entries(0, 10_000)
        return [f"{e.kind} {e.who}/{e.position}" for e in entries if not e.kind.startswith(("Unit", "Person", "Passp"))]
