"""The commands of one turn, decided one after another on the board that those before them leave."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from console.desk.codec import encode
from console.desk.decide import decide
from console.desk.desk import Receipt, new_key
from console.desk.permissions import denied
from console.desk.verbs import NoteDenial, Verb
from console.rules.asked import Asked
from console.rules.board import Board
from console.rules.centre import Centre
from console.rules.facts import Stamped, about
from console.rules.fold.board import apply
from console.rules.record import RecordRow
from console.rules.refused import Refused
from console.rules.row import rows
from db.log import Unwritten


@dataclass(slots=True)
class Command:
    """A verb with its circumstances, and the one who waits for what becomes of it.

    One that was kept `aside` was decided and told before: it comes on the log with its own time, as a late entry.
    """

    verb: Verb
    asked: Asked
    done: asyncio.Future[Receipt] | None = None
    aside: bool = False

    def as_of(self, at: int) -> Command:
        """The same decided at the time it is written, so that the log tells the same story as the board."""
        return self if self.aside else Command(self.verb, replace(self.asked, now=at), self.done)

    def answer(self, answer: Receipt | Exception) -> None:
        """Tell the one who waits; nothing happens when nobody does any more."""
        if self.done is None or self.done.done():
            return
        if isinstance(answer, Exception):
            self.done.set_exception(answer)
        else:
            self.done.set_result(answer)


@dataclass(slots=True)
class Batch:
    """What the commands of one turn come to, before the log has taken it."""

    board: Board
    facts: list[Unwritten] = field(default_factory=list)
    records: list[RecordRow] = field(default_factory=list)
    entries: list[Stamped] = field(default_factory=list)
    answers: list[tuple[Command, Receipt | Exception]] = field(default_factory=list)

    def decide_all(
        self, commands: Sequence[Command], written: dict[str, tuple[int, ...]], centre_of: Callable[[Board], Centre]
    ) -> None:
        """Decide each in turn; one whose key is `written` already is answered with its numbers and happens no more."""
        for command in commands:
            key = command.asked.key
            if key in written:
                facts = tuple(entry.fact for entry in self.entries if entry.key == key)
                self.answers.append((command, Receipt(key, command.asked.now, written[key], facts)))
                continue
            centre = centre_of(self.board)
            if (denial := denied(centre, command.asked, command.verb)) is not None:
                self._note_denial(command, denial, centre)
                continue
            try:
                receipt = self._decide(command, centre)
            except Exception as refusal:  # a rule that breaks must not take the other commands of the batch with it
                self.answers.append((command, refusal))
            else:
                written[key] = receipt.numbers
                self.answers.append((command, receipt))

    def _note_denial(self, command: Command, denial: NoteDenial, centre: Centre) -> None:
        """That it was asked for is a command of the desk's own, under a key of its own: what was asked is not done."""
        asked = replace(command.asked, key=new_key(), happened=None, may=None)
        noted = Command(denial, asked, aside=command.aside)
        self.answers += [(noted, self._decide(noted, centre)), (command, Refused(denial.why))]

    def _decide(self, command: Command, centre: Centre) -> Receipt:
        asked = command.asked
        facts = decide(self.board, centre, asked, command.verb)
        board = self.board
        entries: list[Stamped] = []
        records: list[RecordRow] = []
        for fact in facts:
            entry = Stamped(board.number + 1, asked.when, asked.who, asked.position, asked.key, fact)
            after = apply(board, entry)
            records += rows(board, after, entry)
            entries.append(entry)
            board = after
        happened = asked.when if command.aside else asked.happened
        unwritten = [_unwritten(asked, happened, part, entry) for part, entry in enumerate(entries)]
        numbers = tuple(entry.number for entry in entries)
        self.board = board
        self.facts += unwritten
        self.records += records
        self.entries += entries
        return Receipt(asked.key, asked.now, numbers, facts)


def _unwritten(asked: Asked, happened: int | None, part: int, entry: Stamped) -> Unwritten:
    kind, body, private = encode(entry.fact)
    return Unwritten(happened, asked.who, asked.position, about(entry.fact), kind, body, private, asked.key, part)
