"""A board read back from a store: a snapshot and the tail after it."""

from __future__ import annotations

from contextlib import suppress

import msgspec

from console.desk.codec import decode
from console.rules.board import Board
from console.rules.facts import Stamped
from console.rules.fold.board import REVISION, fold
from db.log import Entry
from db.reader import Reader
from db.trouble import StoreRefused


def stamped(entry: Entry) -> Stamped:
    """An entry as the fold takes it."""
    when = entry.at if entry.happened is None else entry.happened
    fact = decode(entry.kind, entry.body, entry.private)
    return Stamped(entry.number, when, entry.who, entry.position, entry.key, fact)


async def read_board(reader: Reader) -> Board:
    """Where things stand. A snapshot that an older fold made, or that cannot be read, is passed over for the log.

    StoreRefused when the log holds what no Firstline wrote.
    """
    board = Board()
    snapshot = await reader.snapshot()
    if snapshot is not None and snapshot.fold == REVISION:
        with suppress(msgspec.DecodeError):
            board = msgspec.json.decode(snapshot.board, type=Board)
    async for entries in reader.stream(board.number):
        try:
            board = fold(board, (stamped(entry) for entry in entries))
        except (KeyError, ValueError, TypeError) as error:
            raise StoreRefused(
                f"the log of {reader.place} cannot be followed after entry {entries[0].number - 1}; "
                "firstline verify  names the first entry that is wrong"
            ) from error
    return board
