"""The story of an incident: its agencies' times, remarks and what the desk knows, in order of time."""

from __future__ import annotations

from collections.abc import Iterator

from console.rules.agency import together
from console.rules.board import Incident
from console.rules.clock import clocks
from console.rules.marks import marks, waiting
from console.rules.story import StoryLine
from console.widgets.paper import Line, Paper, fit, rule
from console.widgets.sight import Sight

HIDDEN = "desk lines hidden"


class Story(Paper):
    """The newest lines that fit, under a title; what the desk itself adds, and what was struck out, is dim."""

    def show(self, sight: Sight, incident: Incident | None, title: str) -> None:
        """Draw an incident's newest lines below its agencies' times; without one, only the title."""
        height, width = self.size.height, self.size.width
        told = title if sight.desk_lines or incident is None else f"{title} | {HIDDEN}"
        lines: list[Line] = [rule(told, width)]
        if incident is not None:
            lines += list(self.above(sight, incident))[: max(0, height - 2)]
            room = max(0, height - len(lines))
            newest = [line for line in sight.story(incident) if sight.desk_lines or not line.desk]
            lines += [_drawn(sight, line) for line in newest[len(newest) - min(room, len(newest)) :]]
        self.write(lines)

    def above(self, sight: Sight, incident: Incident) -> Iterator[Line]:
        """What stands above the story: a line for each agency where there are several, together where they fit."""
        apart = together(sight.board, incident, sight.time)
        whole = " | ".join(apart)
        yield from (((f" {said}", "dim"),) for said in ([whole] if len(whole) < self.size.width else apart) if said)


class Selected(Story):
    """The selected incident on the board: what it is, the clock that matters now, and its newest lines."""

    def show_selected(self, sight: Sight, incident: Incident | None) -> None:
        """Draw the selected incident, or say that there is none."""
        if incident is None:
            self.show(sight, None, f"no incident is open; {sight.key('call.take')} opens one")
            return
        place = incident.place
        where = f"{place.text}, {place.town}".rstrip(", ") if place else "place unknown"
        head = f"#{incident.short} {incident.number}  P{incident.priority or '?'} {incident.type}  {where}"
        running = [clock for clock in clocks(None, incident, sight.centre.standard, sight.now) if clock.started]
        clock = next((c for c in running if c.stopped is None and c.stage != "arrive"), None)
        said = f" | {clock.stage.upper()} {clock.said()}" if clock else ""
        self.show(sight, incident, head + said)

    def above(self, sight: Sight, incident: Incident) -> Iterator[Line]:
        """What the marks of its row mean, in words, above the times of its agencies."""
        words = [waiting(incident, sight.moment), *(told for _, told in marks(sight.board, incident, sight.now))]
        said = "; ".join(word for word in words if word)
        if said:
            yield ((f" {said}", "accent"),)
        yield from super().above(sight, incident)


def _drawn(sight: Sight, line: StoryLine) -> Line:
    """`<` marks what others wrote, so that news stands out where no colour does."""
    mark = " " if line.desk or line.who == sight.who else "<"
    ink = "dim" if line.desk or line.struck else "text"
    return ((f"{mark}{sight.time(line.when)} ", "dim"), (fit(line.who, 4), "dim"), (f" {line.text}", ink))
