"""The screens are put up: the board at once, the others in the background, before the first key is taken."""

from __future__ import annotations

import gc
from abc import abstractmethod
from typing import TYPE_CHECKING

from textual.driver import Driver

from console.screens.board import BoardScreen
from console.screens.drawn import Drawn
from console.screens.shift import Shift

if TYPE_CHECKING:
    from console.screens.intake import IntakeScreen
    from console.screens.outcome import OutcomeScreen
    from console.screens.rooms import Rooms


class Furnished(Drawn, inherit_bindings=False):
    """An app with every screen of the console; it begins once all of them are there to be used."""

    def __init__(self, shift: Shift, driver_class: type[Driver] | None = None) -> None:
        super().__init__(shift, driver_class)
        self.board_screen: BoardScreen
        self.rooms: Rooms
        self.intake: IntakeScreen
        self.outcome: OutcomeScreen

    def on_mount(self) -> None:
        """Draw first; the desk is opened once the first frame is out."""
        self.board_screen = BoardScreen(self.shift, "board")
        self.install_screen(self.board_screen, "board")
        self.push_screen("board")
        self.call_after_refresh(self.furnish)

    def furnish(self) -> None:
        """The first frame is out: now the other screens may take their time, in the background."""
        gc.enable()  # reading their styles leaves megabytes of rings that would stay for good
        from console.screens.rooms import Rooms  # not needed for the first frame

        self.rooms = Rooms(self.shift)
        self.intake, self.outcome = self.rooms.call, self.rooms.outcome
        for screen in self.rooms.all:
            self.install_screen(screen, screen.name or "")
            self.push_screen(screen)
            self.pop_screen()
        self.call_after_refresh(self._begin_when_furnished)

    def _begin_when_furnished(self) -> None:
        if self.rooms.furnished:
            self.begin()
        else:
            self.call_after_refresh(self._begin_when_furnished)

    @abstractmethod
    def begin(self) -> None:
        """Every screen is there: open the desk."""
