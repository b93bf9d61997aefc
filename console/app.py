"""The console: follows the desk, ticks once a second, and hands every key to the screen it belongs to."""

from __future__ import annotations

import gc
from collections.abc import Awaitable, Callable, Mapping

from textual.driver import Driver

from console.desk.desk import Desk, DeskShut
from console.desk.faults import CentreFault
from console.keymap import Keymap
from console.rules.people import Handover
from console.screens.covered import Covered
from console.screens.frame import Frame
from console.screens.shift import Shift
from console.widgets.field import Field
from console.widgets.listing import Listing


class ConsoleApp(Covered, inherit_bindings=False):
    """One position's console. Its return value is the process's exit status."""

    def __init__(
        self,
        opening: Callable[[], Awaitable[Desk]],
        keymap: Keymap,
        position: str,
        who: str,
        now: Callable[[], int],
        driver_class: type[Driver] | None = None,
    ) -> None:
        super().__init__(Shift(opening, keymap, position, who, now), driver_class)
        self.shift.let_in = self.let_in
        self.shift.handed_over = self.handed_over
        self.shift.keep_forms = lambda: self.intake.keep_draft()
        self.trouble = ""
        self.wired: dict[str, Callable[[], None]] = {}
        """What commands do that only the entry point can: by their id."""
        self.begun_with: Callable[[], Awaitable[None]] | None = None
        """What is done once the desk is open, beside the person at the keys."""
        self._leaving = 0

    def begin(self) -> None:
        """Open the desk and start the clock."""
        gc.freeze()
        self.run_worker(self.live(), name="desk")
        self.set_timer(1 - self.shift.read_clock() % 1000 / 1000, self.start_ticking)

    def start_ticking(self) -> None:
        """From the next whole second on, once a second."""
        self.set_interval(1, self.tick)
        self.tick()

    async def live(self) -> None:
        """Open the desk, take back what was left half-typed, then take the keys that were typed ahead."""
        try:
            desk = await self.shift.open()
        except (DeskShut, CentreFault) as shut:
            self.trouble = str(shut)
            self.exit(1)
            return
        await self.intake.take_back_drafts(desk)
        if self.shift.sight.call is not None:
            self.show_screen("call")
        self.take_ahead()
        if self.begun_with is not None:
            self.run_worker(self.begun_with(), name="beside")

    def tick(self) -> None:
        """A second has passed."""
        self.shift.tick()
        self.hide_if_left_alone()
        if self.intake.furnished:  # while the app goes down, the screens go before the clock does
            self.intake.keep_draft()
            self.redraw()

    async def action_do(self, id: str, text: str = "") -> None:
        """Do what a command says, on the screen it belongs to; `text` are words that came with it."""
        self._unsay_begun()
        plain = {**self._plain(), **self.wired}
        match id:
            case _ if id in plain:
                plain[id]()
            case "call.take" | "call.new":
                self.show_screen("call")
                self.intake.take(new=id == "call.new", text=text)
            case "call.next":
                self.show_screen("call")
                self.intake.next_line()
            case "call.outcome" if isinstance(self.screen, Frame):
                if self.outcome.view(self.screen.selected, text):
                    self.show_screen("outcome")
            case "screen.call" if text:
                self.show_form(int(text))
            case "screen.requests" if text:
                self.show_screen("requests")
                self.rooms.requests.choose(text)
            case "list.filter" if text:
                self.show_screen("board")
                self.board_screen.put_filter(text)
            case "list.queue" | "list.units":
                self.show_screen("board")
                await self.board_screen.command(id)
            case _ if self.is_screen_installed(id.removeprefix("screen.")):
                self.show_screen(id.removeprefix("screen."))
            case _ if isinstance(self.screen, Frame):
                await self.screen.command(id)

    def _plain(self) -> Mapping[str, Callable[[], object]]:
        """What is done alike on every screen."""
        return {
            "call.hold": self.intake.hold,
            "screen.theme": self.next_theme,
            "screen.redraw": self.terminal_behind,
            "desk.lock": self.lock,
            "desk.leave": self.leave,
        }

    def leave(self) -> None:
        """Log off; the first time asks."""
        if abs(self.shift.now - self._leaving) < 10_000:
            self.run_worker(self.go(0), name="leaving")
        else:
            self._leaving = self.shift.now
            self.shift.say("Log off? The same keys again do it; half-typed forms are kept.")

    def on_listing_opened(self, event: Listing.Opened) -> None:
        """A row was opened: show that incident's form."""
        if isinstance(event.listing.at, int):
            self.show_form(event.listing.at)

    def show_form(self, incident: int) -> None:
        """Show an incident's form."""
        self.show_screen("call")
        self.intake.view(incident)

    def handed_over(self, one: Handover) -> None:
        """What was in hand at a position is another's: the half-typed forms go along."""
        desk = self.shift.desk
        if one.to == self.shift.position and desk is not None:
            self.run_worker(self.intake.take_up_drafts(desk), name="handed over")
        elif one.source == self.shift.position:
            self.intake.give_up(one.incidents)

    def on_field_odd(self, event: Field.Odd) -> None:
        """Something did not go into a field as it came."""
        self.shift.say(event.sentence)

    def terminal_lost(self, code: int) -> None:
        """The terminal is gone, or we were told to go."""
        self.run_worker(self.go(code), name="leaving")

    async def go(self, code: int) -> None:
        """Finish what was asked for, let go of the log, and end with this exit status."""
        if self.begun:
            self.intake.keep_draft()
        await self.shift.close()
        self.exit(code)
