"""Restricted records: shown once the log says who is shown them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from console.desk.desk import NotSaved
from console.desk.enquiries import Card
from console.desk.verbs import NoteView
from console.rules.refused import Refused

Note = Callable[[NoteView], Awaitable[object]]
"""Asks the desk to put it on the log, as the person who is shown it."""
NOTED = "This record is restricted; the log has it that you read it."


async def noted(card: Card, note: Note) -> Card:
    """The card, if it is not restricted or the log took it that it is shown; else a sentence in its place."""
    if not card.restricted:
        return card
    try:
        await note(NoteView(card.incident))
    except (NotSaved, Refused) as trouble:
        why = f"This record is restricted, and it is not shown unless the log has it: {trouble}"
        return Card(card.incident, card.number, unknown=why)
    return card
