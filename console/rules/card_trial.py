"""Run cards tried on the past: what they would have recommended at each first dispatch, and what was really sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from console.rules import facts as f
from console.rules.board import Assignment, Board, Incident
from console.rules.catalogue import Need
from console.rules.centre import Centre
from console.rules.recommend import recommend
from console.rules.run_card import abilities, called_for, missing
from console.rules.status import UNDONE
from console.rules.travel import seconds_away
from console.rules.whereabouts import JOBS, WAYS, Whereabouts

FIRST_MS = 60_000
"""What was sent within so long of the first dispatch counts as one send."""
LONGEST_S = 3_600
"""A longer way to the scene is taken for a slip in the stamps."""
PLAN = " + "


class Going(Struct, frozen=True):
    """A unit of a send: its kind, and its estimated seconds to the scene when it was sent (None: not known)."""

    unit: str
    kind: str
    seconds: float | None


class Tried(Struct, frozen=True):
    """An incident: what was advised, what was sent in the first minute, whether that is what its run card asks for.

    `number` is ours and `ref` another system's, if it has one; `when` is its first dispatch (ms UTC); `left_out` says
    why nothing could be advised, "" where it was tested.
    """

    number: str
    ref: str
    type: str
    priority: int
    phoned: bool
    when: int
    sent: tuple[Going, ...]
    advised: tuple[Going, ...] = ()
    by_card: bool = False
    left_out: str = ""

    @property
    def same_kinds(self) -> bool:
        """Whether exactly the kinds were advised that were sent, and as many of each."""
        return not self.left_out and plan(self.advised) == plan(self.sent)


class Trip(Struct, frozen=True):
    """How long a unit really was on its way, in seconds, and what each way to tell where it began had foretold."""

    real: float
    foretold: Mapping[str, float]


class _Advice(Struct, frozen=True):
    when: int
    going: tuple[Going, ...] = ()
    needs: tuple[Need, ...] = ()
    left_out: str = ""


def plan(going: Sequence[Going]) -> str:
    """The kinds of a send: `1 CHIEF + 1 ENGINE`."""
    counts = Counter(one.kind or "(no kind)" for one in going)
    return PLAN.join(f"{counts[kind]} {kind}" for kind in sorted(counts))


class CardTrial:
    """Follows a log by its boards. What is kept is bounded by the incidents that are open and the units there are."""

    def __init__(self, centre: Centre) -> None:
        self._centre = centre
        self._whereabouts = Whereabouts()
        self._advice: dict[int, _Advice] = {}
        self._foretold: dict[int, Mapping[str, float]] = {}

    @property
    def open(self) -> tuple[int, ...]:
        """The incidents that units were sent to and that are not closed."""
        return tuple(self._advice)

    def signed_on(self, fact: f.UnitSignedOn) -> None:
        """A unit came on duty."""
        self._whereabouts.signed_on(fact.unit, fact.lat)

    def dispatched(self, board: Board, fact: f.UnitDispatched, when: int) -> None:
        """A unit is sent, on the board as it was before; the first one of an incident is when advice is asked."""
        incident = board.incident(fact.incident)
        if incident.first_dispatched is None and incident.id not in self._advice:
            self._advice[incident.id] = self._advise(board, incident, when)
        unit = board.units[fact.unit]
        foretold = {
            way: seconds
            for way, jobs in WAYS.items()
            if (seconds := seconds_away(self._whereabouts.guessed(unit, jobs), incident.place)) is not None
        }
        self._foretold[fact.assignment] = foretold
        self._whereabouts.job(fact.unit, incident.place)

    def _advise(self, board: Board, incident: Incident, when: int) -> _Advice:
        service = self._centre.service_of(incident.type)
        needs = called_for(service, incident) if service else ()
        if not needs:
            return _Advice(when, left_out="needs no unit" if service else "no run card")
        seen = [abilities(self._centre, unit.kind, unit.skills) for unit in board.units.values()]
        if any(not any(need.can in able for able in seen) for need in needs):
            return _Advice(when, left_out="no unit of a kind it needs had come on duty yet")
        board = self._whereabouts.on_board(board, when)
        units = (board.units[name] for name in recommend(board, self._centre, incident).units)
        going = tuple(Going(u.callsign, u.kind, seconds_away(u, incident.place)) for u in units)
        return _Advice(when, going, needs)

    def closed(self, board: Board, id: int) -> Iterator[Tried | Trip]:
        """An incident is over, on the board as it was before: what came of it and the ways its units had."""
        jobs = [a for a in board.assignments.values() if a.incident == id and "dispatched" in a.stamps]
        jobs = [job for job in jobs if job.disposition != UNDONE]
        foretold = {job.id: self._foretold.pop(job.id, {}) for job in jobs}
        advice = self._advice.pop(id, None)
        if advice is not None and jobs:
            yield self._tested(board.incident(id), advice, jobs, foretold)
        for job in jobs:
            real = (job.stamps.get("on_scene", 0) - job.stamps.get("en_route", 0)) / 1000
            if "en_route" in job.stamps and 0 < real < LONGEST_S and len(foretold[job.id]) == len(WAYS):
                yield Trip(real, foretold[job.id])

    def _tested(
        self,
        incident: Incident,
        advice: _Advice,
        jobs: Sequence[Assignment],
        foretold: Mapping[int, Mapping[str, float]],
    ) -> Tried:
        first = min(job.stamps["dispatched"] for job in jobs)
        way = next(name for name, count in WAYS.items() if count == JOBS)
        at_once = [job for job in jobs if job.stamps["dispatched"] <= first + FIRST_MS]
        return Tried(
            incident.number,
            incident.ref,
            incident.type,
            incident.priority,
            incident.sent is not None and incident.received < incident.sent,
            advice.when,
            tuple(Going(job.unit, job.kind, foretold[job.id].get(way)) for job in at_once),
            advice.going,
            self._by_card(advice.needs, at_once),
            advice.left_out,
        )

    def _by_card(self, needs: Sequence[Need], jobs: Sequence[Assignment]) -> bool:
        """Whether those who were sent are all that the card asks for, stand-ins counted, and nobody beyond it."""
        there = [abilities(self._centre, job.kind) for job in jobs]
        return sum(need.count for need in needs) == len(jobs) > 0 and not missing(needs, there)
