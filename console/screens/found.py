"""What was found lies on a sheet: what is still open is gone to, of what is over the whole card is shown."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from console.widgets.paper import fit
from console.widgets.sight import Sight

if TYPE_CHECKING:
    from console.desk.enquiries import Card, Found, Hit
    from console.screens.frame import Frame

Answer = TypeVar("Answer")
Opening = tuple[str, Callable[[], None]]
"""A row, and what Enter does on it."""


class Sheaf(Struct, frozen=True):
    """Rows under a title."""

    title: str
    rows: tuple[Opening, ...]


def ask_for(
    frame: Frame, question: Awaitable[Answer], lay: Callable[[Answer], None], late: Callable[[Answer], str]
) -> None:
    """Ask the desk; the answer is laid over the screen, or only said where somebody is at something else by then."""
    focused = frame.focused

    async def asked() -> None:
        answer = await question
        if frame.is_current and frame.focused is focused:
            frame.shift.say("")
            lay(answer)
        else:
            frame.shift.say(late(answer))

    frame.run_worker(asked(), group="search", exclusive=True)


def lay_sheaf(frame: Frame, sheaf: Sheaf) -> None:
    """Lay the rows over the screen."""
    title = f"{sheaf.title}   Enter opens it, {frame.way_back}"
    frame.lay(title, [row for row, _ in sheaf.rows], lambda at: sheaf.rows[at][1]())


def lay_found(frame: Frame, title: str, found: Found, nothing: str, first: tuple[Opening, ...] = ()) -> None:
    """Lay hits over the screen, behind what comes `first`; say why where there are none."""
    if found.unknown or not (found.hits or first):
        frame.shift.say(found.unknown or nothing, refused=bool(found.unknown))
        return
    count = f"the newest {len(found.hits)}" if found.more else f"{len(found.hits) + len(first)}"
    sight = frame.shift.sight

    def back() -> None:
        lay_sheaf(frame, sheaf)

    hits: list[Opening] = [(_row(sight, hit), partial(_open, frame, hit, back)) for hit in found.hits]
    sheaf = Sheaf(f"FOUND {count} {title}", (*first, *hits))
    back()


def _row(sight: Sight, hit: Hit) -> str:
    when = datetime.fromtimestamp(hit.when / 1000, sight.zone).strftime("%d %b %y %H:%M")
    return f"{fit(hit.number, 9)}{when}  {fit(hit.state, 10)} {hit.what}"


def _open(frame: Frame, hit: Hit, back: Callable[[], None]) -> None:
    """Go to what is open; of what is over show the card, from which Enter leads back."""
    known = frame.shift.board.incidents.get(hit.incident) if hit.incident is not None else None
    if known is not None and known.state != "merged":
        frame.go_to(known.id)
    elif hit.incident is not None:
        card = frame.shift.enquiries.card(hit.incident)
        ask_for(frame, card, lambda card: _lay_card(frame, card, back), lambda card: f"{card.number} is {card.state}.")
    else:
        frame.shift.say(f"{hit.state} {hit.outcome}: {hit.what}")


def _lay_card(frame: Frame, card: Card, back: Callable[[], None]) -> None:
    if card.unknown:
        frame.shift.say(card.unknown, refused=True)
        return
    again = f"  ro {card.number} reopens it" if card.incident in frame.shift.board.recent else ""
    title = f"{card.title}  {card.state.upper()}{again}   Enter goes back to the list, {frame.way_back}"
    frame.lay(title, list(card.lines), lambda at: back())
