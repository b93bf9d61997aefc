"""The desk in this process does what is asked once, says when it can't, and is there again after it was closed."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from console.desk import verbs as v
from console.desk.desk import DeskShut, Draft, NotSaved, new_key
from console.desk.local import LocalDesk
from console.desk.reading import stamped
from console.rules.board import Board
from console.rules.facts import PlaceSet, PromiseMade
from console.rules.fold.board import fold
from console.rules.refused import Refused
from console.rules.row import rows
from db.store import open_store
from db.tables import RECORDS
from tests.desk.conftest import Opening
from tests.rules.factory import CENTRE, START, UNITS

PATIENCE = 10


async def from_the_log(url: str) -> tuple[Board, dict[str, list[dict[str, object]]], dict[tuple[str, object], object]]:
    """What the log alone makes of a closed store: the board, the rows it holds, and the rows the log makes."""
    store = await open_store(url, now=lambda: START)
    board = Board()
    made: dict[tuple[str, object], object] = {}
    async for entries in store.stream():
        for entry in map(stamped, entries):
            after = fold(board, (entry,))
            made |= {(row.table, row.values["id"]): dict(row.values) for row in rows(board, after, entry)}
            board = after
    held = {table: await store.rows(table) for table in RECORDS}
    await store.close()
    return board, held, made


async def story(desk: LocalDesk) -> None:
    """A call that becomes an incident with a unit on it."""
    await desk.ask(v.TakeCall())
    await desk.ask(v.SetPlace(PlaceSet(1, "1 ELM ST", "Milltown", "12", 35.8, -78.8)))
    await desk.ask(v.SetType(1, "MED-U"))
    await desk.ask(v.Send(1))
    await desk.ask(v.Dispatch(("M3", "E1"), 1))


async def test_the_roster_is_on_duty_once(opening: Opening) -> None:
    """Opening brings every unit of the centre on duty; opening again does not do it again."""
    for _ in range(2):
        desk = await opening()
        assert set(desk.board.units) == {unit.callsign for unit in UNITS}
        assert desk.board.number == len(UNITS)
        await desk.close()


async def test_a_unit_that_went_home_is_not_brought_back_by_opening(opening: Opening) -> None:
    """Off duty is on the log like everything else."""
    desk = await opening()
    await desk.ask(v.SignOff("12"))
    await desk.close()
    again = await opening()
    await again.close()
    assert "12" not in again.board.units


async def test_the_same_key_twice_happens_once(desk: LocalDesk) -> None:
    """Sent again after it was saved, a command has the numbers of the first time and nothing new is written."""
    first = await desk.ask(v.OpenIncident(), key="k1")
    again = await desk.ask(v.OpenIncident(), key="k1")
    assert (again.numbers, again.facts) == (first.numbers, first.facts)
    assert len(desk.board.incidents) == 1


async def test_the_same_key_twice_in_one_batch_happens_once(desk: LocalDesk) -> None:
    """Even when both wait together."""
    answers = await asyncio.gather(*(desk.ask(v.OpenIncident(), key="k1") for _ in range(5)))
    assert len({answer.numbers for answer in answers}) == 1
    assert len(desk.board.incidents) == 1


async def test_a_cancelled_wait_does_not_cancel_the_command(desk: LocalDesk) -> None:
    """Looked up by its key it is saved, and it is on the board; asked at once, the answer waits for the truth."""
    asking = asyncio.create_task(desk.ask(v.OpenIncident(), key="k1"))
    await asyncio.sleep(0)
    asking.cancel()
    assert await desk.look_up("k1") == "saved"
    assert list(desk.board.incidents) == [1]
    with pytest.raises(asyncio.CancelledError):
        await asking


async def test_a_command_that_nobody_asked_for_is_not_saved(desk: LocalDesk) -> None:
    """An unknown key, and the key of a refused command, are not on the log."""
    with pytest.raises(Refused):
        await desk.ask(v.Send(9), key="k1")
    assert [await desk.look_up(key) for key in ("k1", "k2")] == ["not saved", "not saved"]


async def test_a_refused_verb_writes_nothing(desk: LocalDesk, tmp_path: Path) -> None:
    """Neither the board nor the file has anything of it; what waited with it is saved."""
    before = desk.board.number
    answers = await asyncio.gather(
        desk.ask(v.OpenIncident()), desk.ask(v.Send(9)), desk.ask(v.OpenIncident()), return_exceptions=True
    )
    assert [type(answer).__name__ for answer in answers] == ["Receipt", "Refused", "Receipt"]
    with sqlite3.connect(tmp_path / "floor.db") as reader:
        numbers = [number for (number,) in reader.execute("select number from entry order by number")]
    reader.close()
    assert numbers == list(range(1, before + 3))


async def test_those_who_follow_get_the_newest_board(desk: LocalDesk) -> None:
    """The one of now at once, then the newest; those in between may be skipped, the last never is."""
    boards = desk.follow()
    assert await anext(boards) is desk.board
    await asyncio.gather(*(desk.ask(v.OpenIncident()) for _ in range(20)))
    newest = await asyncio.wait_for(anext(boards), PATIENCE)
    while len(newest.incidents) < 20:
        newest = await asyncio.wait_for(anext(boards), PATIENCE)
    assert newest is desk.board


async def test_closing_ends_what_is_followed(opening: Opening) -> None:
    """A follower's loop comes to its end with the desk, having seen the last board."""
    desk = await opening()

    async def last() -> Board:
        return [board async for board in desk.follow()][-1]

    following = asyncio.create_task(last())
    await desk.ask(v.OpenIncident())
    await desk.close()
    assert await asyncio.wait_for(following, PATIENCE) == desk.board


async def test_half_typed_forms_are_kept_until_they_are_dropped(opening: Opening) -> None:
    """Drafts survive closing, oldest first; saving again replaces, dropping forgets."""
    desk = await opening()
    await desk.save_draft("b", "one")
    await desk.save_draft("a", "two")
    at = await desk.save_draft("b", "three")
    await desk.close()
    again = await opening()
    kept = await again.drafts()
    assert [(draft.slot, draft.body) for draft in kept] == [("a", "two"), ("b", "three")]
    assert kept[1] == Draft("b", at, "three")
    await again.drop_draft("b")
    assert [draft.slot for draft in await again.drafts()] == ["a"]
    await again.close()


async def test_a_second_opener_is_told_to_wait_outside(desk: LocalDesk, opening: Opening) -> None:
    """One process owns the file; the second gets a sentence that names it and the remedy."""
    with pytest.raises(DeskShut, match=r"floor\.db.*;"):
        await opening()


async def test_a_desk_that_was_refused_leaves_the_file_free(tmp_path: Path) -> None:
    """A roster that cannot come on duty is said, and the next opener is not locked out."""
    url = f"sqlite:///{tmp_path / 'floor.db'}"

    def broken() -> int:
        raise OverflowError("the clock has stopped")

    desk = await LocalDesk.open(url, CENTRE, position="P1", who="ann", now=lambda: START)
    await desk.ask(v.SignOff("12"))
    await desk.ask(v.OpenIncident())
    await desk.close()
    with pytest.raises(OverflowError):
        await LocalDesk.open(url, CENTRE, position="P1", who="ann", now=broken)
    again = await LocalDesk.open(url, CENTRE, position="P1", who="ann", now=lambda: START)
    await again.close()


async def test_closing_finishes_what_was_asked_and_takes_nothing_more(opening: Opening, url: str) -> None:
    """Everything asked before is saved; afterwards, and while it closes, a command is refused and never hangs."""
    desk = await opening()
    asked = [asyncio.create_task(desk.ask(v.OpenIncident())) for _ in range(200)]
    await asyncio.sleep(0)
    closing = asyncio.create_task(desk.close())
    await asyncio.sleep(0)
    with pytest.raises(NotSaved, match="closed"):
        await asyncio.wait_for(desk.ask(v.OpenIncident()), PATIENCE)
    await asyncio.wait_for(closing, PATIENCE)
    await desk.close()
    assert len([await task for task in asked]) == 200
    board, _, _ = await from_the_log(url)
    assert len(board.incidents) == 200


async def test_a_rule_that_breaks_takes_nobody_else_with_it(desk: LocalDesk) -> None:
    """A verb that makes the rules fail is answered with that; its neighbours and the next commands are saved."""
    bad = v.AddRemark(1, "half a sign \ud800")
    await desk.ask(v.OpenIncident())
    answers = await asyncio.gather(desk.ask(v.OpenIncident()), desk.ask(bad), return_exceptions=True)
    assert isinstance(answers[1], UnicodeEncodeError)
    assert len((await desk.ask(v.OpenIncident())).numbers) == 1


async def test_a_late_entry_has_its_own_time_and_the_log_knows_both(desk: LocalDesk, url: str) -> None:
    """`happened` goes on the stamps; when it was written stays known."""
    await story(desk)
    receipt = await desk.ask(v.Report("M3", "on_scene"), happened=START - 5000)
    assert receipt.at >= START
    assert desk.board.incidents[1].first_on_scene == START - 5000


async def test_reopening_gives_the_same_board(opening: Opening, url: str) -> None:
    """From snapshot and tail, and from the log alone, with every row of the records as the log makes it."""
    desk = await opening()
    await story(desk)
    await desk.close()
    again = await opening()
    assert again.board == desk.board
    await again.ask(v.MakePromise(PromiseMade(0, "wait", "", incident=1, minutes=15)))
    await again.ask(v.Report("M3", "on_scene"))
    await again.ask(v.Undo())
    assert again.board.promises
    await again.close()
    board, held, made = await from_the_log(url)
    assert board == again.board
    assert {(table, row["id"]): row for table, found in held.items() for row in found} == made


@pytest.mark.parametrize("spoilt", ["fold = 'older', board = '{}'", "board = '{'", "board = '[1]'"])
async def test_a_picture_of_no_use_is_passed_over(opening: Opening, tmp_path: Path, spoilt: str) -> None:
    """A snapshot of an older program, or one that cannot be read, keeps no desk shut: the whole log is read."""
    desk = await opening()
    await story(desk)
    await desk.close()
    with closing(sqlite3.connect(tmp_path / "floor.db")) as meddler, meddler:
        meddler.execute(f"update snapshot set {spoilt}")
    again = await opening()
    await again.close()
    assert again.board == desk.board


def a_move(dice: random.Random) -> v.Verb:
    unit, incident = dice.choice(["12", "14", "21", "M3", "E1"]), dice.randint(1, 6)
    moves: tuple[v.Verb, ...] = (
        v.TakeCall(),
        v.EndCall(dice.randint(1, 9)),
        v.Park(dice.randint(1, 9)),
        v.SetPlace(PlaceSet(incident, "1 ELM ST", lat=35.8, lon=-78.8)),
        v.SetType(incident, dice.choice(["UNK", "NOISE"])),
        v.Send(incident),
        v.Dispatch((unit,), incident),
        v.Report(unit, dice.choice(["en_route", "on_scene"])),
        v.Clear(unit, "rpt"),
        v.Free(unit),
        v.AddRemark(incident, "said é 電"),
        v.SetDetail(incident, "weapon", dice.choice("YN")),
        v.Reopen(incident),
        v.Undo(),
    )
    return dice.choice(moves)


@pytest.mark.parametrize("seed", range(3))
async def test_three_positions_at_once_leave_one_story(opening: Opening, url: str, seed: int) -> None:
    """Whatever they ask at the same time, board, log, snapshot and rows agree, and so does the board reopened."""
    desk = await opening()

    async def sits(position: str) -> int:
        dice, done = random.Random(f"{seed}{position}"), 0
        for _ in range(60):
            with suppress(Refused):
                await desk.ask_as(f"who {position}", position, a_move(dice), key=new_key())
                done += 1
        return done

    done = await asyncio.gather(*(sits(position) for position in ("P1", "P2", "P3")))
    assert all(done)
    await desk.close()
    again = await opening()
    await again.close()
    board, held, made = await from_the_log(url)
    assert board == desk.board == again.board
    assert {(table, row["id"]): row for table, found in held.items() for row in found} == made
