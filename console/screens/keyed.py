"""Keys in the order in which they came: each is done with before the next one is looked at."""

from __future__ import annotations

import asyncio

from textual import events
from textual.driver import Driver
from textual.message import Message

from console.keymap import Keymap, label
from console.press import AGAIN, BEGUN, NORMAL, TYPED, plain
from console.screens.cover import Cover
from console.screens.frame import Frame
from console.screens.shift import Shift
from console.terminal.closed import ClosedApp
from console.widgets.answers import Answers
from console.widgets.command_line import CommandField
from console.widgets.field import Field

TO_TYPE = {"call.take", "call.new", "call.location", "call.type", "call.phone", "call.safety", "call.remarks"}
"""Commands that put the cursor where one types next, even where it was there already."""


LEAVING_S = 0.3
"""Seconds that a letter is held back which may begin the way out of typing, as J in JK does."""


BREATH_S = 0.05
"""How long messages that came all at once are done with before anything else, such as the clock, has its turn; after
each key it has it anyway, since what a key moves costs more than the key."""


class Keyed(ClosedApp[int], inherit_bindings=False):
    """An app whose keys mean commands first, then what the screen wants, then text for the field in focus."""

    def __init__(self, shift: Shift, driver_class: type[Driver] | None = None) -> None:
        super().__init__(driver_class=driver_class)
        self.shift = shift
        self.begun = False
        self.led = ""
        """What was said of a sequence that goes on."""
        self._breathed = 0.0
        self._ahead: list[events.Event] = []
        self._again: list[events.Event] = []

    def take_ahead(self) -> None:
        """Take the keys that came before the desk was open: without its places nothing typed can be understood.

        What comes meanwhile waits behind them, so that none overtakes another.
        """
        self._again, self._ahead = self._ahead, []
        self.begun = not self._again
        for event in self._again:
            self.post_message(event)

    def forget_ahead(self) -> None:
        """What was typed before it was known who sits here was meant for nobody."""
        self._ahead.clear()

    async def action_do(self, id: str) -> None:
        """Do what a command says."""

    async def on_event(self, event: events.Event) -> None:
        """Keys are done with one at a time, so that what is typed ahead lands where it belongs."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            if self.screen_stack and isinstance(self.screen, Cover):
                if isinstance(event, events.Key) and event.key == "ctrl+l":
                    self.terminal_behind()
                else:
                    await self.screen.take(event)
                return
            self.shift.touched = self.shift.read_clock()
            again = bool(self._again) and event is self._again[0]
            if not self.begun and not again:
                self._ahead.append(event)
                return
            taken = await self._take(event)
            if again:
                del self._again[0]
                if not self._again:
                    self.take_ahead()
            if taken:
                return
        await super().on_event(event)

    async def _dispatch_message(self, message: Message) -> None:
        """Thousands of keys in one packet, as a paste without brackets is, must not stop the clock and the drawing."""
        loop = asyncio.get_running_loop()
        if isinstance(message, events.Key) or loop.time() - self._breathed > BREATH_S:
            await asyncio.sleep(0)
            self._breathed = loop.time()
        await super()._dispatch_message(message)

    async def _take(self, event: events.Key | events.Paste) -> bool:
        """Whether a key or a paste was a command, or went into the field that has the focus."""
        if isinstance(event, events.Paste):
            if isinstance(self.screen, Frame):
                await self._type(self.shift.press.drop(typing=self.screen.typing))
            return await self._into_field(event)
        for key in counted(event, self.shift.keymap):
            taken = await self.take_key(key) or await self._into_field(key)
        return taken or key is not event

    async def _into_field(self, event: events.Key | events.Paste) -> bool:
        if not isinstance(self.focused, Field | Answers):
            return False
        event._set_forwarded()
        with self.focused._context():
            await self.focused.on_event(event)
        return True

    async def take_key(self, event: events.Key) -> bool:
        """Whether a key was a command, part of one, or something that the screen itself wanted.

        What the desk has to be asked for first is waited for here, so that the keys behind it keep their order.
        """
        screen, shift, press = self.screen, self.shift, self.shift.press
        if not isinstance(screen, Frame):
            return False
        character = event.character if event.character and event.character.isprintable() else ""
        letter = press.normal and character and not screen.sheet_up
        if not press.pending and not letter and await screen.catch(event):
            shift.disarm()
            return True
        verdict = press.key(character or event.key, typing=screen.typing, context=screen.context)
        if verdict not in ("incident.dispatch", BEGUN):
            shift.disarm()
        match verdict:
            case "":
                return bool(letter)
            case "...":
                self._say_begun()
            case "?":
                self._say_nowhere()
            case "dropped":
                self._unsay_begun()
            case "typed" | "again":
                return await self._held(event, verdict)
            case "normal" | "insert":
                await self._change_mode(screen, verdict)
            case _:
                await self._command(screen, verdict)
        return True

    async def _command(self, screen: Frame, id: str) -> None:
        if screen.lift_sheet() and id == "screen.back":
            return
        before = self.focused
        await self.action_do(id)
        if self.focused is not before or id in TO_TYPE or screen.sheet_up:
            self.shift.press.normal = False

    async def _change_mode(self, screen: Frame, mode: str) -> None:
        if isinstance(self.focused, CommandField):
            await self._command(screen, "screen.back")
        else:
            self.shift.press.normal = mode == NORMAL
            screen.show_mode()

    async def _held(self, event: events.Key, verdict: str) -> bool:
        """Keys that began no command are typed after all; only where a letter would answer they are not."""
        press = self.shift.press
        if verdict == AGAIN and press.held[0] == press.keymap.leader and not isinstance(self.focused, Field):
            self._say_nowhere()
            return True
        self._unsay_begun()
        await self._type(press.held)
        return verdict == TYPED or await self.take_key(event) or await self._into_field(event)

    async def _let_go(self) -> None:
        """The letter that might have begun the way out of typing was a letter."""
        if self.shift.press.silent:
            await self._type(self.shift.press.drop(typing=True))

    async def _type(self, characters: tuple[str, ...]) -> None:
        for character in characters:
            event = events.Key(character, character)
            if isinstance(self.screen, Frame) and not await self.screen.catch(event):
                await self._into_field(event)

    def _say_begun(self) -> None:
        press = self.shift.press
        if press.silent:
            self.set_timer(LEAVING_S, self._let_go)
            return
        again = "types it" if press.keymap.printable and self._typing else "shows every command"
        leader = label(press.keymap.leader)
        begun = " ".join(label(plain(key)) for key in press.pending)
        self.led = f"{begun} ...  ({leader} again {again})" if begun == leader else f"{begun} ..."
        self.shift.say(self.led)

    def _unsay_begun(self) -> None:
        if self.led and self.shift.answer == self.led:
            self.shift.say("")

    def _say_nowhere(self) -> None:
        key = self.shift.keymap.shortest("help.open", typing=True)
        self.shift.say(f"That key means nothing here; {key} shows every command.")

    @property
    def _typing(self) -> bool:
        return isinstance(self.screen, Frame) and self.screen.typing


def counted(event: events.Key, keymap: Keymap) -> list[events.Key]:
    """The keys that one key counts as: another one, or Escape and a character where both came at once."""
    if event.key in keymap.same:
        return [events.Key(keymap.same[event.key], None)]
    if event.key.startswith("alt+") and event.character and event.character.isprintable():
        return [events.Key("escape", "\x1b"), events.Key(event.character, event.character)]
    return [event]
