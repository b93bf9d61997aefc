"""What lies over the whole screen while nobody is known to sit there: a lock, or a sign-in. No key gets past it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from textwrap import wrap
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from console.desk.desk import NotSaved
from console.rules.bell import ring
from console.rules.refused import Refused
from console.widgets.narrow import NarrowCompositor
from console.widgets.paper import Line, Paper, rule

if TYPE_CHECKING:
    from console.desk.sitting import Seat
    from console.screens.shift import Shift

LONGEST = 300
"""Characters that are taken; a passphrase is at most 256."""
WAIT = "One moment ..."


class Cover(Screen[None]):
    """Takes every key into its one line, which is not shown where it is a passphrase. `lifted` is told at the end.

    One that is `busy` takes none before it is told to go on.
    """

    AUTO_FOCUS = None
    CSS = "Cover #cover { height: 1fr; }"

    def __init__(
        self, shift: Shift, seat: Seat, lifted: Callable[[], None], *, left: Callable[[], None], busy: bool = False
    ) -> None:
        super().__init__()
        self._compositor = NarrowCompositor()
        self.typed = ""
        self._shift = shift
        self._seat = seat
        self._lifted = lifted
        self._left = left
        self._said = ""
        self._login = ""
        self._passphrase = ""
        self._busy = busy
        self._ahead: list[events.Key | events.Paste] = []

    def compose(self) -> ComposeResult:
        """One sheet of paper over everything."""
        yield Paper(id="cover")

    def on_mount(self) -> None:
        """Hide what was shown at once."""
        self.show()

    def on_resize(self) -> None:
        """The same in another size."""
        self.show()

    @property
    def asks(self) -> str:
        """What the line is for now: a login, a passphrase, a reason, or nothing but Enter."""
        sitting = self._seat.sitting
        if not sitting.wants:
            return "passphrase" if sitting.secret else "enter"
        if sitting.glass and self._passphrase:
            return "reason"
        return "login" if sitting.wants == "login" and not self._login else "passphrase"

    def show(self) -> None:
        """Draw it, and sound the bell for what is urgent: whoever sits near has to hear it."""
        if not self.is_mounted or not self.query("#cover"):
            return
        self.query_one("#cover", Paper).write([*self._head(), (), *self._asked(), (), *self._told()])
        shift = self._shift
        urgent = [] if self._seat.sitting.wants else [one for one in shift.sight.alarms if one.level == 1]
        shift.bell, sounds = ring(shift.bell, urgent, shift.position, shift.now)
        if sounds and not shift.muted:
            self.app.bell()

    def _head(self) -> Iterable[Line]:
        shift, sitting = self._shift, self._seat.sitting
        locked = not sitting.wants
        what = f"LOCKED by {shift.who}" if locked else "SIGN IN"
        yield rule(f"{shift.position}   {what}   {shift.sight.time(shift.now)}", self.size.width)
        yield ()
        if locked:
            urgent, ringing = shift.sight.urgent_waiting, shift.sight.ringing
            yield (
                ("  URGENT CALLS WAITING ", "text"),
                (str(urgent), "late" if urgent else "text"),
                ("   LINES RINGING ", "text"),
                (str(ringing), "late" if ringing else "text"),
            )
            yield from self._wrapped("Half-typed forms are kept; everything is as it was once you are back.", "dim")

    def _asked(self) -> Iterable[Line]:
        if self._busy:
            yield ((f"  {WAIT}", "accent"),)
            return
        match self.asks:
            case "enter":
                yield (("  Enter shows everything again.", "accent"),)
            case "login":
                yield (("  Login: ", "accent"), (self.typed, "text"), ("_", "accent"))
            case "reason":
                yield from self._wrapped("You may break the glass: for 30 minutes, and everybody is told. Why?", "text")
                yield (("  Reason: ", "accent"), (self.typed, "text"), ("_", "accent"))
            case _:
                login = self._seat.sitting.login or self._login
                yield ((f"  Passphrase of {login}: ", "accent"), ("(not shown)", "dim"), ("_", "accent"))

    def _told(self) -> Iterable[Line]:
        yield from self._wrapped(self._said, "late")
        if self._seat.sitting.wants:
            yield (("  Enter goes on, Ctrl+G begins again, Ctrl+D leaves.", "dim"),)

    def _wrapped(self, text: str, role: str) -> Iterable[Line]:
        return (((f"  {line}", role),) for line in wrap(text, max(20, self.size.width - 4)))

    async def take(self, event: events.Key | events.Paste) -> None:
        """A key, or what was pasted; nothing of it means a command. What comes while the desk is asked waits."""
        if self._busy:
            self._ahead.append(event)
            return
        if isinstance(event, events.Paste):
            self._type(event.text.splitlines()[0] if event.text else "")
        elif event.key in ("enter", "ctrl+j"):
            self._give()
        elif event.key in ("ctrl+g", "escape"):
            self._begin_again()
        elif event.key == "ctrl+d" and self._seat.sitting.wants:
            self._left()
        elif event.key in ("backspace", "ctrl+h"):
            self.typed = self.typed[:-1]
        elif event.key == "ctrl+u":
            self.typed = ""
        elif event.character and event.character.isprintable() and not event.key.startswith("alt+"):
            self._type(event.character)
        self.show()

    def _type(self, text: str) -> None:
        self.typed = (self.typed + text)[:LONGEST]

    def _begin_again(self) -> None:
        self.typed = self._login = self._passphrase = self._said = ""

    def _give(self) -> None:
        asked, text = self.asks, self.typed
        if asked != "enter" and not text:
            return
        self.typed, self._said = "", ""
        if asked == "login":
            self._login = text.strip().casefold()
            return
        if asked == "passphrase":
            self._passphrase = text
        self._busy = True
        self.run_worker(self._ask(text if asked == "reason" else ""), name="cover")

    async def _ask(self, reason: str) -> None:
        """Ask the desk; whatever it says, the passphrase is kept no longer than for the reason of a broken glass."""
        seat, sitting = self._seat, self._seat.sitting
        try:
            if sitting.wants:
                await seat.sign_in(sitting.login or self._login, self._passphrase, reason)
            else:
                await seat.unlock(self._passphrase)
        except (Refused, NotSaved) as trouble:
            self._said = str(trouble)
        self._busy = False
        after = seat.sitting
        if not after.wants and not after.locked:
            self._begin_again()
            self._lifted()
            return
        if not after.glass:
            self._login = self._passphrase = ""
        await self.go_on()

    async def go_on(self) -> None:
        """The desk has answered: take what was typed meanwhile; none of it goes to a form, it may be a passphrase."""
        self._busy = False
        self.show()
        ahead, self._ahead = self._ahead, []
        for event in ahead:
            await self.take(event)
