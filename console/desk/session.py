"""A session at the desk: who sits at a position, what they may do, and whether they are there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn, Protocol

from msgspec.structs import replace

from console.desk import verbs as v
from console.desk.common import common_passphrases
from console.desk.desk import NotSaved, Receipt, new_key
from console.desk.sitting import Sitting
from console.desk.verifiers import Verifiers
from console.rules.admit import Claim, Entrant, NeedsPassphrase, admit, may_enter
from console.rules.asked import May
from console.rules.board import Board
from console.rules.centre import Centre
from console.rules.passphrase import check_passphrase
from console.rules.people import AGAIN_MS, Person
from console.rules.permit import ALL, behind_glass, may_of, refusal
from console.rules.refused import Refused
from console.rules.staff import found

WHY_LOCKED = ("asked for", "idle", "12 h")
WRONG = (
    "That login and passphrase do not fit; five wrong ones in 15 minutes lock a person until an administrator helps."
)


class DeskProper(Protocol):
    """What a session needs of the desk it is at: commands are put behind those that wait, in the order they come."""

    centre: Centre

    @property
    def board(self) -> Board:
        """The picture of now."""
        ...

    def submit(
        self, who: str, position: str, verb: v.Verb, key: str, happened: int | None = None, may: May = None
    ) -> asyncio.Future[Receipt]:
        """Do what somebody asks for."""
        ...

    async def whole(self, receipt: Receipt) -> Receipt:
        """A receipt with its facts."""
        ...


class Session:
    """One console's. `sits` says that it will show the board, which not everybody may see."""

    def __init__(
        self,
        desk: DeskProper,
        verifiers: Verifiers,
        now: Callable[[], int],
        claim: Claim,
        position: str,
        *,
        sits: bool = True,
    ) -> None:
        self.sitting = Sitting(position, name=claim.name)
        self._desk = desk
        self._verifiers = verifiers
        self._now = now
        self._claim = claim
        self._sits = sits

    def begin(self) -> Sitting:
        """Let in whom the kernel's word is enough for; raises Refused where somebody has no business here."""
        try:
            admitted = admit(self._desk.board.people, self._claim, self._now())
        except Refused:
            if self._verifiers.first_in_a_minute(self._claim.account):
                self._noted(v.NoteFailure(self._claim.login, self._claim.account, "not let in"))
            raise
        if isinstance(admitted, NeedsPassphrase):
            wants = "passphrase" if admitted.login else "login"
            self.sitting = replace(self.sitting, login=admitted.login, name="", wants=wants, secret=True)
        else:
            self._enter(admitted)
        return self.sitting

    def admit_owner(self) -> None:
        """A tool of whoever owns the store, which no entry is made of: what it does is on the log by itself."""
        self.sitting = replace(self.sitting, by="owner", may=ALL, name=self._claim.name)

    async def ask(self, verb: v.Verb, *, key: str = "", happened: int | None = None) -> Receipt:
        """Do what the person asks for, if they are there and may; raises as the desk does."""
        return await self._desk.whole(await asyncio.shield(self.submit(verb, key or new_key(), happened)))

    def submit(self, verb: v.Verb, key: str, happened: int | None = None) -> asyncio.Future[Receipt]:
        """The same at once, so that what is asked for keeps its order; raises Refused where nobody is there to ask."""
        self.look()
        sitting = self.sitting
        if sitting.wants or sitting.locked:
            why = "This position is locked; unlock it first." if sitting.locked else "Sign in first."
            self.deny(type(verb).__name__, why=why)
        return self._desk.submit(sitting.name, sitting.position, verb, key, happened, self.may())

    def may(self) -> frozenset[str]:
        """What the person may do now: their role as the files and the people have it now, or all behind the glass."""
        sitting, board = self.sitting, self._desk.board
        if sitting.wants or sitting.locked:
            return frozenset()
        if sitting.by in ("owner", "open") or behind_glass(board, sitting.login or sitting.name, self._now()):
            return ALL
        return may_of(self._desk.centre.roles, board.people[sitting.login])

    def require(self, word: str) -> None:
        """Refuse, and note, what the person has no permission for; for what is asked of the desk beside its verbs."""
        self.look()
        if word not in self.may():
            self.deny(word, word, refusal(self._desk.centre.roles, word))

    def deny(self, what: str, needs: str = "", why: str = "") -> NoReturn:
        """Note that something was asked for that is not done, and say why."""
        self._noted(v.NoteDenial(what, needs, why=why))
        raise Refused(why)

    def look(self) -> None:
        """See that the person is still to be answered: not disabled meanwhile, not 12 hours without a passphrase."""
        if barred := self.barred():
            self.deny("console", why=barred)
        self.lapse()

    def barred(self) -> str:
        """Why somebody who was let in is not answered any more; "" where they are."""
        sitting, people = self.sitting, self._desk.board.people
        if sitting.wants or sitting.by == "owner":
            return ""
        if sitting.by == "open":
            known = people and not self._claim.owner  # the owner is asked for nothing, and may be adding the first one
            return "People are kept here since you came; leave and open the console again." if known else ""
        person = people[sitting.login]
        return f"{person.name} is disabled; ask an administrator." if person.disabled else ""

    def lapse(self) -> None:
        """After 12 hours a passphrase is asked for again."""
        sitting = self.sitting
        if sitting.secret and not sitting.locked and not sitting.wants and self._now() - sitting.since >= AGAIN_MS:
            self.sitting = replace(sitting, locked=True)
            self._noted(v.NoteLock(sitting.login, "12 h"))

    async def sign_in(self, login: str, passphrase: str, reason: str = "") -> Sitting:
        """Show who one is; one who is locked out and may break the glass does so with a reason."""
        if not self.sitting.wants:
            raise Refused(f"{self.sitting.name} is signed in here already.")
        person = await self._proved(self.sitting.login or login.strip().casefold(), passphrase)
        breaks = "break-glass" in may_of(self._desk.centre.roles, person)
        try:
            may_enter(person, self._now(), breaking_glass=breaks and bool(reason.strip()))
        except Refused as barred:
            self.sitting = replace(self.sitting, glass=breaks and not person.disabled)
            await self._note(v.NoteFailure(person.login, self._claim.account, str(barred)), person.name)
            raise
        barred_else = person.locked or person.stale(self._now())
        entrant = Entrant(person.login, person.name, person.role, "passphrase")
        await asyncio.shield(self._enter(entrant, reason if barred_else else ""))
        return self.sitting

    async def lock(self, why: str = "asked for") -> Sitting:
        """Answer nothing more until the person is back."""
        if not self.sitting.locked and not self.sitting.wants:
            self.sitting = replace(self.sitting, locked=True)  # before the entry: a desk in trouble still hides
            await self._note(v.NoteLock(self.sitting.login, why if why in WHY_LOCKED else WHY_LOCKED[0]))
        return self.sitting

    async def unlock(self, passphrase: str = "") -> Sitting:
        """The person is back, by their passphrase where they have one."""
        if not self.sitting.locked:
            return self.sitting
        if self.sitting.secret:
            may_enter(await self._proved(self.sitting.login, passphrase), self._now(), breaking_glass=self._in_glass())
        await self._note(v.NoteUnlock(self.sitting.login))
        self.sitting = replace(self.sitting, locked=False, since=self._now())
        return self.sitting

    async def set_passphrase(self, login: str, passphrase: str, old: str = "") -> None:
        """Change one's own with the old one, or set somebody's with the permission to."""
        self.look()
        if "people" not in self.may():
            if login != self.sitting.login:
                self.require("people")
            await self._proved(login, old)
        person = found(self._desk.board, login)
        centre = self._desk.centre
        known = (person.login, person.name, person.account, centre.code, centre.name, "firstline")
        check_passphrase(passphrase, known, common_passphrases())
        await self._note(v.NotePassphrase(login))
        await self._verifiers.keep(login, passphrase)

    async def people(self) -> tuple[Person, ...]:
        """Everybody who works here, for who sees the board or keeps the people."""
        return self.everybody()

    def everybody(self) -> tuple[Person, ...]:
        """The same at once."""
        self.require("people" if "watch" not in self.may() else "watch")
        return tuple(self._desk.board.people.values())

    def sign_out(self) -> None:
        """The console is left."""
        if self.sitting.login and not self.sitting.wants:
            with suppress(NotSaved):
                self._noted(v.NoteSignOut(self.sitting.login))

    def _in_glass(self) -> bool:
        return behind_glass(self._desk.board, self.sitting.login, self._now())

    async def _proved(self, login: str, passphrase: str) -> Person:
        """Whose passphrase that is; that there is no such person is told by nothing, not even by the time it takes."""
        person = self._desk.board.people.get(login)
        if person is not None and (person.account != self._claim.account or person.sign_in != "passphrase"):
            person = None
        if await self._verifiers.fits(login if person else "", passphrase, self._claim.account) and person:
            return self._desk.board.people[person.login]
        await self._note(v.NoteFailure(login, self._claim.account, "wrong passphrase"), person.name if person else "")
        raise Refused(WRONG)

    def _enter(self, entrant: Entrant, reason: str = "") -> asyncio.Future[Receipt | None]:
        """They are let in; the answer is there once that is on the log."""
        before = self.sitting
        self.sitting = replace(
            before,
            login=entrant.login,
            name=entrant.name,
            role=entrant.role,
            by=entrant.by,
            since=self._now(),
            secret=entrant.by == "passphrase",
            wants="",
            glass=False,
        )
        self.sitting = replace(self.sitting, may=ALL if reason else self.may())
        if self._sits and "watch" not in self.sitting.may:
            why = refusal(self._desk.centre.roles, "watch")
            self._noted(v.NoteDenial("console", "watch", why=why))
            self.sitting = before
            raise Refused(why)
        if entrant.by == "open":
            nothing: asyncio.Future[Receipt | None] = asyncio.get_running_loop().create_future()
            nothing.set_result(None)
            return nothing
        return self._noted(v.NoteSignIn(entrant.login, self._claim.account, entrant.by, reason))  # type: ignore[return-value]

    async def _note(self, note: v.SessionNote, who: str = "") -> None:
        await asyncio.shield(self._noted(note, who))

    def _noted(self, note: v.SessionNote, who: str = "") -> asyncio.Future[Receipt]:
        name = who or self.sitting.name or self._claim.account
        noted = self._desk.submit(name, self.sitting.position, note, new_key())
        noted.add_done_callback(lambda done: done.exception())  # one that nobody waits for is no error of its own
        return noted
