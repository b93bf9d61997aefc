"""Signing in at a real desk: by the kernel's word or a passphrase, locked, released, and each of it an entry."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from console.desk import verbs as v
from console.desk import verifiers
from console.desk.desk import DeskShut, new_key
from console.desk.verifiers import TRIES, Verifiers
from console.rules.admit import Claim
from console.rules.people import AGAIN_MS, GLASS_MS
from console.rules.refused import Refused
from db.store import open_store
from tests.desk.house import SECRET, House
from tests.rules.factory import START

OTHER = "green kettle under the stairs"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a passphrase costs is no matter here."""
    monkeypatch.setattr(verifiers, "N", 2**4)


@pytest.fixture
async def house(url: str) -> AsyncIterator[House]:
    """Kim and Lee share an account, Bo has one of his own, Ada keeps the people."""
    house = House(url)
    await house.open()
    await house.add("kim", "dispatcher")
    await house.add("lee", "supervisor")
    await house.add("bo", "trainee", "kernel", "bo")
    await house.add("ada", "administrator", "kernel", "ada")
    yield house
    await house.desk.close()


async def test_by_the_kernels_word(house: House) -> None:
    """Who has an account of their own is let in, under their own name, with their own role, and it is an entry."""
    session = house.session("bo")
    assert (session.sitting.name, session.sitting.by, session.sitting.wants) == ("BO", "kernel", "")
    receipt = await session.ask(v.OpenIncident())
    assert receipt.numbers
    with pytest.raises(Refused, match="it needs `close`, which a call-taker, dispatcher or supervisor has"):
        await session.ask(v.Close(1, "rpt"))
    assert await house.log() == ["SignedIn BO/C04", "IncidentOpened BO/C04", "CommandDenied BO/C04"]


async def test_by_a_passphrase(house: House) -> None:
    """Before it nothing is answered; a wrong one, another's login and an unknown one are told apart by nobody."""
    session = house.session()
    assert session.sitting.wants == "login"
    with pytest.raises(Refused, match="Sign in first"):
        await session.ask(v.OpenIncident())
    said = set()
    for login, passphrase in (("kim", OTHER), ("bo", SECRET), ("nobody", SECRET), ("ada", SECRET)):
        with pytest.raises(Refused) as refusal:
            await session.sign_in(login, passphrase)
        said.add(str(refusal.value))
    assert len(said) == 1
    await session.sign_in(" KIM ", SECRET)
    assert (session.sitting.name, session.sitting.by, session.sitting.wants) == ("KIM", "passphrase", "")
    await session.ask(v.OpenIncident())
    assert (await house.log())[-2:] == ["SignedIn KIM/C04", "IncidentOpened KIM/C04"]
    assert (await house.log()).count("SignInFailed floor/C04") == 3  # whose login it was is on record only for kim
    assert "SignInFailed KIM/C04" in await house.log()


async def test_a_passphrase_is_good_for_its_own_account_only(house: House) -> None:
    """Who knows Kim's is not Kim at a workstation that Kim does not share."""
    for login in ("max", "eve"):
        await house.add(login, "trainee", account="lobby")
    lobby = house.session("lobby")
    with pytest.raises(Refused, match="do not fit"):
        await lobby.sign_in("kim", SECRET)
    await lobby.sign_in("max", SECRET)


async def test_five_wrong_ones_lock_until_somebody_releases(house: House) -> None:
    """Even the right one is of no use then, and only then is it told why."""
    session = house.session()
    for _ in range(5):
        with pytest.raises(Refused, match="do not fit"):
            await session.sign_in("kim", OTHER)
    assert house.desk.board.people["kim"].locked
    with pytest.raises(Refused, match=r"KIM is locked.*firstline people release kim"):
        await session.sign_in("kim", SECRET)
    await house.session("ada", sits=False).ask(v.ReleasePerson("kim"))
    await session.sign_in("kim", SECRET)
    assert session.sitting.name == "KIM"


async def test_a_supervisor_who_is_locked_out_breaks_the_glass(house: House) -> None:
    """With the right passphrase and a reason, for half an hour, told to everybody; without a reason it is offered."""
    session = house.session()
    for _ in range(5):
        with pytest.raises(Refused):
            await session.sign_in("lee", OTHER)
    with pytest.raises(Refused, match="LEE is locked"):
        await session.sign_in("lee", SECRET)
    assert session.sitting.glass
    with pytest.raises(Refused, match="do not fit"):
        await session.sign_in("lee", OTHER, "nobody else is here")
    await session.sign_in("lee", SECRET, "nobody else is here")
    assert [glass.reason for glass in house.desk.board.glass.values()] == ["nobody else is here"]
    await session.ask(v.ReleasePerson("lee"))
    house.now += GLASS_MS
    with pytest.raises(Refused, match="it needs `people`"):
        await session.ask(v.AddPerson("max", "MAX", "trainee"))


async def test_only_who_may_breaks_the_glass(house: House) -> None:
    """A dispatcher is denied, and nothing is offered to one who is locked out."""
    kim = await house.signed_in()
    with pytest.raises(Refused, match="which a supervisor has"):
        await kim.ask(v.BreakGlass("I want to"))
    lee = await house.signed_in("lee", "S01")
    with pytest.raises(Refused, match="it needs `people`"):
        await lee.ask(v.DisablePerson("kim"))
    await lee.ask(v.BreakGlass("kim's account is abused"))
    await lee.ask(v.DisablePerson("kim"))
    with pytest.raises(Refused, match="KIM is disabled"):
        await kim.ask(v.OpenIncident())


async def test_while_it_is_locked_nothing_is_answered(house: House) -> None:
    """By hand or after 12 hours; the passphrase brings it back, a wrong one does not, each of it is an entry."""
    kim = await house.signed_in()
    await kim.lock()
    with pytest.raises(Refused, match="This position is locked"):
        await kim.ask(v.OpenIncident())
    with pytest.raises(Refused, match="do not fit"):
        await kim.unlock(OTHER)
    assert kim.sitting.locked
    await kim.unlock(SECRET)
    await kim.ask(v.OpenIncident())
    house.now += AGAIN_MS
    with pytest.raises(Refused, match="This position is locked"):
        await kim.ask(v.OpenIncident())
    await kim.unlock(SECRET)
    await kim.ask(v.OpenIncident())
    kinds = [line.split()[0] for line in await house.log()]
    assert kinds == [
        *("SignedIn", "SessionLocked", "CommandDenied", "SignInFailed", "SessionUnlocked", "IncidentOpened"),
        *("SessionLocked", "CommandDenied", "SessionUnlocked", "IncidentOpened"),
    ]


async def test_who_has_no_passphrase_unlocks_with_enter(house: House) -> None:
    """The account is theirs alone: who could use it could open another console."""
    bo = house.session("bo")
    await bo.lock("idle")
    assert bo.sitting.locked
    await bo.unlock()
    await bo.ask(v.OpenIncident())


async def test_a_role_that_changes_counts_at_once(house: House) -> None:
    """Nobody has to sign in anew for it."""
    bo = house.session("bo")
    with pytest.raises(Refused):
        await bo.ask(v.PostBulletin("hello", house.now + 60_000))
    await house.desk.ask(v.ChangePerson("bo", role="call-taker"))
    await bo.ask(v.PostBulletin("hello", house.now + 60_000))


async def test_an_administrator_sees_no_board_but_keeps_the_people(house: House) -> None:
    """A console is refused, which is an entry; `firstline people` is not."""
    with pytest.raises(Refused, match="it needs `watch`"):
        house.session("ada")
    ada = house.session("ada", sits=False)
    assert {person.login for person in ada.everybody()} == {"kim", "lee", "bo", "ada"}
    with pytest.raises(Refused):
        await ada.ask(v.OpenIncident())


async def test_passphrases_are_set_by_who_may(house: House) -> None:
    """One's own with the old one, anybody's with the permission; common ones, names and short ones are refused."""
    kim = await house.signed_in()
    for new, why in (
        ("short", "at least 12"),
        ("Password12345", "tried first"),
        ("qwertyuiop123", "tried first"),
        ("kimkimkimkim", "repeats itself|name"),
        ("KIM Test floor", "name that stands"),
        ("x" * 300, "at most 256"),
    ):
        with pytest.raises(Refused, match=why):
            await kim.set_passphrase("kim", new, SECRET)
    with pytest.raises(Refused, match="do not fit"):
        await kim.set_passphrase("kim", OTHER, OTHER)
    with pytest.raises(Refused, match="it needs `people`"):
        await kim.set_passphrase("lee", OTHER)
    await kim.set_passphrase("kim", OTHER, SECRET)
    with pytest.raises(Refused, match="do not fit"):
        await house.session().sign_in("kim", SECRET)
    await house.session("ada", sits=False).set_passphrase("kim", SECRET)
    await house.signed_in()


async def test_no_people_no_checks_and_no_entries(url: str) -> None:
    """Where nobody is kept, whoever gets in may do everything but forge a sign-in; the first person ends that."""
    house = House(url)
    await house.open()
    session = house.session("whoever")
    await session.ask(v.OpenIncident())
    with pytest.raises(Refused):
        await session.ask(v.NoteSignIn("kim", "kim", "kernel"))
    assert [line.split()[0] for line in await house.log()] == ["IncidentOpened", "CommandDenied"]
    await house.add("kim", "dispatcher")
    with pytest.raises(Refused, match="People are kept here since you came"):
        await session.ask(v.OpenIncident())
    await house.desk.close()


async def test_a_console_of_nobody_is_told_so_at_its_start(house: House, url: str) -> None:
    """The desk in its own process is no back door: its console is somebody's as well."""
    await house.desk.close()
    with pytest.raises(DeskShut, match="firstline people add mallory"):
        await house.open(Claim("mallory"))
    await house.open()


async def test_nothing_of_a_passphrase_is_kept_anywhere(house: House, tmp_path: Path) -> None:
    """Neither in the log nor on the board, nor in any byte of the store; what is kept differs for the same one."""
    kim = await house.signed_in()
    with pytest.raises(Refused):
        await house.session().sign_in("kim", OTHER)
    await kim.lock()
    store = house.desk._store
    kept = [await store.secret(login) for login in ("kim", "lee")]
    assert kept[0] != kept[1]
    entries = await store.entries(0, 10_000)
    assert all(str(one) not in f"{e.body}{e.private}" for e in entries for one in kept)
    assert all(str(one) not in repr(house.desk.board) for one in kept)
    await house.desk.close()
    for path in tmp_path.iterdir():
        data = path.read_bytes() if path.is_file() else b""
        assert SECRET.encode() not in data, path
        assert OTHER.encode() not in data, path
    await house.open()


async def test_two_at_once_and_slower_after_many(url: str, tmp_path: Path) -> None:
    """Never more than two are worked out at a time; from the sixth of an account on each waits a second longer."""
    store = await open_store(url, now=lambda: START)
    waited: list[float] = []

    async def pause(seconds: float) -> None:
        waited.append(seconds)

    checks = Verifiers(store, pause)
    await checks.keep("kim", SECRET)
    tries = await asyncio.gather(*(checks.fits("kim", OTHER, "floor") for _ in range(TRIES + 2)))
    assert tries == [False] * (TRIES + 2)
    assert waited == [0] * TRIES + [1, 2]
    assert await checks.fits("kim", SECRET, "floor")
    assert not await checks.fits("nobody", SECRET, "floor")
    await store.close()


async def test_half_typed_forms_go_where_the_lines_go(house: House) -> None:
    """A hand-over takes the drafts of the position along."""
    kim = await house.signed_in(position="C02")
    await kim.ask(v.TakeCall())
    await house.desk.save_draft_of("C02", "incident:1", "half")
    await kim.ask(v.HandOver("C02", "C03"), key=new_key())
    assert [draft.body for draft in await house.desk.drafts_of("C03")] == ["half"]
    assert await house.desk.drafts_of("C02") == ()
