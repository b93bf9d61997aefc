"""One line that a person types into: any text goes in, only safe text stays."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.validation import Validator
from textual.widget import Widget
from textual.widgets import Input

from console.terminal.text import clean, odd, without_key_tails


class Field(Input):
    """An Input on one line without border or blink. Typing repaints this line and lays nothing out."""

    @dataclass
    class Odd(Message):
        """Something that was typed or pasted did not go in as it came; the sentence says what and what to do."""

        field: Field
        sentence: str

        @property
        def control(self) -> Field:
            """The field it happened in."""
            return self.field

    def __init__(
        self,
        value: str | None = None,
        placeholder: str = "",
        *,
        limit: int = 500,
        validators: Validator | Iterable[Validator] | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """`limit` is the most characters that the field keeps."""
        self.limit = limit
        super().__init__(
            value,
            placeholder,
            validators=validators,
            select_on_focus=False,
            compact=True,
            id=id,
            classes=classes,
        )
        self.cursor_blink = False

    @property
    def text(self) -> str:
        """What stands in the field: safe to keep, without spaces at its ends."""
        return self.value.strip()

    def validate_value(self, value: str) -> str:
        """Whatever sets the value, a raw control or a mark of direction never stays in it."""
        return clean(value, limit=self.limit)

    def replace(self, text: str, start: int, end: int) -> None:
        """Put text in place of [start, end): cleaned, and cut so that the whole stays within `limit`."""
        start, end = sorted((max(0, start), min(len(self.value), end)))
        if not text:
            super().replace("", start, end)
            return
        before = self.value[:start] + clean(text, limit=len(text))
        whole = self._less_key_tail(clean(before, limit=len(before)), text)
        room = max(0, self.limit - (len(self.value) - end))
        super().replace(whole[:room], 0, end)
        self._say_left_out(len(whole) - room)

    async def _on_key(self, event: events.Key) -> None:
        character = event.character
        # Control keys arrive with a character of their own below 0x80 and belong to the bindings.
        if character is not None and character > "\x7f" and odd(character):
            event.stop()
            event.prevent_default()
            self.post_message(self.Odd(self, "A character that cannot be shown was typed and left out."))
        elif not event.is_printable:
            await self._edit(event)

    async def _edit(self, event: events.Key) -> None:
        """Obey an editing key now. By way of the bindings, letters that came in the same packet would overtake it."""
        for binding in self._bindings.key_to_bindings.get(event.key, []):
            if await self.app.run_action(binding.action, self):
                event.stop()
                event.prevent_default()

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        lines = [line.strip() for line in re.split(r"[\r\n]+", event.text)]
        text = " ".join(line for line in lines if line)
        if odd(text):
            self.post_message(self.Odd(self, "The pasted text held control or hidden characters; they were taken out."))
        self.replace(without_key_tails(text), *self.selection)

    def _watch_value(self, value: str) -> None:
        # As upstream, but virtual_size is set past its reactive, which would lay out the whole screen at each key.
        self.set_reactive(Widget.virtual_size, Size(self.content_width, 1))
        result = self.validate(value) if "changed" in self.validate_on else None
        self.post_message(self.Changed(self, value, result))
        if self._initial_value:
            self.cursor_position = len(self.value)
            self._initial_value = False
        else:
            self.selection = self.selection

    def _less_key_tail(self, before: str, typed: str) -> str:
        """The text before the cursor, less `[15~` when the `~` just typed completes what a function key left."""
        if typed != "~" or without_key_tails(before[-4:]):
            return before
        self.post_message(
            self.Odd(self, "A function key came in pieces and typed its letters; they were taken out. Press it again.")
        )
        return before[:-4]

    def _say_left_out(self, count: int) -> None:
        if count > 0:
            what = "1 character was" if count == 1 else f"{count} characters were"
            self.post_message(self.Odd(self, f"This field holds {self.limit} characters; {what} left out."))
