"""The questions of the service on one line: one key answers where one can, words where they must."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.message import Message

from console.rules.catalogue import Question
from console.terminal.text import clean
from console.widgets.paper import Paper, Words

KEYS = {"y": "Y", "n": "N", "u": "?", "?": "?"}
LIMIT = 200
"""Characters; no answer is longer."""


class Answers(Paper):
    """`weapon N   injured ?   age [40_]`: Y, N or ? answers and goes on, a digit chooses, words end with Enter.

    Arrows move. What is half typed stays with its question, and is kept with the form's draft.
    """

    can_focus = True
    DEFAULT_CSS = "Answers { height: 1; }"

    @dataclass
    class Answered(Message):
        """One question was answered; `typed` is as it was typed."""

        code: str
        typed: str

    @dataclass
    class Edited(Message):
        """An answer is being typed."""

        code: str
        text: str

    @dataclass
    class Moved(Message):
        """Another question is the one that a key would answer."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.questions: Sequence[Question] = ()
        self._values: Mapping[str, str] = {}
        self.half: dict[str, str] = {}
        self.at = 0

    @property
    def question(self) -> Question | None:
        """The one that a key would answer."""
        return self.questions[self.at] if self.at < len(self.questions) else None

    def show(self, questions: Sequence[Question], values: Mapping[str, str]) -> None:
        """Draw the questions, each with its answer; the cursor stays on its question."""
        here = self.question.code if self.question else ""
        codes = [question.code for question in questions]
        self.questions, self._values = questions, values
        self.at = codes.index(here) if here in codes else 0
        self._draw()

    def go(self, code: str) -> None:
        """Put the cursor on a question that is there."""
        self.at = next((n for n, question in enumerate(self.questions) if question.code == code), self.at)
        self._draw()

    def on_key(self, event: events.Key) -> None:
        """An answer, a part of one, or a step to the left or right."""
        question = self.question
        if question is None or not self._takes(question, event):
            return
        event.stop()
        self._draw()

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text is words of the answer in hand, whatever lines it had."""
        if self.question is not None:
            self._type(self.question, " ".join(event.text.split()))
            event.stop()
            self._draw()

    def _takes(self, question: Question, event: events.Key) -> bool:
        character = event.character if event.is_printable and event.character else ""
        half = self.half.get(question.code, "")
        if event.key in ("left", "right"):
            self.at = (self.at + (1 if event.key == "right" else -1)) % len(self.questions)
            self.post_message(self.Moved())
        elif event.key == "backspace" and half:
            self._keep(question, half[:-1])
        elif not character:
            return False
        elif question.kind == "yes-no" and character.lower() in KEYS:
            self._answer(question, KEYS[character.lower()])
        elif question.kind == "choice" and len(question.choices) < 10 and not half and character in "123456789?":
            self._answer(question, character)
        elif question.kind in ("yes-no", "note"):
            return False
        else:
            self._type(question, character)
        return True

    def enter(self) -> bool:
        """Give the answer that was typed; False when none was."""
        question = self.question
        typed = self.half.get(question.code, "") if question else ""
        if question is None or not typed.strip():
            return False
        self._answer(question, typed)
        return True

    def _answer(self, question: Question, typed: str) -> None:
        self.post_message(self.Answered(question.code, typed))
        self.at = min(self.at + 1, len(self.questions) - 1)

    def _type(self, question: Question, text: str) -> None:
        self._keep(question, clean(self.half.get(question.code, "") + text, limit=LIMIT))

    def _keep(self, question: Question, text: str) -> None:
        self.half[question.code] = text
        self.post_message(self.Edited(question.code, text))

    def on_focus(self) -> None:
        """Mark the question that a key would answer."""
        self.post_message(self.Moved())
        self._draw()

    def on_blur(self) -> None:
        """No question is waiting for a key."""
        self.post_message(self.Moved())
        self._draw()

    def on_resize(self) -> None:
        """More or fewer questions fit."""
        self._draw()

    def _draw(self) -> None:
        words = [self._words(n, question) for n, question in enumerate(self.questions)]
        first = self.at if self.has_focus else 0
        while first > 0 and sum(cell_len(text) + 3 for text, _ in words[first - 1 : self.at + 1]) < self.size.width:
            first -= 1
        line: list[Words] = [("< ", "dim")] if first else []
        for word in words[first:]:
            line += [word, ("   ", "text")]
        self.write([tuple(line)])

    def _words(self, index: int, question: Question) -> Words:
        here = self.has_focus and index == self.at
        half = self.half.get(question.code, "")
        value = self._values.get(question.code, "?")
        boxed = here and bool(half or _typed(question))
        said = f"{question.code} [{half}_]" if boxed else f"{question.code} {half or value}"
        return said, "focus" if here else "accent" if value == "Y" else "text"


def _typed(question: Question) -> bool:
    return question.kind not in ("yes-no", "note", "choice")
