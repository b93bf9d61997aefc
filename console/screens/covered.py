"""When what the screens show is hidden: before somebody signed in, when they say so, and when nobody is there."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING

from console.screens.absence import left_alone, lock
from console.screens.cover import Cover
from console.screens.furnished import Furnished

if TYPE_CHECKING:
    from console.desk.sitting import Seat


class Covered(Furnished, inherit_bindings=False):
    """An app that lays a cover over its screens; what was typed there, and the cursor, stay as they were."""

    @property
    def covered(self) -> bool:
        """Whether a cover lies over the screens."""
        return bool(self.screen_stack) and isinstance(self.screen, Cover)

    @abstractmethod
    async def go(self, code: int) -> None:
        """Leave with this exit status."""

    async def let_in(self, seat: Seat) -> None:
        """Ask who sits here, before anything is shown."""
        signed_in = asyncio.Event()
        self.forget_ahead()
        self._lay(seat, signed_in.set)
        await signed_in.wait()

    def lock(self, why: str = "asked for") -> None:
        """Hide everything at once; the desk is told as soon as it has done what was asked for before."""
        desk = self.shift.desk
        if desk is None or self.covered:
            return
        self.intake.keep_draft()
        self.shift.press.drop(typing=False)
        cover = self._lay(desk.seat, lambda: None, busy=True)
        lock(self.shift, why, cover.go_on)

    def hide_if_left_alone(self) -> None:
        """Hide everything where nobody pressed a key for long, or the desk wants to know who is there."""
        if self.begun and not self.covered and (why := left_alone(self.shift)):
            self.lock(why)

    def _give_up(self) -> None:
        self.run_worker(self.go(0), name="leaving")

    def _lay(self, seat: Seat, lifted: Callable[[], None], *, busy: bool = False) -> Cover:
        def lift() -> None:
            self.pop_screen()
            self.shift.touched = self.shift.read_clock()
            self.redraw_soon()
            lifted()

        cover = Cover(self.shift, seat, lift, left=self._give_up, busy=busy)
        self.push_screen(cover)
        return cover
