"""What the departments were asked for, and the request under the cursor with everything that was answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from textwrap import wrap

from console.rules.owed import Request
from console.rules.wording import brief
from console.widgets.listing import Listing
from console.widgets.paper import Line, Paper, Words, fit, fit_place, rule
from console.widgets.sight import Sight

WIDE = 110
NORMAL = 80
DAY_S = 86_400


class Requests(Listing[int]):
    """The requests of all departments, or of one, by the time they are due at."""

    department = ""

    def choose(self, department: str) -> None:
        """Show one department's requests only, by its code; empty for all."""
        self.department = department
        sight, self._sight, self._touched = self._sight, None, 0  # what is in view is chosen and sorted anew
        if sight is not None:
            self.show(sight)

    def sorted_keys(self, sight: Sight) -> Sequence[int]:
        """By due; those without a service level last, the oldest first."""
        there = [r for r in sight.board.requests.values() if self.department in ("", r.department)]
        there.sort(key=lambda request: (request.due is None, request.due or request.made, request.id))
        return [request.id for request in there]

    def heading(self, sight: Sight, shown: str) -> tuple[Line, ...]:
        """The pane's title with the department, and the column heads."""
        late = sum(_late(sight, sight.board.requests[key]) for key in self.keys)
        title = f"REQUESTS {len(self.keys)}" + (f"  LATE {late}" if late else "")
        note = f"{self.department or 'all departments'}  {shown}".rstrip()
        line = rule(title, max(0, self.size.width - len(note) - 4), "focus" if self.has_focus else "title")
        head = " R     DUE         NUMBER   SERVICE    PLACE"
        if self.size.width >= WIDE:
            head = f"{fit(head, 77)}DEPT    AGE     STATE      TAKEN BY   BACK"
        elif self.size.width >= NORMAL:
            head = f"{fit(head, 53)}AGE   STATE      BY   BACK"
        return ((*line, (f" {note} --", "title")), ((head, "dim"),))

    def row(self, sight: Sight, key: int, cursor: bool) -> Line:
        """`>R5    !! late 2d   26-0417  POTHOLE    41 MARKET SQ   3d  asked back  LEE  1x`"""
        request = sight.board.requests[key]
        ink = "cursor" if cursor and self.has_focus else "text"
        back = f"{request.returns}x" if request.returns else ""
        words: list[Words] = [
            (">" if cursor else " ", "accent"),
            (fit(f"R{key}", 6), ink),
            (fit(_due(sight, request), 12), "late" if _late(sight, request) else ink),
            (f"{fit(request.number, 8)} {fit(request.service, 10)} ", ink),
        ]
        age, width = span((sight.now - request.made) // 1000), self.size.width
        if width >= WIDE:
            where = fit_place(f"{request.place}, {request.town}".rstrip(", "), 37)
            words.append((f"{where} {fit(request.department, 7)} {fit(age, 7)} ", ink))
            words.append((f"{fit(request.state, 10)} {fit(request.taken_by, 10)} {fit(back, 4)}", ink))
        elif width >= NORMAL:
            words.append((f"{fit_place(request.place, 13)} {fit(age, 5)} ", ink))
            words.append((f"{fit(request.state, 10)} {fit(request.taken_by, 4)} {fit(back, 4)}", ink))
        else:
            words.append((fit_place(request.place, max(8, width - 38)), ink))
        return tuple(words)


class Asked(Paper):
    """The request under the cursor: where, who asked, what lacks, every answer, and the text."""

    def show(self, sight: Sight, request: Request | None) -> None:
        """Draw it, or say that there is none."""
        width = self.size.width
        if request is None:
            self.write([rule("nothing is asked of the departments", width)])
            return
        where = f"{request.place}, {request.town}".rstrip(", ")
        lines: list[Line] = [rule(f"R{request.id} {request.number}  {request.service_name}  {where}", width)]
        made = datetime.fromtimestamp(request.made / 1000, sight.zone).strftime("%a %d %b %H:%M")
        caller = f"{request.name or 'no name'}  {request.phone or 'no number'}"
        lines.append(((fit(f" {caller}   taken {made} by {request.by} at {request.position}", width), "dim"),))
        if request.missing:
            question = f" ({request.question} should have brought it)" if request.question else ""
            lines.append(((fit(f" ! LACKS: {request.missing}{question}", width), "accent"),))
        answers = "   ".join(f"{code} {value}" for code, value in request.answers.items())
        for text in (answers, request.text):
            lines += [((f" {row}", "text"),) for row in wrap(" ".join(text.split()), max(20, width - 2))]
        self.write(lines[: max(1, self.size.height)])


def _late(sight: Sight, request: Request) -> bool:
    return request.due is not None and request.due < sight.now


def _due(sight: Sight, request: Request) -> str:
    if request.due is None:
        return "   -"
    left = span(abs(request.due - sight.now) // 1000)
    return f"!! late {left}" if _late(sight, request) else f"   in {left}"


def span(seconds: int) -> str:
    """A length of time that may run to days: 0:52, 1h02, 40h, 3d."""
    if seconds < DAY_S:
        return brief(seconds)
    return f"{seconds // 3600}h" if seconds < 2 * DAY_S else f"{seconds // DAY_S}d"
