"""The console: follows the desk, ticks once a second, and hands every key to the screen it belongs to."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from rich.segment import Segments
from rich.traceback import Traceback
from textual import events
from textual.driver import Driver
from textual.filter import LineFilter

from console.desk.desk import Desk, DeskShut
from console.desk.faults import CentreFault
from console.keymap import Keymap, Press
from console.screens.board import BoardScreen
from console.screens.frame import Frame
from console.screens.intake import IntakeScreen
from console.screens.shift import Shift
from console.terminal.cells import DiffDisplay
from console.terminal.guard import TerminalGuard
from console.widgets.answers import Answers
from console.widgets.field import Field
from console.widgets.inks import SIXTEEN, THEMES
from console.widgets.listing import Listing


class ConsoleApp(DiffDisplay[int], inherit_bindings=False):
    """One position's console. Its return value is the process's exit status."""

    ENABLE_COMMAND_PALETTE = False
    CSS = """
    Field { border: none; background: $background; color: $foreground; }
    Field:focus { border: none; background: $background; text-style: underline; }
    """

    def __init__(
        self,
        opening: Callable[[], Awaitable[Desk]],
        keymap: Keymap,
        position: str,
        who: str,
        now: Callable[[], int],
        driver_class: type[Driver] | None = None,
    ) -> None:
        super().__init__(driver_class=driver_class)
        for theme in (*THEMES, SIXTEEN):
            self.register_theme(theme)
        self.theme = "sixteen" if self.console.color_system == "standard" else "dark"
        self.shift = Shift(opening, keymap, position, who, now)
        self.press = Press(keymap)
        self.trouble = ""
        self._leaving = 0
        self._begun = False
        self._ahead: list[events.Key] = []
        self._due = False

    def get_line_filters(self) -> list[LineFilter]:
        """The guard is the last net under every widget."""
        return [TerminalGuard(), *super().get_line_filters()]

    def on_mount(self) -> None:
        """Draw first; the desk is opened once the first frame is out."""
        self.shift.changed = self.redraw_soon
        self.shift.failed = self._handle_exception
        self.board_screen = BoardScreen(self.shift, "board")
        self.intake = IntakeScreen(self.shift, "call")
        self.install_screen(self.board_screen, "board")
        self.install_screen(self.intake, "call")
        self.push_screen("call")
        self.switch_screen("board")
        self.call_after_refresh(self.begin)

    def begin(self) -> None:
        """Open the desk, start the clock, and take the keys that were typed ahead."""
        if not (self.intake.is_mounted and self.board_screen.is_mounted):
            self.call_after_refresh(self.begin)
            return
        self._begun = True
        self.run_worker(self.live(), name="desk")
        self.set_timer(1 - self.shift.read_clock() % 1000 / 1000, self.start_ticking)
        for event in self._ahead:
            self.post_message(event)

    def start_ticking(self) -> None:
        """From the next whole second on, once a second."""
        self.set_interval(1, self.tick)
        self.tick()

    async def live(self) -> None:
        """Open the desk, and take back what was left half-typed."""
        try:
            desk = await self.shift.open()
        except (DeskShut, CentreFault) as shut:
            self.trouble = str(shut)
            self.exit(1)
            return
        await self.intake.take_back_drafts(desk)

    def tick(self) -> None:
        """A second has passed."""
        self.shift.tick()
        self.intake.keep_draft()
        self.redraw()

    def redraw_soon(self) -> None:
        """Draw once, after all that is happening now."""
        if not self._due:
            self._due = True
            self.call_next(self.redraw)

    def redraw(self) -> None:
        """Show the screen in view what there is to see."""
        self._due = False
        if isinstance(self.screen, Frame) and self.screen.is_mounted:
            self.screen.show()

    async def on_event(self, event: events.Event) -> None:
        """Keys are done with one at a time, so that what is typed ahead lands where it belongs."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded and self._begun:
            if isinstance(event, events.Key) and self.take_key(event):
                return
            if isinstance(self.focused, Field | Answers):
                event._set_forwarded()
                with self.focused._context():
                    await self.focused.on_event(event)
                return
        elif isinstance(event, events.Key) and not event.is_forwarded:
            self._ahead.append(event)
            return
        await super().on_event(event)

    def take_key(self, event: events.Key) -> bool:
        """Whether a key was a command, part of one, or something that the screen itself wanted."""
        screen = self.screen
        if not isinstance(screen, Frame):
            return False
        if not self.press.pending and screen.catch(event):
            return True
        key = event.character if event.character and event.character.isprintable() else event.key
        id = self.press.key(key, typing=screen.typing, context=screen.context)
        if id not in ("incident.dispatch", "..."):
            self.shift.armed = None
        if id == "...":
            keys = " ".join(self.press.pending)
            self.shift.say(f"{keys.replace('ctrl+o', '^O')} ...  (^O again shows every command)")
        elif id == "?":
            self.shift.say("That key means nothing here; ^O ^O shows every command.")
        elif id:
            self.action_do(id)
        return bool(id)

    def action_do(self, id: str) -> None:
        """Do what a command says, on the screen it belongs to."""
        if self.shift.answer.endswith("(^O again shows every command)"):
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
                names = [theme.name for theme in THEMES]
                self.theme = names[(names.index(self.theme) + 1) % len(names)] if self.theme in names else "mono"
            case "screen.redraw":
                self.terminal_behind()
            case "desk.leave":
                self.leave()
            case _ if isinstance(self.screen, Frame):
                self.screen.command(id)

    def show_screen(self, name: str) -> None:
        """Put a screen in view."""
        if self.screen.name != name:
            self.switch_screen(name)
            self.redraw_soon()

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

    def copy_to_clipboard(self, text: str) -> None:
        """Copy inside the console only: what a caller said does not go to the terminal's clipboard."""
        self._clipboard = text

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Nothing is opened outside the console."""
        self.shift.say("Links are not opened from here.")

    def action_suspend_process(self) -> None:
        """The console is never suspended: its locks would be kept and no key could wake it."""

    def _fatal_error(self) -> None:
        """As upstream, but without the values of variables: they may hold what a caller said."""
        self.bell()
        traceback = Traceback(show_locals=False, width=None)
        self._exit_renderables.append(Segments(self.console.render(traceback, self.console.options)))
        self._close_messages_no_wait()

    async def go(self, code: int) -> None:
        """Finish what was asked for, let go of the log, and end with this exit status."""
        self.intake.keep_draft()
        await self.shift.close()
        self.exit(code)

    async def action_quit(self) -> None:
        """Leave after asking."""
        self.leave()

    def deliver_text(self, *args: Any, **kwargs: Any) -> str | None:
        """Files are written by commands, never by the screen."""
        return None
