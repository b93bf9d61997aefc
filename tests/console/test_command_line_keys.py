"""The command line as it is used: preview, mend, remember, complete, and hand the keys back."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.commands import BY_ID, COMMANDS
from console.keymap import Keymap
from console.widgets.command_line import CommandLine
from console.widgets.lines import KeyLine
from tests.console.driver import keys_for, seat
from tests.console.test_board import waiting

pytestmark = pytest.mark.slow


async def test_a_line_that_is_wrong_stays_there_to_be_mended(store: Path) -> None:
    """A refused line is not lost: it stands on the command line with a sentence, and mended it does its work."""
    async with seat(store) as kim:
        await kim.do("line.command")
        await kim.type("off99 meal")
        await kim.press("enter")
        await kim.shows("99", "CMD> off99 meal", " ? ")
        await kim.press("home", "right", "right", "right", "delete", "delete")
        await kim.type("12")
        await kim.press("enter")
        await kim.shows("ok  12 out of service: meal", "UNITS 21/22 AV")


async def test_the_arrow_recalls_earlier_lines(store: Path) -> None:
    """Up brings the lines given before, the newest first; Down goes back to an empty one."""
    async with seat(store) as kim:
        for line in ("off12 meal", "on12"):
            await kim.do("line.command")
            await kim.type(line)
            await kim.press("enter")
            await kim.shows("ok  12")
        await kim.do("line.command")
        await kim.press("up")
        await kim.shows("CMD> on12")
        await kim.press("up")
        await kim.shows("CMD> off12 meal")
        await kim.press("down", "down")
        await kim.until(lambda: kim.app.screen.query_one(CommandLine).line == "", "an empty line")


async def test_tab_finishes_a_word(store: Path) -> None:
    """Tab completes the only unit, reason or disposition that goes on like that."""
    async with seat(store) as kim:
        await kim.do("line.command")
        await kim.type("off12 mea")
        await kim.press("tab")
        await kim.shows("CMD> off12 meal")


@pytest.mark.parametrize("leaving", ["ctrl+g", "escape", "enter"])
async def test_an_empty_line_gives_the_keys_back(store: Path, leaving: str) -> None:
    """Leaving the command line gives the list its keys again."""
    async with seat(store) as kim:
        await kim.do("line.command")
        await kim.shows(" TYPE")
        await kim.press(leaving)
        await kim.shows(" KEYS")
        await kim.press("down")
        assert kim.field[0] == "Queue"


async def test_the_menu_shows_every_command_of_this_place(store: Path, keymap: Keymap) -> None:
    """The menu shows every command that means something here with its keys, on the board and in a call."""
    async with seat(store, size=(160, 90), keymap=keymap) as kim:
        for context in ("lists", "call"):
            await kim.do("menu.open")
            here = [one for one in COMMANDS if one.context in ("anywhere", context) and one.id != "menu.open"]
            await kim.shows(*(f"{command.title:<12} {command.help}"[:70] for command in here))
            await kim.press("escape")
            await kim.do("call.take")


async def test_the_menu_does_what_is_chosen(store: Path) -> None:
    """Enter in the menu does the command under its cursor."""
    async with seat(store) as kim:
        await kim.do("menu.open")
        await kim.shows("COMMANDS")
        await kim.press("enter")
        await kim.shows("L1 TALK")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_footer_is_the_command_table_for_every_focus(store: Path, size: tuple[int, int]) -> None:
    """Each key shown at the foot is one that the keymap has for that command here; pressed, it is that command."""
    async with seat(store, size=size) as kim:
        await waiting(kim, "THEFT")
        for place in ((), ("list.units",), ("line.command",), ("screen.back", "call.take"), ("call.remarks",)):
            await kim.do(*place)
            screen = kim.app.screen
            typing = kim.typing or screen.context == "call"  # type: ignore[attr-defined]  # all screens here are Frames
            shown = screen.keys()  # type: ignore[attr-defined]  # all screens here are Frames
            keymap = kim.app.shift.keymap
            wanted = sorted(
                (c.footer if typing else c.bare, keymap.shortest(c.id, typing=typing), c.title)
                for c in COMMANDS
                if (c.footer if typing else c.bare) and c.context in ("anywhere", screen.context)  # type: ignore[attr-defined]
            )
            assert shown == [(key, title) for _, key, title in wanted]
            drawn = kim.app.screen.query_one(KeyLine).region
            foot = kim.lines[drawn.y]
            for key, title in shown[:8]:
                assert f"{key} {title}" in foot, place


@pytest.mark.slow
async def test_a_command_that_means_nothing_here_says_why(store: Path) -> None:
    """Every command answers in a sentence or does something, on the board with nothing on it and in an empty form."""
    async with seat(store) as kim:
        for before in ((), ("call.take",)):
            await kim.do(*before)
            for id in BY_ID:
                if id in ("desk.leave", "desk.lock", "screen.theme", "screen.redraw") or id.startswith(
                    ("screen.", "list.")
                ):
                    continue
                kim.app.shift.say("")
                was = kim.text, kim.field
                await kim.press(*keys_for(kim.app.shift.keymap, id, typing=kim.typing))
                await kim.at_rest()
                kim.app.redraw()
                assert (kim.text, kim.field) != was or id in ("call.take", "call.location"), id
                await kim.press("escape", "escape")
                await kim.do("screen.call" if before else "screen.board")


async def test_no_known_command_is_called_by_a_stray_sequence(store: Path) -> None:
    """A key after the leader that leads nowhere says so and changes nothing."""
    async with seat(store) as kim:
        await kim.press("ctrl+o", "5")
        await kim.shows("That key means nothing here")
        await kim.press("ctrl+o", "g", "9")
        await kim.shows("That key means nothing here")
        assert not kim.app.shift.board.calls


async def test_logging_off_asks_first(store: Path) -> None:
    """The keys to log off, once, only ask; pressed again they end the console with 0."""
    async with seat(store) as kim:
        await kim.do("desk.leave")
        await kim.shows("Log off?")
        assert kim.app.return_value is None
        await kim.do("desk.leave")
        await kim.until(lambda: kim.app.return_value == 0, "the end")
