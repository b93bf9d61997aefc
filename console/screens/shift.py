"""A position's shift at its desk: what it asks for, in order, and what it is told."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from console.desk.desk import Desk, NotSaved, Receipt
from console.desk.verbs import Verb
from console.keymap import Keymap
from console.rules.board import Board, Incident
from console.rules.centre import Centre, Standard
from console.rules.facts import Undone
from console.rules.known import Catalogue
from console.rules.refused import Refused
from console.widgets.sight import Sight

if TYPE_CHECKING:
    from console.desk.enquiries import Enquiries

ANSWER_MS = 8_000
"""How long an answer stays in view."""
CLOSE_SECONDS = 2
"""How long leaving waits for commands that are still on their way."""

NO_CENTRE = Centre("", "", "UTC", (), (), (), (), (), (), (), (), (), (), Standard("", ()))
"""What is known of the centre before its files are read."""

Intent = Callable[[Desk], Awaitable[None]]


class Armed(Struct, frozen=True):
    """A dispatch that was shown and waits for the second press."""

    incident: int
    units: tuple[str, ...]


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
        self.position = position
        self.who = who
        self.now = now()
        self.read_clock = now
        self.board = Board()
        self.centre = NO_CENTRE
        self.answer = ""
        self.refused = False
        self.armed: Armed | None = None
        self.done: deque[tuple[int, str]] = deque(maxlen=6)
        self.changed: Callable[[], None] = lambda: None
        self.answered: Callable[[], None] = lambda: None
        self.failed: Callable[[Exception], None] = lambda error: None
        self._tasks: list[asyncio.Task[None]] = []
        self.desk: Desk | None = None
        self.enquiries: Enquiries
        self._catalogue: Catalogue
        self._opening = opening
        self._sight: Sight | None = None
        self._answered_at = 0
        self._intents: asyncio.Queue[Intent] = asyncio.Queue()
        self._news = asyncio.Event()

    @property
    def sight(self) -> Sight:
        """What there is to see now; the same one until the board or the second changes."""
        if self._sight is None or self._sight.board is not self.board or self._sight.now != self.now:
            self._sight = Sight(self.board, self.centre, self.now, self.position, self.who)
        return self._sight

    async def open(self) -> Desk:
        """Open the desk; raises its sentence when it can't be."""
        desk = await self._opening()
        from console.rules.service import services_like  # not needed for the first frame

        self.desk, self._catalogue = desk, Catalogue(desk.centre)
        self._sight = None
        self.enquiries = desk.enquiries
        boards = desk.follow()
        self.board = await anext(boards)
        self.centre = self._catalogue.of(self.board)
        await asyncio.to_thread(services_like, "help", self.centre)  # its index costs more than a key may
        self._tasks = [asyncio.create_task(self._follow(boards)), asyncio.create_task(self._work(desk))]
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

    async def _follow(self, boards: AsyncIterator[Board]) -> None:
        async for board in boards:
            self.board = board
            self.centre = self._catalogue.of(board)
            self.now = self.read_clock()
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
            except Refused as refusal:
                self.say(str(refusal), refused=True)
            except NotSaved as trouble:
                word = "NOT SAVED" if trouble.known == "not saved" else "NOT KNOWN WHETHER SAVED, do not retype"
                self.say(f"{word}: {trouble}", refused=True)
            finally:
                self._intents.task_done()

    def hand(self, intent: Intent) -> None:
        """Ask for something; it happens after all that was asked for before."""
        self._intents.put_nowait(intent)

    def ask(self, *verbs: Verb, said: str = "") -> None:
        """Ask for verbs, one after another, and say so once they are on the log."""

        async def intent(desk: Desk) -> None:
            undone = ""
            for verb in verbs:
                facts = (await desk.ask(verb)).facts
                undone = next((f"taken back: {fact.what}" for fact in facts if isinstance(fact, Undone)), "")
            if said:
                self.done.appendleft((self.read_clock(), undone or said))
                self.say(f"ok  {undone or said}")

        self.hand(intent)

    def say(self, sentence: str, *, refused: bool = False) -> None:
        """Put a sentence on the answer line; empty takes it away."""
        self.answer, self.refused = sentence, refused
        self._answered_at = self.read_clock()
        self.answered()

    def tick(self) -> None:
        """A second has passed."""
        self.now = self.read_clock()
        if self.answer and self.now - self._answered_at > ANSWER_MS:
            self.answer = ""

    def incident(self, id: int | None) -> Incident | None:
        """An incident in view by its id; None when there is none."""
        if id is None:
            return None
        return self.board.incidents.get(id) or self.board.recent.get(id)
