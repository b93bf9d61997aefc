"""The catalogue: every service, whose it is, who signed it until when, and what the floor doubts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.cells import cell_len

from console.rules.board import Board
from console.rules.catalogue import Service
from console.rules.owed import Promise
from console.rules.signing import sign_off, standing
from console.widgets.listing import Listing
from console.widgets.paper import Line, fit, rule
from console.widgets.sight import Sight

WIDE = 110
NORMAL = 80


class Services(Listing[str]):
    """Services by department and code. `~` and UNVERIFIED mark what nobody answers for today."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._services: dict[str, Service] = {}
        self._doubts: Counter[str] = Counter()

    def sorted_keys(self, sight: Sight) -> Sequence[str]:
        """By department, then by code."""
        self._services = {service.code: service for service in sight.centre.services}
        self._doubts = Counter(p.service for p in sight.board.promises.values() if p.kind == "doubt")
        return sorted(self._services, key=lambda code: (self._services[code].department, code))

    def service(self, code: str | None) -> Service | None:
        """The service of that code as it was drawn last."""
        return self._services.get(code or "")

    def heading(self, sight: Sight, shown: str) -> tuple[Line, ...]:
        """The pane's title with how many nobody answers for, and the column heads."""
        open_doubts = self._doubts.total()
        title = f"CATALOGUE {len(self.keys)}" + (f"  DOUBTS {open_doubts}" if open_doubts else "")
        note = f"~ UNVERIFIED  {shown}".rstrip()
        line = rule(title, max(0, self.size.width - len(note) - 4), "focus" if self.has_focus else "title")
        head = "   CODE       NAME"
        if self.size.width >= WIDE:
            head = f"{fit(head, 46)}DEPT    OWNER                    SIGNED"
        elif self.size.width >= NORMAL:
            head = f"{fit(head, 34)}DEPT    SIGNED"
        return ((*line, (f" {note} --", "title")), ((head, "dim"),))

    def row(self, sight: Sight, key: str, cursor: bool) -> Line:
        """`>~ POTHOLE    pothole              WORKS   2 doubts: UNVERIFIED: nobody has signed it`"""
        service = self._services[key]
        ink = "cursor" if cursor and self.has_focus else "text"
        why = standing(sight.board, service, sight.today)
        signed = sign_off(sight.board, service)
        by = f"UNVERIFIED: {why}" if why else f"{signed.by} until {signed.review_by}" if signed else ""
        count = self._doubts[key]
        said = f"{count} doubt{'s' if count > 1 else ''}: {by}" if count else by
        width = self.size.width
        words = f"{fit(service.code, 10)} "
        if width >= WIDE:
            words += f"{fit(service.name, 31)} {fit(service.department, 7)} {fit(service.owner, 24)} "
        elif width >= NORMAL:
            words += f"{fit(service.name, 19)} {fit(service.department, 7)} "
        else:
            words += f"{fit(service.department, 7)} "
        room = max(8, width - cell_len(words) - 3)
        role = "accent" if (why or count) and ink == "text" else ink
        return (
            (">" if cursor else " ", "accent"),
            ("~ " if why else "  ", "accent"),
            (words, ink),
            (fit(said, room), role),
        )


def doubts(board: Board, code: str) -> list[Promise]:
    """What somebody on the floor doubts about a service, and its department has not settled."""
    return [p for p in board.promises.values() if p.kind == "doubt" and p.service.upper() == code.upper()]
