"""The unit board: who is where, who is free, and for how long."""

from __future__ import annotations

from collections.abc import Sequence

from console.rules.cells import UNIT_SORTS, sorted_units, unit_cells
from console.rules.wording import brief
from console.widgets.listing import Listing
from console.widgets.paper import Line, fit, fit_right
from console.widgets.sight import Sight
from console.widgets.standing import check, since, state, where

NORMAL, WIDE, BROAD = 80, 110, 150
BEFORE = 37
"""Cells before the place."""


class Units(Listing[str]):
    """Units, those on a job first. Mark, code and word tell the status; colour only helps."""

    sorts = tuple(UNIT_SORTS)

    def sorted_keys(self, sight: Sight) -> Sequence[str]:
        """By how far along their job they are, then the free ones, then those out of service, or by a column."""
        return sorted_units(sight.board, sight.centre, self.sort)

    def fits(self, sight: Sight, key: str) -> bool:
        """Whether the filter lets it through."""
        return self.filter.fits(unit_cells(sight.board.units[key], sight.board, sight.now))

    def heading(self, sight: Sight, shown: str) -> tuple[Line, ...]:
        """The pane's title with the key to the marks, and the column heads."""
        width = self.size.width
        legend = "+ AV ? DP > ER @ OS = BY - OOS"
        if width >= WIDE:
            legend = "+ available  ? not acked  > en route  @ on scene  = busy  - out"
        sort = "" if self.sort == self.sorts[0] else f"sort: {self.sort}"
        line = self.titled("UNITS", self.filtered(), sort, shown, legend)
        head = fit("  UNIT  STATUS        FOR   CALL     WHERE / NOTE", BEFORE + _room(width))
        for column, cells in _tail(width):
            head += fit(column, cells)
        return (line, ((head, "dim"),))

    def row(self, sight: Sight, key: str, cursor: bool) -> Line:
        """` ? M3    DP no ack     0:12  26-0418  88 RIVER RD ...   ack by 0:20`"""
        unit, width = sight.board.units[key], self.size.width
        job = sight.board.current(unit)
        mark, code, role = state(sight, unit)
        call = sight.board.incident(job.incident).number if job else "-"
        ink = "cursor" if cursor and self.has_focus else "text"
        due, late = check(sight, unit)
        cells = {"KIND": unit.kind, "SKILLS": " ".join(unit.skills), "CREW": " ".join(unit.crew)}
        cells |= {"NEXT CHECK": due, "CAR": unit.vehicle, "RADIO": unit.radio}
        inks = {"NEXT CHECK": late if ink == "text" or late == "late" else ink}
        plain = "dim" if ink == "text" else ink
        room = _room(width) - 2
        note = where(sight, unit, room)
        if unit.available and width < WIDE:  # there is no column for it
            note = fit(f"{note.rstrip()}  {unit.kind}", room)
        return (
            (">" if cursor else " ", "accent"),
            (f"{mark} {fit(unit.callsign, 6)}{fit(code, 11)}", role if ink == "text" else ink),
            (fit_right(brief((sight.now - since(sight, unit)) // 1000), 6), ink),
            (f"  {fit(call, 9)}", ink),
            (f"{note}  ", ink),
            *((fit(cells[name], size - 1) + " ", inks.get(name, plain)) for name, size in _tail(width)),
        )


def _tail(width: int) -> tuple[tuple[str, int], ...]:
    """The columns behind the place, and how wide each is; narrow windows have none."""
    if width < NORMAL:
        return ()
    if width < WIDE:
        return (("NEXT CHECK", 13),)
    if width < BROAD:
        return (("NEXT CHECK", 13), ("KIND", 11), ("SKILLS", 18))
    return (("NEXT CHECK", 13), ("KIND", 11), ("SKILLS", 24), ("CREW", 24), ("CAR", 8), ("RADIO", 8))


def _room(width: int) -> int:
    """Cells for the place or the note."""
    return max(12, width - BEFORE - sum(cells for _, cells in _tail(width)))
