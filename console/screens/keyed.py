"""Keys in the order in which they came: each is done with before the next one is looked at."""

from __future__ import annotations

from textual import events
from textual.driver import Driver

from console.keymap import Press
from console.screens.frame import Frame
from console.screens.shift import Shift
from console.terminal.closed import ClosedApp
from console.widgets.answers import Answers
from console.widgets.field import Field

LEADING = "(^O again shows every command)"


class Keyed(ClosedApp[int], inherit_bindings=False):
    """An app whose keys mean commands first, then what the screen wants, then text for the field in focus."""

    def __init__(self, shift: Shift, driver_class: type[Driver] | None = None) -> None:
        super().__init__(driver_class=driver_class)
        self.shift = shift
        self.press = Press(shift.keymap)
        self.begun = False
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

    async def action_do(self, id: str) -> None:
        """Do what a command says."""

    async def on_event(self, event: events.Event) -> None:
        """Keys are done with one at a time, so that what is typed ahead lands where it belongs."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
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

    async def _take(self, event: events.Event) -> bool:
        """Whether a key or a paste was a command, or went into the field that has the focus."""
        if isinstance(event, events.Key) and await self.take_key(event):
            return True
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
        screen = self.screen
        if not isinstance(screen, Frame):
            return False
        if not self.press.pending and await screen.catch(event):
            return True
        key = event.character if event.character and event.character.isprintable() else event.key
        id = self.press.key(key, typing=screen.typing, context=screen.context)
        if id not in ("incident.dispatch", "..."):
            self.shift.armed = None
        if id == "...":
            keys = " ".join(self.press.pending)
            self.shift.say(f"{keys.replace('ctrl+o', '^O')} ...  {LEADING}")
        elif id == "?":
            self.shift.say("That key means nothing here; ^O ^O shows every command.")
        elif id:
            await self.action_do(id)
        return bool(id)
