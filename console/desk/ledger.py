"""Commands onto the log; while the store takes nothing, aside beside it, until it takes them again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from msgspec.structs import replace

from console.desk import now as clock
from console.desk.aside import Aside, KeptDraft
from console.desk.batch import Batch, Command
from console.desk.desk import Known, NotSaved, Receipt, Standing
from console.desk.erasing import emptied, resolved
from console.desk.forms import Forms
from console.desk.reading import stamped
from console.rules.board import Board
from console.rules.centre import Centre
from console.rules.facts import Stamped
from console.rules.fold.board import fold
from db.pen import Pen
from db.records import Row
from db.spool import Doubtful
from db.store import Store
from db.trouble import NotWritten, StoreRefused, Unknown

TROUBLE = (NotWritten, Unknown, StoreRefused)
"""What the store may say instead of taking something."""
BATCH = 64
"""How many commands that wait together are committed together (SAFETY figures were taken with this many)."""
ONCE_IN_MS = 60_000
"""One failure of the disk in this time is tried once more at once; a second one is a trouble."""
REMEMBERED = 1024
"""How many commands are known by their key while the log cannot be asked."""

_TRIAL = KeptDraft("", "trial", 0, None)
"""What is written to see whether the store takes anything, where nothing is aside."""

Answers = list[tuple[Command, Receipt | Exception]]
Taken = tuple[Answers, Sequence[Stamped]]


class Ledger:
    """Holds the board as it is shown, and as the log has it; the two differ only by what is aside.

    `lasting` is what it warns of while nothing else is wrong, by what that is about.
    """

    def __init__(
        self, store: Store, aside: Aside, board: Board, centre_of: Callable[[Board], Centre], now: Callable[[], int]
    ) -> None:
        self.board = board
        self.aside = aside
        self.standing = Standing(refused=aside.refusals(), refusals=str(aside.refused))
        self.lasting: dict[str, str] = {}
        self._logged = board
        self._store = store
        self._forms = Forms(store)
        self._centre_of = centre_of
        self._now = now
        self._for_good = False
        self._failed_at = -ONCE_IN_MS
        self._recent: dict[str, Receipt] = {}
        self._in_turn = asyncio.Lock()

    @property
    def logged(self) -> Board:
        """The board as the log has it, without what is aside."""
        return self._logged

    async def take(self, commands: Sequence[Command]) -> Taken:
        """What each command became, and what is new; NotSaved when neither the log nor the file beside it takes it."""
        async with self._in_turn:
            known: Known = "not saved"
            if not self.standing.trouble:
                try:
                    return await self._written(commands)
                except TROUBLE as trouble:
                    if isinstance(trouble, NotWritten) and trouble.own:
                        raise NotSaved(str(trouble)) from trouble
                    self._begin_trouble(trouble)
                    known = "unknown" if isinstance(trouble, Unknown) else known
            try:
                return await self._kept(commands)
            except OSError as error:
                raise self._not_saved(error, known) from error

    async def known(self, key: str) -> Known:
        """Whether a command is on the log, or safe beside it."""
        if key in self._recent or any(key == one.asked.key for one in self.aside.commands):
            return "saved"
        try:
            return "saved" if await self._store.written(key) else "not saved"
        except TROUBLE:
            return "unknown"

    async def save_draft(self, position: str, slot: str, body: str | None, at: int) -> None:
        """Keep a half-typed form, or drop it where `body` is None; raises NotSaved."""
        if not self.standing.trouble:
            try:
                await self._store_draft(position, slot, body, at)
                return
            except TROUBLE as trouble:
                if isinstance(trouble, NotWritten) and trouble.own:
                    raise NotSaved(str(trouble)) from trouble
                self._begin_trouble(trouble)
        async with self._in_turn:
            try:
                await self.aside.keep_draft(KeptDraft(position, slot, at, body))
            except OSError as error:
                raise self._not_saved(error) from error

    async def take_up(self) -> None:
        """At opening: write what a desk before this one had to keep aside, or show it if that cannot be yet."""
        if self.aside.empty:
            return
        await self.try_again()
        if self.standing.trouble:
            batch = Batch(self._logged)
            batch.decide_all(self.aside.commands, _numbers(self._recent), self._centre_of)
            self._remember(batch.answers)
            self.board = batch.board

    async def try_again(self) -> Board | None:
        """Write what is aside; the board that was shown until then, None when the store does not take it yet."""
        if self._for_good:
            return None
        try:
            async with self._store.pen() as pen:  # outside of the turn: a server that is gone is waited for
                await pen.start([], self._logged.number)
            return await self._bring_back()
        except (*TROUBLE, OSError) as trouble:
            self._begin_trouble(trouble)
            return None

    async def read_on(self) -> Sequence[Stamped]:
        """What other desks wrote meanwhile on a store that several machines share."""
        if self.standing.trouble:
            return ()
        try:
            if (await self._store.head())[0] <= self._logged.number:  # outside of the turn: it may take long
                return ()
            async with self._in_turn:
                entries = [stamped(entry) for entry in await self._store.entries(self._logged.number)]
                quiet, self._logged = self.board is self._logged, fold(self._logged, entries)
                if not quiet:  # a trouble began meanwhile: what is shown has what is aside, until that is over
                    return ()
                self.board = self._logged
                return entries
        except TROUBLE as trouble:
            self._begin_trouble(trouble)
            return ()

    def warn(self, warning: str) -> None:
        """Say what will be a trouble, or that it won't any more."""
        warning = warning or next(filter(None, self.lasting.values()), "")
        if warning != self.standing.warning:
            self.standing = replace(self.standing, warning=warning)

    async def _written(self, commands: Sequence[Command]) -> Taken:
        """A disk or a server that fails is tried once more by key: whether the first time went well is seen then."""
        try:
            batch = await self._write(commands)
        except (NotWritten, Unknown) as trouble:
            failed, self._failed_at = self._failed_at, clock.steady()
            if not trouble.sudden or self._failed_at - failed < ONCE_IN_MS:
                raise
            try:
                batch = await self._write(commands)
            except NotWritten as again:
                raise trouble if isinstance(trouble, Unknown) else again from again
        self.board = self._logged
        return batch.answers, batch.entries

    async def _write(self, commands: Sequence[Command]) -> Batch:
        async with self._store.pen() as pen:
            at = self._now()
            batch = await self._decide(pen, [command.as_of(at) for command in commands])
            if batch.facts:
                await pen.write(batch.facts, at, [Row(r.table, r.values) for r in batch.records])
            erased = await emptied(pen, batch)
        if erased:
            await self._store.fold()
        self._logged = batch.board
        self._remember(batch.answers)
        return batch

    async def _decide(self, pen: Pen, commands: Sequence[Command]) -> Batch:
        start = await pen.start([command.asked.key for command in commands], self._logged.number)
        tail = [stamped(entry) for entry in start.tail]
        batch = Batch(fold(self._logged, tail), entries=tail)
        batch.decide_all(await resolved(pen, commands), dict(start.written), self._centre_of)
        return batch

    def _remember(self, answers: Answers) -> None:
        self._recent |= {one.asked.key: told for one, told in answers if isinstance(told, Receipt)}
        if len(self._recent) > 2 * REMEMBERED:
            self._recent = dict(list(self._recent.items())[-REMEMBERED:])

    async def _kept(self, commands: Sequence[Command]) -> Taken:
        at, batch, known = self._now(), Batch(self.board), self._recent
        batch.decide_all([one.as_of(at) for one in commands], _numbers(known), self._centre_of)
        answers = [(one, known.get(one.asked.key) or _aside(said)) for one, said in batch.answers]
        fresh = [one for one, said in answers if isinstance(said, Receipt) and one.asked.key not in known]
        if fresh:
            await self.aside.keep(fresh)
        self._remember(answers)
        self.board = batch.board
        self.standing = replace(self.standing, aside=len(self.aside.commands))
        return answers, batch.entries

    async def _bring_back(self) -> Board:
        """In steps, between which others take their turn: what they ask for is kept behind the rest meanwhile."""
        done = 0
        refused: list[tuple[Command, Exception]] = []
        while True:
            async with self._in_turn:
                some = self.aside.commands[done : done + BATCH]
                answers = await self._write_each(some) if some else []
                refused += [(one, answer) for one, answer in answers if isinstance(answer, Exception)]
                done += len(some)
                if done == len(self.aside.commands):  # seen in the same turn, or there would always be one more
                    return await self._end_trouble(refused)

    async def _end_trouble(self, refused: Sequence[tuple[Command, Exception]]) -> Board:
        for form in self.aside.drafts.values() or (_TRIAL,):
            await self._store_draft(form.position, form.slot, form.body, form.saved_at)
        await self.aside.forget(refused)
        shown, self.board = self.board, self._logged
        self.standing = Standing(
            refused=self.aside.refusals(), refusals=str(self.aside.refused), warning=self.standing.warning
        )
        return shown

    async def _write_each(self, commands: Sequence[Command]) -> Answers:
        """All in one; where the fault is in one of them, each by itself, so that it takes no other with it."""
        try:
            return (await self._write(commands)).answers
        except NotWritten as trouble:
            if not trouble.own:
                raise
            if len(commands) == 1:
                return [(commands[0], trouble)]
        return [answer for command in commands for answer in await self._write_each([command])]

    async def look(self) -> None:
        """See that the store is still where it was, before anybody needs it."""
        if not self.standing.trouble:
            try:
                await self._store.look()
                await self._store.tidy()
            except TROUBLE as trouble:
                self._begin_trouble(trouble)

    async def _store_draft(self, position: str, slot: str, body: str | None, at: int) -> None:
        await self._forms.put(KeptDraft(position, slot, at, body))

    def _begin_trouble(self, trouble: NotWritten | Unknown | StoreRefused | OSError) -> None:
        self._for_good = isinstance(trouble, StoreRefused) and trouble.for_good
        if isinstance(trouble, OSError):
            told = f"{self.aside.refused} can't be written ({trouble.strerror or trouble}); free some space there"
        else:
            told = trouble.trouble
        since = self.standing.since or self._now()
        self.standing = replace(self.standing, trouble=told, since=since, aside=len(self.aside.commands))

    def _not_saved(self, error: OSError, known: Known = "not saved") -> NotSaved:
        sentence = f"{self.standing.trouble}; and it can't be kept beside the store either ({error.strerror or error})"
        return NotSaved(sentence, "unknown" if isinstance(error, Doubtful) else known)


@contextmanager
def told_as_not_saved() -> Iterator[None]:
    """Whatever the store says instead of taking something is NotSaved to who asked."""
    try:
        yield
    except TROUBLE as trouble:
        raise NotSaved(str(trouble)) from trouble


def _aside(said: Receipt | Exception) -> Receipt | Exception:
    return replace(said, aside=True) if isinstance(said, Receipt) else said


def _numbers(receipts: Mapping[str, Receipt]) -> dict[str, tuple[int, ...]]:
    return {key: receipt.numbers for key, receipt in receipts.items()}
