"""What may be said on a call whose words are kept (a text, a relay), and whispered to a position beside it."""

from __future__ import annotations

from console.rules import facts as f
from console.rules.board import Board
from console.rules.call import find_call
from console.rules.refused import Refused

LONGEST = 1000
"""Characters of one line; a longer one is cut by whoever brings it in."""


def hear(board: Board, call: int, text: str, *, noise: bool) -> f.Facts:
    """The caller's words came in, or a noise was heard."""
    find_call(board, call)
    if not text.strip():
        raise Refused("Nothing was said.")
    return (f.CallerSaid(call, text[:LONGEST], noise),)


def tell(board: Board, call: int, text: str, phrase: str) -> f.Facts:
    """Tell a caller something: they have to be on the line."""
    known = find_call(board, call)
    if known.state != "answered":
        raise Refused(f"{known.line} is {known.state}; speak to the caller first.")
    if not text.strip():
        raise Refused("Say something: type the words, then Enter.")
    return (f.CallerTold(call, text[:LONGEST], phrase),)


def whisper(to: str, text: str) -> f.Facts:
    """Tell one position something that no caller hears; an empty text takes the last one away."""
    if not to.strip():
        raise Refused("Name the position that is to hear it.")
    return (f.Whispered(to, text[:LONGEST]),)
