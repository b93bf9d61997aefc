"""The call's form: fields laid on paper, so that labels and hints cost no widget."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from msgspec import Struct, field
from textual import events
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Input

from console.rules.catalogue import Question
from console.widgets.answers import Answers
from console.widgets.field import Field
from console.widgets.paper import Line, Paper, Words, fit, rule

LABELS = {
    "location": "LOCATION",
    "type": "TYPE",
    "phone": "PHONE",
    "name": "NAME",
    "safety": "SAFETY",
    "who": "WHO/VEH",
    "entry": "ENTRY",
}
ORDER = ("location", "type", "phone", "name", "safety", "who", "entry")
LIMITS = {"location": 160, "type": 40, "phone": 32, "name": 80, "who": 200, "entry": 200}
LEFT = 11
TALL = 34


class Hints(Struct, frozen=True):
    """What stands beside and under the fields: the title, a note per field, and choices to pick from."""

    title: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)
    choices: Sequence[str] = ()
    choosing: int = -1
    questions: Sequence[Question] = ()
    values: Mapping[str, str] = field(default_factory=dict)


class Form(Paper):
    """The fields of a call. It says what was typed and entered; it decides nothing."""

    DEFAULT_CSS = """
    Form { height: 9; }
    Form > Field, Form > Answers { position: absolute; height: 1; }
    """

    @dataclass
    class Edited(Message):
        """A field's text changed."""

        name: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._hints = Hints()
        self._shown: dict[str, str] = {}
        self.brief = False
        """Whether the form leaves room for something else: what can wait has no line of its own."""

    def compose(self) -> ComposeResult:
        """A field per line of the form, and the answers."""
        for name in ORDER:
            if name == "safety":
                yield Answers(id="safety")
            else:
                yield Field(limit=LIMITS[name], id=name)

    def on_mount(self) -> None:
        """Lay the fields where they belong."""
        self.place_fields()

    @property
    def tall(self) -> bool:
        """Whether there is room for every field with a line of its own."""
        return self.app.size.height >= TALL

    @property
    def rows_for_choices(self) -> int:
        """How many lines under the location are kept for choices."""
        return 4 if self.tall else 2

    @property
    def lines(self) -> Mapping[str, tuple[int, int, int]]:
        """Line, column and width of each field."""
        y = 2 + self.rows_for_choices
        wide = max(20, self.size.width - LEFT - 2)
        half = min(30, max(18, wide // 2 - 10))
        at = {
            "location": (1, LEFT, min(46 if self.size.width > 84 else 40, wide)),
            "type": (y, LEFT, 18),
            "phone": (y + 1, LEFT, 18),
            "name": (y + 1, LEFT + 28, half),
            "safety": (y + 2, LEFT, wide),
        }
        if self.tall or not self.brief:
            at["who"] = (y + 3, LEFT, wide)
        if self.tall:
            at["entry"] = (y + 4, LEFT, wide)
        return at

    def place_fields(self) -> None:
        """Put every field on its line; one that has none is out of the way."""
        at = self.lines
        for name in ORDER:
            widget = self.query_one(f"#{name}")
            widget.display = name in at
            if name in at:
                y, x, width = at[name]
                widget.styles.offset = (x, y)
                widget.styles.width = width
        self.styles.height = max(y for y, _, _ in at.values()) + 1

    def be_brief(self, brief: bool) -> None:
        """Leave room for something else, or take it again."""
        if brief != self.brief:
            self.brief = brief
            self.on_resize()

    def on_resize(self) -> None:
        """The lines moved."""
        self.place_fields()
        self._draw()

    def box(self, name: str) -> Field:
        """The field of that name."""
        return self.query_one(f"#{name}", Field)

    @property
    def current(self) -> str:
        """The name of the field that has the focus; empty when none has."""
        focused = self.screen.focused
        return focused.id or "" if focused is not None and focused.parent is self else ""

    def next_from(self, name: str, steps: int = 1) -> str:
        """The field after (or before) another one, empty past the last."""
        there = [field for field in ORDER if field in self.lines]
        index = there.index(name) + steps
        return there[index] if 0 <= index < len(there) else ""

    def load(self, texts: Mapping[str, str]) -> None:
        """Show another call's texts."""
        with self.prevent(Input.Changed):
            for name in LIMITS:
                box = self.box(name)
                box.value = self._shown[name] = texts.get(name, "")
                box.cursor_position = len(box.value)

    def follow(self, texts: Mapping[str, str], touched: Collection[str]) -> None:
        """Show what the log says now in every field that nobody has typed into since it was shown."""
        with self.prevent(Input.Changed):
            for name in LIMITS:
                box, text = self.box(name), texts.get(name, "")
                if box.value == self._shown.get(name, "") != text and name not in touched:
                    box.value = text
                if box.value == text:
                    self._shown[name] = text

    def update(self, texts: Mapping[str, str]) -> None:
        """Take over what others changed, except where somebody is typing."""
        with self.prevent(Input.Changed):
            for name in LIMITS:
                box = self.box(name)
                if not box.has_focus and box.value != texts.get(name, ""):
                    box.value = texts.get(name, "")

    @property
    def touched(self) -> Mapping[str, str]:
        """The fields that a person has changed since they were shown, with what stands there now."""
        there = {name: self.box(name).value for name in LIMITS}
        return {name: text for name, text in there.items() if text != self._shown.get(name, "")}

    def show(self, hints: Hints) -> None:
        """Draw what stands around the fields."""
        self._hints = hints
        self.query_one(Answers).show(hints.questions, hints.values)
        self._draw()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say which field changed."""
        event.stop()
        self.post_message(self.Edited(event.input.id or ""))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Move the mark to the field that has the focus."""
        self._draw()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """The mark goes with the focus."""
        self._draw()

    def _draw(self) -> None:
        hints, width, here = self._hints, self.size.width, self.current
        lines: list[Line] = [(("", "text"),)] * (self.size.height or 9)
        lines[0] = rule(hints.title, width, "focus" if here else "title")
        for index, choice in enumerate(hints.choices[: self.rows_for_choices]):
            mark = ">" if index == hints.choosing else " "
            ink = "cursor" if index == hints.choosing else "text"
            lines[2 + index] = ((f"{mark:>{LEFT - 1}} ", "accent"), (f"{index + 1}  {choice}", ink))
        for name, (y, x, box) in self.lines.items():
            words = list(lines[y]) if x > LEFT and y < len(lines) else []
            used = sum(len(text) for text, _ in words)
            label = fit(f" {LABELS[name]}", x - 1 - used)
            words.append((label, "accent" if here == name else "dim"))
            words.append(((">" if here == name else " ") + " " * box, "accent"))
            words.append(_note(hints.notes.get(name, "")))
            if y < len(lines):
                lines[y] = tuple(words)
        self.write(lines)


def _note(text: str) -> Words:
    return (f" {text}", "accent" if text.startswith(("~", "CHOOSE")) else "text")
