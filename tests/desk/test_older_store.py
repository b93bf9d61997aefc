"""A store that an older Firstline made is as good as a new one once it was opened."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from console.desk import verbs as v
from tests.desk.conftest import Opening
from tests.desk.test_local import from_the_log, story


async def test_an_older_store_has_whole_records_once_it_is_open(opening: Opening, url: str, tmp_path: Path) -> None:
    """What its tables had no column for comes from the log: who rang, from where, and by what channel."""
    desk = await opening()
    await story(desk)
    await desk.ask(v.SetDetail(1, "name", "Dana Ruiz"))
    await desk.close()
    with sqlite3.connect(tmp_path / "floor.db") as meddler:  # as the migration leaves it
        meddler.execute('update incident set caller = null, phone = null, told = null, "into" = null')
        meddler.execute("update call set channel = null")
    meddler.close()
    await (await opening()).close()
    _, held, made = await from_the_log(url)
    assert {(table, row["id"]): row for table, found in held.items() for row in found} == made
