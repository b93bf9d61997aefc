"""Over a socket nobody is told anything before they are let in, and a session is the desk's, not the console's."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from console.cli.sockets import bound
from console.desk import verbs as v
from console.desk import verifiers
from console.desk.account import own_account
from console.desk.client import DeskOverSocket
from console.desk.desk import DeskShut, NotSaved
from console.desk.local import LocalDesk
from console.desk.peer import Peer
from console.desk.server import Server
from console.rules.board import Board
from console.rules.refused import Refused
from tests.desk.conftest import Opening
from tests.desk.test_socket import opened, until
from tests.rules.factory import START

SECRET = "pale cats read nine maps"


class Guarded:
    """A desk with people who share the account of the tests, and whose owner is somebody else."""

    def __init__(self, path: Path, desk: LocalDesk) -> None:
        self.path = path
        self.desk = desk
        self.server = Server(desk)
        self.consoles: list[DeskOverSocket] = []

    async def console(self, login: str = "", position: str = "C01", *, sits: bool = True) -> DeskOverSocket:
        """One more console."""
        console = await DeskOverSocket.open(
            self.path, position=position, who="X", now=lambda: START, login=login, sits=sits
        )
        self.consoles.append(console)
        return console

    async def signed_in(self, login: str = "kim", position: str = "C01") -> DeskOverSocket:
        """Somebody who has signed in."""
        console = await self.console(position=position)
        await console.seat.sign_in(login, SECRET)
        await until(lambda: console.board == self.desk.board, "the board")
        return console


@pytest.fixture
async def guarded(opening: Opening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Guarded]:
    """Kim and Lee are here, an incident is open."""
    monkeypatch.setattr(verifiers, "N", 2**4)
    monkeypatch.setattr(Peer, "owner", False)
    here = Guarded(tmp_path / "desk.sock", await opening())
    for login in ("kim", "lee"):
        await here.desk.ask(v.AddPerson(login, login.upper(), "dispatcher", own_account(), "passphrase"))
        await here.desk.seat.set_passphrase(login, SECRET)
    await opened(here.desk)
    await here.server.listen(bound(here.path))
    yield here
    for console in here.consoles:
        await console.close()
    await here.server.close()
    await here.desk.close()


async def test_before_the_passphrase_nothing_is_told(guarded: Guarded) -> None:
    """No board, no news, no answer, no draft; after it all of them, under the person's own name."""
    console = await guarded.console()
    assert (console.seat.sitting.wants, console.board, console.who) == ("login", Board(), "")
    with pytest.raises(Refused, match="Sign in first"):
        await console.ask(v.OpenIncident())
    with pytest.raises(Refused, match="Sign in first"):
        await console.drafts()
    assert (await console.enquiries.search("elm")).unknown
    await opened(guarded.desk)
    with pytest.raises(Refused, match="do not fit"):
        await console.seat.sign_in("kim", "not this one here")
    assert console.board == Board()
    await console.seat.sign_in("kim", SECRET)
    await until(lambda: console.board == guarded.desk.board, "the board")
    assert len(console.board.incidents) == 2
    receipt = await console.ask(v.OpenIncident())
    (entry,) = await guarded.desk._store.entries(receipt.numbers[0] - 1, receipt.numbers[0])
    assert (entry.who, entry.position) == ("KIM", "C01")


async def test_the_lock_is_the_desks(guarded: Guarded) -> None:
    """Whatever a console says, a locked session is answered nothing but its unlocking; half-typed forms are kept."""
    console = await guarded.signed_in()
    await console.seat.lock()
    assert console.seat.sitting.locked
    with pytest.raises(Refused, match="This position is locked"):
        await console.ask(v.OpenIncident())
    assert (await console.enquiries.search("elm")).unknown
    assert await console.save_draft("incident:1", "half")
    with pytest.raises(Refused, match="do not fit"):
        await console.seat.unlock("not this one here")
    await console.seat.unlock(SECRET)
    await console.ask(v.OpenIncident())


async def test_who_is_disabled_is_shown_out(guarded: Guarded) -> None:
    """At once, not at their next command."""
    console = await guarded.signed_in()
    await guarded.desk.ask(v.DisablePerson("kim"))
    guarded.server.tell_standing()
    await until(lambda: bool(console.standing.trouble), "the end")
    assert "KIM is disabled" in console.standing.trouble
    with pytest.raises(NotSaved, match="KIM is disabled"):
        await console.ask(v.OpenIncident())


async def test_a_position_is_not_taken_over_before_it_is_known_by_whom(guarded: Guarded) -> None:
    """Somebody else on the same account ends nobody's console, neither before nor after they signed in."""
    kim = await guarded.signed_in("kim", "C04")
    other = await guarded.console(position="C04")
    await kim.ask(v.OpenIncident())
    with pytest.raises((Refused, NotSaved), match="KIM sits at C04"):
        await other.seat.sign_in("lee", SECRET)
    await kim.ask(v.OpenIncident())


async def test_after_a_restart_the_passphrase_brings_back_what_was_asked(guarded: Guarded) -> None:
    """A command that fell into the gap is done once its person is known again, once."""
    kim = await guarded.signed_in()
    await guarded.server.close()
    await until(lambda: kim.standing.lost is not None, "a lost desk")
    asked = asyncio.ensure_future(kim.ask(v.OpenIncident(), key="gap"))
    guarded.server = Server(guarded.desk)
    guarded.path.unlink(missing_ok=True)
    await guarded.server.listen(bound(guarded.path))
    await until(lambda: kim.seat.sitting.wants == "passphrase", "the question who is there")
    assert (kim.seat.sitting.login, asked.done()) == ("kim", False)
    await kim.seat.sign_in("kim", SECRET)
    receipt = await asked
    assert len(await guarded.desk._store.written("gap") or ()) == len(receipt.numbers) == 1


async def test_people_are_kept_without_a_board(guarded: Guarded) -> None:
    """Who keeps the people sees them and no incident, and needs no console."""
    await guarded.desk.ask(v.AddPerson("ada", "ADA", "administrator", own_account(), "key"))
    ada = await guarded.console("ada", "CLI", sits=False)
    assert ada.board == Board()
    assert {person.login for person in await ada.seat.people()} == {"kim", "lee", "ada"}
    await ada.ask(v.DisablePerson("lee"))
    await ada.seat.set_passphrase("kim", "green kettle under stairs")
    with pytest.raises(DeskShut, match="it needs `watch`"):
        await guarded.console("ada", "C09")
