"""`firstline export`: the records or the log of a store as CSV for a spreadsheet, or as JSON with nothing left out."""

from __future__ import annotations

import argparse
import asyncio
import csv
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TextIO

from console.cli.one_command import record_export
from console.desk.desk import DeskShut, NotSaved
from console.desk.export_records import columns, count_all, read_all
from console.rules.refused import Refused
from console.terminal.text import clean
from db.store import open_reader
from db.trouble import StoreRefused

FORMULA = tuple("=+-@＝＋－＠")
"""What begins a formula where a spreadsheet opens the file, also in its wide forms."""
_FIRST = ("\t", "\r", "\n", "\x00")
"""What a spreadsheet may pass over before it, or take for the end of the cell before."""
_EPOCH, _MS = datetime(1970, 1, 1, tzinfo=UTC), timedelta(milliseconds=1)
Write = Callable[[Sequence[object]], None]


class _NoExport(Exception):
    """It can't be written; the sentence says why."""


def run(options: argparse.Namespace) -> int:
    """Write all rows asked for, once the log has it that they are given out; exit status 1 when that can't be."""
    try:
        asyncio.run(_export(options.store, options.what, _since(options.since), options.out, options.json))
    except (StoreRefused, DeskShut, NotSaved, Refused, _NoExport) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    return 0


def _since(day: str | None) -> int:
    """The beginning of a day in UTC, as ms."""
    try:
        return (datetime.strptime(day, "%Y-%m-%d").replace(tzinfo=UTC) - _EPOCH) // _MS if day else 0
    except ValueError as error:
        raise _NoExport(f"--since {day} is no day; write it as 2026-11-21") from error


async def _export(url: str, what: str, since: int, out: Path | None, as_json: bool) -> None:
    reader = await open_reader(url)
    try:
        with _opened(out) as file:
            await record_export(url, what, await count_all(reader, what, since), str(out or ""))
            write = _json(file, columns(what)) if as_json else _csv(file, columns(what))
            async for rows in read_all(reader, what, since):
                for row in rows:
                    write(row)
    finally:
        await reader.close()


@contextmanager
def _opened(path: Path | None) -> Iterator[TextIO]:
    """A new file that only its owner can read, or else the output; UTF-8 either way."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        held = os.open(path, flags, 0o600) if path else os.dup(sys.stdout.fileno())
    except OSError as error:
        raise _NoExport(f"{path} can't be made ({error.strerror}); name a new file with --out") from error
    try:
        with os.fdopen(held, "w", encoding="utf-8", newline="") as file:
            yield file
    except BrokenPipeError:
        raise
    except (DeskShut, NotSaved, Refused):  # what is not on the log is not given out; the file is empty yet
        if path is not None:
            path.unlink(missing_ok=True)
        raise
    except OSError as error:
        raise _NoExport(f"the export is not whole ({error.strerror}); make room and begin anew") from error


def _csv(file: TextIO, names: Sequence[str]) -> Write:
    writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(names)
    return lambda row: writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])


def _json(file: TextIO, names: Sequence[str]) -> Write:
    """One object a line, in plain ASCII, so that nothing in it can move a cursor."""
    return lambda row: print(json.dumps(dict(zip(names, row, strict=True))), file=file)


def guarded(text: str) -> str:
    """A cell as a spreadsheet shall show it: no control characters, and a ' before what it would take for a formula."""
    plain = clean(text, limit=len(text))
    return f"'{plain}" if plain.lstrip().startswith(FORMULA) or text.startswith(_FIRST) else plain
