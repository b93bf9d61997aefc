"""Looking back, line by line: what has these words on record, and what a unit, a place, a caller or one's own did."""

from __future__ import annotations

from console.desk.enquiries import Found
from console.desk.looking_back import at_place, look_back, spot_of
from console.plain.lists import numbered
from console.plain.position import Left, Position
from console.rules.refused import Refused
from console.screens.accepting import place_row


async def search(position: Position, text: str) -> None:
    """Everything on record that has these words."""
    _tell(position, f"with {text}", await position.shift.enquiries.search(text))


async def history(position: Position, asked: str) -> None:
    """What a history word asked for; where several places may be meant, its number is asked first."""
    shift, now = position.shift, position.sight.now
    answer = await look_back(shift.enquiries, shift.board, asked, shift.position, now)
    if answer.places:
        position.tell_all(numbered([place_row(match) for match in answer.places]))
        try:
            given = await position.question("Which one? Its number:")
        except Left:
            return
        if not given.isdecimal() or not 1 <= int(given) <= len(answer.places):
            raise Refused(f"There is no {given or 'number'}; the numbers are 1 to {len(answer.places)}.")
        answer = await at_place(shift.enquiries, spot_of(answer.places[int(given) - 1]))
    _tell(position, f"of {answer.title}", answer.found)


def _tell(position: Position, what: str, found: Found) -> None:
    if found.unknown or not found.hits:
        raise Refused(found.unknown or f"Nothing on record {what}.")
    sight = position.sight
    position.tell(f"FOUND {len(found.hits)}{' newest' if found.more else ''} {what}")
    position.tell_all(
        " ".join(part for part in (hit.number, sight.day(hit.when), hit.state, hit.outcome, hit.what) if part)
        for hit in found.hits
    )
