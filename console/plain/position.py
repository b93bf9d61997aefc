"""One position that talks with its desk line by line: what it has in hand, what it asks for, what it is told."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from zoneinfo import ZoneInfo

from console.desk.desk import Desk
from console.desk.floor import Floor
from console.desk.verbs import Verb, together
from console.plain.card import call_of
from console.plain.lines import Ended, Lines
from console.rules.board import Call, Incident
from console.rules.clock import by_lateness
from console.rules.facts import Fact, Facts
from console.rules.refused import Refused
from console.screens.call_form import CallForm
from console.screens.keeping import keep_form
from console.screens.knowing import Knowing
from console.screens.shift import Shift, as_done
from console.widgets.sight import Sight

PATIENCE_S = 2
"""How long an answer is waited for before the next prompt; one that comes later is told when it comes."""
LEAVE = "."
"""What leaves a question; with a command behind it, it is done in between, as in  .h"""


class Left(Exception):
    """The person left what was being asked."""


class Position:
    """Holds the shift, the lines and the forms. `hand` is the incident that commands are about."""

    def __init__(self, shift: Shift, lines: Lines) -> None:
        self.shift = shift
        self.lines = lines
        self.hand: int | None = None
        self.forms: dict[int, CallForm] = {}
        self.armed: tuple[object, ...] = ()
        self.leaving = False
        self.knowing = Knowing(shift)
        self.obey: Callable[[str], Awaitable[None]]
        self.lock: Callable[[], None] = lambda: None
        self._asked: tuple[CallForm, str] | None = None

    @property
    def sight(self) -> Sight:
        """What there is to see now."""
        self.shift.now = self.shift.read_clock()
        return self.shift.sight

    @property
    def zone(self) -> ZoneInfo:
        """The centre's time zone."""
        return self.sight.zone

    @property
    def incident(self) -> Incident | None:
        """The incident in hand."""
        return self.shift.incident(self.hand)

    @property
    def call(self) -> Call | None:
        """The open call about the incident in hand, else the one this position talks on."""
        return call_of(self.sight, self.incident) or self.sight.call

    @property
    def oldest(self) -> Incident | None:
        """What has waited longest for a unit, against what it may."""
        sight = self.sight
        waiting = sorted(sight.pending, key=lambda i: (by_lateness(i, sight.centre.standard), i.id))
        return waiting[0] if waiting else None

    def needed(self) -> Incident:
        """The incident in hand, or a refusal."""
        incident = self.incident
        if incident is None:
            raise Refused("Name the incident first, as in  #3;  q  lists them,  n  opens a call.")
        return incident

    def form(self, incident: int) -> CallForm:
        """An incident's form, as it was left."""
        return self.forms.setdefault(incident, CallForm(incident))

    def floor(self) -> Floor:
        """What a command line is read against."""
        sight = self.sight
        call = sight.call.id if sight.call else None
        return Floor(sight.board, sight.centre, self.hand, call, sight.now, sight.who, position=sight.position)

    def tell(self, *rows: str) -> None:
        """Write lines."""
        for row in rows:
            self.lines.tell(row)

    def tell_all(self, rows: Iterable[str]) -> None:
        """Write lines, however many."""
        self.tell(*rows)

    @property
    def prompt(self) -> str:
        """What stands before a command: the position, and the incident in hand."""
        incident = self.incident
        return f"{self.shift.position}{f' #{incident.short}' if incident else ''}>"

    async def question(self, prompt: str, begun: str = "") -> str:
        """The answer to a question, empty where it is skipped; raises Left. A command behind a dot is done first."""
        while True:
            line = await self.lines.ask(prompt, begun)
            if line == LEAVE or self.leaving:
                raise Left
            if not line.startswith(LEAVE):
                return line
            await self.obey(line.removeprefix(LEAVE))
            if self.leaving:
                raise Left

    async def field(self, form: CallForm, name: str, prompt: str) -> str:
        """The answer to a question of a form; what is half typed of it is kept as a draft."""
        before, self._asked = self._asked, (form, name)
        self.hand = form.incident
        try:
            text = await self.question(prompt, form.typed.get(name, ""))
        except Ended:
            self.keep_drafts()
            raise
        finally:
            self._asked = before
        form.type_in(name, text, self.shift.incident(form.incident))
        return text

    def keep_drafts(self) -> None:
        """Keep what is half typed, where it has changed since it was kept last."""
        typed = self.lines.typed
        if self._asked is not None and not typed.startswith(LEAVE):
            form, name = self._asked
            form.type_in(name, typed, self.shift.incident(form.incident))
            form.at, form.cursor = name if " " not in name else "safety", len(typed)
        for form in self.forms.values():
            keep_form(self.shift, form)

    async def ask(self, *verbs: Verb, said: str = "", patience: float | None = PATIENCE_S) -> Facts:
        """Ask for verbs, all in one command, and say so once they are on the log; no facts where it was refused."""
        facts: list[Fact] = []

        async def intent(desk: Desk) -> None:
            receipt = await desk.ask(together(verbs))
            facts.extend(receipt.facts)
            await self.shift.caught_up(receipt)
            if said:
                self.shift.say(f"ok  {as_done(receipt.facts, said)}")

        if verbs:
            self.shift.hand(intent)
            await self.settle(patience)
        return tuple(facts)

    async def settle(self, patience: float | None = PATIENCE_S) -> None:
        """Wait until all that was asked for is done; past `patience` seconds say that its answer will come."""
        try:
            await asyncio.wait_for(self.shift.done_with_all(), patience)
        except TimeoutError:
            self.tell("No answer yet; it will be told when it comes.")
