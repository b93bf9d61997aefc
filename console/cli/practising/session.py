"""One run of a scenario in a console of its own, on a store that nothing else knows."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from msgspec import structs

from console.app import ConsoleApp
from console.cli.practising.key_player import Player
from console.cli.practising.practice_console import PracticeStore, looking_after, practice_console
from console.cli.practising.review_sheet import lay_review
from console.desk.desk import Desk
from console.desk.now import now as real_now
from console.keymap import Keymap
from console.practice.clock import Stepped, moment, moved
from console.practice.coach import LEVELS, Coaching
from console.practice.exercise import Exercise
from console.practice.naming import Named
from console.practice.review import Review, review
from console.practice.scenario import Scenario
from console.practice.steps import Step
from console.practice.transcript import scored, transcript
from console.rules.centre import Centre
from console.screens.frame import Frame

if TYPE_CHECKING:
    from console.desk.local import LocalDesk

DRILL_S = 60

Reach = Callable[["LocalDesk"], Awaitable[Desk]]


@dataclass(frozen=True)
class Asked:
    """What a run is to be: which scenario, seed and coach level, who sits there, and the mistake that is drilled."""

    scenario: Scenario
    centre: Centre
    keymap: Keymap
    who: str
    position: str
    seed: int = 1
    level: int = 1
    drilled: Named | None = None
    challenge: str = ""

    @property
    def played(self) -> Scenario:
        """The scenario as it is played: a drill ends as soon as that one thing is done, or after a minute."""
        if self.drilled is None:
            return self.scenario
        return structs.replace(self.scenario, ends=self.drilled.drill, ends_s=DRILL_S + 10)

    def drill(self, mistake: Named) -> Asked:
        """The same call, for one thing only."""
        return replace(self, drilled=mistake)


@dataclass
class Ended:
    """How a run ended: what it came to, if it came to its end, what was chosen next, and its lines."""

    review: Review | None = None
    chosen: str = "leave"
    lines: Sequence[str] = ()
    status: int = 0
    level: int = 1


class Session:
    """A console, its practice store, and the exercise played in it."""

    def __init__(
        self, asked: Asked, dress: Callable[[ConsoleApp], None], *, stepped: bool = False, reach: Reach | None = None
    ) -> None:
        """`reach` is how the trainee comes to the desk, where it is not the one in this process."""
        self.asked = asked
        self._reach = reach
        start = moment(asked.scenario.starts, asked.centre.timezone)
        self.stepped = Stepped(start) if stepped else None
        own = moved(real_now, start) if asked.scenario.starts else real_now
        self.clock: Callable[[], int] = self.stepped or own
        self.exercise: Exercise | None = None
        self.ended = Ended(level=asked.level)
        self._store = PracticeStore()
        self._looking_after: asyncio.Task[None] | None = None
        self.app = practice_console(self._open, asked.keymap, asked.position, asked.who, self.clock)
        self.app.wired["coach.level"] = self._next_level
        dress(self.app)

    def run(self, *, headless: bool = False, mouse: bool = True, steps: Sequence[Step] | None = None) -> Ended:
        """Open the console and stay until it is left; `steps` are played by themselves."""
        try:
            if steps is not None:
                self.app.begun_with = lambda: self._play(steps)
            self.app.run(headless=headless, mouse=mouse, size=(80, 24) if headless else None)
            self.ended.status = self.app.return_code or self.app.return_value or 0
            if self.app.trouble:
                print(self.app.trouble, file=sys.stderr)
            return self.ended
        finally:
            self._store.forget()

    async def _open(self) -> Desk:
        asked = self.asked
        desk = await self._store.open(asked.centre, asked.position, asked.who, self.clock)
        coaching = Coaching(asked.level, self.app.shift.key)
        exercise = self.exercise = Exercise(desk, asked.played, asked.seed, self.clock, coaching)
        exercise.ended = self._over_soon
        await exercise.begin()
        if self.stepped is None:
            self._looking_after = looking_after(exercise.step, exercise.hands.stirred)
        return exercise.hands.seat(await self._reach(desk) if self._reach else None)

    def _over_soon(self) -> None:
        self.app.call_later(self._over)

    def _over(self) -> None:
        exercise, asked = self.exercise, self.asked
        if exercise is None:
            return
        made = self.ended.review = review(exercise.run)
        head = f"{asked.scenario.id}  {asked.scenario.title}  seed {asked.seed}"
        self.ended.lines = (head, "", *transcript(exercise.run, exercise.entries), *scored(made))
        if isinstance(self.app.screen, Frame):
            drill = bool(made.change and made.change.drill) and asked.drilled is None
            lay_review(self.app.screen, asked.scenario, made, drill, self._of_drill(made), self._choose)

    def _of_drill(self, made: Review) -> str:
        drilled, exercise = self.asked.drilled, self.exercise
        if drilled is None or exercise is None:
            return ""
        again = any(one.id == drilled.id for one in made.mistakes) or not exercise.run.holds(drilled.drill)
        seconds = (exercise.run.now - exercise.run.began) // 1000
        return "DRILL   not yet: once more?" if again else f"DRILL   done in {seconds} s"

    def _choose(self, word: str) -> None:
        self.ended.chosen = word
        self.app.run_worker(self.app.go(0), name="leaving")

    def _next_level(self) -> None:
        if self.exercise is not None:
            level = self.exercise.coach.level % len(LEVELS) + 1
            self.exercise.coach.level = self.ended.level = level
            self.app.shift.say(f"The coach speaks {LEVELS[level]} (level {level}).")

    async def _play(self, steps: Sequence[Step]) -> None:
        assert self.stepped is not None and self.exercise is not None
        player = Player(self.app, self.stepped, self.exercise)
        await player.play(steps)
        await player.finish()
        await player.settle()
        await self.app.go(0)
