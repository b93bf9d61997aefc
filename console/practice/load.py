"""Load practice: incidents arrive by themselves, crews do what they are sent to, and the dispatcher keeps up or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec.structs import replace

from console.desk import verbs as v
from console.desk.desk import NotSaved
from console.practice.arrivals import Arrival
from console.practice.crews import ARRIVES_S, ROLLS_S, STATUS
from console.practice.hands import Hands
from console.practice.scenario import CrewDoes
from console.rules import facts as f
from console.rules.board import Board
from console.rules.fold.board import apply
from console.rules.refused import Refused
from console.rules.travel import seconds_away
from console.rules.wording import spell

if TYPE_CHECKING:
    from console.desk.local import LocalDesk

TAKER, RADIO = "C02", "RADIO"


class Load:
    """One stretch of arrivals at a desk, `times` as fast; what crews do is as much faster."""

    def __init__(
        self, desk: LocalDesk, arrivals: Sequence[Arrival], times: float, now: Callable[[], int], ends_ms: int
    ) -> None:
        self.hands = Hands(desk, self._hear)
        self.board: Board = desk.board
        self.over: int | None = None
        self.began = now()
        self.ends = self.began + round(ends_ms / times)
        self._now = now
        self._times = times
        self._waiting = list(arrivals)
        self._stays: dict[int, int] = {}
        self._sent: dict[int, int] = {}
        self._helped: dict[int, int] = {}
        self._due: list[tuple[int, str, int, CrewDoes]] = []

    async def begin(self, units: Sequence[f.UnitSignedOn]) -> None:
        """Bring on duty the units that the file knows."""
        for unit in units:
            with suppress(Refused):
                await self.hands.ask(v.SignOn(unit), RADIO, RADIO)

    async def step(self) -> None:
        """Do what is due by now."""
        now = self._now()
        arrived = [one for one in self._waiting if self.began + one.after / self._times <= now]
        self._waiting = self._waiting[len(arrived) :]
        ready = sorted(one for one in self._due if one[0] <= now)
        self._due = [one for one in self._due if one[0] > now]
        with suppress(NotSaved):  # the desk is closing
            for arrival in arrived:
                await self._arrive(arrival)
            for _, unit, incident, does in ready:
                await self._crew(unit, incident, does)
        if now >= self.ends and self.over is None:
            self.over = now

    def told(self) -> Iterator[str]:
        """How it went, in lines."""
        taken = [(self._helped[id] - when) // 1000 for id, when in self._sent.items() if id in self._helped]
        yield f"{len(self._sent)} incidents came, {len(taken)} of them got a unit; {len(self._sent) - len(taken)} wait."
        if taken:
            ordered = sorted(taken)
            middle, ninth = ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, len(ordered) * 9 // 10)]
            yield f"From sent to a unit assigned: half within {spell(middle)}, nine in ten within {spell(ninth)}."
        oldest = max((self._now() - when for id, when in self._sent.items() if id not in self._helped), default=0)
        if oldest:
            yield f"The oldest has waited {spell(oldest // 1000)}."

    def _hear(self, entry: f.Stamped) -> None:
        self.board = apply(self.board, entry)
        match entry.fact:
            case f.IncidentSent(incident):
                self._sent.setdefault(incident, entry.when)
            case f.UnitDispatched(_, unit, incident):
                self._helped.setdefault(incident, entry.when)
                self._later(entry.when, ROLLS_S * 1000, unit, incident, "rolls")
            case f.UnitReported():
                self._goes_on(entry.when, entry.fact)
            case _:
                pass

    def _goes_on(self, when: int, fact: f.UnitReported) -> None:
        job = self.board.assignments.get(fact.assignment)
        incident = self.board.incidents.get(job.incident) if job else None
        if job is None or incident is None:
            return
        if job.status == "en_route":
            way = seconds_away(self.board.units[job.unit], incident.place)
            self._later(when, round(ARRIVES_S if way is None else way) * 1000, job.unit, incident.id, "arrives")
        elif job.status == "on_scene":
            self._later(when, self._stays.get(incident.id, 0), job.unit, incident.id, "clears")

    def _later(self, when: int, ms: int, unit: str, incident: int, does: CrewDoes) -> None:
        self._due.append((when + round(ms / self._times), unit, incident, does))

    async def _arrive(self, arrival: Arrival) -> None:
        ask = self.hands.ask
        opened = await ask(v.OpenIncident(), "LEE", TAKER)
        id = next(fact.incident for fact in opened.facts if isinstance(fact, f.IncidentOpened))
        self._stays[id] = arrival.stays_ms
        await ask(v.SetPlace(replace(arrival.place, incident=id)), "LEE", TAKER)
        named = v.NameType(id, arrival.code, arrival.name, arrival.priority or 3)
        own = self.hands.desk.centre.service_by_code.get(arrival.code.upper())
        await ask(v.SetType(id, own.code) if own else named, "LEE", TAKER)
        await ask(v.Send(id), "LEE", TAKER)

    async def _crew(self, unit: str, incident: int, does: CrewDoes) -> None:
        with suppress(Refused):  # it was sent elsewhere meanwhile
            if does in STATUS:
                await self.hands.ask(v.Report(unit, STATUS[does], incident), unit, RADIO)
            else:
                codes = (code.code for code in self.hands.desk.centre.dispositions if not code.needs)
                await self.hands.ask(v.Clear(unit, next(codes, "done"), incident), unit, RADIO)
