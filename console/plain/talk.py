"""The talk itself: open the desk, then prompt and answer, with what happens meanwhile told between."""

from __future__ import annotations

import asyncio

from console.desk.desk import Desk
from console.plain.card import lines_said
from console.plain.lines import Ended, Lines
from console.plain.locked import PlainLock, let_in
from console.plain.news import ToldAtOnce, news
from console.plain.orders import obey
from console.plain.position import Left, Position
from console.rules.bell import ring
from console.rules.board import Board
from console.rules.people import Handover
from console.screens.absence import left_alone
from console.screens.call_form import ANSWER
from console.screens.shift import Shift

TICK_S = 1.0
"""How often half-typed lines are kept and new alarms are looked for."""


class Talk:
    """One position's talk with its desk, from opening it to leaving."""

    def __init__(self, shift: Shift, lines: Lines) -> None:
        self.shift = shift
        self.lines = lines
        self.trouble: Exception | None = None
        self._position = Position(shift, lines)
        self._position.obey = lambda line: obey(self._position, line)
        self._seen = Board()
        self._told: set[str] = set()
        shift.answered = self._answer
        shift.changed = self._tell_news
        shift.failed = self._fail
        shift.hearing = ToldAtOnce(shift, lines.tell)
        shift.let_in = lambda seat: let_in(lines, seat)
        shift.keep_forms = self._position.keep_drafts
        shift.handed_over = self._handed_over
        self._lock = PlainLock(shift, lines)
        self._position.lock = self._lock.lock
        lines.pressed = self._pressed

    async def run(self) -> None:
        """Talk until the person leaves or nothing more will be typed; raises what the desk says when it cannot open."""
        try:
            desk = await self.shift.open()
        except Ended:
            await self.shift.close()
            return
        self._seen = self.shift.board
        try:
            self._begin()
            await self._take_back_drafts(desk)
            ticking = asyncio.create_task(self._tick())
            try:
                await self._converse()
            finally:
                ticking.cancel()
                self._position.keep_drafts()
        finally:
            await self.shift.close()
        if self.trouble is not None:
            raise self.trouble

    async def _converse(self) -> None:
        while not self._position.leaving:
            try:
                await obey(self._position, await self.lines.ask(self._position.prompt))
            except Left:
                continue
            except Ended:
                return

    def _begin(self) -> None:
        sight = self._position.sight
        pending, free = len(sight.pending), sum(unit.available for unit in sight.board.units.values())
        self.lines.tell(f"{sight.position} {sight.who} LIVE {sight.date} {sight.time(sight.now)}, {lines_said(sight)}")
        self.lines.tell(
            f"PENDING {pending}, UNITS {free} of {len(sight.board.units)} available;  help  lists the words"
        )
        self._tell_alarms()

    async def _take_back_drafts(self, desk: Desk) -> None:
        """Tell what was left half typed, and take the newest call in hand."""
        position = self._position
        for draft in await desk.drafts():
            kind, _, id = draft.slot.partition(":")
            incident = self.shift.incident(int(id)) if kind == "incident" else None
            if incident is None:
                continue
            form = position.form(incident.id)
            form.take_back(draft.body, draft.saved_at)
            half = ", ".join(f"{name.removeprefix(ANSWER)}: {text}" for name, text in form.typed.items() if text)
            when = position.sight.time(draft.saved_at)
            self.lines.tell(f"#{incident.short} was left half typed at {when}: {half};  form  goes on with it")
            position.hand = incident.id
        call = position.sight.call
        if call is not None and call.incident is not None:
            position.hand = call.incident

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(TICK_S)
            self._position.keep_drafts()
            self.shift.notice_desk()
            self._tell_alarms()
            self.shift.now = self.shift.read_clock()
            if why := left_alone(self.shift):
                self._lock.lock(why)

    def _pressed(self) -> None:
        self.shift.touched = self.shift.read_clock()

    def _handed_over(self, one: Handover) -> None:
        if one.source == self.shift.position:
            for id in one.incidents:
                self._position.forms.pop(id, None)
        elif one.to == self.shift.position and self.shift.desk is not None:
            self._taking_over = asyncio.create_task(self._take_back_drafts(self.shift.desk))

    def _answer(self) -> None:
        if self.shift.answer:
            self.lines.tell(self.shift.answer)

    def _tell_news(self) -> None:
        sight, before = self._position.sight, self._seen
        self._seen, self.shift.hearing.open = sight.board, self._position.hand
        self._position.tell_all(news(before, sight, self._position.hand))
        self._tell_alarms()

    def _tell_alarms(self) -> None:
        """Each alarm once, in a flood those of a kind together; the bell sounds as it does on the screens."""
        sight = self._position.sight
        if self._lock.on:
            self._lock.count()
            self._ring()
            return
        for row in sight.alarm_rows:
            if any(alarm.id not in self._told for alarm in row.alarms):
                self.lines.tell(f"ALARM {'!!' if row.level == 1 else '!'} {row.text};  a  acknowledges")
        self._told = {alarm.id for alarm in sight.alarms}
        self.shift.show_alarms()
        self._ring()

    def _ring(self) -> None:
        sight = self._position.sight
        self.shift.bell, sounds = ring(self.shift.bell, sight.alarms, sight.position, sight.now)
        if sounds:
            self.lines.bell()

    def _fail(self, error: Exception) -> None:
        self.trouble = error
        self.lines.arrived(b"")
