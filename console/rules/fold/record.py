"""What a fact about the record makes of the board: what was erased leaves it, with every copy that was at hand."""

from __future__ import annotations

from msgspec.structs import replace

from console.rules import facts as f
from console.rules.board import Board, LastAct
from console.rules.fold.incident import without_assignments


def after_erasure(board: Board, fact: f.PrivateErased) -> Board:
    """The board without what was erased and without every command that touched it: none can be taken back."""
    incidents, promises, bulletins = (_ids(fact, noun) for noun in ("incident", "promise", "bulletin"))

    def touches(act: LastAct) -> bool:
        return bool(incidents & act.incidents.keys() or promises & act.promises.keys())

    return replace(
        board,
        recent={id: incident for id, incident in board.recent.items() if id not in incidents},
        assignments=without_assignments(board.assignments, incidents - board.incidents.keys()),
        bulletins={id: bulletin for id, bulletin in board.bulletins.items() if id not in bulletins},
        last={position: act for position, act in board.last.items() if not touches(act)},
    )


def _ids(fact: f.PrivateErased, noun: str) -> set[int]:
    named = (thing.partition(":") for thing in fact.belonging)
    return {int(id) for kind, _, id in named if kind == noun and id.isdecimal()}
