"""A desk on a real file, a clock that moves on by itself, and hands to wait with."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from console.desk.local import LocalDesk
from tests.rules.factory import CENTRE, START
from tests.small_disk import Disk, small_disk

Opening = Callable[[], Awaitable[LocalDesk]]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """A small disk that can be filled up."""
    with small_disk(tmp_path / "disk") as disk:
        yield disk


@pytest.fixture
def url(tmp_path: Path) -> str:
    """An empty place for a store."""
    return f"sqlite:///{tmp_path / 'floor.db'}"


@pytest.fixture
def opening(url: str) -> Opening:
    """Opens the desk of the file; each reading of its clock is seven milliseconds later."""
    ticks = count(START, 7)

    async def open_desk() -> LocalDesk:
        return await LocalDesk.open(url, CENTRE, position="P1", who="ann", now=lambda: next(ticks))

    return open_desk


@pytest.fixture
async def desk(opening: Opening) -> AsyncIterator[LocalDesk]:
    """An open desk with the roster on duty."""
    opened = await opening()
    yield opened
    await opened.close()
