"""The story of an incident: remarks and what the desk knows, in order of time."""

from __future__ import annotations

from console.rules.board import Incident
from console.rules.clock import clocks
from console.widgets.paper import Line, Paper, fit, rule
from console.widgets.sight import Sight


class Story(Paper):
    """The newest lines that fit, under a title; what the desk itself adds is dim."""

    def show(self, sight: Sight, incident: Incident | None, title: str) -> None:
        """Draw an incident's newest lines; without one, only the title."""
        height, width = self.size.height, self.size.width
        lines: list[Line] = [rule(title, width)]
        if incident is not None:
            newest = list(sight.story(incident))[-max(0, height - 1) :]
            for when, who, words in newest:
                ink = "dim" if who == "SYS" else "text"
                lines.append(((f" {sight.time(when)} ", "dim"), (fit(who, 4), "dim"), (f" {words}", ink)))
        self.write(lines)


class Selected(Story):
    """The selected incident on the board: what it is, the clock that matters now, and its newest lines."""

    def show_selected(self, sight: Sight, incident: Incident | None) -> None:
        """Draw the selected incident, or say that there is none."""
        if incident is None:
            self.show(sight, None, "no incident is open; F2 opens one")
            return
        place = incident.place
        where = f"{place.text}, {place.town}".rstrip(", ") if place else "place unknown"
        head = f"#{incident.short} {incident.number}  P{incident.priority or '?'} {incident.type}  {where}"
        running = [clock for clock in clocks(None, incident, sight.centre.standard, sight.now) if clock.started]
        clock = next((c for c in running if c.stopped is None and c.stage != "arrive"), None)
        said = f" | {clock.stage.upper()} {clock.said()}" if clock else ""
        self.show(sight, incident, head + said)
