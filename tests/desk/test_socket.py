"""Consoles at a desk behind a socket: told in order, never lost, never doubled, and not let in with nonsense."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from console.cli.sockets import bound
from console.desk import verbs as v
from console.desk import wire
from console.desk.client import DeskOverSocket
from console.desk.connection import MOST_UNSENT
from console.desk.desk import Desk, DeskShut, NotSaved, new_key
from console.desk.local import LocalDesk
from console.desk.server import Server
from console.rules.facts import IncidentOpened
from console.rules.refused import Refused
from tests.desk.conftest import Opening
from tests.rules.factory import START

PATIENCE = 10


class Served:
    """A desk and its server, and the consoles that came."""

    def __init__(self, path: Path, desk: LocalDesk) -> None:
        self.path = path
        self.desk = desk
        self.server = Server(desk)
        self.consoles: list[DeskOverSocket] = []

    async def console(self, position: str = "", who: str = "KIM") -> DeskOverSocket:
        """One more console."""
        console = await DeskOverSocket.open(self.path, position=position, who=who, now=lambda: START)
        self.consoles.append(console)
        return console

    async def raw(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Whoever connects and speaks as they like."""
        return await asyncio.open_unix_connection(str(self.path))


@pytest.fixture
async def served(opening: Opening, tmp_path: Path) -> AsyncIterator[Served]:
    """A desk that takes consoles."""
    here = Served(tmp_path / "desk.sock", await opening())
    await here.server.listen(bound(here.path))
    yield here
    for console in here.consoles:
        await console.close()
    await here.server.close()
    await here.desk.close()


async def until(happened: Callable[[], bool], what: str) -> None:
    """Wait for what must come."""
    try:
        async with asyncio.timeout(PATIENCE):
            while not happened():
                await asyncio.sleep(0.002)
    except TimeoutError:
        pytest.fail(f"{what} did not happen")


async def opened(desk: Desk) -> int:
    """An incident's id."""
    (fact,) = (await desk.ask(v.OpenIncident())).facts
    assert isinstance(fact, IncidentOpened)
    return fact.incident


async def test_what_one_console_does_the_others_fold_to_the_same_board(served: Served) -> None:
    """Every console's board is the desk's, whoever did what and in whatever order it was answered."""
    consoles = [await served.console() for _ in range(4)]
    assert [console.position for console in consoles] == ["C01", "C02", "C03", "C04"]

    async def works(console: DeskOverSocket) -> None:
        incident = await opened(console)
        for line in range(20):
            await console.ask(v.AddRemark(incident, f"line {line} of {console.position}"))

    await asyncio.gather(*map(works, consoles))
    await until(lambda: all(c.board.number == served.desk.board.number for c in consoles), "the news at every console")
    assert all(console.board == served.desk.board for console in consoles)


async def test_a_refusal_is_the_rules_sentence(served: Served) -> None:
    """The words are the same as in the desk's own process."""
    console = await served.console()
    with pytest.raises(Refused) as refused:
        await console.ask(v.Send(99))
    with pytest.raises(Refused) as at_home:
        await served.desk.ask(v.Send(99))
    assert str(refused.value) == str(at_home.value)


async def test_a_command_sent_twice_happens_once_and_answers_alike(served: Served) -> None:
    """Also with its facts, so that a console that lost its link knows what it made."""
    console, key = await served.console(), new_key()
    first = await console.ask(v.OpenIncident(), key=key)
    again = await console.ask(v.OpenIncident(), key=key)
    assert (again.numbers, again.facts) == (first.numbers, first.facts)
    assert await console.look_up(key) == "saved"
    assert await console.look_up("never") == "not saved"


async def test_drafts_belong_to_the_position(served: Served) -> None:
    """What C02 typed is C02's, whoever asks."""
    one, other = await served.console("C01"), await served.console("C02")
    await one.save_draft("form", "half")
    await other.save_draft("form", "other half")
    assert [draft.body for draft in await one.drafts()] == ["half"]
    await one.drop_draft("form")
    assert await one.drafts() == ()
    assert [draft.body for draft in await other.drafts()] == ["other half"]


async def test_what_is_asked_is_answered_as_at_home(served: Served) -> None:
    """A place, a search and a card come back whole."""
    console = await served.console()
    incident = await opened(console)
    await console.ask(v.AddRemark(incident, "a red kite on the roof"))
    here, there = served.desk.enquiries, console.enquiries
    assert await there.read_place("oak") == await here.read_place("oak")
    assert await there.search("red kite") == await here.search("red kite")
    assert (await there.search("red kite")).hits
    assert await there.card(incident) == await here.card(incident)
    assert await there.expect(console.board.incidents[incident], START) is None


async def test_a_desk_that_is_gone_is_known_and_what_was_asked_is_done_when_it_is_back(
    served: Served, opening: Opening
) -> None:
    """The command is sent again under its own key: once on the log, and its console hears of it."""
    console = await served.console("C07")
    incident = await opened(console)
    await served.server.close()
    await served.desk.close()
    await until(lambda: console.standing.lost is not None, "the loss")
    asking = asyncio.create_task(console.ask(v.AddRemark(incident, "typed while it was gone"), key="k1"))
    served.path.unlink()
    served.desk = await opening()
    served.server = Server(served.desk)
    await served.server.listen(bound(served.path))
    receipt = await asyncio.wait_for(asking, PATIENCE)
    await until(lambda: console.standing.lost is None, "the way back")
    assert await served.desk.look_up("k1") == "saved"
    assert receipt.facts
    await until(lambda: console.board == served.desk.board, "the same board")
    assert console.position == "C07"


async def test_a_position_is_one_persons(served: Served) -> None:
    """Another is told who sits there; the same person takes it over, and the first console is told."""
    first = await served.console("C05", "KIM")
    with pytest.raises(DeskShut, match="KIM sits at C05; name another position with --position"):
        await served.console("C05", "LEE")
    await served.console("C05", "KIM")
    await until(lambda: "taken over" in first.standing.trouble, "the word to the first console")
    with pytest.raises(NotSaved):
        await asyncio.wait_for(first.ask(v.OpenIncident()), PATIENCE * 2)


@pytest.mark.parametrize(
    "nonsense",
    [
        b"\x00\x00\x00\x05hello",
        b"\xff\xff\xff\xff" + b"x" * 100,
        b"\x00\x00\x00\x00",
        wire.frame(wire.LookUp(1, "k")),
        wire.frame(wire.Hello(99, "C01", "KIM")),
        2 * wire.frame(wire.Hello(wire.VERSION, "C01", "KIM")),
        wire.frame(wire.Hello(wire.VERSION, "C01", "KIM")) + b"\x00\x00\x00\x01\xc1",
        wire.frame(wire.Hello(wire.VERSION, "C01", "KIM")) + wire.frame(wire.Do(1, "k", ("AddRemark", b"x" * 40_000))),
        wire.frame(wire.Hello(wire.VERSION, "C01", "KIM"))
        + wire.frame(wire.Welcome("", "", None, None, None, None))[:40],  # type: ignore[arg-type]
    ],
    ids=[
        "words",
        "endless",
        "empty",
        "no hello",
        "another version",
        "two hellos",
        "no message",
        "a long verb",
        "a desk's message",
    ],
)
async def test_nonsense_ends_its_own_connection_alone(served: Served, nonsense: bytes) -> None:
    """Whoever sends it is told in a sentence and shown out; the others go on."""
    console = await served.console("C09")
    reader, writer = await served.raw()
    writer.write(nonsense)
    writer.write_eof()
    said = await asyncio.wait_for(reader.read(), PATIENCE)
    writer.close()
    assert b"TurnedAway" in said or b"Welcome" in said
    assert await opened(console)


async def test_one_that_does_not_read_is_not_waited_for_and_is_told_all_anew(served: Served) -> None:
    """The others go on meanwhile; what waits for it is bounded; once it reads, it knows how things stand."""
    worker = await served.console("C01")
    slow = socket.socket(socket.AF_UNIX)
    slow.setblocking(False)
    slow.connect(str(served.path))
    await asyncio.get_running_loop().sock_sendall(slow, wire.frame(wire.Hello(wire.VERSION, "C02", "SLOW")))
    incident = await opened(worker)
    await until(lambda: any(c.position == "C02" for c in served.server.connections), "the slow one's Hello")
    (connection,) = (c for c in served.server.connections if c.position == "C02")
    remarks = 0
    while not connection.behind:
        await worker.ask(v.AddRemark(incident, "word " * 190))
        remarks += 1
        assert remarks < 3000
    for _ in range(100):
        await worker.ask(v.AddRemark(incident, "word " * 190))
    assert connection._transport.get_write_buffer_size() < 2 * MOST_UNSENT
    frames, last = wire.Frames(2**30), None
    while not (isinstance(last, wire.Anew) and last.board.number == served.desk.board.number):
        data = await asyncio.wait_for(asyncio.get_running_loop().sock_recv(slow, 1 << 16), PATIENCE)
        for body in frames.feed(data):
            last = wire.at_console().decode(body)
    slow.close()
    assert last.board == served.desk.board


async def test_a_board_larger_than_what_may_wait_is_shown_once(served: Served) -> None:
    """A console that comes to a full floor is told all, then only news: showing it is no falling behind."""
    worker = await served.console("C01")
    while len(wire.ENCODER.encode(served.desk.board)) < 2 * MOST_UNSENT:
        incident = await opened(worker)
        for _ in range(20):
            await worker.ask(v.AddRemark(incident, "word " * 190))
    comer = await served.console("C02")
    heard: list[wire.FromDesk] = []
    comer._link.heard = heard.append
    comer._link.listen()

    def told() -> list[wire.FromDesk]:
        return [message for message in heard if not isinstance(message, wire.Pong)]

    for number in range(1, 4):
        await worker.ask(v.OpenIncident())
        await until(lambda number=number: len(told()) == number, "the news")  # type: ignore[misc]
    assert {type(message) for message in told()} == {wire.News}


async def test_one_that_never_reads_is_let_go(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is kept for it for ever; its place is free again."""
    monkeypatch.setattr("console.desk.connection.STALLED_SECONDS", 0.05)
    worker = await served.console("C01")
    with socket.socket(socket.AF_UNIX) as dead:
        dead.connect(str(served.path))
        dead.sendall(wire.frame(wire.Hello(wire.VERSION, "C02", "DEAD")))
        await until(lambda: any(c.position == "C02" for c in served.server.connections), "the dead one's Hello")
        incident = await opened(worker)
        for _ in range(3000):
            await worker.ask(v.AddRemark(incident, "word " * 190))
            if not any(c.position == "C02" for c in served.server.connections):
                return
    pytest.fail("it was never let go")


def test_the_socket_is_its_owners_and_a_dead_ones_place_is_taken(tmp_path: Path) -> None:
    """0600 in a folder that only its owner enters; a socket left by a killed desk is no obstacle."""
    path = tmp_path / "run" / "desk.sock"
    left = bound(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    left.close()
    bound(path).close()
    assert [left.name for left in path.parent.iterdir()] == ["desk.sock"]


async def test_all_consoles_see_a_trouble_and_what_is_kept_aside(served: Served, tmp_path: Path) -> None:
    """Each is told of the trouble, sees what another does in it, and has the log's board when it is over."""
    one, two = await served.console(), await served.console("C02", "LEE")
    store, away = tmp_path / "floor.db", tmp_path / "away.db"
    store.rename(away)
    id = await opened(one)
    await until(lambda: id in two.board.incidents, "the news")
    served.server.tell_standing()
    await until(lambda: bool(one.standing.trouble and two.standing.trouble), "the trouble")
    assert two.standing.aside == 1
    away.rename(store)
    await until(lambda: not served.desk.standing.trouble, "the return")
    served.server.tell_standing()
    await until(lambda: not one.standing.trouble and not two.standing.trouble, "the end of it")
    assert one.board == two.board == served.desk.board
