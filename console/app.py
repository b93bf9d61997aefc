"""The console: follows the desk, ticks once a second, and hands every key to the screen it belongs to."""

from __future__ import annotations

import gc
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from textual.driver import Driver

from console.desk.desk import Desk, DeskShut
from console.desk.faults import CentreFault
from console.keymap import Keymap
from console.screens.board import BoardScreen
from console.screens.drawn import Drawn
from console.screens.frame import Frame
from console.screens.keyed import LEADING
from console.screens.shift import Shift
from console.widgets.field import Field
from console.widgets.inks import theme_after
from console.widgets.listing import Listing

if TYPE_CHECKING:
    from console.screens.intake import IntakeScreen


class ConsoleApp(Drawn, inherit_bindings=False):
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
        self.intake: IntakeScreen
        self.board_screen: BoardScreen
        self.trouble = ""
        self._leaving = 0

    def on_mount(self) -> None:
        """Draw first; the desk is opened once the first frame is out."""
        self.board_screen = BoardScreen(self.shift, "board")
        self.install_screen(self.board_screen, "board")
        self.push_screen("board")
        self.call_after_refresh(self.furnish)

    def furnish(self) -> None:
        """The first frame is out: now the call's screen may take its time, in the background."""
        from console.screens.intake import IntakeScreen  # not needed for the first frame

        self.intake = IntakeScreen(self.shift, "call")
        self.install_screen(self.intake, "call")
        self.push_screen("call")
        self.pop_screen()
        self.call_after_refresh(self.begin)

    def begin(self) -> None:
        """Open the desk and start the clock."""
        if not self.intake.furnished:
            self.call_after_refresh(self.begin)
            return
        gc.freeze()
        gc.enable()
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
        self.take_ahead()

    def tick(self) -> None:
        """A second has passed."""
        self.shift.tick()
        if self.intake.furnished:  # while the app goes down, the screens go before the clock does
            self.intake.keep_draft()
            self.redraw()

    def action_do(self, id: str) -> None:
        """Do what a command says, on the screen it belongs to."""
        if self.shift.answer.endswith(LEADING):
            self.shift.say("")
        match id:
            case "call.take" | "call.new":
                self.show_screen("call")
                self.intake.take(new=id == "call.new")
            case "call.next":
                self.show_screen("call")
                self.intake.next_line()
            case "call.hold":
                self.intake.hold()
            case "screen.call":
                self.show_screen("call")
            case "screen.board":
                self.show_screen("board")
            case "list.queue" | "list.units":
                self.show_screen("board")
                self.board_screen.command(id)
            case "screen.theme":
                self.theme = theme_after(self.theme)
            case "screen.redraw":
                self.terminal_behind()
            case "desk.leave":
                self.leave()
            case _ if isinstance(self.screen, Frame):
                self.screen.command(id)

    def leave(self) -> None:
        """Log off; the first time asks."""
        if self.shift.now - self._leaving < 10_000:
            self.run_worker(self.go(0), name="leaving")
        else:
            self._leaving = self.shift.now
            self.shift.say("Log off? The same keys again do it; half-typed forms are kept.")

    def on_listing_opened(self, event: Listing.Opened) -> None:
        """A row was opened: show that incident's form."""
        if isinstance(event.listing.at, int):
            self.show_screen("call")
            self.intake.view(event.listing.at)

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
