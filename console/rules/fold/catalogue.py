"""What a fact about the catalogue makes of the board."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from console.rules import facts as f
from console.rules.board import Board
from console.rules.owed import Signed


def after_catalogue(board: Board, entry: f.Stamped, fact: f.CatalogueFact) -> Board:
    """The board after a service was defined or signed."""
    code = fact.service.code.upper()
    match fact:
        case f.ServiceDefined():
            return replace(board, defined={**board.defined, code: fact.service})
        case f.ServiceSigned():
            signed = Signed(fact.service, entry.who, entry.when, fact.review_by)
            return replace(board, signed={**board.signed, code: signed})
        case _:
            assert_never(fact)
