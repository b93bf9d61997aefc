"""Who is shown the record of a restricted incident is on the log, in this process and behind a socket."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from console.cli.sockets import bound
from console.desk import verbs as v
from console.desk.apart import DeskApart
from console.desk.client import DeskOverSocket
from console.desk.desk import Desk, NotSaved
from console.desk.enquiries import Card
from console.desk.local import LocalDesk
from console.desk.server import Server
from console.desk.viewing import NOTED, noted
from console.rules.catalogue import Service
from db.reader import Reader
from db.store import open_reader
from tests.rules.factory import CENTRE, START

MILLTOWN = Path(__file__).parents[2] / "console" / "centres" / "milltown"


@pytest.fixture(params=["apart", "socket"])
async def desk(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Desk]:
    """A desk on either way, with kim at it."""
    url = f"sqlite:///{tmp_path / 'calls.db'}"
    if request.param == "apart":
        apart = await DeskApart.open(url, MILLTOWN, position="P2", who="KIM")
        yield apart
        await apart.close()
        return
    local = await LocalDesk.open(url, CENTRE, position="SYS", who="SYS", now=lambda: START)
    server = Server(local)
    await server.listen(bound(tmp_path / "desk.sock"))
    console = await DeskOverSocket.open(tmp_path / "desk.sock", position="P2", who="KIM", now=lambda: START)
    yield console
    await console.close()
    await server.close()
    await local.close()


@pytest.fixture
async def log(desk: Desk, tmp_path: Path) -> AsyncIterator[Reader]:
    reader = await open_reader(f"sqlite:///{tmp_path / 'calls.db'}")
    yield reader
    await reader.close()


async def test_a_view_of_a_restricted_record_is_an_entry(desk: Desk, log: Reader) -> None:
    """Each one, before it is shown, with the person; of any other record there is none."""
    police = desk.centre.departments[0].code
    for code, restricted in (("ABUSE", True), ("LAMP", False)):
        service = Service(code, code.casefold(), police, 3, ("dispatched", "informed"), restricted=restricted)
        await desk.ask(v.DefineService(service))
    for id, code in ((1, "ABUSE"), (2, "LAMP")):
        await desk.ask(v.OpenIncident())
        await desk.ask(v.SetType(id, code))
    for _ in range(2):
        card = await desk.enquiries.card(1)
        assert (card.restricted, card.lines[0]) == (True, NOTED)
    assert not (await desk.enquiries.card(2)).restricted
    views = await log.entries(kind="RecordViewed")
    assert [(entry.about, entry.position) for entry in views] == [("incident:1", "P2")] * 2
    assert {entry.who for entry in views} == {desk.who}


async def test_what_the_log_does_not_take_is_not_shown() -> None:
    """A record that nobody would know was read stays shut, with the reason in its place."""

    async def full(_: v.NoteView) -> object:
        raise NotSaved("the disk is full")

    shut = await noted(Card(7, "26-0007", lines=("secret",), restricted=True), full)
    assert shut.lines == ()
    assert "not shown unless the log has it: the disk is full" in shut.unknown
    plain = Card(8, lines=("known",))
    assert await noted(plain, full) is plain
