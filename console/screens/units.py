"""What a line about units leaves open: a way to go on is chosen, or a place is looked up before it is on the log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from console.desk import verbs as v
from console.desk.desk import Desk
from console.desk.floor import Order
from console.rules.facts import IncidentOpened, PlaceSet
from console.rules.place import Match
from console.screens.accepting import place_row, spot_of
from console.widgets.command_line import CommandLine

if TYPE_CHECKING:
    from console.screens.frame import Frame


def lay_choices(frame: Frame, order: Order, at: int = 0, done: frozenset[int] = frozenset()) -> None:
    """Lay the lines to choose from over the screen; what has been typed of the line stays on the command line."""
    if order.line:
        frame.begin_command(order.line)
        frame.shift.say("")
    title = order.said.partition(": ")[0].partition("? ")[0]
    rows = [
        f"{'ok' if row in done else '':<3}{line.strip():<11} {says}" for row, (line, says) in enumerate(order.choices)
    ]
    frame.lay(f"{title}   Enter does it, {frame.way_back}", rows, lambda row: _choose(frame, order, row, done), at)


def _choose(frame: Frame, order: Order, row: int, done: frozenset[int]) -> None:
    line = order.choices[row][0]
    frame.begin_command(line)
    if line.endswith(" "):
        return
    frame.give(frame.query_one(CommandLine).give())
    if order.again:
        lay_choices(frame, order, min(row + 1, len(order.choices) - 1), done | {row})


def came_upon(frame: Frame, text: str) -> None:
    """Look up the place in `12 STOP 1200 n oak; red car`; where several fit, one is chosen by its number."""
    unit, code, rest = text.split(" ", 2)
    place, _, remark = (part.strip() for part in rest.partition(";"))
    frame.run_worker(_look_up(frame, v.CameUpon(unit, PlaceSet(0, place), code), remark), group="came_upon")


async def _look_up(frame: Frame, found: v.CameUpon, remark: str) -> None:
    reading = await frame.shift.enquiries.read_place(found.place.text)
    matches = reading.exact or reading.matches
    heard = PlaceSet(0, reading.line.place)
    if len(matches) == 1 and not matches[0].near:
        _open(frame, found, spot_of(matches[0]), remark)
    elif not matches:
        _open(frame, found, heard, remark)
    elif frame.is_current:
        _ask_which(frame, found, matches, heard, remark)
    else:
        line = f"fi{found.unit} {found.code.casefold()} {found.place.text}"
        frame.shift.say(f"{len(matches)} places fit {found.place.text}; say it again:  {line}", refused=True)


def _ask_which(frame: Frame, found: v.CameUpon, matches: Sequence[Match], heard: PlaceSet, remark: str) -> None:
    frame.shift.say("")
    spots = [*map(spot_of, matches), heard]
    rows = [*map(place_row, matches), f"{heard.text}, as it was heard"]
    title = f"WHERE is {found.unit}? Press its number, or Enter; {frame.way_back}"
    frame.lay(title, rows, lambda at: _open(frame, found, spots[at], remark), numbered=True)


def _open(frame: Frame, found: v.CameUpon, spot: PlaceSet, remark: str) -> None:
    """Put it on the log, and then the remark on the incident that it became."""
    shift = frame.shift
    verb = v.CameUpon(found.unit, spot, found.code)

    async def intent(desk: Desk) -> None:
        receipt = await desk.ask(verb)
        opened = next(fact.incident for fact in receipt.facts if isinstance(fact, IncidentOpened))
        await shift.caught_up(receipt)
        known = shift.board.incident(opened)
        said = f"{found.unit} on scene of #{known.short} {found.code} at {spot.text}"
        shift.note(said)
        if remark:
            await desk.ask(v.AddRemark(opened, remark))

    shift.hand(intent)
