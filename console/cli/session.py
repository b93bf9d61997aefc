"""One run of a scenario in a console of its own, on a store that nothing else knows."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import wrap

from console.app import ConsoleApp
from console.cli.key_player import Player
from console.desk.desk import Desk
from console.desk.local import LocalDesk
from console.desk.now import now as real_now
from console.keymap import Keymap
from console.practice.clock import Stepped, moment, moved
from console.practice.coach import LEVELS, Coaching
from console.practice.exercise import Exercise
from console.practice.review import AREA_WORDS, Review, review
from console.practice.scenario import Scenario
from console.practice.steps import Step
from console.practice.transcript import scored, transcript
from console.rules.centre import Centre
from console.screens.frame import Frame
from console.widgets.sight import Mode

PRACTICE = Mode("*** PRACTICE - NOT REAL ***", "practice", " *** PRACTICE - NOT REAL *** ")
PAGES = {"dark": "#00005F", "night": "#00005F", "light": "#FFFFD7", "sixteen": "ansi_blue"}
"""The background of each theme in practice; `mono` has no colours, there the words say it."""
STEP_S = 0.25
"""How often callers and crews are looked after, seconds."""
TWICE_MS = 10_000
"""Within which time the keys that leave have to be pressed again."""


@dataclass
class Asked:
    """What a run is to be: which scenario, seed and coach level, and who sits there."""

    scenario: Scenario
    centre: Centre
    keymap: Keymap
    who: str
    position: str
    seed: int = 1
    level: int = 1
    drill: str = ""
    number: str = ""


@dataclass
class Ended:
    """How a run ended: what it came to, if it came to its end, what was chosen next, and its lines."""

    review: Review | None = None
    chosen: str = "leave"
    lines: Sequence[str] = ()
    status: int = 0
    level: int = 1
    mistakes: Sequence[str] = field(default_factory=tuple)


class Session:
    """A console, its practice store, and the exercise played in it."""

    def __init__(self, asked: Asked, dress: Callable[[ConsoleApp], None], *, stepped: bool = False) -> None:
        self.asked = asked
        start = moment(asked.scenario.starts, asked.centre.timezone)
        self.stepped = Stepped(start) if stepped else None
        own = moved(real_now, start) if asked.scenario.starts else real_now
        self.clock: Callable[[], int] = self.stepped or own
        self.exercise: Exercise | None = None
        self.ended = Ended(level=asked.level)
        self._folder = tempfile.TemporaryDirectory(prefix="firstline-practice-")
        self._leaving = 0
        self._looking_after: asyncio.Task[None] | None = None
        self.app = self._console()
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
            self._folder.cleanup()

    def _console(self) -> ConsoleApp:
        from console.terminal.driver import GuardDriver

        asked = self.asked
        app = ConsoleApp(self._open, asked.keymap, asked.position, asked.who, self.clock, GuardDriver)
        app.shift.mode = PRACTICE
        app.tint(PAGES)
        app.wired = {"desk.practice": self._leave, "coach.level": self._next_level}
        return app

    async def _open(self) -> Desk:
        asked = self.asked
        url = f"sqlite:///{Path(self._folder.name) / 'practice.db'}"
        desk = await LocalDesk.open(url, asked.centre, position=asked.position, who=asked.who, now=self.clock)
        coaching = Coaching(asked.level, self.app.shift.key)
        exercise = self.exercise = Exercise(desk, asked.scenario, asked.seed, self.clock, coaching)
        exercise.ended = self._over_soon
        await exercise.begin()
        if self.stepped is None:
            self._looking_after = asyncio.create_task(self._look_after(exercise))
        return exercise.seat()

    async def _look_after(self, exercise: Exercise) -> None:
        while exercise.run.over is None:
            await exercise.step()
            await asyncio.sleep(STEP_S)

    def _over_soon(self) -> None:
        self.app.call_later(self._over)

    def _over(self) -> None:
        exercise = self.exercise
        if exercise is None:
            return
        made = self.ended.review = review(exercise.run)
        self.ended.lines = (*self._head(), *transcript(exercise.run, exercise.entries), *scored(made))
        self._show_review(made)

    def _head(self) -> tuple[str, ...]:
        scenario = self.asked.scenario
        return (f"{scenario.id}  {scenario.title}  seed {self.asked.seed}", "")

    def _show_review(self, made: Review) -> None:
        frame = self.app.screen
        if not isinstance(frame, Frame):
            return
        rows = list(review_rows(self.asked, made, self.app.size.width - 4))
        choices = self._choices(made)
        at = len(rows)
        rows += [f"-> {said}" for _, said in choices]

        def choose(row: int) -> None:
            if row >= at:
                self.ended.chosen = choices[row - at][0]
                self.app.run_worker(self.app.go(0), name="leaving")
            else:
                self.app.call_later(frame.lay, title, rows, choose, at)

        title = f"REVIEW of {self.asked.scenario.title}   arrows move, Enter chooses"
        frame.lay(title, rows, choose, at)

    def _choices(self, made: Review) -> list[tuple[str, str]]:
        drill = made.change.drill if made.change else ""
        words = [("drill", "60-second drill on just that")] if drill and not self.asked.drill else []
        words += [("again", "the same call again"), ("next", "the next call"), ("leave", "leave practice")]
        return words

    def _leave(self) -> None:
        shift = self.app.shift
        if shift.read_clock() - self._leaving < TWICE_MS:
            self.app.run_worker(self.app.go(0), name="leaving")
        else:
            self._leaving = shift.read_clock()
            shift.say(f"Leave practice? {shift.key('desk.practice')} again does it; nothing here is kept.")

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


def review_rows(asked: Asked, made: Review, width: int) -> list[str]:
    """The review in lines of at most this width."""
    bands = "   ".join(f"{AREA_WORDS[band.area]} {band.won}/{band.of}" for band in made.bands)
    rows = [f"SCORE {made.score} of 100", *wrap(bands, width)]
    for said in made.keep:
        rows += _labelled("KEEP", said, width)
    if (change := made.change) is not None:
        line = f' You said: "{change.line}"' if change.line and change.line not in change.says else ""
        rows += _labelled("CHANGE", change.says + line, width)
        rows += _labelled("NEXT", change.next, width)
    if more := [one.says for one in made.mistakes[1:]]:
        rows += _labelled("ALSO", " ".join(more), width)
    elif not made.mistakes and made.missed:
        rows += _labelled("MORE", "; ".join(made.missed[:3]), width)
    rows += _labelled("ABOUT", asked.scenario.about, width)
    return rows


def _labelled(label: str, said: str, width: int) -> list[str]:
    return wrap(f"{label:<8}{said}", width, subsequent_indent=" " * 8)
