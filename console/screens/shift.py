"""A position's shift at its desk: what it asks for, in order, and what it is told."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from console.desk.desk import Desk, DeskShut, NotSaved, Receipt, Standing
from console.desk.standing_words import alarms_of, back_again, mark_of
from console.desk.verbs import HandOver, ShowAlarm, Verb, together
from console.keymap import Keymap
from console.press import Press
from console.rules.alarm_kinds import Alarm
from console.rules.bell import Bell
from console.rules.board import Board, Incident
from console.rules.centre import Centre, Standard
from console.rules.facts import Facts, Undone
from console.rules.hands import Seen
from console.rules.known import Catalogue
from console.rules.people import Handover
from console.rules.refused import Refused
from console.screens.hearing import Hearing
from console.terminal.preference import Preference
from console.widgets.sight import LIVE, Sight

if TYPE_CHECKING:
    from console.desk.enquiries import Enquiries
    from console.desk.sitting import Seat

ANSWER_MS = 8_000  # how long an answer stays in view
CLOSE_SECONDS = 2
"""How long leaving waits for commands that are still on their way."""

NO_CENTRE = Centre("", "", "UTC", (), (), (), (), (), (), (), (), (), (), Standard("", ()))
"""What is known of the centre before its files are read."""

Intent = Callable[[Desk], Awaitable[None]]


class Armed(Struct, frozen=True):
    """A dispatch that was shown and waits for the second press; `seen` are the jobs that the units had then."""

    incident: int
    units: tuple[str, ...]
    seen: Seen


def as_done(facts: Facts, said: str) -> str:
    """How a command is told once it is on the log: an undo by what it took back, any other as it was `said`."""
    return next((f"taken back: {fact.what}" for fact in facts if isinstance(fact, Undone)), said)


class Shift:
    """Holds the desk, the newest board and the answer line. What is asked for happens one after another."""

    def __init__(
        self,
        opening: Callable[[], Awaitable[Desk]],
        keymap: Keymap,
        position: str,
        who: str,
        now: Callable[[], int],
    ) -> None:
        self.keymap = keymap
        self.press = Press(keymap)
        self.position = position
        self.who = who
        self.now = now()
        self.read_clock = now
        self.board = Board()
        self.centre = NO_CENTRE
        self.answer = ""
        self.refused = False
        self.armed: Armed | None = None
        self.bell = Bell()
        self.muted = False
        self.unreached: int | None = None
        self.done: deque[tuple[int, str]] = deque(maxlen=6)
        self.changed: Callable[[], None] = lambda: None
        self.answered: Callable[[], None] = lambda: None
        self.failed: Callable[[Exception], None] = lambda error: None
        self.let_in: Callable[[Seat], Awaitable[None]] = _turn_away
        self.keep_forms: Callable[[], None] = lambda: None
        self.handed_over: Callable[[Handover], None] = lambda handover: None
        self.touched = now()  # when a key was last pressed
        self._tasks: list[asyncio.Task[None]] = []
        self.preference = Preference()
        self.remember: Callable[[Preference], str] = lambda preference: ""
        self.desk: Desk | None = None
        self.enquiries: Enquiries
        self._catalogue: Catalogue
        self.mode = LIVE
        self.hearing = Hearing(self)
        self._desk_lines = True
        self._opening = opening
        self._sight: Sight | None = None
        self._answered_at = 0
        self._shown = ""
        self._told: set[str] = set()
        self._stood = Standing()
        self._intents: asyncio.Queue[Intent] = asyncio.Queue()
        self._news = asyncio.Event()

    @property
    def sight(self) -> Sight:
        """What there is to see now; the same one until the board or the second changes."""
        known, standing = self._sight, self.standing
        of_desk, mark = alarms_of(standing, self.now, self.unreached), mark_of(standing, self.now)
        state = (self.now, self.muted, of_desk, mark)
        if (
            known is None
            or known.board is not self.board
            or (known.now, known.muted, known.of_desk, known.mark) != state
        ):
            place = (self.position, self.who, self.keymap, self.muted, of_desk, mark)
            known = self._sight = Sight(self.board, self.centre, self.now, *place, self._desk_lines, self.mode)
        return known

    @property
    def standing(self) -> Standing:
        """How the desk itself is."""
        return self.desk.standing if self.desk is not None else Standing()

    async def open(self) -> Desk:
        """Open the desk; raises its sentence when it can't be."""
        self.desk = desk = await self._opening()
        if desk.seat.sitting.wants:
            self.position, self.centre = desk.position, desk.centre
            await self.let_in(desk.seat)
        from console.rules.service import services_like  # not needed for the first frame

        self._catalogue = Catalogue(desk.centre)
        self.position, self.who = desk.position, desk.who  # the desk may know better who sits where
        self._sight = None
        self.enquiries = desk.enquiries
        boards = desk.follow()
        self.board = await anext(boards)
        self.centre = self._catalogue.of(self.board)
        await asyncio.to_thread(services_like, "help", self.centre)  # its index costs more than a key may
        running = (self._follow(boards), self._work(desk), self._recall(self.board.number))
        self._tasks = [asyncio.create_task(one) for one in running]
        for task in self._tasks:
            task.add_done_callback(self._ended)
        return desk

    async def close(self) -> None:
        """Finish what was asked for, up to CLOSE_SECONDS, then let go of the log; what is left undone is said."""
        if self.desk is None:
            return
        try:
            await asyncio.wait_for(self._intents.join(), CLOSE_SECONDS)
        except TimeoutError:
            self.say(f"{self._intents.qsize()} commands could not be saved before leaving.", refused=True)
        for task in self._tasks:
            task.cancel()
        desk, self.desk = self.desk, None
        await desk.close()

    def _ended(self, task: asyncio.Task[None]) -> None:
        error = None if task.cancelled() else task.exception()
        if isinstance(error, Exception):
            self.failed(error)

    async def _recall(self, number: int) -> None:
        """What was done at this position up to the entry that this console began with, behind what was done since."""
        acts = (await self.enquiries.acts_of(self.position, upto=number)).hits
        room = (self.done.maxlen or 0) - len(self.done)
        self.done.extend((act.when, f"{act.what} {act.number}".rstrip()) for act in acts[:room])
        self.changed()

    async def _follow(self, boards: AsyncIterator[Board]) -> None:
        async for board in boards:
            before, self.board = self.board, board
            self.centre = self._catalogue.of(board)
            self.now = self.read_clock()
            self.hearing.hear(before, board)
            for one in board.handovers if board.handovers is not before.handovers else ():
                if one not in before.handovers:
                    self.handed_over(one)
            self._news.set()
            self.changed()

    async def caught_up(self, receipt: Receipt) -> None:
        """Wait until the board in view has what a command wrote."""
        while receipt.numbers and self.board.number < receipt.numbers[-1]:
            self._news.clear()
            await self._news.wait()

    async def _work(self, desk: Desk) -> None:
        """Do what is asked for, in order: the one place where a refusal or a failed save is caught."""
        while True:
            intent = await self._intents.get()
            try:
                await intent(desk)
                self.unreached = None
            except Refused as refusal:
                self.unreached = None
                self.say(str(refusal), refused=True)
            except NotSaved as trouble:
                self.unreached = self.read_clock() if self.unreached is None else self.unreached
                word = "NOT SAVED" if trouble.known == "not saved" else "NOT KNOWN WHETHER SAVED, do not retype"
                self.say(f"{word}: {trouble}", refused=True)
            finally:
                self._intents.task_done()

    def hand(self, intent: Intent) -> None:
        """Ask for something; it happens after all that was asked for before."""
        self._intents.put_nowait(intent)

    async def done_with_all(self) -> None:
        """Wait until all that was asked for is done."""
        await self._intents.join()

    def ask(self, *verbs: Verb, said: str = "") -> None:
        """Ask for verbs, all in one command, and say so once they are on the log."""

        if any(isinstance(verb, HandOver) for verb in verbs):
            self.keep_forms()

        async def intent(desk: Desk) -> None:
            facts = (await desk.ask(together(verbs))).facts
            if said:
                self.note(as_done(facts, said))

        self.hand(intent)

    def note(self, said: str) -> None:
        """Say what was done, and keep it among one's last actions."""
        self.done.appendleft((self.read_clock(), f"{self.who} {said}"))
        self.say(f"ok  {said}")

    def show_alarms(self) -> None:
        """Put on record what is at hand and was not shown at this position before; no alarm is recorded twice."""
        fresh = [alarm for alarm in self.sight.alarms if alarm.id not in self._told and alarm.kind != "lost"]
        if fresh:
            self._told.update(alarm.id for alarm in fresh)
            kept = {rung.alarm for rung in self.board.rung if rung.position == self.position}
            self.hand(lambda desk: _record(desk, [alarm for alarm in fresh if alarm.id not in kept]))

    def say(self, sentence: str, *, refused: bool = False) -> None:
        """Put a sentence on the answer line; empty takes it away."""
        self.answer, self.refused = sentence, refused
        self._answered_at = self.read_clock()
        self.answered()

    def arm(self, armed: Armed, shown: str) -> None:
        """Show a dispatch; the second press sends it."""
        self.armed, self._shown = armed, shown
        self.say(shown)

    def disarm(self) -> None:
        """Leave a dispatch that was shown unsent, and no longer say that the next press sends it."""
        if self.armed is not None and self.answer == self._shown:
            self.say("")
        self.armed = None

    def key(self, id: str) -> str:
        """The shortest way to a command for whoever is typing, as people read it."""
        return self.keymap.shortest(id, typing=True)

    def show_desk_lines(self) -> None:
        """Show or hide what the desk itself writes in a story, until this console is left."""
        self._desk_lines, self._sight = not self._desk_lines, None
        self.say(f"the desk's own lines are {'shown' if self._desk_lines else 'hidden'}")
        self.changed()

    def tick(self) -> None:
        """A second has passed."""
        self.now = self.read_clock()
        self.notice_desk()
        if self.answer and abs(self.now - self._answered_at) > ANSWER_MS:
            self.answer = ""
        self.hearing.tick()

    def notice_desk(self) -> None:
        """Say when a trouble of the desk is over."""
        before, self._stood = self._stood, self.standing
        again = back_again(before, self._stood)
        if again:
            self.unreached = None
            self.say(again)

    def incident(self, id: int | None) -> Incident | None:
        """An incident in view by its id; None when there is none."""
        if id is None:
            return None
        return self.board.incidents.get(id) or self.board.recent.get(id)


async def _turn_away(seat: Seat) -> None:
    raise DeskShut("This desk wants to know who you are; sign in at a console.")


async def _record(desk: Desk, shown: Sequence[Alarm]) -> None:
    """All at once, so that they are one commit however many there are."""
    await asyncio.gather(*(desk.ask(ShowAlarm(alarm.id, alarm.level)) for alarm in shown))
