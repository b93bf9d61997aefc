"""The pending queue: what waits for a unit, latest first, then what is being worked on."""

from __future__ import annotations

from collections.abc import Sequence

from console.rules.board import Board, Incident
from console.rules.cells import QUEUE_SORTS, incident_cells, sorted_queue
from console.rules.clock import due
from console.rules.marks import marks
from console.rules.recommend import recommend
from console.rules.status import STATUS
from console.rules.wording import brief
from console.widgets.listing import Listing
from console.widgets.paper import Line, Words, fit, fit_place, fit_right
from console.widgets.sight import Sight

WIDE = 110
NORMAL = 80
BEFORE = 35
"""Cells before the place."""
FULL = 115
"""Cells that all columns take at their least."""


class Queue(Listing[int]):
    """Incidents, by lateness first. A row never shows its priority or lateness by colour alone."""

    sorts = tuple(QUEUE_SORTS)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._advice: dict[int, tuple[Incident, tuple[str, str]]] = {}
        self._advised_on: object = None

    def sorted_keys(self, sight: Sight) -> Sequence[int]:
        """What waits before what is worked on; drafts are their taker's own."""
        return sorted_queue(sight.board, sight.centre, sight.now, self.sort)

    def fits(self, sight: Sight, key: int) -> bool:
        """Whether the filter lets it through; life at risk is never hidden."""
        return sight.board.incidents[key].priority == 1 or self._passes(sight, key)

    def _passes(self, sight: Sight, key: int) -> bool:
        incident = sight.board.incidents[key]
        me = (sight.position, sight.who)
        return self.filter.fits(incident_cells(incident, sight.board, sight.centre, sight.now, me))

    def heading(self, sight: Sight, shown: str) -> tuple[Line, ...]:
        """The pane's title and the column heads."""
        active = len(self.keys) + self.hidden - len(sight.pending)
        title = f"PENDING {len(sight.pending)}  ACTIVE {active}"
        line = self.titled(title, self.filtered(), self._kept(sight), f"sort: {self.sort}", shown)
        width = self.size.width
        head = f" #  P {fit_right('AGE', 7)}{fit_right('DUE', 10)} {fit('TYPE', 10)} LOCATION"
        place, send, why = _rooms(width)
        if width >= WIDE:
            head = f"{fit(head, BEFORE + place)}TOWN       ZONE  {fit('RECOMMEND', send)}{fit('WHY', why)}BY"
        elif width >= NORMAL:
            head = f"{fit(head, BEFORE + place)}TOWN      {fit('RECOMMEND', send)}BY"
        else:
            head = f"{fit(head, width - 11)}RECOMMEND"
        return (line, ((head, "dim"),))

    def _kept(self, sight: Sight) -> str:
        """How many of priority 1 are shown although the filter would hide them."""
        if not self.filter.conditions:
            return ""
        kept = sum(not self._passes(sight, key) for key in self.keys)
        return f"+{kept} P1 kept" if kept else ""

    def row(self, sight: Sight, key: int, cursor: bool) -> Line:
        """`>1  P1  0:52   ! +0:12 MED-U   88 RIVER RD ...`"""
        incident = sight.board.incidents[key]
        ink = "cursor" if cursor and self.has_focus else "text"
        place = incident.place
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
        for_place, for_send, for_why = _rooms(width)
        where = _where(sight, incident, for_place - 1) + " "
        if width >= WIDE:
            zone = place.zone if place else ""
            words.append((where + fit(town, 11) + fit(zone, 6) + fit(send, for_send - 1) + " ", ink))
            words.append((fit(why, for_why - 1) + " " + fit(incident.position, 6), ink))
        elif width >= NORMAL:
            words.append((where + fit(town, 10) + fit(send, for_send) + fit(incident.position, 4), ink))
        else:
            words.append((where + fit(send, for_send), ink))
        return tuple(words)

    def _priority(self, incident: Incident) -> Words:
        role = {1: "first", 2: "second"}.get(incident.priority, "text")
        return (f"P{incident.priority or '?'}", role)

    def _age(self, sight: Sight, incident: Incident) -> str:
        return brief((sight.now - (incident.sent or incident.opened)) // 1000)

    def _due(self, sight: Sight, incident: Incident) -> Words:
        """Time left, or how late: `5:55`, `! +0:12`, `!! +1:42`; what waits says so, or that it is `DUE` now."""
        when = due(incident, sight.centre.standard)
        if when is None:
            return (fit_right("" if incident.state != "active" else "sent", 9), "dim")
        left = (when - sight.now) // 1000
        if incident.state == "deferred":
            return (fit_right(_wait(sight, incident, left), 9), "text" if left >= 0 else "late")
        if left >= 0:
            return (fit_right(brief(left), 9), "text")
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


def _rooms(width: int) -> tuple[int, int, int]:
    """Cells for the place, for whom to send and for why; a wide window gives each of them its part of the rest."""
    if width < NORMAL:
        return max(9, width - 46), 11, 0
    if width < WIDE:
        return 19 + width - NORMAL, 11, 0
    rest = max(0, width - FULL)
    return 30 + rest // 3, 15 + rest // 3, 12 + rest - 2 * (rest // 3)


def _wait(sight: Sight, incident: Incident, left: int) -> str:
    """`w 29:10`, `pl 18:00` or the day of planned work, and `DUE +0:12` once the time has come."""
    if left < 0:
        return f"DUE +{brief(-left)}"
    if incident.planned is None:
        return f"w {brief(left)}"
    moment = sight.moment(incident.planned)
    return f"pl {moment}" if len(moment) == 5 else f"pl {sight.day(incident.planned)}"


def _where(sight: Sight, incident: Incident, width: int) -> str:
    """The place, and behind it the marks that leave it half of the room."""
    place = incident.place
    where = ("" if place and place.matched else "~ ") + (place.text if place else "place unknown")
    said = ""
    for mark, _ in marks(sight.board, incident, sight.now):
        if len(said) + len(mark) < width // 2:
            said += f" {mark}"
    return fit(fit_place(where, width - len(said)).rstrip() + said, width)


def _crew(board: Board, incident: Incident) -> tuple[str, str]:
    crew = board.on(incident.id)
    text = " ".join(f"{STATUS[a.status].mark}{a.unit}" for a in crew)
    return text, " ".join(f"{a.unit} {STATUS[a.status].code}" for a in crew)
