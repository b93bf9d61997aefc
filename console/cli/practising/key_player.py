"""A key script played through the console itself: the same keys on the same path, on a clock that goes a step a key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import events

from console.app import ConsoleApp
from console.cli.practising import key_outcomes
from console.cli.practising.rest import rest
from console.keymap import Keymap
from console.practice.clock import Stepped
from console.practice.exercise import Exercise
from console.practice.steps import Step, pairs
from console.widgets.answers import Answers

KEY_MS = 125
"""What a key costs: 96 words a minute, a good typist."""
TICK_MS = 1_000
COMMANDS = {"answer": "call.take", "verify": "call.verify", "send": "call.send", "end": "call.end"}
FIELDS = {"place": "call.location", "kind": "call.type", "phone": "call.phone", "note": "call.remarks"}
"""Steps that press a command's keys, and those that go to a field and fill it in."""


class Player:
    """Somebody at the keys of one console who does what a script says."""

    def __init__(self, app: ConsoleApp, clock: Stepped, exercise: Exercise) -> None:
        self.app = app
        self.clock = clock
        self.exercise = exercise

    async def play(self, steps: Iterable[Step]) -> None:
        """Do every step, until the run is over."""
        await self.settle()
        for step in steps:
            if self.exercise.run.over is None:
                await self._do(step)

    async def finish(self) -> None:
        """Press nothing more and let the run come to its end."""
        while self.exercise.run.over is None:
            await self.pass_time(TICK_MS)

    async def press(self, *keys: str) -> None:
        """Press keys; each is done with before the next."""
        for key in keys:
            self._send(key)
            await rest(self.app)
            await self.pass_time(KEY_MS)

    async def type(self, text: str) -> None:
        """Type a text into the field in focus, and let the time go by that it takes."""
        for character in text:
            self._send(character)
        await rest(self.app)
        await self.pass_time(KEY_MS * len(text))

    def _send(self, key: str) -> None:
        self.app.post_message(events.Key(key, " " if key == "space" else key if len(key) == 1 else None))

    async def pass_time(self, ms: int) -> None:
        """Let time go by, second by second; whatever is due in between happens then."""
        until = self.clock.now + ms
        while (second := self.clock.now - self.clock.now % TICK_MS + TICK_MS) <= until:
            self.clock.now = second
            self.app.tick()
            await self.settle()
        self.clock.now = until
        await self.settle()

    async def settle(self) -> None:
        """Whatever is due now is done and drawn."""
        await self.exercise.step()
        await rest(self.app)

    async def _do(self, step: Step) -> None:
        word, rest_of_line = step.word, step.rest
        if word == "wait":
            await self.pass_time(int(rest_of_line) * 1000)
        elif word in COMMANDS:
            if word == "answer":
                await self._wait_for_ringing()
            await self.command(COMMANDS[word])
        elif word == "do":
            await self.command(rest_of_line)
        elif word in FIELDS:
            await self._fill(FIELDS[word], rest_of_line)
        elif word == "key":
            await self.press(*rest_of_line.split())
        elif word in ("text", "pick"):
            await self.press(*rest_of_line)
        else:
            await self._longer(word, rest_of_line)

    async def _longer(self, word: str, said: str) -> None:
        match word:
            case "say":
                if not self.app.intake.speaking:
                    await self.command("call.say")
                await self.type(said)
                await self.press("enter")
            case "phrase":
                await self._phrase(said)
            case "name":
                await self.command("call.phone")
                await self.press("tab")
                await self.type(said)
                await self.press("enter")
            case "line":
                await self.command("line.command")
                await self.type(said)
                await self.press("enter")
            case "safety":
                await self._answers(said)
            case "refer":
                await key_outcomes.refer(self, said)
            case "inform":
                await key_outcomes.inform(self, said)
            case "request":
                await key_outcomes.request(self)

    async def _wait_for_ringing(self) -> None:
        while not any(call.state == "ringing" for call in self.app.shift.board.calls.values()):
            if self.exercise.run.over is not None:
                return
            await self.pass_time(TICK_MS)

    async def command(self, id: str) -> None:
        """Press the keys of a command from where one is."""
        typing = bool(getattr(self.app.screen, "typing", False))
        await self.press(*keys_for(self.app.shift.keymap, id, typing=typing))

    async def _fill(self, id: str, text: str) -> None:
        await self.command(id)
        if self.app.focused is not None and self.app.focused.id != "remark":
            await self.press("home", *["delete"] * len(getattr(self.app.focused, "value", "")))
        await self.type(text)
        await self.press("enter")

    async def _phrase(self, id: str) -> None:
        await self.command("call.say")
        if not self.app.intake.sheet_up:
            await self.command("call.say")
        phrases = [phrase.id for phrase in self.app.shift.centre.phrases]
        keymap = self.app.shift.keymap
        await self.press(*_first(keymap.lists["list.first"]))
        for _ in range(phrases.index(id)):
            await self.press(*_first(keymap.lists["list.down"]))
        await self.press("enter")

    async def _answers(self, said: str) -> None:
        await self.command("call.safety")
        answers = self.app.intake.query_one(Answers)
        for code, _, value in pairs(said):
            codes = [question.code for question in answers.questions]
            if code not in codes or not answers.has_focus:
                continue
            steps = codes.index(code) - answers.at
            await self.press(*["right" if steps > 0 else "left"] * abs(steps))
            question = answers.question
            typed = value if question is None or question.kind not in ("yes-no", "choice") else value[:1].lower()
            if question is not None and question.kind == "choice" and value in question.choices:
                typed = str(question.choices.index(value) + 1)
            await self.press(*typed)
            if question is not None and question.kind not in ("yes-no", "choice"):
                await self.press("enter")


def _first(keys: Sequence[str]) -> list[str]:
    return keys[0].split(" ")


def keys_for(keymap: Keymap, id: str, *, typing: bool) -> list[str]:
    """The keys that reach a command from where one is, one after another."""
    if keymap.direct.get(id):
        return _first(keymap.direct[id])
    if not typing and keymap.lists.get(id):
        return _first(keymap.lists[id])
    out = [_first(keymap.leave)[0]] if typing and keymap.leave else []
    return [*out, keymap.leader, *_first(keymap.letters[id])]
