"""Sealing the log for as long as a desk serves."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from console.desk.desk import DeskShut
from console.desk.local import LocalDesk
from console.desk.now import now
from db.head_keys import find_key, load_key
from db.sealing import Heads
from db.trouble import StoreRefused


@asynccontextmanager
async def sealing(desk: LocalDesk, given: Path | None, files: Sequence[Path]) -> AsyncIterator[Heads | None]:
    """Sign heads whenever one is due, and a last one at the end; None where there is no key. DeskShut says why not."""
    heads = _heads(desk, find_key(given), files)
    if heads is None:
        yield None
        return
    task = asyncio.create_task(heads.keep_sealing(lambda: desk.board.number, lambda trouble: _tell(desk, trouble)))
    try:
        yield heads
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        _tell(desk, (await heads.seal()).trouble)


def _heads(desk: LocalDesk, key: Path | None, files: Sequence[Path]) -> Heads | None:
    if key is None:
        if files:
            raise DeskShut(
                "heads are signed with a key; name it with --head-key, or make one:  firstline heads make-key"
            )
        return None
    try:
        return Heads(desk.reader, load_key(key), files, now)
    except StoreRefused as refusal:
        raise DeskShut(str(refusal)) from refusal


def _tell(desk: LocalDesk, trouble: Sequence[str]) -> None:
    """Everybody at the desk hears of it, and the service's own journal."""
    desk.warn("heads", " ".join(trouble))
    for sentence in trouble:
        print(f"<4>{sentence}", file=sys.stderr, flush=True)
