"""What is kept beside the log while the store takes nothing: commands in order, and the newest half-typed forms."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

import msgspec
from msgspec import Struct

from console.desk.batch import Command
from console.desk.desk import Draft
from console.desk.verb_codec import decode_verb, encode_verb
from console.rules.asked import Asked
from db.spool import Spool
from db.steady import through
from db.trouble import StoreRefused

SLOTS = 9
"""How many desks of one machine may keep things aside for one PostgreSQL store."""
_DRAFTS = 4 * 2**20
"""Bytes that half-typed forms may take of the file at most; the rest is for commands."""


class KeptCommand(Struct, frozen=True, tag="command"):
    """A command as it is kept: its verb by name, and its circumstances with its key and its time."""

    verb: str
    fields: bytes
    asked: Asked


class KeptDraft(Struct, frozen=True, tag="draft"):
    """A half-typed form as it is kept; `body` is None where it was dropped."""

    position: str
    slot: str
    saved_at: int
    body: str | None


class KeptRefusal(Struct, frozen=True):
    """A command that was kept aside and that a rule refused when the log took the others."""

    key: str
    when: int
    who: str
    position: str
    verb: str
    why: str
    fields: msgspec.Raw


Kept = KeptCommand | KeptDraft
_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(list[Kept])


class Aside:
    """Holds what is kept, here and in its file; OSError says that the file did not take it."""

    def __init__(self, beside: Path, store_id: str) -> None:
        self.beside = beside
        self.commands: list[Command] = []
        self.drafts: dict[tuple[str, str], KeptDraft] = {}
        self.refused = beside.with_name(f"{beside.name}.refused")
        self._store_id = store_id
        self._spool: Spool | None = None
        self._drafts_room = _DRAFTS

    @classmethod
    def open(cls, beside: Path, store_id: str) -> Self:
        """Open the file `<beside>.aside`, and take up what was left in it; StoreRefused when it is another store's.

        Where it cannot be made nothing can be kept aside, and each attempt says so.
        """
        aside = cls(beside, store_id)
        aside.ready()
        return aside

    def ready(self) -> bool:
        """Whether something could be kept now; where there was no room for the file, it is tried again."""
        for number in range(1, SLOTS + 1) if self._spool is None else ():
            name = f"{self.beside.name}.aside" if number == 1 else f"{self.beside.name}-{number}.aside"
            with suppress(OSError):
                self._take_up(Spool.open(self.beside.with_name(name), self._store_id))
                break
        return self._spool is not None

    @property
    def path(self) -> Path | None:
        """Where it is kept; None where it cannot be."""
        return self._spool.path if self._spool else None

    @property
    def empty(self) -> bool:
        """Whether nothing is kept."""
        return not self.commands and not self.drafts

    async def keep(self, commands: Sequence[Command]) -> None:
        """Keep commands, all or none."""
        await self._put([_kept(command) for command in commands])
        self.commands += [Command(command.verb, command.asked, aside=True) for command in commands]

    async def keep_draft(self, draft: KeptDraft) -> None:
        """Keep a half-typed form, or that it was dropped."""
        self._drafts_room -= len(draft.body or "") + 100
        if self._drafts_room < 0:
            raise OSError("there is no more room for half-typed forms beside the store")
        await self._put([draft])
        self.drafts[draft.position, draft.slot] = draft

    def merged(self, position: str, stored: Sequence[Draft]) -> list[Draft]:
        """The half-typed forms of a position: those that are stored, but for what is kept of them."""
        mine = {slot: kept for (at, slot), kept in self.drafts.items() if at == position}
        forms = [draft for draft in stored if draft.slot not in mine]
        return forms + [Draft(d.slot, d.saved_at, d.body) for d in mine.values() if d.body is not None]

    async def forget(self, refusals: Sequence[tuple[Command, Exception]]) -> None:
        """The log has it: what a rule refused goes into the file of the refused first, then the rest is let go."""
        if refusals:
            await through(asyncio.to_thread(_note, self.refused, [_refusal(*refusal) for refusal in refusals]))
        if self._spool is not None:
            with suppress(OSError):  # what is left is known by its keys, and not written twice
                await through(asyncio.to_thread(self._spool.clear))
        self.commands, self.drafts, self._drafts_room = [], {}, _DRAFTS

    def refusals(self) -> int:
        """How many commands are in the file of the refused."""
        try:
            lines = self.refused.read_bytes().splitlines()
        except OSError:
            return 0
        return len(set(lines))

    def close(self) -> None:
        """Let go of the file; it is taken away when nothing is in it."""
        if self._spool is not None:
            self._spool.close()

    async def _put(self, kept: Sequence[Kept]) -> None:
        if not self.ready() or self._spool is None:
            raise OSError("there was no room for a file beside the store when it was opened")
        await through(asyncio.to_thread(self._spool.append, _ENCODER.encode(kept)))

    def _take_up(self, spool: Spool) -> None:
        try:
            for one in (one for record in spool.records for one in _DECODER.decode(record)):
                if isinstance(one, KeptDraft):
                    self.drafts[one.position, one.slot] = one
                else:
                    self.commands.append(Command(decode_verb(one.verb, one.fields), one.asked, aside=True))
        except (ValueError, msgspec.MsgspecError) as error:
            spool.close()
            raise StoreRefused(
                f"{spool.path} holds what this Firstline can't read ({error}); open it with the one that wrote it"
            ) from error
        self._spool = spool


def _kept(command: Command) -> KeptCommand:
    return KeptCommand(*encode_verb(command.verb), command.asked)


def _refusal(command: Command, why: Exception) -> KeptRefusal:
    asked, (verb, _) = command.asked, encode_verb(command.verb)
    fields = msgspec.Raw(msgspec.json.encode(command.verb))
    return KeptRefusal(asked.key, asked.when, asked.who, asked.position, verb, str(why), fields)


def _note(path: Path, refusals: Sequence[KeptRefusal]) -> None:
    lines = b"".join(msgspec.json.encode(refusal) + b"\n" for refusal in refusals)
    held = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        os.write(held, lines)
        os.fsync(held)
    finally:
        os.close(held)
