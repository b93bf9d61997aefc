"""What happened between two boards that the person at this position has to hear of, one line each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from console.rules.board import Board, Incident
from console.rules.incident import title
from console.rules.news import Ear
from console.rules.news import news as changes
from console.rules.status import STATUS
from console.screens.hearing import Hearing
from console.screens.shift import Shift
from console.widgets.sight import Sight


def news(before: Board, sight: Sight, hand: int | None) -> Iterator[str]:
    """Lines that ring or stop, what waits for a unit, bulletins, remarks on the incident in hand, one's own units.

    What this position did itself it knows already.
    """
    yield from _rings(before, sight.board)
    yield from _waiting(before, sight)
    yield from _bulletins(before, sight)
    yield from _remarks(before, sight, hand)
    yield from _units(before, sight, hand)


def _rings(before: Board, after: Board) -> Iterator[str]:
    for call in after.calls.values():
        was = before.calls.get(call.id)
        if call.state == "ringing" and was is None:
            yield f"{call.line} RINGS {call.phone}".rstrip()
        elif was is not None and was.state == "ringing" != call.state and call.position:
            yield f"{call.line} answered by {call.position}"
    for id, was in before.calls.items():
        if was.state == "ringing" and id not in after.calls:
            yield f"{was.line} stopped ringing"


def _waiting(before: Board, sight: Sight) -> Iterator[str]:
    for incident in sight.board.incidents.values():
        was = before.incidents.get(incident.id)
        sent = incident.state == "pending" and incident.sent is not None and (was is None or was.sent is None)
        if sent and incident.position != sight.position:
            town = incident.place.town if incident.place else ""
            yield f"NEW P{incident.priority or '?'} {title(incident)} {town}".rstrip()


def _bulletins(before: Board, sight: Sight) -> Iterator[str]:
    for id, bulletin in sight.board.bulletins.items():
        if id not in before.bulletins and bulletin.position != sight.position:
            yield f"BULLETIN B{id} {bulletin.by} until {sight.time(bulletin.until)[:5]}: {bulletin.text}"


def _remarks(before: Board, sight: Sight, hand: int | None) -> Iterator[str]:
    incident, was = _incident(sight.board, hand), _incident(before, hand)
    if incident is None or was is None:
        return
    for remark in incident.remarks[len(was.remarks) :]:
        if remark.position != sight.position:
            yield f"#{incident.short} {remark.who} {sight.time(remark.when)}: {remark.text}"


def _units(before: Board, sight: Sight, hand: int | None) -> Iterator[str]:
    mine = sight.board.last.get(sight.position)
    own = mine.assignments if mine is not None and mine != before.last.get(sight.position) else {}
    for assignment in sight.board.assignments.values():
        was = before.assignments.get(assignment.id)
        if assignment.id in own or was is None or was.status == assignment.status or assignment.status == "cleared":
            continue
        incident = _incident(sight.board, assignment.incident)
        if incident is not None and (incident.id == hand or incident.position == sight.position):
            word = f"{STATUS[assignment.status].word} {assignment.destination or assignment.disposition}".rstrip()
            yield f"#{incident.short} {assignment.unit} {word}"


class ToldAtOnce(Hearing):
    """What others changed of one's own incidents is told as it comes: line by line nothing stands in its way."""

    def __init__(self, shift: Shift, tell: Callable[[str], None]) -> None:
        super().__init__(shift)
        self._of = shift
        self._put = tell

    def hear(self, before: Board, after: Board) -> None:
        """Tell what others did between two boards."""
        watching = frozenset() if self.open is None else frozenset((self.open,))
        for one in changes(before, after, Ear(self._of.position, self._of.who, watching)):
            self._put(f"{one.text}, {self._of.sight.time(one.when)}")

    def tick(self) -> None:
        """Nothing waits to be told."""


def _incident(board: Board, id: int | None) -> Incident | None:
    return None if id is None else board.incidents.get(id) or board.recent.get(id)
