"""What may be erased, and when: nothing that somebody still works on."""

from __future__ import annotations

from collections.abc import Iterator

from console.rules import facts as f
from console.rules.asked import Asked
from console.rules.board import Board
from console.rules.refused import Refused
from console.rules.wording import listed, quoted


def erase(
    board: Board, asked: Asked, about: str, why: str, entries: tuple[int, ...], belonging: tuple[str, ...]
) -> f.Facts:
    """Empty the private parts of these entries, for a reason; refused while anything they are about is open."""
    if not why.strip():
        raise Refused("Say why it is erased: whose wish, and by which law; without names, since this stays.")
    if still := tuple(_open(board, asked.when, belonging)):
        raise Refused(f"Nothing was erased, as this is still open: {listed(still)}.")
    if not entries:
        raise Refused(
            f"There is nothing of {quoted(about)} that could be erased; it was erased before, or never there."
        )
    return (f.PrivateErased(about, entries, why, belonging),)


def _open(board: Board, when: int, belonging: tuple[str, ...]) -> Iterator[str]:
    """What is not over yet, in words."""
    for noun, _, id in (thing.partition(":") for thing in belonging):
        number = int(id) if id.isdecimal() else 0
        if noun == "incident" and number in board.incidents:
            yield f"#{board.incidents[number].short}"
        elif noun == "call" and number in board.calls:
            yield f"the call on {board.calls[number].line}"
        elif noun == "promise" and number in board.promises:
            yield f"the {board.promises[number].kind} promised to the caller"
        elif noun == "request" and number in board.requests:
            yield f"the request {board.requests[number].number}"
        elif noun == "danger" and number in board.dangers:
            yield f"danger D{number}"
        elif noun == "bulletin" and number in board.bulletins and board.bulletins[number].until > when:
            yield f"bulletin B{number}"
