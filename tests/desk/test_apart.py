"""The desk on a thread of its own is the same desk, and takes its thread with it when it goes."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from console.desk import verbs as v
from console.desk.apart import DeskApart
from console.desk.desk import DeskShut, NotSaved
from console.desk.faults import CentreFault
from console.rules.refused import Refused

MILLTOWN = Path(__file__).parents[2] / "console" / "centres" / "milltown"
PATIENCE = 10


async def open_apart(url: str) -> DeskApart:
    return await DeskApart.open(url, MILLTOWN, position="P1", who="ann")


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """No test leaves a thread behind, whatever became of its desk."""
    before = set(threading.enumerate())
    yield
    left = [thread for thread in set(threading.enumerate()) - before if thread.name.startswith(("firstline", "aio"))]
    assert left == []


@pytest.fixture
async def desk(url: str) -> AsyncIterator[DeskApart]:
    opened = await open_apart(url)
    yield opened
    await opened.close()


async def test_what_is_asked_is_done_and_followed(desk: DeskApart) -> None:
    """A receipt comes back, and the newest board arrives on the loop that opened it."""
    boards = desk.follow()
    board = await anext(boards)
    receipt = await desk.ask(v.OpenIncident(), key="k1")
    assert await desk.look_up("k1") == "saved"
    while not board.incidents:
        board = await asyncio.wait_for(anext(boards), PATIENCE)
    assert board.number == receipt.numbers[-1]


async def test_a_refusal_comes_back_as_itself(desk: DeskApart) -> None:
    """The sentence of the rules crosses the threads."""
    with pytest.raises(Refused, match="no open incident"):
        await desk.ask(v.Send(9))


async def test_the_same_key_twice_happens_once(desk: DeskApart) -> None:
    """Also when both wait together."""
    answers = await asyncio.gather(*(desk.ask(v.OpenIncident(), key="k1") for _ in range(3)))
    assert len({answer.numbers for answer in answers}) == 1


async def test_a_wait_cancelled_at_once_does_not_cancel_the_command(desk: DeskApart) -> None:
    """Even before the other thread has seen it: looked up, it is saved."""
    for number in range(30):
        asking = asyncio.create_task(desk.ask(v.OpenIncident(), key=f"k{number}"))
        await asyncio.sleep(0)
        asking.cancel()
    assert [await desk.look_up(f"k{number}") for number in range(30)] == ["saved"] * 30


async def test_drafts_go_there_and_back(desk: DeskApart) -> None:
    """Saved, listed and dropped from the other loop."""
    at = await desk.save_draft("form", "half")
    assert [(draft.slot, draft.saved_at, draft.body) for draft in await desk.drafts()] == [("form", at, "half")]
    await desk.drop_draft("form")
    assert await desk.drafts() == ()


async def test_after_closing_nothing_is_taken(url: str) -> None:
    """Closing finishes what was asked, ends what is followed, may be repeated, and then says that it is closed."""
    desk = await open_apart(url)
    asked = [asyncio.create_task(desk.ask(v.OpenIncident())) for _ in range(20)]
    await asyncio.sleep(0)
    await asyncio.wait_for(desk.close(), PATIENCE)
    await desk.close()
    assert len([await task for task in asked]) == 20
    with pytest.raises(NotSaved, match="closed"):
        await desk.ask(v.OpenIncident())
    again = await open_apart(url)
    assert len((await anext(again.follow())).incidents) == 20
    await again.close()


async def test_a_second_opener_is_refused(desk: DeskApart, url: str) -> None:
    """With the sentence of the store, and without a thread left over."""
    with pytest.raises(DeskShut, match=r"floor\.db"):
        await open_apart(url)


async def test_a_centre_that_is_not_there_is_said(url: str, tmp_path: Path) -> None:
    """The fault names what is missing; the store is not touched."""
    with pytest.raises(CentreFault):
        await DeskApart.open(url, tmp_path / "nowhere", position="P1", who="ann")
    assert not (tmp_path / "floor.db").exists()


async def test_an_opening_that_is_given_up_leaves_the_file_free(url: str) -> None:
    """Cancelled on the way, the next opener gets in."""
    opening = asyncio.create_task(open_apart(url))
    while not any(thread.name == "firstline-desk" for thread in threading.enumerate()):
        await asyncio.sleep(0)
    opening.cancel()
    with pytest.raises(asyncio.CancelledError):
        await opening
    desk = await open_apart(url)
    await desk.close()
