"""Looking for what was ever recorded: the hits lie on a sheet, and one that is still open opens."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from textual.widget import Widget

from console.widgets.paper import fit
from console.widgets.sight import Sight

if TYPE_CHECKING:
    from console.desk.enquiries import Found, Hit
    from console.screens.frame import Frame


def search(frame: Frame, text: str) -> None:
    """Ask for what has these words; typing goes on meanwhile."""
    frame.shift.say(f"looking for {text} ...")
    frame.run_worker(_search(frame, text, frame.focused), group="search", exclusive=True)


async def _search(frame: Frame, text: str, focused: Widget | None) -> None:
    found = await frame.shift.enquiries.search(text)
    if found.unknown or not found.hits:
        frame.shift.say(found.unknown or f"Nothing on record has {text}.", refused=bool(found.unknown))
    elif frame.is_current and frame.focused is focused:
        frame.shift.say("")
        _lay(frame, text, found)
    else:  # somebody went on to something else: nothing is laid over what they do now
        frame.shift.say(f"{len(found.hits)} found for {text}; search again to see them.")


def _lay(frame: Frame, text: str, found: Found) -> None:
    sight = frame.shift.sight
    count = f"the newest {len(found.hits)}" if found.more else f"{len(found.hits)}"
    rows = [_row(sight, hit) for hit in found.hits]
    frame.lay(
        f"FOUND {count} with {text}   Enter opens what is at hand, ^G goes back",
        rows,
        lambda at: _open(frame, found.hits[at]),
    )


def _row(sight: Sight, hit: Hit) -> str:
    when = datetime.fromtimestamp(hit.when / 1000, sight.zone).strftime("%d %b %y %H:%M")
    return f"{fit(hit.number, 9)}{when}  {fit(hit.state, 10)} {hit.what}"


def _open(frame: Frame, hit: Hit) -> None:
    if frame.shift.incident(hit.incident) is not None and hit.incident is not None:
        frame.go_to(hit.incident)
    else:
        frame.shift.say(f"{hit.number} {hit.state} {hit.outcome}: {hit.what}")
