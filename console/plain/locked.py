"""Signing in and locking line by line: a passphrase is never shown, and nothing is told while nobody is there."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from console.desk.desk import NotSaved
from console.plain.lines import Lines
from console.rules.refused import Refused
from console.screens.absence import lock
from console.screens.shift import Shift

if TYPE_CHECKING:
    from console.desk.sitting import Seat


async def let_in(lines: Lines, seat: Seat) -> None:
    """Ask who sits here until the desk lets them in; raises Ended where nobody answers."""
    while seat.sitting.wants:
        login = seat.sitting.login or (await lines.ask("Login:")).casefold()
        if not login:
            continue
        passphrase = await lines.secret(f"Passphrase of {login} (not shown):")
        if not await _shown(lines, seat, login, passphrase) and seat.sitting.glass:
            reason = await lines.ask("You may break the glass, and everybody is told. Why?")
            await _shown(lines, seat, login, passphrase, reason)


async def _shown(lines: Lines, seat: Seat, login: str, passphrase: str, reason: str = "") -> bool:
    try:
        await seat.sign_in(login, passphrase, reason)
    except (Refused, NotSaved) as trouble:
        lines.tell(str(trouble))
        return False
    return True


class PlainLock:
    """Nothing is told and nothing typed is taken until the person is back; the half-typed line stays as it is."""

    def __init__(self, shift: Shift, lines: Lines) -> None:
        self.on = False
        self._shift = shift
        self._lines = lines
        self._counted = ""
        self._unlocking: asyncio.Task[None] | None = None

    def lock(self, why: str = "asked for") -> None:
        """Be silent at once; the desk is told after all that was asked for before."""
        desk = self._shift.desk
        if self.on or desk is None:
            return
        self.on, self._counted = True, ""
        lock(self._shift, why)
        self._lines.bar(self._given)
        how = "type your passphrase (not shown)" if desk.seat.sitting.secret else "Enter"
        self._lines.say(f"LOCKED by {self._shift.who}; {how} goes on. Half-typed forms are kept.")
        self.count()

    def count(self) -> None:
        """Tell how many urgent calls wait, where that has changed."""
        sight = self._shift.sight
        counted = f"URGENT CALLS WAITING {sight.urgent_waiting}, LINES RINGING {sight.ringing}"
        if counted != self._counted:
            self._counted = counted
            self._lines.say(counted)

    def _given(self, passphrase: str) -> None:
        if self._unlocking is None or self._unlocking.done():
            self._unlocking = asyncio.create_task(self._unlock(passphrase))

    async def _unlock(self, passphrase: str) -> None:
        desk = self._shift.desk
        assert desk is not None
        seat, sitting = desk.seat, desk.seat.sitting
        if sitting.secret and not passphrase:
            return
        try:
            if sitting.wants:
                await seat.sign_in(sitting.login, passphrase)
            else:
                await self._shift.done_with_all()
                await seat.unlock(passphrase)
        except (Refused, NotSaved) as trouble:
            self._lines.say(str(trouble))
            return
        self.on = False
        self._shift.touched = self._shift.read_clock()
        self._lines.unbar()
