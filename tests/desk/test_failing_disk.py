"""A disk that fails under the daemon: the system's own error, at the very call, in the real process."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest

from bench.daemon import Daemon
from bench.powercut import look
from bench.shim import NoCompiler, Shim, build
from bench.thin import ThinDesk
from console.desk import verbs as v
from console.desk.desk import NotSaved, new_key

pytestmark = pytest.mark.slow


@pytest.fixture
def shim(tmp_path: Path) -> Shim:
    """What makes a disk fail."""
    try:
        return build(tmp_path / "shim")
    except NoCompiler as missing:
        pytest.skip(str(missing))


@pytest.fixture
def daemon(tmp_path: Path, shim: Shim) -> Iterator[Daemon]:
    """The daemon on such a disk."""
    made = Daemon(tmp_path / "desk", **shim.environ(tmp_path / "desk" / "floor"))
    yield made
    if made.process.poll() is None:
        made.kill()


@pytest.mark.parametrize("op", ["write", "sync"])
@pytest.mark.parametrize("times", [1, 30])
def test_what_was_answered_is_there_and_what_was_not_is_said(
    daemon: Daemon, shim: Shim, op: Literal["write", "sync"], times: int
) -> None:
    """Writes or syncs end with EIO, once or for a while: no answer is lost, nothing refused is there, it goes on."""
    answers, unsaved = asyncio.run(_ask_through(daemon, shim, op, times))
    assert daemon.stop() == 0
    cut = asyncio.run(look(daemon.store, answers, rows=True))
    assert (cut.lost, cut.wrong) == ((), "")
    there = asyncio.run(look(daemon.store, dict.fromkeys(unsaved, 1), rows=False))
    assert set(there.lost) == set(unsaved)
    assert len(answers) >= (40 if times == 1 else 6)


async def _ask_through(
    daemon: Daemon, shim: Shim, op: Literal["write", "sync"], times: int
) -> tuple[dict[str, int], list[str]]:
    """Ask before, while and after it fails; the answers, and the keys of what was said to be not saved."""
    desk = await ThinDesk.open(daemon.socket, "C01")
    try:
        return await _ask_with(desk, shim, op, times)
    finally:
        desk.close()
        await desk.ended.wait()


async def _ask_with(
    desk: ThinDesk, shim: Shim, op: Literal["write", "sync"], times: int
) -> tuple[dict[str, int], list[str]]:
    answers: dict[str, int] = {}
    unsaved: list[str] = []
    for number in range(40):
        if number == 5:
            shim.fail(op, times=times)
        key = new_key()
        try:
            receipt = await asyncio.wait_for(desk.ask(v.OpenIncident(), key), 20)
        except NotSaved as trouble:
            unsaved += [key] if trouble.known == "not saved" else []
        else:
            answers[key] = max(1, len(receipt.numbers))
    assert not shim.orders.exists()
    async with asyncio.timeout(40):  # until the store takes commands again by itself
        while (await desk.ask(v.OpenIncident(), key := new_key())).aside:
            answers[key] = 1
            await asyncio.sleep(0.3)
    return answers, unsaved
