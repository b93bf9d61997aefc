"""A field takes any text and keeps only safe text; typing in it disturbs nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.screen import Screen
from textual.validation import Length
from textual.widgets import Input, Static

from console.terminal.text import BAD
from console.widgets.field import Field


class Desk(App[None]):
    """One field and something that a layout would move; remembers what the field said."""

    def __init__(self, **field: object) -> None:
        super().__init__()
        self.given = field
        self.said: list[str] = []
        self.typed: list[str] = []
        self.pressed: list[str] = []

    def compose(self) -> ComposeResult:
        self.field = Field(id="where", **self.given)  # type: ignore[arg-type]  # each test gives Field's own arguments
        yield self.field
        yield Static("below")

    def on_field_odd(self, message: Field.Odd) -> None:
        self.said.append(message.sentence)

    def on_input_changed(self, message: Input.Changed) -> None:
        self.typed.append(message.value)

    def on_key(self, event: events.Key) -> None:
        self.pressed.append(event.key)


async def paste(pilot: Pilot[None], text: str) -> None:
    pilot.app.post_message(events.Paste(text))
    await pilot.pause()


async def arrive(pilot: Pilot[None], character: str) -> None:
    pilot.app.post_message(events.Key("key", character))
    await pilot.pause()


@pytest.mark.slow
async def test_typing_lays_nothing_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each key repaints the field's own line; the screen is not laid out again, not even when the line scrolls."""
    desk = Desk()
    async with desk.run_test(size=(20, 10)) as pilot:
        await pilot.press("a")
        layouts: list[object] = []
        original = Screen._refresh_layout

        def counted(screen: Screen[None], *args: Any, **named: Any) -> None:
            layouts.append(args)
            original(screen, *args, **named)

        monkeypatch.setattr(Screen, "_refresh_layout", counted)
        for key in "bcdefghi" * 4:
            await pilot.press(key)
        assert layouts == []
        assert desk.field.value == "a" + "bcdefghi" * 4
        assert "ghi" in str(desk.field.render_line(0).text)


async def test_it_tells_what_was_typed() -> None:
    """Every change is posted, and validated as an Input does."""
    desk = Desk(validators=[Length(minimum=3)])
    async with desk.run_test() as pilot:
        await pilot.press("a", "b")
        assert desk.typed == ["a", "ab"]
        assert not desk.field.is_valid
        await pilot.press("c")
        assert desk.field.is_valid


async def test_one_line_without_border_or_blink() -> None:
    """One cell high with the focus and without; nothing blinks and nothing is selected by coming in."""
    desk = Desk(value="Main St")
    async with desk.run_test():
        assert desk.field.has_focus
        assert desk.field.outer_size.height == 1
        assert not desk.field.cursor_blink
        assert desk.field.selection.is_empty


async def test_a_paste_of_three_lines_keeps_them_all() -> None:
    """Lines are joined by one space; nothing is dropped silently."""
    desk = Desk()
    async with desk.run_test() as pilot:
        await paste(pilot, "12 Main St\r\n  Flat 3\n\nring twice\n")
        assert desk.field.value == "12 Main St Flat 3 ring twice"
        assert desk.said == []


async def test_a_paste_goes_where_the_cursor_is() -> None:
    """It replaces what is selected and the cursor stands behind it."""
    desk = Desk(value="from here on")
    async with desk.run_test() as pilot:
        desk.field.cursor_position = 5
        await pilot.press("shift+right", "shift+right", "shift+right", "shift+right")
        await paste(pilot, "now")
        await pilot.press("!")
        assert desk.field.value == "from now! on"


PAYLOADS = [
    "\x1b]52;c;ZXZpbA==\x1b\\",
    "\x1b]0;x\x1b\\",
    "\x9b2J",
    "\x1b[6n",
    "12 \u202ehgiH\u202c St",
    "tag\U000e0041",
    "a" + "\u0301" * 10_000,
    "\ud800",
]


@pytest.mark.parametrize("payload", PAYLOADS)
async def test_a_payload_never_stays(payload: str) -> None:
    """Pasted, set or given at the start, it is cleaned; a paste says so."""
    desk = Desk(value=payload)
    async with desk.run_test() as pilot:
        values = [desk.field.value]
        desk.field.value = payload
        values.append(desk.field.value)
        desk.field.value = ""
        await paste(pilot, payload)
        values.append(desk.field.value)
        assert len(set(values)) == 1
        assert not BAD.search(values[0])
        assert values[0].count("\u0301") <= 4
        assert len(desk.said) == 1


@pytest.mark.parametrize("character", ["\x9b", "\u202e", "\u200b", "\ufeff", "\U000e0041"])
async def test_a_bad_character_that_is_typed_is_dropped(character: str) -> None:
    """It does not go in, it does not go on as a key, and the person hears of it."""
    desk = Desk()
    async with desk.run_test() as pilot:
        await arrive(pilot, character)
        assert desk.field.value == ""
        assert desk.pressed == []
        assert len(desk.said) == 1


async def test_function_and_control_keys_go_on() -> None:
    """A field keeps no key that is not text."""
    desk = Desk()
    async with desk.run_test() as pilot:
        await pilot.press("f2", "f5", "f9", "f12", "ctrl+g", "ctrl+o")
        assert desk.pressed == ["f2", "f5", "f9", "f12", "ctrl+g", "ctrl+o"]
        assert desk.said == []


async def test_letters_do_not_overtake_editing_keys() -> None:
    """Keys that a slow line delivers in one packet work in the order they were pressed."""
    desk = Desk()
    async with desk.run_test() as pilot:
        for key, character in (("a", "a"), ("backspace", "\x7f"), ("b", "b"), ("home", None), ("c", "c")):
            desk.post_message(events.Key(key, character))
        await pilot.pause()
        assert desk.field.value == "cb"


async def test_a_key_with_nothing_to_do_goes_on() -> None:
    """Ctrl+C copies what is selected; with nothing selected it is the app's."""
    desk = Desk(value="ab")
    async with desk.run_test() as pilot:
        await pilot.press("ctrl+c")
        assert desk.pressed == ["ctrl+c"]


async def test_the_rest_of_a_split_function_key_is_taken_out() -> None:
    """F5 that a slow line cut in two does not stay in the location."""
    desk = Desk(value="Main ")
    async with desk.run_test() as pilot:
        for character in "[15~St":
            await arrive(pilot, character)
        assert desk.field.value == "Main St"
        assert len(desk.said) == 1
        assert "function key" in desk.said[0]


async def test_brackets_of_a_person_stay() -> None:
    """Only what a function key leaves goes; `[5~`, `[25~` and a lone `~` are text."""
    desk = Desk()
    async with desk.run_test() as pilot:
        for character in "[5~ [25~ ~":
            await arrive(pilot, character)
        assert desk.field.value == "[5~ [25~ ~"


async def test_too_long_a_paste_says_what_was_left_out() -> None:
    """What fits goes in, what stands behind the cursor stays, the number left out is told."""
    desk = Desk(value="xy", limit=10)
    async with desk.run_test() as pilot:
        desk.field.cursor_position = 1
        await paste(pilot, "abcdefghijkl")
        assert desk.field.value == "xabcdefghy"
        assert desk.said == ["This field holds 10 characters; 4 characters were left out."]


async def test_a_full_field_takes_no_more() -> None:
    """A key too many changes nothing and is told."""
    desk = Desk(value="abc", limit=3)
    async with desk.run_test() as pilot:
        desk.field.cursor_position = 1
        await pilot.press("z")
        assert desk.field.value == "abc"
        assert desk.field.cursor_position == 1
        assert desk.said == ["This field holds 3 characters; 1 character was left out."]


async def test_a_letter_in_two_parts_becomes_one() -> None:
    """A base and a typed accent are joined, in the middle of a line too, and the cursor stays behind them."""
    desk = Desk(value="cafs")
    async with desk.run_test() as pilot:
        desk.field.cursor_position = 3
        await pilot.press("e")
        await arrive(pilot, "\u0301")
        await pilot.press("!")
        assert desk.field.value == "café!s"


async def test_text_is_what_was_meant() -> None:
    """Without the spaces at its ends; the value keeps them, for they are being typed."""
    desk = Desk()
    async with desk.run_test() as pilot:
        await pilot.press("space", "a", "space")
        assert desk.field.value == " a "
        assert desk.field.text == "a"
