"""What the screens are shown once a second and after each change: the board, the centre and the time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from msgspec import Struct

from console.rules.alarm import Alarm, alarms
from console.rules.board import Assignment, Board, Call, Incident
from console.rules.centre import Centre
from console.rules.clock import due
from console.rules.status import STATUS


class Sight(Struct, frozen=True, dict=True):
    """A board at a moment (`now`, ms UTC) as one position sees it."""

    board: Board
    centre: Centre
    now: int
    position: str
    who: str

    @cached_property
    def zone(self) -> ZoneInfo:
        """The centre's time zone."""
        return ZoneInfo(self.centre.timezone)

    def time(self, when: int) -> str:
        """A moment as the centre's wall clock shows it: 14:32:07."""
        return datetime.fromtimestamp(when / 1000, self.zone).strftime("%H:%M:%S")

    @cached_property
    def date(self) -> str:
        """The day at the centre: Sat 21 Nov."""
        return datetime.fromtimestamp(self.now / 1000, self.zone).strftime("%a %d %b")

    @cached_property
    def today(self) -> str:
        """The day at the centre as an ISO date."""
        return datetime.fromtimestamp(self.now / 1000, self.zone).date().isoformat()

    def day(self, when: int) -> str:
        """A moment's day as people say it: 12 Nov, with the year where it is another one."""
        at = datetime.fromtimestamp(when / 1000, self.zone)
        year = "" if f"{at:%Y}" == self.today[:4] else f" {at:%Y}"
        return f"{at.day} {at:%b}{year}"

    @cached_property
    def alarms(self) -> tuple[Alarm, ...]:
        """What nobody has seen yet, worst first."""
        return alarms(self.board, self.centre.standard, self.now)

    @cached_property
    def pending(self) -> tuple[Incident, ...]:
        """Incidents that wait for a unit."""
        return tuple(i for i in self.board.incidents.values() if i.state in ("pending", "deferred"))

    @cached_property
    def overdue(self) -> int:
        """How many incidents wait for a unit longer than they should."""
        dues = (due(incident, self.centre.standard) for incident in self.pending)
        return sum(when is not None and when < self.now for when in dues)

    @cached_property
    def calls(self) -> tuple[Call, ...]:
        """This position's own lines, and those that ring."""
        mine = self.board.calls_of(self.position)
        return (*mine, *(call for call in self.board.calls.values() if call.state == "ringing"))

    @cached_property
    def call(self) -> Call | None:
        """The call this position talks on now."""
        talking = [call for call in self.board.calls_of(self.position) if call.state == "answered"]
        return talking[-1] if talking else None

    def story(self, incident: Incident) -> Iterator[tuple[int, str, str]]:
        """An incident's lines in order of time: when, who, and the words; what the desk itself knows comes from SYS."""
        lines = _written(incident)
        for same in self.board.merged_into(incident.id):
            lines += [(when, who, f"(#{same.short}) {text}") for when, who, text in _written(same)]
        if incident.sent is not None:
            lines.append((incident.sent, "SYS", "SENT: the dispatcher sees every line from here on"))
        for assignment in self.board.assignments.values():
            if assignment.incident == incident.id:
                lines += _jobs(assignment)
        return iter(sorted(lines, key=lambda line: line[0]))


def _written(incident: Incident) -> list[tuple[int, str, str]]:
    said = [(one.when, one.who, f"said {one.phrase}") for one in incident.said]
    return [*((remark.when, remark.who, remark.text) for remark in incident.remarks), *said]


def _jobs(assignment: Assignment) -> Iterator[tuple[int, str, str]]:
    for name, when in assignment.stamps.items():
        note = assignment.disposition if name == "cleared" else assignment.destination if name == "transporting" else ""
        yield when, "SYS", f"{assignment.unit} {STATUS[name].word}{' ' + note if note else ''}"
