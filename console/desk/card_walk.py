"""A log walked once for what the run cards would have recommended, and what was really sent."""

from __future__ import annotations

from collections.abc import AsyncIterator

from console.desk.past import fold_log
from console.desk.reading import stamped
from console.rules import facts as f
from console.rules.board import Board
from console.rules.card_trial import CardTrial, Tried, Trip
from console.rules.centre import Centre
from db.reader import Reader

WANTED = ("UnitSignedOn", "UnitDispatched", "IncidentClosed")


async def walk_cards(reader: Reader, centre: Centre) -> AsyncIterator[Tried | Trip]:
    """Every incident that units were sent to, once it is closed or the log ends, and the trips to it. FoldFault."""
    trial, board = CardTrial(centre), Board()
    async for entry, after, _ in fold_log(reader, board):
        fact = stamped(entry).fact if entry.kind in WANTED else None
        if isinstance(fact, f.UnitSignedOn):
            trial.signed_on(fact)
        elif isinstance(fact, f.UnitDispatched):
            trial.dispatched(board, fact, stamped(entry).when)
        elif isinstance(fact, f.IncidentClosed):
            for found in trial.closed(board, fact.incident):
                yield found
        board = after
    for incident in trial.open:
        for found in trial.closed(board, incident):
            yield found
