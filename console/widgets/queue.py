"""The pending queue: what waits for a unit, latest first, then what is being worked on."""

from __future__ import annotations

from collections.abc import Sequence

from console.rules.board import Board, Incident
from console.rules.clock import by_lateness, due
from console.rules.recommend import recommend
from console.rules.status import STATUS
from console.rules.wording import brief
from console.widgets.listing import Listing
from console.widgets.paper import Line, Words, fit, fit_place, fit_right, rule
from console.widgets.sight import Sight

WIDE = 110
NORMAL = 80


class Queue(Listing[int]):
    """Incidents by lateness. A row never shows its priority or lateness by colour alone."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._advice: dict[int, tuple[Incident, tuple[str, str]]] = {}
        self._advised_on: object = None

    def sorted_keys(self, sight: Sight) -> Sequence[int]:
        """Pending by lateness, then active by age; drafts are their taker's own."""
        standard = sight.centre.standard
        open_ones = [i for i in sight.board.incidents.values() if i.state not in ("draft", "merged")]
        open_ones.sort(key=lambda i: (i.state == "active", i.state == "deferred", by_lateness(i, standard), i.id))
        return [incident.id for incident in open_ones]

    def heading(self, sight: Sight, shown: str) -> tuple[Line, ...]:
        """The pane's title and the column heads."""
        active = len(self.keys) - len(sight.pending)
        title = f"PENDING {len(sight.pending)}  ACTIVE {active}"
        note = f"sort: lateness  {shown}".rstrip()
        width = self.size.width
        line = rule(title, max(0, width - len(note) - 4), "focus" if self.has_focus else "title")
        head = " #  P   AGE       DUE    TYPE       LOCATION"
        if width >= WIDE:
            head = f"{fit(head, 65)}TOWN       ZONE  RECOMMEND      WHY         BY"
        elif width >= NORMAL:
            head = f"{fit(head, 54)}TOWN      RECOMMEND  BY"
        else:
            head = f"{fit(head, width - 11)}RECOMMEND"
        return ((*line, (f" {note} --", "title")), ((head, "dim"),))

    def row(self, sight: Sight, key: int, cursor: bool) -> Line:
        """`>1  P1  0:52   ! +0:12 MED-U   88 RIVER RD ...`"""
        incident = sight.board.incidents[key]
        ink = "cursor" if cursor and self.has_focus else "text"
        place = incident.place
        where = ("" if place and place.matched else "~ ") + (place.text if place else "place unknown")
        callers = sight.board.callers(incident)
        if callers > 1:
            where = f"{where} ={callers}"
        send, why = self._recommended(sight, incident)
        town = place.town if place else ""
        words: list[Words] = [
            (">" if cursor else " ", "accent"),
            (fit(str(incident.short), 3), ink),
            self._priority(incident),
            (" " + fit_right(self._age(sight, incident), 6) + " ", ink),
            self._due(sight, incident),
            (" " + fit(incident.type, 10) + " ", ink),
        ]
        width = self.size.width
        if width >= WIDE:
            zone = place.zone if place else ""
            words.append((fit_place(where, 29) + " " + fit(town, 11) + fit(zone, 6), ink))
            words.append((fit(send, 14) + " " + fit(why, 11) + " " + fit(incident.position, 6), ink))
        elif width >= NORMAL:
            words.append((fit_place(where, 17) + " " + fit(town, 10) + fit(send, 11) + fit(incident.position, 4), ink))
        else:
            words.append((fit_place(where, max(8, width - 47)) + " " + fit(send, 11), ink))
        return tuple(words)

    def _priority(self, incident: Incident) -> Words:
        role = {1: "first", 2: "second"}.get(incident.priority, "text")
        return (f"P{incident.priority or '?'}", role)

    def _age(self, sight: Sight, incident: Incident) -> str:
        return brief((sight.now - (incident.sent or incident.opened)) // 1000)

    def _due(self, sight: Sight, incident: Incident) -> Words:
        """Time left, or how late: `5:55`, `! +0:12`, `!! +1:42`; what is attended to shows its own state."""
        when = due(incident, sight.centre.standard)
        if when is None:
            return (fit_right("" if incident.state != "active" else "sent", 9), "dim")
        left = (when - sight.now) // 1000
        if left >= 0:
            return (fit_right(f"w {brief(left)}" if incident.state == "deferred" else brief(left), 9), "text")
        return (fit_right(f"{'!!' if left < -60 else '!'} +{brief(-left)}", 9), "late")

    def _recommended(self, sight: Sight, incident: Incident) -> tuple[str, str]:
        """Whom to send and why; for an active incident, who is on it and how far they are."""
        if incident.state == "active":
            return _crew(sight.board, incident)
        if self._advised_on is not sight.board.units:
            self._advised_on = sight.board.units
            self._advice.clear()
        known = self._advice.get(incident.id)
        if known is None or known[0] is not incident:
            advice = recommend(sight.board, sight.centre, incident)
            text = " ".join(advice.units) or ("none free" if advice.short else "no unit")
            known = self._advice[incident.id] = (incident, (text, advice.brief))
        return known[1]


def _crew(board: Board, incident: Incident) -> tuple[str, str]:
    crew = board.on(incident.id)
    text = " ".join(f"{STATUS[a.status].mark}{a.unit}" for a in crew)
    return text, " ".join(f"{a.unit} {STATUS[a.status].code}" for a in crew)
