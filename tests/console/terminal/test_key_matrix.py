"""The key matrix replayed byte by byte: what each terminal sends, what it becomes, and what it never does."""

from __future__ import annotations

import array
import fcntl
import random
import termios
from pathlib import Path

import pytest
from textual import _parser as textual_parser
from textual import constants, events

from console.commands import COMMANDS
from console.keymap import Keymap
from console.press import BEGUN, Press
from console.screens.keyed import counted
from console.terminal.arrivals import Arrivals
from tests.console.driver import Seat, seat
from tests.console.real_console import RealConsole
from tests.console.terminal.byte_sets import STRAY, TERMINALS, routes, sent

EVERY_TERMINAL = pytest.mark.parametrize("terminal", TERMINALS.values(), ids=TERMINALS)


class Line:
    """A line from a terminal, with a clock that goes only when it is told to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 100.0
        self.arrivals = Arrivals()
        monkeypatch.setattr(textual_parser, "get_time", lambda: self.now)
        monkeypatch.setattr(constants, "ESCAPE_DELAY", 0.25)
        monkeypatch.setattr(constants, "DISABLE_KITTY_KEY", True)

    def keys(self, data: str, after: float = 0.0) -> list[events.Key]:
        """The keys that come by these bytes, `after` seconds since the last ones."""
        self.now += after
        due = list(self.arrivals.tick(self.now))
        return [key for key in (*due, *self.arrivals.take(data.encode(), self.now)) if isinstance(key, events.Key)]

    def all_keys(self, data: str) -> list[events.Key]:
        """The keys that come by these bytes in one packet, and then nothing for a second."""
        return [*self.keys(data), *self.keys("", 1.0)]


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Line:
    return Line(monkeypatch)


def names(keys: list[events.Key]) -> list[tuple[str, str | None]]:
    return [(key.key, key.character) for key in keys]


@EVERY_TERMINAL
def test_a_key_is_that_key_through_every_terminal(line: Line, terminal: dict[str, str]) -> None:
    """What each terminal sends for a key becomes that one key; only the keypad's Enter may be Ctrl+J."""
    for key, data in terminal.items():
        assert [found.key for found in line.all_keys(data)] == ["ctrl+j" if data == "\n" else key]


@EVERY_TERMINAL
def test_every_command_is_reached_through_every_terminal(line: Line, terminal: dict[str, str], keymap: Keymap) -> None:
    """The bytes of each way to a command, followed one by one, lead to that command and to nothing before it."""
    for command in COMMANDS:
        for route in routes(keymap, command.id):
            press = Press(keymap)
            data = [sent(terminal, key) for key in route]
            found = [press.key(name, typing=False, context=command.context) for name in _pressed(line, keymap, data)]
            aside = {"call.remarks", "incident.remark"} if "remark" in command.id else {command.id}
            begun = {BEGUN} | ({"call.say"} if route == ("f4", "f4") else set())
            assert found[-1] in aside, (command.id, route)
            assert set(found[:-1]) <= begun, (command.id, route)


def _pressed(line: Line, keymap: Keymap, data: list[str]) -> list[str]:
    keys = [one for part in data for key in line.all_keys(part) for one in counted(key, keymap)]
    return [key.character if key.character and key.character.isprintable() else key.key for key in keys]


def test_escape_and_a_digit_is_a_function_key_of_the_legacy_keymap_only(line: Line, keymap: Keymap) -> None:
    """Esc 5 within the delay is F5 for whoever has those keys, else Escape and 5; it is never a sign like this one."""
    keys = [one.key for key in line.all_keys("\x1b5") for one in counted(key, keymap)]
    assert keys == (["f5"] if keymap.name == "legacy" else ["escape", "5"])


def test_escape_and_a_letter_at_once_are_both_kept(line: Line, keymap: Keymap) -> None:
    """Whoever types on right after Escape loses neither of the two."""
    keys = [one.key for key in line.all_keys("\x1bd") for one in counted(key, keymap)]
    assert keys == ["escape", "d"]


WORDS = "185 n oak st apt 4"


@pytest.mark.parametrize("seed", range(40))
def test_split_sequences_are_the_keys_that_they_were(line: Line, seed: int) -> None:
    """Bytes that come in pieces, up to 240 ms apart, are the same keys in the same order as in one packet."""
    chance = random.Random(seed)
    terminal = chance.choice(list(TERMINALS.values()))
    parts = chance.choices([*WORDS, *(data for key, data in terminal.items() if key != "escape")], k=60)
    whole = "".join(parts)
    expected = names([key for part in parts for key in line.all_keys(part)])
    found = list[events.Key]()
    while whole:
        cut = chance.randint(1, 4)
        found += line.keys(whole[:cut], chance.uniform(0, 0.24))
        whole = whole[cut:]
    assert names([*found, *line.keys("", 1.0)]) == expected


@pytest.mark.parametrize("name", STRAY)
def test_a_stray_sequence_types_nothing(line: Line, name: str) -> None:
    """No key that comes by bytes that nobody meant has a character, the digit after an Escape apart."""
    keys = line.all_keys(STRAY[name])
    typed = [key.character for key in keys if key.character and key.character.isprintable()]
    assert typed in ([], ["1"], ["8"], ["-"]), typed


async def _sent_to(kim: Seat, line: Line, data: str) -> None:
    for key in line.all_keys(data):
        kim.app.post_message(key)
    await kim.pilot.pause()
    await kim.at_rest()


@pytest.mark.slow
async def test_stray_keys_leave_a_call_as_it_is(store: Path, line: Line) -> None:
    """NumLock, the keypad and shifted F-keys through PuTTY, tmux and screen send, hold, dispatch and change nothing."""
    async with seat(store) as kim:
        await kim.do("call.take")
        await kim.type("185 n oak st")
        await kim.press("enter")
        await kim.type("theft")
        await kim.at_rest()
        before = kim.value("type")
        for name, data in STRAY.items():
            if name.startswith(("Escape", "keypad ,")):
                continue
            await kim.do("call.type")
            await _sent_to(kim, line, data)
            await kim.press("escape", "escape")
            incident = kim.app.shift.incident(1)
            assert kim.value("type") == before, name
            assert incident is not None and incident.sent is None and not kim.app.shift.board.assignments, name
            assert [call.state for call in kim.app.shift.board.calls.values()] == ["answered"], name
        assert kim.app.return_value is None


@pytest.mark.slow
async def test_stray_keys_change_nothing_on_the_board(store: Path, line: Line) -> None:
    """In lists, where letters are commands, none of them puts anything on the log."""
    async with seat(store) as kim:
        await kim.ask()
        number = kim.app.shift.board.number
        for name, data in STRAY.items():
            if "Escape" in name or "of PuTTY in tmux" in name:
                continue
            await _sent_to(kim, line, data)
            await kim.press("escape", "escape")
            await kim.do("screen.board")
            assert kim.app.shift.board.number == number, name


@pytest.mark.slow
async def test_no_control_key_closes_it_whatever_the_keymap(store: Path, line: Line, keymap: Keymap) -> None:
    """Ctrl+Q, C, D, Z, S and backslash leave the console running, on the board and in a field, with every keymap."""
    async with seat(store, keymap=keymap) as kim:
        for place in ((), ("call.take",)):
            await kim.do(*place)
            await _sent_to(kim, line, "\x11\x03\x04\x1a\x13\x1c" * 3)
            assert kim.app.return_value is None and kim.app.is_running
        await kim.type("185 n oak")
        assert kim.field == ("location", "185 n oak", 9)


@pytest.mark.slow
def test_bytes_one_by_one_leave_a_real_field_as_it_was_typed(store: Path) -> None:
    """Through a real terminal, F-keys and arrows read a byte at a time put no letter into the place."""
    with RealConsole(store, ESCDELAY="250") as console:
        console.ready()
        console.do("call.take")
        console.until_shows("L1 TALK")
        for data in ("185 n", *(TERMINALS["xterm"][key] for key in ("f8", "left", "right", "f3")), "\x07", " oak st"):
            for byte in data.encode():
                console.type(bytes([byte]))
                console.until(lambda: _unread(console) == 0, "the byte was read")
        console.until_shows(">185 n oak st ")


def _unread(console: RealConsole) -> int:
    waiting = array.array("i", [0])
    fcntl.ioctl(console.slave, termios.FIONREAD, waiting)
    return waiting[0]
