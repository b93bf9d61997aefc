"""An exercise: a run played at a real desk. Callers, crews and the coach are positions like any other."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from console.desk import verbs as v
from console.desk.desk import NotSaved, Receipt
from console.practice import acts
from console.practice.coach import Coach, Coaching
from console.practice.crews import STATUS
from console.practice.hands import Hands
from console.practice.run import Run
from console.practice.scenario import Before, Scenario
from console.rules import facts as f
from console.rules.centre import Centre, Place
from console.rules.refused import Refused

if TYPE_CHECKING:
    from console.desk.local import LocalDesk

LINE, RADIO = "LINE", "RADIO"
"""The positions of callers and of crews."""
AGAIN_MS = 5_000
"""How long a caller waits who finds every line busy."""


class Exercise:
    """Owns one run, and the hands that play it beside the trainee's."""

    def __init__(
        self, desk: LocalDesk, scenario: Scenario, seed: int, now: Callable[[], int], coaching: Coaching
    ) -> None:
        self.desk = desk
        self.scenario = scenario
        self.now = now
        self.entries: list[f.Stamped] = []
        self.run = Run(scenario, seed, desk.centre, desk.board, now(), position=desk.position)
        self.coach = Coach(self.run, coaching)
        self.ended: Callable[[], None] = lambda: None
        self._postponed: list[tuple[int, acts.Act]] = []
        self._stepping = False
        self.hands = Hands(desk, self._hear)
        self.ask = self.hands.ask

    async def begin(self) -> None:
        """Put on the board what was there before."""
        for before in self.scenario.before:
            await self._stage(before)
        for unit in self.scenario.out_of_service:
            with suppress(Refused):
                await self.ask(v.TakeOut(unit, self.desk.centre.reasons[0]), RADIO, RADIO)

    async def step(self) -> None:
        """Do what is due by now."""
        if self._stepping or self.run.over is not None:
            return
        self._stepping = True
        try:
            now = self.now()
            due, self._postponed = self._postponed, []
            again = [act for when, act in due if when <= now]
            self._postponed += [(when, act) for when, act in due if when > now]
            for act in [*again, *self.run.due(now)]:
                with suppress(Refused, NotSaved):  # the trainee was quicker, or the desk is closing
                    await self._do(act)
            if self.run.over is None and (said := self.coach.says(now)) is not None:
                with suppress(NotSaved):
                    await self.ask(v.Whisper(self.desk.position, said), self.coach.name, "COACH")
        finally:
            self._stepping = False

    def _hear(self, entry: f.Stamped) -> None:
        self.entries.append(entry)
        self.run.hear(entry)
        self.coach.hear(entry)

    async def _do(self, act: acts.Act) -> None:
        match act:
            case acts.Rings(caller):
                await self._ring(caller)
            case acts.Speaks(caller, text, noise):
                call = self.run.parties[caller].call
                await self.ask(v.HearCaller(call, text, noise), "CALLER", LINE)
            case acts.Leaves(caller, dropped):
                call = self.run.parties[caller].call
                await self.ask(v.EndCall(call, "dropped" if dropped else "ended"), "CALLER", LINE)
            case acts.CrewActs():
                await self._crew(act)
            case acts.Ends():
                self.run.over = self.now()
                if self.desk.position in self.run.board.whispers:
                    await self.ask(v.Whisper(self.desk.position, ""), self.coach.name, "COACH")
                self.ended()

    async def _ring(self, id: str) -> None:
        busy = {call.line for call in self.run.board.calls.values()}
        free = next((line for line in self.desk.centre.lines if line not in busy), None)
        if free is None:
            self._postponed.append((self.now() + AGAIN_MS, acts.Rings(id)))
            return
        caller = self.run.parties[id].caller
        near = _place(self.desk.centre, caller.near)
        lat, lon = (near.lat, near.lon) if near else (None, None)
        radius = caller.radius_m or None
        self.run.ring(id, self.run.board.next_call)
        await self.ask(v.Ring(free, caller.phone, "phone", caller.near, lat, lon, radius), "CALLER", LINE)

    async def _crew(self, act: acts.CrewActs) -> None:
        who = act.unit or RADIO
        if act.does in STATUS:
            await self.ask(v.Report(act.unit, STATUS[act.does]), who, RADIO)
        elif act.does == "clears":
            await self.ask(v.Clear(act.unit, "NRP"), who, RADIO)
        elif act.does == "help":
            await self.ask(v.RaiseDanger(act.unit, None, act.says), who, RADIO)
        incident = act.incident or self._works_on(act.unit)
        if act.says and incident:
            await self.ask(v.AddRemark(incident, f"{act.unit}: {act.says}"), who, RADIO)

    def _works_on(self, callsign: str) -> int:
        unit = self.run.board.units.get(callsign)
        job = self.run.board.current(unit) if unit else None
        return job.incident if job else 0

    async def _stage(self, before: Before) -> None:
        """An incident that was there before, as if it had been taken then."""
        when = self.now() - before.minutes_ago * 60_000

        async def ask(verb: v.Verb) -> Receipt:
            return await self.ask(verb, "LEE", "C02", happened=when)

        opened = await ask(v.OpenIncident())
        id = next(fact.incident for fact in opened.facts if isinstance(fact, f.IncidentOpened))
        place = _place(self.desk.centre, before.place, before.town)
        if place is not None:
            await ask(v.SetPlace(f.PlaceSet(id, place.text, place.town, place.zone, place.lat, place.lon)))
        await ask(v.SetType(id, before.type))
        if before.priority:
            with suppress(Refused):
                await ask(v.SetPriority(id, before.priority))
        if before.phone:
            await ask(v.SetDetail(id, "phone", before.phone))
        if before.note:
            await ask(v.AddRemark(id, before.note))
        await ask(v.Send(id))
        if before.told_minutes:
            wait = f.PromiseMade(0, "wait", "", None, None, id, minutes=before.told_minutes, text="told by LEE")
            await ask(v.MakePromise(wait))
        if before.units:
            await ask(v.Dispatch(before.units, id, before.status))
        self.run.before[before.id] = id


def _place(centre: Centre, text: str, town: str = "") -> Place | None:
    fitting = (one for one in centre.places if one.text.casefold() == text.casefold() and town in ("", one.town))
    return next(fitting, None) if text else None
