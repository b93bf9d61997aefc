"""The unit board: who is where, who is free, and for how long."""

from __future__ import annotations

import re
from collections.abc import Sequence

from console.rules.board import Unit
from console.rules.status import STATUS
from console.rules.wording import brief
from console.widgets.listing import Listing
from console.widgets.paper import Line, fit, fit_place, fit_right, rule
from console.widgets.sight import Sight

WIDE = 110


class Units(Listing[str]):
    """Units, those on a job first. Mark, code and word tell the status; colour only helps."""

    def sorted_keys(self, sight: Sight) -> Sequence[str]:
        """The ones on a job by how far it is, then the free ones, then those out of service."""

        def order(unit: Unit) -> tuple[int, str]:
            job = sight.board.current(unit)
            if unit.out:
                return (9, _natural(unit.callsign))
            return (STATUS[job.status].order if job else 8, _natural(unit.callsign))

        return [unit.callsign for unit in sorted(sight.board.units.values(), key=order)]

    def heading(self, sight: Sight, shown: str) -> tuple[Line, ...]:
        """The pane's title with the key to the marks, and the column heads."""
        width = self.size.width
        legend = (
            "+ AV ? DP > ER @ OS - OOS" if width < WIDE else "+ available  ? not acked  > en route  @ on scene  - out"
        )
        note = f"{shown}  {legend}" if shown else legend
        line = rule("UNITS", max(0, width - len(note) - 4), "focus" if self.has_focus else "title")
        head = "  UNIT  STATUS        FOR   CALL     WHERE / NOTE"
        head = f"{fit(head, 79)}KIND       SKILLS" if width >= WIDE else f"{fit(head, 68)}KIND"
        return ((*line, (f" {note} --", "title")), ((head, "dim"),))

    def row(self, sight: Sight, key: str, cursor: bool) -> Line:
        """` ? M3    DP no ack     0:12  26-0418  88 RIVER RD ...`"""
        unit = sight.board.units[key]
        job = sight.board.current(unit)
        mark, code, role = ("-", "OOS", "out") if unit.out else ("+", "AV", "available")
        since, call, where = unit.since, "-", unit.out or f"zone {unit.zone}"
        if job is not None:
            status = STATUS[job.status]
            incident = sight.board.incident(job.incident)
            mark, code, role = status.mark, status.code, status.role
            code = "DP no ack" if job.status == "dispatched" else f"{code} acked" if status.order == 2 else code
            since, call = job.since, incident.number
            where = job.destination or (incident.place.text if incident.place else "place unknown")
            if len(unit.assignments) > 1:
                where = f"+{len(unit.assignments) - 1} more: {where}"
        ink = "cursor" if cursor and self.has_focus else "text"
        tail = fit(unit.kind, 11) + fit(" ".join(unit.skills), 30) if self.size.width >= WIDE else fit(unit.kind, 12)
        return (
            (">" if cursor else " ", "accent"),
            (f"{mark} {fit(unit.callsign, 6)}{fit(code, 11)}", role if ink == "text" else ink),
            (fit_right(brief((sight.now - since) // 1000), 6), ink),
            (f"  {fit(call, 9)}", ink),
            (fit_place(where, 40 if self.size.width >= WIDE else 29) + "  ", ink),
            (tail, "dim" if ink == "text" else ink),
        )


def _natural(callsign: str) -> str:
    """A callsign that sorts as people count: M3 before M12."""
    return re.sub(r"\d+", lambda number: number[0].rjust(4, "0"), callsign)
