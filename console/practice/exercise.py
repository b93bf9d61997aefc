"""An exercise: a run played at a real desk. Callers, crews and the coach are positions like any other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress

from console.desk import verbs as v
from console.desk.desk import Draft, Known, NotSaved, Receipt, Standing, new_key
from console.desk.enquiries import Enquiries
from console.desk.local import LocalDesk
from console.desk.sitting import Seat as Sitter
from console.practice import acts
from console.practice.coach import Coach, Coaching
from console.practice.crews import STATUS
from console.practice.run import Run
from console.practice.scenario import Before, Scenario
from console.rules import facts as f
from console.rules.board import Board
from console.rules.centre import Centre, Place
from console.rules.refused import Refused

LINE, RADIO = "LINE", "RADIO"
"""The positions of callers and of crews."""
AGAIN_MS = 5_000
"""How long a caller waits who finds every line busy."""


class Exercise:
    """Owns one run; its `seat` is the desk that the trainee's console is given."""

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
        self._stir = asyncio.Event()

    async def stirred(self, seconds: float) -> None:
        """Wait until something was written, at most so long."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stir.wait(), seconds)
        self._stir.clear()

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

    async def ask(
        self, verb: v.Verb, who: str, position: str, *, key: str = "", happened: int | None = None
    ) -> Receipt:
        """A verb at the desk, whoever asks for it; the run hears what comes of it."""
        asking = asyncio.ensure_future(self.desk.ask_as(who, position, verb, key=key or new_key(), happened=happened))
        asking.add_done_callback(lambda done: self._hear(done, who, position, happened))
        return await asyncio.shield(asking)

    def seat(self) -> Seat:
        """The trainee's desk."""
        return Seat(self)

    def _hear(self, done: asyncio.Future[Receipt], who: str, position: str, happened: int | None) -> None:
        if done.cancelled() or done.exception() is not None:
            return
        receipt = done.result()
        self._stir.set()
        when = receipt.at if happened is None else happened
        for number, fact in zip(receipt.numbers, receipt.facts, strict=False):
            entry = f.Stamped(number, when, who, position, receipt.key, fact)
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
        if act.says and act.incident:
            await self.ask(v.AddRemark(act.incident, f"{act.unit}: {act.says}"), who, RADIO)

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


class Seat:
    """The trainee's desk: the real one, with the run listening."""

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self._desk = exercise.desk
        self.centre: Centre = self._desk.centre
        self.position = self._desk.position
        self.who = self._desk.who

    @property
    def board(self) -> Board:
        """The newest board, whether or not anybody was shown it."""
        return self._desk.board

    @property
    def standing(self) -> Standing:
        """How the desk itself is."""
        return self._desk.standing

    @property
    def seat(self) -> Sitter:
        """Who sits here."""
        return self._desk.seat

    @property
    def enquiries(self) -> Enquiries:
        """What the desk knows beside the board."""
        return self._desk.enquiries

    async def ask(self, verb: v.Verb, *, key: str = "", happened: int | None = None) -> Receipt:
        """Do it, and let the run hear of it."""
        return await self._exercise.ask(verb, self.who, self.position, key=key, happened=happened)

    async def look_up(self, key: str) -> Known:
        """What became of a command."""
        return await self._desk.look_up(key)

    def follow(self) -> AsyncIterator[Board]:
        """The newest board."""
        return self._desk.follow()

    async def save_draft(self, slot: str, body: str) -> int:
        """Keep a half-typed form."""
        return await self._desk.save_draft(slot, body)

    async def drop_draft(self, slot: str) -> None:
        """Forget a form that was finished."""
        await self._desk.drop_draft(slot)

    async def drafts(self) -> tuple[Draft, ...]:
        """This position's half-typed forms."""
        return await self._desk.drafts()

    async def close(self) -> None:
        """Finish what was asked, then let go of the store."""
        await self._desk.close()


def _place(centre: Centre, text: str, town: str = "") -> Place | None:
    fitting = (one for one in centre.places if one.text.casefold() == text.casefold() and town in ("", one.town))
    return next(fitting, None) if text else None
