"""The words of the command line about who sits where: handing a position over, and breaking the glass."""

from __future__ import annotations

from console.desk import verbs as v
from console.desk.floor import Floor, Order, Word, screen_word
from console.desk.spoken import Spoken
from console.rules.handover import in_hand
from console.rules.refused import Refused
from console.rules.wording import quoted


def _take(floor: Floor, spoken: Spoken) -> Order:
    source = _position(floor, spoken, "take C02")
    return Order(f"take over {in_hand(floor.board, source).said} of {source}", (v.HandOver(source, floor.position),))


def _hand(floor: Floor, spoken: Spoken) -> Order:
    to = _position(floor, spoken, "hand C03")
    given = in_hand(floor.board, floor.position).said
    return Order(f"give {given} to {to}", (v.HandOver(floor.position, to),))


def _glass(floor: Floor, spoken: Spoken) -> Order:
    reason = spoken.words.strip()
    if not reason:
        raise Refused("Say why, for everybody to read, as in  glass no administrator on duty")
    return Order(
        f"BREAK THE GLASS: everything for 30 minutes, everybody is told: {quoted(reason)}", (v.BreakGlass(reason),)
    )


def _position(floor: Floor, spoken: Spoken, example: str) -> str:
    typed = spoken.words.strip()
    if not typed or " " in typed:
        raise Refused(f"Name one position, as in  {example}")
    return next((known for known in _known(floor) if known.upper() == typed.upper()), typed.upper())


def _known(floor: Floor) -> list[str]:
    board = floor.board
    calls = {call.position for call in board.calls.values()}
    owed = {promise.position for promise in board.promises.values()}
    incidents = {incident.position for incident in board.incidents.values()}
    return sorted((calls | owed | incidents) - {"", floor.position})


SEAT_WORDS = (
    Word("take", "take over what another position has in hand", "take C02", _take, _known),
    Word("hand", "give what is in hand here to another position", "hand C03", _hand, _known),
    Word("glass", "do everything for 30 minutes; everybody is told", "glass no administrator on duty", _glass),
    Word("lock", "hide everything until you are back", "lock", screen_word("desk.lock", "hide everything")),
)
