"""Erased is erased: in the log, the records, the drafts, the pictures and every byte; and it is on record."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from console.desk import verbs as v
from console.desk.comparing import first_difference
from console.desk.local import LocalDesk
from console.desk.past import fold_log
from console.rules.board import Board
from console.rules.facts import PrivateErased, PromiseMade
from console.rules.refused import Refused
from db.store import open_reader
from db.verify import check_chain
from tests.rules.factory import CENTRE, START, place

SECRET = "Xanthippe"
KNOWN = {"hurt": "N", "danger": "N", "now": "Y", "safe": "Y"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "calls.db"


@pytest.fixture
async def desk(file: Path) -> AsyncIterator[LocalDesk]:
    opened = await LocalDesk.open(f"sqlite:///{file}", CENTRE, position="P1", who="ann", now=lambda: START)
    yield opened
    await opened.close()


async def live(desk: LocalDesk) -> None:
    """Two incidents with a call each, everything that can be told of a caller, an undo, a merge; both are over."""
    for id in (1, 2):
        await desk.ask(v.Ring("L1", f"{SECRET}-{id}", near=f"{SECRET} Rd {id}"))
        await desk.ask(v.TakeCall())
        for verb in (
            place(id),
            v.SetType(id, "POTHOLE"),
            v.SetDetail(id, "name", f"{SECRET} {id}"),
            v.SetDetail(id, "size", f"as {SECRET} says {id}"),
            v.SetDetail(id, "name", f"{SECRET} the other {id}"),
            v.Undo(),
            v.AddRemark(id, f"{SECRET} is angry {id}"),
            v.StrikeRemark(id, 0, f"{SECRET} is not {id}"),
            v.MakePromise(
                PromiseMade(0, "message", "", to="WORKS", incident=id, name=SECRET, text=f"tell {SECRET} {id}")
            ),
            v.TryPromise(desk.board.next_promise, f"{SECRET} is out {id}"),
            v.EndPromise(desk.board.next_promise, note=f"{SECRET} knows {id}"),
            v.RaiseDanger("", id, f"{SECRET} has a dog {id}"),
            v.ClearDanger(id),
            v.RequestService(id),
            v.AskBack(id, f"which lane, {SECRET} {id}?", "lane"),
            v.AnswerRequest(id, f"the left one, {SECRET} {id}"),
            v.FinishRequest(id, "repaired", f"dear {SECRET} {id}"),
            v.EndCall(id),
        ):
            await desk.ask(verb)
    await desk.save_draft("incident:1", f"half {SECRET} 1")
    await desk.save_draft("incident:2", f"half {SECRET} 2")


async def over(desk: LocalDesk) -> None:
    for id, promise in (*((1, p) for p in desk.board.promises), (2, 0)):
        if promise:
            await desk.ask(v.EndPromise(promise, "withdrawn", f"{SECRET} {id}"))
    for id in (1, 2):
        if id in desk.board.incidents:
            await desk.ask(v.Close(id, "rpt"))


async def sound(file: Path, board: Board) -> None:
    """The chain is whole, the records follow from the log, and so does the board."""
    reader = await open_reader(f"sqlite:///{file}")
    assert await check_chain(reader) is None
    assert await first_difference(reader) == ""
    folded = Board()
    async for _, after, _ in fold_log(reader, Board()):
        folded = after
    await reader.close()
    assert folded == board


def left(file: Path, words: str) -> list[str]:
    """Which files of the store still hold these words."""
    return [path.name for path in file.parent.iterdir() if path.is_file() and words.encode() in path.read_bytes()]


async def test_nothing_of_it_is_left_in_any_byte_of_the_store(desk: LocalDesk, file: Path) -> None:
    """Log, records, half-typed forms, pictures, free pages and -wal, while the desk goes on; the others keep theirs."""
    await live(desk)
    await over(desk)
    await desk._keep_snapshot()
    assert left(file, "angry 1")
    receipt = await desk.ask(v.Erase("incident:1", "on the caller's request", entries=(1, 2, 3)))
    (fact,) = receipt.facts
    assert isinstance(fact, PrivateErased)
    assert {"incident:1", "call:1", "promise:1", "request:1", "danger:1"} <= set(fact.belonging)
    assert "incident:2" not in fact.belonging
    for words in (f"{SECRET}-1", f"{SECRET} 1", f"{SECRET} Rd 1", "angry 1", "is not 1", "knows 1", "dog 1", "says 1"):
        assert left(file, words) == [], words
    for words in (f"{SECRET}-2", "angry 2", "knows 2", "dog 2", "dear Xanthippe 2", "half Xanthippe 2"):
        assert left(file, words) != [], words
    assert [draft.slot for draft in await desk.drafts()] == ["incident:2"]
    await sound(file, desk.board)


@pytest.mark.parametrize("kind", ["CallRang", "DetailSet", "Undone", "PromiseMade", "RequestAnswered", "DangerRaised"])
async def test_one_entry_is_erased_alone(desk: LocalDesk, file: Path, kind: str) -> None:
    """Only what it held goes, the records are as the log now has them, and it is not erased twice."""
    await live(desk)
    await over(desk)
    with closing(sqlite3.connect(file)) as reader:
        query = "SELECT number FROM entry WHERE kind = ? AND private != '' ORDER BY number LIMIT 1"
        (number,) = reader.execute(query, (kind,)).fetchone()
    erase = v.Erase(f"entry:{number}", "by order")
    assert (await desk.ask(erase)).facts[0].entries == (number,)  # type: ignore[union-attr]  # the one kind there is
    await sound(file, desk.board)
    with pytest.raises(Refused, match="erased before"):
        await desk.ask(erase)
    with closing(sqlite3.connect(file)) as reader:
        assert reader.execute("SELECT count(*) FROM entry WHERE private IS NULL").fetchone() == (1,)


async def test_what_was_sent_along_is_not_believed(desk: LocalDesk) -> None:
    """A client that names entries of others, alone or hidden among several commands, erases nothing by it."""
    await live(desk)
    for verb in (v.Erase("incident:9", "x", (1, 2, 3)), v.Several((v.Erase("incident:9", "x", (1, 2, 3)),))):
        with pytest.raises(Refused, match="nothing of"):
            await desk.ask(verb)
    await desk.ask(v.OpenIncident())
    with pytest.raises(Refused, match="still open"):
        await desk.ask(v.Erase("incident:3", "x"))


async def test_a_reader_keeps_the_wal_no_longer_than_it_reads(desk: LocalDesk, file: Path) -> None:
    """While another program reads an old picture the -wal can't be cut; once it ends, it is, within seconds."""
    await live(desk)
    await over(desk)
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM entry").fetchone()
        await desk.ask(v.Erase("incident:1", "on request"))
        assert left(file, "angry 1") != []
    assert await desk._store.tidy()
    assert left(file, "angry 1") == []


async def test_a_private_part_that_is_gone_without_a_word_is_found(desk: LocalDesk, file: Path) -> None:
    """Only what the log says was erased may be empty: else anybody could empty it and call it the law."""
    await live(desk)
    await over(desk)
    await desk.ask(v.Erase("incident:1", "on request"))
    with closing(sqlite3.connect(file)) as meddler, meddler:
        query = "SELECT min(number) FROM entry WHERE private != ''"
        (number,) = meddler.execute(query).fetchone()
        meddler.execute("UPDATE entry SET private = NULL, salt = NULL WHERE number = ?", (number,))
    reader = await open_reader(f"sqlite:///{file}")
    fault = await check_chain(reader)
    await reader.close()
    assert fault is not None
    assert (fault.number, "no entry says" in fault.sentence) == (number, True)
